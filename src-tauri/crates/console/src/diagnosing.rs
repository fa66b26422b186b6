//! Diagnosing in the background: a look soon after something was written, and one a minute for what only
//! time brings to light.
//!
//! Debounced, so that a thousand requests are one look, and never two at a time. What a look writes wakes
//! it once more, which then finds nothing.

use std::sync::Arc;
use std::time::Duration;

use sandbox::Pulse;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::host::Console;

/// From a commit to the look at it.
const SOON: Duration = Duration::from_millis(400);
/// Between two looks where nothing is written.
const SELDOM: Duration = Duration::from_secs(60);

/// Starts looking; it ends with the token.
pub(crate) fn start(console: Console, ending: CancellationToken) {
    let woken = Arc::new(Notify::new());
    let listener = Arc::clone(&woken);
    let listening = console
        .0
        .workspace
        .watch()
        .on_commit(Box::new(move |_: &Pulse| listener.notify_one()));
    tokio::spawn(async move {
        run(&console, &woken, &ending).await;
        listening.stop();
    });
}

async fn run(console: &Console, woken: &Notify, ending: &CancellationToken) {
    loop {
        let pause = async {
            let _ = tokio::time::timeout(SELDOM, woken.notified()).await;
            tokio::time::sleep(SOON).await;
        };
        tokio::select! {
            () = ending.cancelled() => return,
            () = pause => {}
        }
        if let Err(failure) = look(console).await {
            tracing::debug!(%failure, "what arrived could not be diagnosed");
        }
    }
}

/// Looks at what has arrived, and tells the UI when that changed something.
pub(crate) async fn look(console: &Console) -> Result<(), Failure> {
    let changed = console
        .blocking(|workspace| Ok(workspace.diagnose()?))
        .await?;
    if changed {
        console.diagnosed();
    }
    Ok(())
}
