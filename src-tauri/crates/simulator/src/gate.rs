//! What every request of a run passes: pace and stop before it, counting after it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::error::Error;
use crate::progress::{Failure, Phase, Progress};

/// How many failures are kept with their reasons; all are counted.
const KEPT_FAILURES: usize = 200;

/// How fast a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    /// About twelve seconds for the whole run: slow enough to watch.
    #[default]
    Demo,
    /// About a minute, for explaining.
    Slow,
    /// As fast as the answers come.
    Instant,
}

impl Pace {
    /// How long a whole run is to take.
    #[must_use]
    pub const fn duration(self) -> Duration {
        match self {
            Self::Demo => Duration::from_secs(12),
            Self::Slow => Duration::from_secs(60),
            Self::Instant => Duration::ZERO,
        }
    }
}

/// Requests are due at even distances from the start, so that slow answers do not add up.
#[derive(Debug)]
pub(crate) struct Gate {
    start: Instant,
    gap: Duration,
    admitted: AtomicU32,
    stop: CancellationToken,
    sender: watch::Sender<Progress>,
    failures: Mutex<Vec<Failure>>,
}

impl Gate {
    /// A gate for a run of about `planned` requests.
    pub(crate) fn new(
        pace: Pace,
        planned: u64,
        sender: watch::Sender<Progress>,
        stop: CancellationToken,
    ) -> Self {
        sender.send_replace(Progress {
            planned,
            ..Progress::default()
        });
        let steps = u32::try_from(planned.max(1)).unwrap_or(u32::MAX);
        Self {
            start: Instant::now(),
            gap: pace.duration() / steps,
            admitted: AtomicU32::new(0),
            stop,
            sender,
            failures: Mutex::new(Vec::new()),
        }
    }

    /// Waits until the next request is due.
    pub(crate) async fn admit(&self) -> Result<(), Error> {
        let number = self.admitted.fetch_add(1, Ordering::Relaxed);
        let due = self.start + self.gap.saturating_mul(number);
        tokio::select! {
            biased;
            () = self.stop.cancelled() => Err(Error::Stopped),
            () = tokio::time::sleep_until(due) => Ok(()),
        }
    }

    /// Counts a request that was sent.
    pub(crate) fn sent(&self) {
        self.sender.send_modify(|progress| {
            progress.sent += 1;
            progress.planned = progress.planned.max(progress.sent);
        });
    }

    /// Begins another phase.
    pub(crate) fn enter(&self, phase: Phase) {
        self.sender.send_modify(|progress| {
            progress.phase = phase;
            if phase == Phase::Done {
                progress.planned = progress.sent;
            }
        });
    }

    /// Corrects how many requests there will be.
    pub(crate) fn expect(&self, change: i64) {
        self.sender.send_modify(|progress| {
            progress.planned = progress.planned.saturating_add_signed(change)
        });
    }

    /// Tells what was done.
    pub(crate) fn tell(&self, sentence: String) {
        self.sender
            .send_modify(|progress| progress.last = Some(sentence));
    }

    /// Counts a person who is in the target now.
    pub(crate) fn arrived(&self, sentence: String) {
        self.sender.send_modify(|progress| {
            progress.people += 1;
            progress.last = Some(sentence);
        });
    }

    /// Counts an operation that did not succeed.
    pub(crate) fn failed(&self, subject: &str, error: &Error) {
        let reason = error.to_string();
        tracing::debug!(subject, reason, "a simulated operation failed");
        self.sender.send_modify(|progress| {
            progress.failed += 1;
            progress.last = Some(format!("{subject}: {reason}"));
        });
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() < KEPT_FAILURES {
            failures.push(Failure {
                subject: subject.to_owned(),
                reason,
            });
        }
    }

    /// The progress and the failures so far.
    pub(crate) fn report(&self) -> (Progress, Vec<Failure>) {
        let failures = self
            .failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        (self.sender.borrow().clone(), failures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(pace: Pace, planned: u64) -> (Gate, CancellationToken) {
        let stop = CancellationToken::new();
        (
            Gate::new(
                pace,
                planned,
                watch::Sender::new(Progress::default()),
                stop.clone(),
            ),
            stop,
        )
    }

    #[tokio::test(start_paused = true)]
    async fn a_demo_spreads_its_requests_over_twelve_seconds() {
        let (gate, _stop) = gate(Pace::Demo, 120);
        let start = Instant::now();
        for _ in 0..120 {
            gate.admit().await.unwrap();
        }
        let elapsed = start.elapsed();
        assert!(
            (Duration::from_millis(11_800)..Duration::from_millis(12_100)).contains(&elapsed),
            "{elapsed:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn slow_answers_do_not_make_the_run_longer() {
        let (gate, _stop) = gate(Pace::Demo, 12);
        let start = Instant::now();
        for _ in 0..12 {
            gate.admit().await.unwrap();
            tokio::time::sleep(Duration::from_millis(900)).await;
        }
        assert!(
            start.elapsed() < Duration::from_secs(13),
            "{:?}",
            start.elapsed()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn an_instant_run_never_waits() {
        let (gate, _stop) = gate(Pace::Instant, 1_000);
        let start = Instant::now();
        for _ in 0..1_000 {
            gate.admit().await.unwrap();
        }
        assert!(
            start.elapsed() < Duration::from_millis(1100),
            "{:?}",
            start.elapsed()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn stopping_ends_the_wait_at_once() {
        let (gate, stop) = gate(Pace::Slow, 2);
        gate.admit().await.unwrap();
        let start = Instant::now();
        let (admitted, ()) = tokio::join!(gate.admit(), async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            stop.cancel();
        });
        assert_eq!(admitted, Err(Error::Stopped));
        assert!(start.elapsed() < Duration::from_secs(2));
        assert_eq!(gate.admit().await, Err(Error::Stopped), "and stays ended");
    }

    #[tokio::test]
    async fn every_failure_is_counted_but_only_some_are_kept() {
        let (gate, _stop) = gate(Pace::Instant, 1);
        for _ in 0..KEPT_FAILURES + 5 {
            gate.failed("Ada", &Error::Token);
        }
        let (progress, failures) = gate.report();
        assert_eq!(progress.failed, KEPT_FAILURES as u64 + 5);
        assert_eq!(failures.len(), KEPT_FAILURES);
    }

    #[tokio::test]
    async fn what_was_planned_equals_what_was_sent_in_the_end() {
        let (gate, _stop) = gate(Pace::Instant, 10);
        gate.sent();
        gate.expect(-3);
        assert_eq!(gate.report().0.planned, 7);
        gate.enter(Phase::Done);
        assert_eq!(gate.report().0.planned, 1);
    }
}
