//! Reading connections, opened when needed and used again. Each read runs in a transaction of its
//! own and so sees one state of the workspace.

use std::sync::{
    Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};

use crate::Error;
use crate::store::file::Place;
use crate::store::{self, Db};

/// Readers at a time; more than the machine has cores brings nothing.
const LIMIT: usize = 12;

/// Keeps readers and the writer of a memory database apart. Files need no gate: with the
/// write-ahead log readers and the writer do not disturb each other. Memory databases have no
/// such log; without the gate both would run into `SQLITE_BUSY` and sleep.
#[derive(Debug)]
pub(super) struct Gate(Option<RwLock<()>>);

impl Gate {
    pub(super) fn of(place: &Place) -> Self {
        Self(matches!(place, Place::Memory(_)).then(|| RwLock::new(())))
    }

    pub(super) fn read(&self) -> Option<RwLockReadGuard<'_, ()>> {
        self.0
            .as_ref()
            .map(|lock| lock.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn write(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        self.0
            .as_ref()
            .map(|lock| lock.write().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The pool.
pub(super) struct Readers {
    place: Place,
    gate: std::sync::Arc<Gate>,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Db>,
    in_use: usize,
    /// How many wait for one: only then is there anybody to wake, which costs a system call.
    waiting: usize,
    closed: bool,
}

impl Readers {
    pub(super) fn new(place: Place, gate: std::sync::Arc<Gate>) -> Self {
        Self {
            place,
            gate,
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Reads with a single statement, which sees one state of the workspace by itself.
    pub(super) fn glance<T>(&self, work: impl FnOnce(&Db) -> Result<T, Error>) -> Result<T, Error> {
        let reader = self.borrow()?;
        let _gate = self.gate.read();
        reader.db.as_ref().ok_or(Error::Closed).and_then(work)
    }

    /// Reads one state of the workspace.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Db) -> Result<T, Error>) -> Result<T, Error> {
        let reader = self.borrow()?;
        let _gate = self.gate.read();
        let Some(db) = reader.db.as_ref() else {
            return Err(Error::Closed);
        };
        store::file::begin_read(db)?;
        let outcome = work(db);
        store::file::commit(db)?;
        outcome
    }

    /// Closes the idle connections and refuses further reads.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.idle.clear();
        self.returned.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn borrow(&self) -> Result<Borrowed<'_>, Error> {
        let mut state = self.lock();
        while state.in_use >= LIMIT && !state.closed {
            state.waiting += 1;
            state = self
                .returned
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        if state.closed {
            return Err(Error::Closed);
        }
        state.in_use += 1;
        let idle = state.idle.pop();
        drop(state);
        // From here on dropping `borrowed` gives the place back, also when opening fails.
        let mut borrowed = Borrowed {
            readers: self,
            db: idle,
        };
        if borrowed.db.is_none() {
            borrowed.db = Some(self.place.reader()?);
        }
        Ok(borrowed)
    }
}

struct Borrowed<'a> {
    readers: &'a Readers,
    db: Option<Db>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut state = self.readers.lock();
        state.in_use -= 1;
        // One whose read panicked is still inside its transaction and sees an old state for ever.
        let usable = self.db.take().filter(Db::is_autocommit);
        if !state.closed {
            state.idle.extend(usable);
        }
        let awaited = state.waiting > 0;
        drop(state);
        if awaited {
            self.readers.returned.notify_one();
        }
    }
}
