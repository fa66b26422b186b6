//! Statements on groups as roles: all of them, and one.

use rusqlite::Row;

use super::{Db, count};
use crate::clock::from_millis;
use crate::store::text::fold;
use crate::views::GroupRow;

/// Groups by name; each word of `text` must occur in what they are searched by.
pub(crate) fn groups(
    db: &Db,
    connection: i64,
    text: Option<&str>,
) -> rusqlite::Result<Vec<GroupRow>> {
    let text = fold(text.unwrap_or_default());
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = serde_json::Value::from(words).to_string();
    db.prepare_cached(
        "SELECT id, name, external_id, member_count, last_modified FROM resources r \
         WHERE connection = ?1 AND kind = 'Group' AND NOT EXISTS \
            (SELECT 1 FROM json_each(?2) w WHERE instr(r.search, w.value) = 0) \
         ORDER BY name_sorted, row",
    )?
    .query_map((connection, words), from_row)?
    .collect()
}

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<GroupRow> {
    Ok(GroupRow {
        id: row.get(0)?,
        name: row.get(1)?,
        external_id: row.get(2)?,
        members: count(row.get(3)?),
        last_modified: from_millis(row.get(4)?),
    })
}

/// One group by its row.
pub(crate) fn by_row(db: &Db, row: i64) -> rusqlite::Result<GroupRow> {
    db.prepare_cached(
        "SELECT id, name, external_id, member_count, last_modified FROM resources WHERE row = ?1",
    )?
    .query_row([row], from_row)
}
