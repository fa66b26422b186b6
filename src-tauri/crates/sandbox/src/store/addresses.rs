//! Statements on `former_addresses`.

use rusqlite::OptionalExtension;

use super::Db;

/// From now on an address leads nowhere.
pub(crate) fn retire(db: &Db, address: &str, connection: i64, now: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO former_addresses VALUES (?1, ?2, ?3)")?
        .execute((address, connection, now))
        .map(drop)
}

/// An address leads to its connection again.
pub(crate) fn revive(db: &Db, address: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM former_addresses WHERE address = ?1")?
        .execute([address])
        .map(drop)
}

/// The id of the connection that an address led to once, and until when.
pub(crate) fn former(db: &Db, address: &str) -> rusqlite::Result<Option<(String, i64)>> {
    db.prepare_cached(
        "SELECT c.id, f.until FROM former_addresses f JOIN connections c ON c.row = f.connection \
         WHERE f.address = ?1",
    )?
    .query_row([address], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}
