//! The counters that never go back, not even when what they counted is deleted.

use super::Db;

/// What the counters stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counters {
    /// Newest place in the order of exchanges and versions.
    pub(crate) seq: i64,
    /// Highest exchange number given out before the latest commit.
    pub(crate) exchange: i64,
}

pub(crate) fn read(db: &Db) -> rusqlite::Result<Counters> {
    db.prepare_cached("SELECT seq, exchange FROM counters")?
        .query_row([], |row| {
            Ok(Counters {
                seq: row.get(0)?,
                exchange: row.get(1)?,
            })
        })
}

pub(crate) fn write(db: &Db, counters: Counters) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE counters SET seq = ?1, exchange = max(exchange, ?2)")?
        .execute((counters.seq, counters.exchange))
        .map(drop)
}

/// Bytes the database takes up, free pages included.
pub(crate) fn stored_bytes(db: &Db) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?
        .query_row([], |row| row.get(0))
}

/// Changes whenever another connection has changed the file.
pub(crate) fn data_version(db: &Db) -> rusqlite::Result<i64> {
    db.prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))
}
