//! Opening SQLite: flags, pragmas and functions of writing and reading connections.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;

use super::{Db, domains, leaves, text};

/// How long a connection waits for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// Where the database is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// In a file.
    File(PathBuf),
    /// In memory, under a name that this process's connections share.
    Memory(String),
}

impl Place {
    /// A fresh database in memory.
    ///
    /// The `memdb` VFS rather than shared-cache mode: it is a separate, supported store that
    /// several connections may open, without shared-cache's table locks.
    pub(crate) fn memory() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self::Memory(format!("file:/scimbox-{number}?vfs=memdb"))
    }

    fn open(&self, flags: OpenFlags) -> rusqlite::Result<Db> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = match self {
            Self::File(path) => Db::open_with_flags(path, flags)?,
            Self::Memory(uri) => Db::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?,
        };
        db.busy_timeout(BUSY)?;
        // Each job's savepoint keeps what it overwrites, which would go through a temporary file.
        db.execute_batch("PRAGMA temp_store = MEMORY")?;
        db.set_prepared_statement_cache_capacity(256);
        // Without it SQLite looks at bound values to see whether a partial index (`kind = 'User'`)
        // fits them, and so prepares the statement anew each time a value is bound.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        text::register(&db)?;
        leaves::register(&db)?;
        domains::register(&db)?;
        Ok(db)
    }

    /// A connection that writes. Does not touch a file it has only opened.
    pub(crate) fn writer(&self) -> rusqlite::Result<Db> {
        let db = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")?;
        Ok(db)
    }

    /// A connection that can only read.
    pub(crate) fn reader(&self) -> rusqlite::Result<Db> {
        // A read-only *file handle* could not create `-shm`; `query_only` is what keeps it from
        // writing.
        let db = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.execute_batch(
            "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8000;",
        )?;
        Ok(db)
    }
}

/// Write-ahead log, durable at every commit. Memory databases have no log.
///
/// The writer has it folded in every 32 MB rather than every 4: many writes touch the same pages, and
/// each is then copied once. SQLite does so itself only when nobody else has by twice that.
pub(crate) fn use_write_ahead_log(db: &Db) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32000; \
         PRAGMA wal_autocheckpoint = 16000;",
    )
}

/// Folds as much of the log into the file as can be without waiting for anybody, and says how many pages
/// are left.
pub(crate) fn fold(db: &Db) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        let (frames, folded): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok(frames - folded)
    })
}

/// Folds the log into the file and empties it.
pub(crate) fn checkpoint(db: &Db) -> rusqlite::Result<()> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// Lets SQLite refresh what it knows about the spread of values.
pub(crate) fn optimize(db: &Db) -> rusqlite::Result<()> {
    db.execute_batch("PRAGMA optimize")
}

pub(crate) fn begin(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("BEGIN IMMEDIATE")?.execute([]).map(drop)
}

/// Begins to read: until the end of the transaction one state of the workspace is seen.
pub(crate) fn begin_read(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("BEGIN DEFERRED")?.execute([]).map(drop)
}

pub(crate) fn commit(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("COMMIT")?.execute([]).map(drop)
}

pub(crate) fn rollback(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("ROLLBACK")?.execute([]).map(drop)
}

pub(crate) fn savepoint(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("SAVEPOINT job")?.execute([]).map(drop)
}

pub(crate) fn release(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("RELEASE job")?.execute([]).map(drop)
}

pub(crate) fn undo(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("ROLLBACK TO job")?.execute([]).map(drop)
}
