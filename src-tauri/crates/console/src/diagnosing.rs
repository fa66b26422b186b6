//! Diagnosing in the background: a look soon after something was written, and one a minute for what only
//! time brings to light.
//!
//! Debounced, so that a thousand requests are one look, and never two at a time; and never for more than a
//! tenth of the time, so that requests that keep coming are not slowed by being judged. What piles up
//! meanwhile is looked at when it is calm. What a look writes wakes it once more, which then finds nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sandbox::Pulse;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::host::Console;

/// From a commit to the look at it.
const SOON: Duration = Duration::from_millis(400);
/// How long somebody who asks waits for looks.
const PATIENCE: Duration = Duration::from_millis(400);
/// A look is followed by a rest of so many times its own length.
const IDLE_SHARE: u32 = 9;
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
    let mut more = false;
    let mut rest = SOON;
    loop {
        let pause = async {
            if !more {
                let _ = tokio::time::timeout(SELDOM, woken.notified()).await;
            }
            tokio::time::sleep(rest).await;
        };
        tokio::select! {
            () = ending.cancelled() => return,
            () = pause => {}
        }
        let begun = Instant::now();
        more = match look_within(console, Duration::ZERO).await {
            Ok(more) => more,
            Err(failure) => {
                tracing::debug!(%failure, "what arrived could not be diagnosed");
                false
            }
        };
        rest = SOON.max(begun.elapsed() * IDLE_SHARE);
    }
}

/// Looks at what has arrived for as long as somebody who asks may wait, and tells the UI when that changed
/// something. Of a long backlog the rest is looked at in the background.
pub(crate) async fn look(console: &Console) -> Result<(), Failure> {
    look_within(console, PATIENCE).await.map(drop)
}

/// One bounded look, for those who ask again and again.
pub(crate) async fn glance(console: &Console) -> Result<(), Failure> {
    look_within(console, Duration::ZERO).await.map(drop)
}

/// Looks for so long; whether there is more to look at.
async fn look_within(console: &Console, limit: Duration) -> Result<bool, Failure> {
    let (changed, more) = console
        .blocking(move |workspace| Ok(workspace.diagnose_within(limit)?))
        .await?;
    if changed {
        console.diagnosed();
    }
    Ok(more)
}
