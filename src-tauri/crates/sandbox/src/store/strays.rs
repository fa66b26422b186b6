//! Statements on calls that reached no connection.

use super::Db;

/// Notes for which connection an exchange looks meant, and why.
pub(super) fn insert(db: &Db, exchange: i64, connection: i64, fits: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO strays (exchange, connection, fits) VALUES (?1, ?2, ?3)")?
        .execute((exchange, connection, fits))
        .map(drop)
}
