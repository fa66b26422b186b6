//! What references lead to, for reading: names of people and groups, and exchanges in the log.

use std::collections::HashSet;

use super::{Db, text::fold};

/// The name of what a reference leads to: a resource by its id, else a User by `externalId`, else by
/// `userName`, whatever the twin finds managers by; else what a deleted resource was called last.
pub(crate) fn name(db: &Db, connection: i64, reference: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached(
        "SELECT coalesce( \
         (SELECT r.name FROM resources r WHERE r.connection = ?1 AND r.id = ?2), \
         (SELECT u.name FROM resources u WHERE u.connection = ?1 AND u.kind = 'User' \
            AND u.external_id = ?2 ORDER BY u.row LIMIT 1), \
         (SELECT u.name FROM resources u WHERE u.connection = ?1 AND u.kind = 'User' \
            AND u.user_name_folded = ?3), \
         (SELECT CAST(coalesce(v.before ->> '$.displayName', v.before ->> '$.userName') \
            AS TEXT) FROM versions v WHERE v.connection = ?1 AND v.resource = ?2 \
            AND v.change_kind = 'deleted' ORDER BY v.version DESC LIMIT 1))",
    )?
    .query_row((connection, reference, fold(reference)), |row| row.get(0))
}

/// Those of these exchanges that are in the log.
pub(crate) fn recorded(db: &Db, numbers: &[i64]) -> rusqlite::Result<HashSet<i64>> {
    let numbers = serde_json::Value::from(numbers).to_string();
    db.prepare_cached(
        "SELECT number FROM exchanges WHERE number IN (SELECT value FROM json_each(?1))",
    )?
    .query_map([numbers], |row| row.get(0))?
    .collect()
}
