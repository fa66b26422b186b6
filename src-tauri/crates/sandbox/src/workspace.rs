//! One SQLite file the user owns: its lock, its writer thread, its readers and its pulse.
//!
//! Invariants: one server per file; one writing thread per [`Workspace`]; an answered write is
//! durable; reads never wait for writes.

pub(crate) mod files;
mod folding;
mod lock;
mod pending;
mod pulse;
mod queue;
mod readers;
mod stamp;
mod writer;

pub use pending::Pending;
pub use pulse::{Listening, Pulse, Watch};

pub(crate) use lock::Lock;
pub(crate) use stamp::Stamp;
pub(crate) use writer::Write;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;

use crate::Error;
use crate::clock::{self, Ahead, Clock};
use crate::connections::Registries;
use crate::ids::{self, Ids};
use crate::setup::KeptTables;
use crate::store::file::Place;
use crate::store::migrate::{self, MIGRATIONS};
use crate::store::{self, Db};
use crate::sync::Syncs;
use crate::tokens::Memory;
use crate::traffic::Recorded;
use crate::twins::Twins;
use folding::Folding;
use pulse::Board;
use queue::Queue;
use readers::{Gate, Readers};
use stamp::Stamps;
use writer::{Typed, Writer};

/// Where a workspace lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In a file, created if it is not there.
    File(PathBuf),
    /// In memory, until it is closed.
    Memory,
}

impl Location {
    /// The file that a symbolic link leads to, so that one file has one lock whatever it is called.
    fn resolved(self) -> Self {
        match self {
            Self::File(path) => Self::File(path.canonicalize().unwrap_or(path)),
            Self::Memory => Self::Memory,
        }
    }
}

/// Whether exchanges are recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Capture {
    /// They are.
    #[default]
    On,
    /// They are not; resources and their versions still are.
    Off,
}

/// How to open a workspace.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it lives.
    pub location: Location,
    /// Where it takes the time from.
    pub clock: Arc<dyn Clock>,
    /// Where it takes ids and secrets from.
    pub ids: Arc<dyn Ids>,
    /// Whether exchanges are recorded.
    pub capture: Capture,
}

impl Options {
    /// A workspace at `location` with the system's clock and randomness, recording.
    #[must_use]
    pub fn new(location: Location) -> Self {
        Self {
            location,
            clock: Arc::new(clock::System),
            ids: Arc::new(ids::Random),
            capture: Capture::On,
        }
    }
}

/// An open workspace. Cheap to clone; the last clone to go closes it.
#[derive(Clone)]
pub struct Workspace(Arc<Inner>);

struct Inner {
    options: Options,
    ahead: Arc<Ahead>,
    queue: Arc<Queue>,
    board: Arc<Board>,
    readers: Readers,
    stamps: Stamps,
    memory: Memory,
    reserved: Arc<AtomicI64>,
    registries: Registries,
    twins: RwLock<Twins>,
    syncs: Syncs,
    tables: KeptTables,
    lock: Mutex<Option<Lock>>,
    /// Held by whoever looks at what has arrived.
    diagnosing: Mutex<()>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Workspace")
            .field(&self.0.options.location)
            .finish()
    }
}

impl Workspace {
    /// Opens a workspace for serving: takes the lock, brings the file up to date (after a
    /// backup), makes the default connection if there is none.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::NewerFile`], [`Error::NotAWorkspace`], [`Error::NoFolder`],
    /// [`Error::IsFolder`], [`Error::ManyNames`], [`Error::Io`].
    pub fn open(mut options: Options) -> Result<Self, Error> {
        options.location = options.location.resolved();
        let lock = match &options.location {
            Location::File(path) => {
                files::admissible(path)?;
                Some(Lock::acquire(path)?)
            }
            Location::Memory => None,
        };
        Self::start(options, lock, false)
    }

    /// Opens a workspace file beside a server that may be running, for the command line: no
    /// lock, no recording. The file is created if it is not there.
    ///
    /// # Errors
    /// As [`Workspace::open`], but [`Error::Locked`] only when the
    /// file needs to be brought up to date and a server of another version holds it.
    pub fn open_beside(
        path: impl AsRef<Path>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, Error> {
        let location = Location::File(path.as_ref().to_owned()).resolved();
        if let Location::File(path) = &location {
            files::admissible(path)?;
        }
        Self::start(
            Options {
                location,
                clock,
                ids,
                capture: Capture::Off,
            },
            None,
            true,
        )
    }

    fn start(mut options: Options, lock: Option<Lock>, beside: bool) -> Result<Self, Error> {
        let ahead = Arc::new(Ahead::of(Arc::clone(&options.clock)));
        options.clock = Arc::clone(&ahead) as Arc<dyn Clock>;
        let place = match &options.location {
            Location::File(path) => Place::File(path.clone()),
            Location::Memory => Place::memory(),
        };
        let db = prepare(&place, beside)?;
        let board = Arc::new(Board::default());
        board.refresh(&db)?;
        let reserved = Arc::new(AtomicI64::new(store::exchanges::highest_number(&db)?));
        let queue = Arc::new(Queue::default());
        let gate = Arc::new(Gate::of(&place));
        let writer = Writer {
            data_version: store::counters::data_version(&db)?,
            db,
            queue: Arc::clone(&queue),
            board: Arc::clone(&board),
            gate: Arc::clone(&gate),
            clock: Arc::clone(&options.clock),
            ids: Arc::clone(&options.ids),
            reserved: Arc::clone(&reserved),
            folding: Folding::of(&place),
        };
        let thread = std::thread::Builder::new().name("workspace-writer".to_owned());
        let location = place.clone();
        let writer = thread
            .spawn(move || writer.run())
            .map_err(|source| Error::Io {
                path: PathBuf::from("workspace-writer"),
                source,
            })?;
        let workspace = Self(Arc::new(Inner {
            options,
            ahead,
            queue,
            board,
            stamps: Stamps::of(&location),
            memory: Memory::default(),
            readers: Readers::new(location, gate),
            reserved,
            registries: Registries::default(),
            twins: RwLock::new(Twins::built_in()),
            syncs: Syncs::default(),
            tables: KeptTables::default(),
            lock: Mutex::new(lock),
            diagnosing: Mutex::default(),
            writer: Mutex::new(Some(writer)),
        }));
        workspace.ensure_default_connection()?;
        workspace.follow_twins()?;
        if !beside {
            workspace.fail_abandoned_syncs()?;
        }
        Ok(workspace)
    }

    /// Tells a second server, through the lock file, where this one listens.
    pub fn announce(&self, address: &str) {
        let mut lock = self.0.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = lock.as_mut()
            && let Err(error) = lock.announce(address)
        {
            // Without it a second server's refusal is less precise; no reason to stop this one.
            tracing::warn!(%error, "the address could not be written into the lock file");
        }
    }

    /// Where it lives.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.0.options.location
    }

