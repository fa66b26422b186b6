//! Statements on `counts`, which triggers keep up to date.

use super::{Db, count};
use crate::Counts;

pub(crate) fn of_connection(db: &Db, connection: i64) -> rusqlite::Result<Counts> {
    db.prepare_cached(
        "SELECT people, groups, exchanges, failed, removed, backfilled FROM counts WHERE connection = ?1",
    )?
    .query_row([connection], |row| {
        Ok(Counts {
            people: count(row.get(0)?),
            groups: count(row.get(1)?),
            exchanges: count(row.get(2)?),
            failed: count(row.get(3)?),
            removed: count(row.get(4)?),
            backfilled: count(row.get(5)?),
        })
    })
}
