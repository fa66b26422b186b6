//! What has to be known of everybody before a connection gets another twin.

use super::{Db, count};
use crate::twins::Example;

/// Everybody whose `userName` is none of their addresses: how many, and the first by name.
pub(crate) fn other_login(
    db: &Db,
    connection: i64,
    examples: usize,
) -> rusqlite::Result<(u64, Vec<Example>)> {
    counted(
        db,
        "SELECT r.id, r.name FROM resources r JOIN documents d ON d.resource = r.row \
         WHERE r.connection = ?1 AND r.kind = 'User' \
           AND r.user_name_folded IS NOT r.email_folded \
           AND NOT EXISTS (SELECT 1 FROM json_each(d.document, '$.emails') a \
             WHERE fold(CASE a.type WHEN 'object' THEN a.value ->> '$.value' ELSE a.value END) \
               = r.user_name_folded) \
         ORDER BY r.name_sorted, r.row",
        connection,
        examples,
    )
}

/// Everybody without an address: how many, and the first by name.
pub(crate) fn no_address(
    db: &Db,
    connection: i64,
    examples: usize,
) -> rusqlite::Result<(u64, Vec<Example>)> {
    counted(
        db,
        "SELECT r.id, r.name FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' \
           AND r.email_folded IS NULL ORDER BY r.name_sorted, r.row",
        connection,
        examples,
    )
}

/// All groups: how many, and the first by name.
pub(crate) fn groups(
    db: &Db,
    connection: i64,
    examples: usize,
) -> rusqlite::Result<(u64, Vec<Example>)> {
    counted(
        db,
        "SELECT r.id, r.name FROM resources r WHERE r.connection = ?1 AND r.kind = 'Group' \
         ORDER BY r.name_sorted, r.row",
        connection,
        examples,
    )
}

fn counted(
    db: &Db,
    sql: &str,
    connection: i64,
    examples: usize,
) -> rusqlite::Result<(u64, Vec<Example>)> {
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([connection])?;
    let (mut total, mut first) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        total += 1;
        if first.len() < examples {
            first.push(Example {
                id: row.get(0)?,
                name: row.get(1)?,
            });
        }
    }
    Ok((total, first))
}

/// The people in these rows, in this order.
pub(crate) fn people_at(db: &Db, rows: &[i64]) -> rusqlite::Result<Vec<Example>> {
    let rows = serde_json::Value::from(rows).to_string();
    db.prepare(
        "SELECT r.id, r.name FROM json_each(?1) w JOIN resources r ON r.row = w.value \
         ORDER BY w.key",
    )?
    .query_map([rows], |row| {
        Ok(Example {
            id: row.get(0)?,
            name: row.get(1)?,
        })
    })?
    .collect()
}

/// Which attributes people have: URN of the extension, name, and how many have it; the commonest
/// first. What the protocol itself needs is left out.
pub(crate) fn attributes(
    db: &Db,
    connection: i64,
) -> rusqlite::Result<Vec<(Option<String>, String, u64)>> {
    db.prepare(
        "WITH own AS MATERIALIZED (SELECT e.key, e.type, e.value FROM resources r \
           JOIN documents d ON d.resource = r.row, json_each(d.document) e \
           WHERE r.connection = ?1 AND r.kind = 'User') \
         SELECT NULL AS urn, key AS name, count(*) AS people FROM own \
         WHERE key <> 'schemas' AND key NOT LIKE 'urn:%' GROUP BY key \
         UNION ALL SELECT own.key, s.key, count(*) FROM own, json_each(own.value) s \
         WHERE own.key LIKE 'urn:%' AND own.type = 'object' GROUP BY own.key, s.key \
         ORDER BY people DESC, urn, name",
    )?
    .query_map([connection], |row| {
        Ok((row.get(0)?, row.get(1)?, count(row.get(2)?)))
    })?
    .collect()
}
