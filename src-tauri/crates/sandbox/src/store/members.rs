//! Statements on memberships. Nothing here reads all members of a group unless it says so.

use rusqlite::{OptionalExtension, Row};

use super::Db;
use crate::clock::from_millis;
use crate::directory::Member;
use crate::views::RoleSource;

/// Kind and name as they are now win over what was sent, except a `display` that was sent.
macro_rules! member {
    ($rest:literal) => {
        concat!(
            "SELECT m.value, coalesce(m.display, t.name), coalesce(t.kind, m.kind) \
             FROM members m LEFT JOIN resources t \
             ON t.connection = m.connection AND t.id = m.value ",
            $rest
        )
    };
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        value: row.get(0)?,
        display: row.get(1)?,
        kind: row.get(2)?,
    })
}

/// All members of a group, in the order they were added.
pub(crate) fn of_group(db: &Db, group: i64) -> rusqlite::Result<Vec<Member>> {
    db.prepare_cached(member!("WHERE m.\"group\" = ?1 ORDER BY m.row"))?
        .query_map([group], from_row)?
        .collect()
}

/// The first members of a group.
pub(crate) fn first_of_group(db: &Db, group: i64, limit: u32) -> rusqlite::Result<Vec<Member>> {
    db.prepare_cached(member!("WHERE m.\"group\" = ?1 ORDER BY m.row LIMIT ?2"))?
        .query_map((group, limit), from_row)?
        .collect()
}

/// One membership.
pub(crate) fn find(db: &Db, group: i64, value: &str) -> rusqlite::Result<Option<Member>> {
    db.prepare_cached(member!("WHERE m.\"group\" = ?1 AND m.value = ?2"))?
        .query_row((group, value), from_row)
        .optional()
}

/// When and by which exchange a member is added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Joining {
    /// Unknown of a membership from before this was written down.
    pub(crate) at: Option<i64>,
    pub(crate) exchange: Option<i64>,
}

/// Adds a member; false when it is one already.
pub(crate) fn insert(
    db: &Db,
    connection: i64,
    group: i64,
    member: &Member,
    joining: Joining,
) -> rusqlite::Result<bool> {
    let added = db
        .prepare_cached(
            "INSERT INTO members (connection, \"group\", value, kind, display, at, exchange) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (\"group\", value) DO NOTHING",
        )?
        .execute((
            connection,
            group,
            &member.value,
            &member.kind,
            &member.display,
            joining.at,
            joining.exchange,
        ))?;
    Ok(added > 0)
}

/// Why a resource has the roles that it has: each group with since when and by which exchange, by name.
pub(crate) fn roles_of(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Vec<RoleSource>> {
    db.prepare_cached(
        "SELECT g.id, g.name, m.at, e.number, e.idp FROM members m \
         JOIN resources g ON g.row = m.\"group\" \
         LEFT JOIN exchanges e ON e.number = m.exchange \
         WHERE m.connection = ?1 AND m.value = ?2 ORDER BY g.name_sorted, g.row",
    )?
    .query_map((connection, id), |row| {
        Ok(RoleSource {
            id: row.get(0)?,
            name: row.get(1)?,
            since: row.get::<_, Option<i64>>(2)?.map(from_millis),
            exchange: row.get(3)?,
            idp: row.get(4)?,
        })
    })?
    .collect()
}

/// Takes a member out and tells since when it was one; `None` when it was none.
pub(crate) fn delete(db: &Db, group: i64, value: &str) -> rusqlite::Result<Option<Joining>> {
    db.prepare_cached(
        "DELETE FROM members WHERE \"group\" = ?1 AND value = ?2 RETURNING at, exchange",
    )?
    .query_row((group, value), |row| {
        Ok(Joining {
            at: row.get(0)?,
            exchange: row.get(1)?,
        })
    })
    .optional()
}

/// The groups a resource is a direct member of: their rows, and how they appear in `groups`.
pub(crate) fn groups_of(
    db: &Db,
    connection: i64,
    id: &str,
) -> rusqlite::Result<Vec<(i64, Member)>> {
    db.prepare_cached(
        "SELECT g.row, g.id, g.name, g.kind FROM members m JOIN resources g ON g.row = m.\"group\" \
         WHERE m.connection = ?1 AND m.value = ?2 ORDER BY g.name_sorted, g.row",
    )?
    .query_map((connection, id), |row| {
        let member = Member {
            value: row.get(1)?,
            display: Some(row.get(2)?),
            kind: Some(row.get(3)?),
        };
        Ok((row.get(0)?, member))
    })?
    .collect()
}
