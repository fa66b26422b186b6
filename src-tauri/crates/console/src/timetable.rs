//! Starts syncs that are due by the schedule of their twin, carries out those that somebody starts, and looks
//! after those of the command line, whose process may die.
//!
//! The clock is the workspace's. A timer of the runtime stands still while the computer sleeps, so the clock
//! is looked at every half minute at the latest; a virtual one says when it was moved. What is due and what
//! was missed is decided in the workspace.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use sandbox::sync::Syncing;
use sandbox::{Error, Listening, Pulse, Workspace};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::host::Console;

/// At the latest after this the clock is looked at again.
const LONGEST: Duration = Duration::from_secs(30);
/// At the earliest after this, so that a run that cannot begin is not tried without end.
const SHORTEST: Duration = Duration::from_millis(200);
/// How often it is looked whether another process still carries out the run that it began.
const PATROL: Duration = Duration::from_secs(1);

/// Starts the timetable of a console; it ends with the token.
pub(crate) fn start(console: Console, ending: CancellationToken) {
    let woken = Arc::clone(&console.0.timetable);
    console
        .0
        .workspace
        .clock()
        .on_move(Box::new(move || woken.notify_one()));
    let listening = on_outside_change(&console);
    tokio::spawn(async move {
        run(&console, &ending).await;
        listening.stop();
    });
}

/// Wakes the timetable when another process has changed the file: it may have begun a run.
fn on_outside_change(console: &Console) -> Listening {
    let woken = Arc::clone(&console.0.timetable);
    let seen = AtomicU64::new(console.0.workspace.pulse().outside_changes);
    console
        .0
        .workspace
        .watch()
        .on_commit(Box::new(move |pulse: &Pulse| {
            if seen.swap(pulse.outside_changes, Ordering::Relaxed) != pulse.outside_changes {
                woken.notify_one();
            }
        }))
}

async fn run(console: &Console, ending: &CancellationToken) {
    loop {
        let pause = match console.blocking(look).await {
            Ok(seen) => {
                let now = console.0.workspace.clock().now();
                let pause = seen.pause(now);
                seen.begun
                    .into_iter()
                    .for_each(|run| carry_out(console, run));
                pause
            }
            Err(failure) => {
                tracing::warn!(%failure, "syncs that are due were not started");
                LONGEST
            }
        };
        let woken = async {
            let _ = tokio::time::timeout(pause, console.0.timetable.notified()).await;
        };
        tokio::select! {
            () = ending.cancelled() => return,
            () = woken => {}
        }
    }
}

/// Carries a run out off the async threads; the feed tells of it.
pub(crate) fn carry_out(console: &Console, run: Syncing) {
    let console = console.clone();
    tokio::spawn(async move {
        let number = run.number();
        let outcome = tokio::task::spawn_blocking(move || run.carry_out()).await;
        match outcome {
            Ok(Ok(_)) | Ok(Err(Error::Closed)) => {}
            Ok(Err(error)) => tracing::warn!(%error, number, "a sync failed"),
            Err(error) => tracing::error!(%error, number, "a sync ended unexpectedly"),
        }
        // One that was due meanwhile can begin.
        console.0.timetable.notify_one();
    });
}

/// What there was to do when the clock was looked at.
struct Seen {
    begun: Vec<Syncing>,
    next: Option<Timestamp>,
    /// Whether another process is at work on a run.
    elsewhere: bool,
}

impl Seen {
    fn pause(&self, now: Timestamp) -> Duration {
        let pause = until(self.next, now);
        match self.elsewhere {
            true => pause.min(PATROL),
            false => pause,
        }
    }
}

fn look(workspace: &Workspace) -> Result<Seen, Failure> {
    let elsewhere = workspace.fail_abandoned_syncs()?;
    let (due, next) = workspace.due_syncs()?;
    let mut begun = Vec::new();
    for one in due {
        match workspace.begin_due_sync(&one) {
            Ok(run) => begun.push(run),
            // It stays due.
            Err(Error::SyncRunning) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Seen {
        begun,
        next,
        elsewhere,
    })
}

fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let left = next.and_then(|next| Duration::try_from(next.duration_since(now)).ok());
    left.unwrap_or(LONGEST).clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_looked_at_when_a_run_is_due_and_every_half_minute() {
        let now: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        let after = |seconds: i64| Some(now + jiff::SignedDuration::from_secs(seconds));
        assert_eq!(until(after(7), now), Duration::from_secs(7));
        assert_eq!(until(after(3600), now), LONGEST);
        assert_eq!(until(after(-5), now), LONGEST);
        assert_eq!(until(after(0), now), SHORTEST);
        assert_eq!(until(None, now), LONGEST);
    }

    #[test]
    fn a_run_of_another_process_is_looked_after_each_second() {
        let now: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        let seen = |elsewhere| Seen {
            begun: Vec::new(),
            next: None,
            elsewhere,
        };
        assert_eq!(seen(true).pause(now), PATROL);
        assert_eq!(seen(false).pause(now), LONGEST);
    }
}
