//! The feed (decision 7): a tick at most ten times a second, and none while nothing happens.
//!
//! The writer thread calls a callback after each commit; it only wakes the task here. While requests
//! keep coming, the task makes one tick per interval however many there were; when they stop, one
//! more tick a second later brings the rate back to zero, and then it sleeps.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sandbox::{Pulse, TrafficQuery};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::host::Console;
use crate::views::traffic::actor;
use crate::wire::{Millis, Tick};

/// Shortest time between two ticks.
pub(crate) const INTERVAL: Duration = Duration::from_millis(100);

/// Over how long the request rate is measured.
const WINDOW: Duration = Duration::from_secs(1);

/// Starts the feed of a console; it ends with the token.
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

/// Makes a tick soon, for changes that no commit announces.
pub(crate) fn nudge(console: &Console) {
    console.0.ticks.send_if_modified(|tick| match tick {
        Some(tick) => {
            tick.revision = revision(console, &console.0.workspace.pulse());
            tick.clock_ahead = console.0.workspace.ahead().millis();
            tick.diagnosed = console.0.diagnosed.load(Ordering::Relaxed);
            tick.keyring = console.0.keeper.state();
            tick.simulation = console.0.simulations.view();
            true
        }
        None => false,
    });
}

async fn run(console: &Console, woken: &Notify, ending: &CancellationToken) {
    let mut rate = Rate::default();
    let mut last_call = LastCall::default();
    loop {
        let pulse = console.0.workspace.pulse();
        let per_second = rate.measure(pulse.exchanges);
        last_call.refresh(console, &pulse).await;
        console.0.ticks.send_replace(Some(Tick {
            seq: pulse.newest_seq,
            revision: revision(console, &pulse),
            diagnosed: console.0.diagnosed.load(Ordering::Relaxed),
            exchanges: pulse.exchanges,
            failed: pulse.failed,
            per_second,
            last_call_at: last_call.at,
            last_call_by: last_call.by.clone(),
            clock_ahead: console.0.workspace.ahead().millis(),
            stored_bytes: pulse.stored_bytes,
            keyring: console.0.keeper.state(),
            simulation: console.0.simulations.view(),
        }));
        let calming = per_second > 0.0;
        tokio::select! {
            () = ending.cancelled() => return,
            () = pause(woken, calming) => {}
        }
    }
}

/// Waits for the next commit, but at least the interval; while the rate is not zero, at most the
/// window.
async fn pause(woken: &Notify, calming: bool) {
    tokio::time::sleep(INTERVAL).await;
    if calming {
        let _ = tokio::time::timeout(WINDOW, woken.notified()).await;
    } else {
        woken.notified().await;
    }
}

fn revision(console: &Console, pulse: &Pulse) -> i64 {
    let outside = i64::try_from(pulse.outside_changes).unwrap_or(i64::MAX);
    console
        .0
        .revision
        .load(Ordering::Relaxed)
        .saturating_add(outside)
}

#[derive(Debug, Default)]
struct Rate {
    seen: VecDeque<(Instant, u64)>,
}

impl Rate {
    fn measure(&mut self, exchanges: u64) -> f64 {
        let now = Instant::now();
        self.seen.push_back((now, exchanges));
        while self.seen.len() > 1 && self.seen.front().is_some_and(|(at, _)| now - *at > WINDOW) {
            self.seen.pop_front();
        }
        let Some((since, before)) = self.seen.front() else {
            return 0.0;
        };
        let seconds = (now - *since).as_secs_f64().max(WINDOW.as_secs_f64());
        #[expect(
            clippy::cast_precision_loss,
            reason = "a rate for reading; far below 2^52"
        )]
        let count = exchanges.saturating_sub(*before) as f64;
        count / seconds
    }
}

/// Who called last; read again only when there is something newer.
#[derive(Debug, Default)]
struct LastCall {
    seen: u64,
    at: Option<Millis>,
    by: Option<String>,
}

impl LastCall {
    async fn refresh(&mut self, console: &Console, pulse: &Pulse) {
        if pulse.exchanges == self.seen {
            return;
        }
        self.seen = pulse.exchanges;
        let newest = TrafficQuery {
            limit: Some(1),
            ..TrafficQuery::default()
        };
        let page = console
            .blocking(move |workspace| Ok(workspace.traffic(&newest)?))
            .await;
        if let Ok(page) = page {
            let row = page.rows.first();
            self.at = row.map(|row| row.at.as_millisecond());
            self.by = row.map(actor);
        }
    }
}
