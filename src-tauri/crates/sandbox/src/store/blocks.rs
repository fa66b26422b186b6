//! How many resources stand in each run of rows: what makes a total and a far page cheap.

use super::{Db, count};

/// Rows in one block, as in the migration that made the table.
const ROWS: i64 = 1024;

/// Where to start reading to reach the resource at an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The first row that may be it.
    pub(crate) row: i64,
    /// How many resources from there on still come before it.
    pub(crate) skip: u64,
}

/// How many resources of these kinds there are.
pub(crate) fn total(db: &Db, connection: i64, kinds: &[&str]) -> rusqlite::Result<u64> {
    let mut sum = 0;
    for kind in kinds {
        let resources: i64 = db
            .prepare_cached(
                "SELECT coalesce(sum(resources), 0) FROM blocks WHERE connection = ?1 AND kind = ?2",
            )?
            .query_row((connection, kind), |row| row.get(0))?;
        sum += count(resources);
    }
    Ok(sum)
}

/// The block in which the resource at `offset` (from 0) stands; past the end, the one behind the last.
pub(crate) fn entry(db: &Db, connection: i64, kind: &str, offset: u64) -> rusqlite::Result<Entry> {
    let mut statement = db.prepare_cached(
        "SELECT block, resources FROM blocks WHERE connection = ?1 AND kind = ?2 ORDER BY block",
    )?;
    let mut rows = statement.query((connection, kind))?;
    let mut entry = Entry {
        row: 0,
        skip: offset,
    };
    while let Some(row) = rows.next()? {
        let (block, resources): (i64, i64) = (row.get(0)?, row.get(1)?);
        entry.row = block * ROWS;
        if count(resources) > entry.skip {
            break;
        }
        entry.skip -= count(resources);
        entry.row += ROWS;
    }
    Ok(entry)
}