    /// Its clock as what can be set ahead of real time, for as long as this workspace is open.
    #[must_use]
    pub fn ahead(&self) -> &Arc<Ahead> {
        &self.0.ahead
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.options.clock
    }

    /// Its source of ids.
    #[must_use]
    pub fn ids(&self) -> &Arc<dyn Ids> {
        &self.0.options.ids
    }

    /// Whether exchanges are recorded.
    #[must_use]
    pub fn capture(&self) -> Capture {
        self.0.options.capture
    }

    /// Writes what is waiting, folds the log into the file and lets go of it. Later reads and
    /// writes fail with [`Error::Closed`]. Closing twice is fine.
    pub fn close(&self) {
        self.0.close();
    }

    /// The counters of the workspace; no file access.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.0.board.read()
    }

    /// A way to wait for commits.
    #[must_use]
    pub fn watch(&self) -> Watch {
        Watch(Arc::clone(&self.0.board))
    }

    /// Runs `work` on the writer thread, inside a savepoint.
    pub(crate) fn write<T, F>(&self, work: F) -> Pending<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Write<'_>) -> Result<T, Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::async_channel();
        match self.0.queue.put(Box::new(Typed::new(work, reply))) {
            Ok(()) => Pending::waiting(answer),
            Err(_) => Pending::ready(Err(Error::Closed)),
        }
    }

    /// Runs `work` on a reading connection, inside a transaction.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Db) -> Result<T, Error>) -> Result<T, Error> {
        self.0.readers.read(work)
    }

    /// Runs `work`, which is a single statement, on a reading connection.
    pub(crate) fn glance<T>(&self, work: impl FnOnce(&Db) -> Result<T, Error>) -> Result<T, Error> {
        self.0.readers.glance(work)
    }

    /// The state it is in now, if that can be told without reading.
    pub(crate) fn stamp(&self) -> Option<Stamp> {
        self.0.stamps.read(&self.0.board)
    }

    /// Who was let in while it has been in that state.
    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    pub(crate) fn twin_shelf(&self) -> &RwLock<Twins> {
        &self.0.twins
    }

    /// The attribute tables that were counted last.
    pub(crate) fn attribute_tables(&self) -> &KeptTables {
        &self.0.tables
    }

    pub(crate) fn syncs(&self) -> &Syncs {
        &self.0.syncs
    }

    pub(crate) fn diagnosing(&self) -> MutexGuard<'_, ()> {
        let held = self.0.diagnosing.lock();
        held.unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn registries(&self) -> &Registries {
        &self.0.registries
    }

    /// The number after the highest one given out.
    pub(crate) fn next_exchange_number(&self) -> i64 {
        self.0.reserved.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn queue_exchange(&self, exchange: Recorded) {
        self.0.queue.record(exchange);
    }

    pub(crate) fn queue_token_use(&self, token: &str) {
        self.0.queue.note_use(token, self.0.options.clock.now());
    }

    /// Counts exchanges anew after some were deleted.
    pub(crate) fn recount(&self) -> Result<(), Error> {
        let board = Arc::clone(&self.0.board);
        self.read(move |db| Ok(board.refresh(db)?))
    }
}

impl Inner {
    fn close(&self) {
        self.queue.close();
        self.readers.close();
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer
            // A callback may hold the last clone and drop it on the writer thread itself, which
            // cannot wait for its own end.
            && writer.thread().id() != std::thread::current().id()
            && writer.join().is_err()
        {
            tracing::error!("the writer thread ended unexpectedly");
        }
        self.lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

/// Opens the writing connection of a workspace that is up to date when this returns.
fn prepare(place: &Place, beside: bool) -> Result<Db, Error> {
    let Place::File(path) = place else {
        let mut db = place.writer()?;
        migrate::run(&mut db, None, MIGRATIONS)?;
        return Ok(db);
    };
    files::create_missing(path)?;
    let mut db = place.writer()?;
    let need = migrate::need(&db, &files::name(path), MIGRATIONS)?;
    // Only now: a file that is not ours stays as it is.
    files::tighten(path)?;
    if need != migrate::Need::Nothing {
        // A server of an older version may be at work on a file that is about to change.
        let _lock = beside.then(|| Lock::acquire(path)).transpose()?;
        if let Some(backup) = migrate::run(&mut db, Some(path), MIGRATIONS)? {
            tracing::info!(backup = %backup.display(), "the workspace was copied before updating");
        }
    }
    store::file::use_write_ahead_log(&db)?;
    Ok(db)
}
