//! One run per connection at a time, also with several processes on one workspace file.
//!
//! The first run of a process takes a lock on a file beside the workspace and the last one lets go of it;
//! the operating system does so when the process dies. Whoever has the lock therefore knows that a run of
//! which the file says that it is in progress has nobody any more who carries it out.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::workspace::{Location, Lock, files};
use crate::{Error, Workspace, store};

/// How long whoever has seen that a run is over waits for it to be left.
const LEAVING: Duration = Duration::from_secs(2);
/// Another process may have the lock for the moment in which it looks after a run that nobody carries out:
/// how often, and after which pause, the lock is tried for again.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(20);

/// The runs that this process carries out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Syncs(Arc<Desk>);

#[derive(Debug, Default)]
struct Desk {
    state: Mutex<State>,
    left: Condvar,
}

#[derive(Debug, Default)]
struct State {
    connections: HashSet<i64>,
    lock: Option<Lock>,
}

impl Syncs {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to carry out a run of a connection; dropping it gives it back.
#[derive(Debug)]
pub(crate) struct Entered {
    syncs: Syncs,
    connection: i64,
}

impl Drop for Entered {
    fn drop(&mut self) {
        let mut state = self.syncs.lock();
        state.connections.remove(&self.connection);
        if state.connections.is_empty() {
            state.lock = None;
        }
        self.syncs.0.left.notify_all();
    }
}

impl Workspace {
    /// Enters a run of a connection.
    pub(super) fn enter_sync(&self, connection: i64) -> Result<Entered, Error> {
        self.enter_within(connection, TRIES)
    }

    /// Enters a run of a connection if nobody is at work on any in another process, without waiting.
    pub(super) fn enter_if_left(&self, connection: i64) -> Result<Entered, Error> {
        self.enter_within(connection, 1)
    }

    fn enter_within(&self, connection: i64, tries: u32) -> Result<Entered, Error> {
        let syncs = self.syncs();
        let over = !self.read(|db| Ok(store::syncs::in_progress(db, connection)?))?;
        let mut state = syncs.lock();
        if over && state.connections.contains(&connection) {
            let stays = |state: &mut State| state.connections.contains(&connection);
            let waited = syncs.0.left.wait_timeout_while(state, LEAVING, stays);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        for attempt in 1.. {
            if state.connections.contains(&connection) {
                return Err(Error::SyncRunning);
            }
            if state.lock.is_some() {
                break;
            }
            state.lock = match self.lock_syncs() {
                Err(Error::SyncRunning) if attempt < tries => {
                    drop(state);
                    std::thread::sleep(PAUSE);
                    state = syncs.lock();
                    continue;
                }
                locked => locked?,
            };
            break;
        }
        state.connections.insert(connection);
        drop(state);
        Ok(Entered {
            syncs: syncs.clone(),
            connection,
        })
    }

    /// Whether this process carries out a run of the connection.
    pub(super) fn carries_out(&self, connection: i64) -> bool {
        self.syncs().lock().connections.contains(&connection)
    }

    /// The lock of this file; none is needed for what no other process can open.
    fn lock_syncs(&self) -> Result<Option<Lock>, Error> {
        let Location::File(path) = self.location() else {
            return Ok(None);
        };
        match Lock::acquire(&files::beside(path, ".sync")) {
            Err(Error::Locked { .. }) => Err(Error::SyncRunning),
            locked => locked.map(Some),
        }
    }
}
