//! The counters that tell whether anything has happened, and ways to wait for it.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::writer::Tally;
use crate::store::{self, Db};

/// Counters of a workspace after its latest commit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulse {
    /// The newest `seq` of all exchanges and changes.
    pub newest_seq: i64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Those answered with 400 or above.
    pub failed: u64,
    /// Counts commits of this workspace, whether they moved `newest_seq` or not (tokens,
    /// connections, deletions).
    pub commits: u64,
    /// Counts changes made by other processes.
    pub outside_changes: u64,
    /// Size of the workspace in bytes.
    pub stored_bytes: u64,
}

type Call = Arc<dyn Fn(&Pulse) + Send + Sync>;

/// Where the writer posts the counters and others read them.
#[derive(Default)]
pub(super) struct Board {
    pulse: Mutex<Pulse>,
    moved: Condvar,
    calls: Mutex<Vec<(u64, Call)>>,
    next_call: AtomicU64,
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Pulse> {
        self.pulse.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn calls(&self) -> MutexGuard<'_, Vec<(u64, Call)>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn read(&self) -> Pulse {
        *self.lock()
    }

    /// Takes the totals from the file.
    pub(super) fn refresh(&self, db: &Db) -> rusqlite::Result<()> {
        let counters = store::counters::read(db)?;
        let (exchanges, failed) = store::exchanges::totals(db)?;
        let stored_bytes = store::counters::stored_bytes(db)?;
        let mut pulse = self.lock();
        pulse.newest_seq = counters.seq;
        pulse.exchanges = exchanges;
        pulse.failed = failed;
        pulse.stored_bytes = u64::try_from(stored_bytes).unwrap_or_default();
        Ok(())
    }

    /// Posts a commit of this workspace.
    pub(super) fn committed(&self, tally: Tally) {
        let mut pulse = self.lock();
        pulse.newest_seq = tally.seq;
        pulse.exchanges += tally.exchanges;
        pulse.failed += tally.failed;
        pulse.commits += 1;
        pulse.stored_bytes = u64::try_from(tally.stored_bytes).unwrap_or(pulse.stored_bytes);
        self.moved.notify_all();
    }

    /// Posts a change by another process.
    pub(super) fn outside_change(&self, db: &Db) {
        if let Err(error) = self.refresh(db) {
            tracing::warn!(%error, "the counters of the workspace could not be read");
        }
        self.lock().outside_changes += 1;
        self.moved.notify_all();
        self.tell();
    }

    /// Calls everybody who wants to be called, on this thread.
    pub(super) fn tell(&self) {
        let calls: Vec<Call> = self
            .calls()
            .iter()
            .map(|(_, call)| Arc::clone(call))
            .collect();
        if calls.is_empty() {
            return;
        }
        let pulse = self.read();
        for call in calls {
            call(&pulse);
        }
    }
}

/// A way to wait for commits. Does not keep the workspace open.
#[derive(Clone)]
pub struct Watch(pub(super) Arc<Board>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Watch").field(&self.0.read()).finish()
    }
}

/// A registered callback.
pub struct Listening {
    board: Arc<Board>,
    number: u64,
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Listening").field(&self.number).finish()
    }
}

impl Listening {
    /// Ends the registration.
    pub fn stop(self) {
        self.board
            .calls()
            .retain(|(number, _)| *number != self.number);
    }
}

impl Watch {
    /// Blocks until `newest_seq` is above `last_seq`, or the time is up, and returns the counters.
    #[must_use]
    pub fn wait_timeout(&self, last_seq: i64, limit: Duration) -> Pulse {
        let until = Instant::now() + limit;
        let mut pulse = self.0.lock();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if pulse.newest_seq > last_seq || left.is_zero() {
                return *pulse;
            }
            let waited = self.0.moved.wait_timeout(pulse, left);
            pulse = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Calls `call` on the writer thread after each commit, and when another process has changed
    /// the file. It must be quick. It stays registered, also when the returned handle is dropped,
    /// until [`Listening::stop`].
    pub fn on_commit(&self, call: Box<dyn Fn(&Pulse) + Send + Sync>) -> Listening {
        let number = self.0.next_call.fetch_add(1, Ordering::Relaxed);
        self.0.calls().push((number, Arc::from(call)));
        Listening {
            board: Arc::clone(&self.0),
            number,
        }
    }
}
