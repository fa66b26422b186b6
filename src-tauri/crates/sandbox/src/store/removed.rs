//! Statements on `removed`: people and groups that are gone, as they were last.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

use super::log::Conditions;
use super::text::fold;
use super::{Db, count, json, number};
use crate::clock::from_millis;
use crate::directory::{Member, Record};
use crate::outcome::{Access, Status};
use crate::views::{Gone, RemovedPage, RemovedQuery, RemovedRow, RoleLink};

const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;

/// A resource that is about to be deleted.
pub(crate) struct Removal<'a> {
    /// Its row.
    pub(crate) row: i64,
    /// Of the version that removes it.
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) exchange: Option<i64>,
    pub(crate) token: Option<&'a str>,
    /// The groups it was a member of.
    pub(crate) roles: &'a [Member],
}

/// Keeps what a resource was; it must still be there.
pub(crate) fn insert(db: &Db, removal: &Removal<'_>) -> Result<(), crate::Error> {
    db.prepare_cached(
        "INSERT INTO removed SELECT ?2, r.connection, r.kind, r.id, r.external_id, r.user_name, \
         r.user_name_folded, r.name, r.title, r.department, r.manager, m.id, \
         coalesce(m.name, r.manager_name), ?6, r.member_count, r.created, r.last_modified, \
         r.version, ?3, ?4, ?5, r.search \
         FROM resources r LEFT JOIN resources m ON m.row = r.manager_link WHERE r.row = ?1",
    )?
    .execute(params![
        removal.row,
        removal.seq,
        removal.at,
        removal.exchange,
        removal.token,
        serde_json::to_string(removal.roles)?,
    ])?;
    Ok(())
}

/// Forgets all of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM removed WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "SELECT g.kind, g.id, g.name, g.external_id, g.user_name, g.title, g.department, \
             g.manager, g.manager_id, g.manager_name, g.roles, g.member_count, g.at, e.number, \
             coalesce(e.idp, ''), t.label, g.created, g.last_modified, g.version, v.before, \
             EXISTS (SELECT 1 FROM removed m WHERE m.connection = g.connection \
                AND m.id = g.manager_id), \
             coalesce((SELECT 1 + (a.state = 'disabled') FROM accounts a \
                WHERE a.connection = g.connection \
                AND a.twin = (SELECT c.twin FROM connections c WHERE c.row = g.connection) \
                AND a.resource = g.id), 0) \
             FROM removed g JOIN versions v ON v.seq = g.seq \
             LEFT JOIN exchanges e ON e.number = g.exchange \
             LEFT JOIN tokens t ON t.id = g.token ",
            $rest
        )
    };
}

/// Those who are gone, the latest first.
pub(crate) fn page(
    db: &Db,
    connection: i64,
    query: &RemovedQuery,
) -> rusqlite::Result<RemovedPage> {
    let mut all = Conditions::default();
    all.and("g.connection = ?", [connection.into()]);
    if let Some(kind) = &query.kind {
        all.and("g.kind = ?", [kind.clone().into()]);
    }
    all.words("g.search", query.text.as_deref().unwrap_or_default());
    let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT).min(HIGHEST_LIMIT));
    let window = [Value::from(limit), number(query.offset).into()];
    // The page is found on the narrow rows and completed then.
    let rows = db
        .prepare_cached(&format!(
            concat!(
                listed!("WHERE g.seq IN (SELECT seq FROM removed g "),
                "{} ORDER BY g.seq DESC LIMIT ? OFFSET ?) ORDER BY g.seq DESC"
            ),
            all.text()
        ))?
        .query_map(params_from_iter(all.values(window)), row_of)?
        .collect::<rusqlite::Result<_>>()?;
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM removed g {}", all.text()))?
        .query_row(params_from_iter(all.values([])), |row| row.get(0))?;
    Ok(RemovedPage {
        rows,
        total: count(total),
    })
}

/// One who is gone, with the document as it was last. What the application makes of it is not filled in.
pub(crate) fn by_id(
    db: &Db,
    connection: i64,
    id: &str,
) -> rusqlite::Result<Option<(RemovedRow, Record)>> {
    db.prepare_cached(listed!("WHERE g.connection = ?1 AND g.id = ?2"))?
        .query_row((connection, id), |row| {
            let listed = row_of(row)?;
            let record = Record {
                kind: listed.kind.clone(),
                id: listed.id.clone(),
                document: json(row, 19)?,
                members: None,
                groups: None,
                manager: None,
                created: from_millis(row.get(16)?),
                last_modified: from_millis(row.get(17)?),
                version: row.get(18)?,
            };
            Ok((listed, record))
        })
        .optional()
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<RemovedRow> {
    let roles: Vec<Member> = json(row, 10)?;
    let idp: String = row.get(14)?;
    Ok(RemovedRow {
        kind: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        external_id: row.get(3)?,
        user_name: row.get(4)?,
        title: row.get(5)?,
        team: row.get(6)?,
        manager: row.get(7)?,
        manager_id: row.get(8)?,
        manager_name: row.get(9)?,
        manager_gone: row.get(20)?,
        account: Access::read(row.get(21)?),
        roles: roles
            .into_iter()
            .map(|role| RoleLink {
                name: role.display.unwrap_or_else(|| role.value.clone()),
                id: role.value,
            })
            .collect(),
        members: count(row.get(11)?),
        at: from_millis(row.get(12)?),
        exchange: row.get(13)?,
        idp: Some(idp).filter(|idp| !idp.is_empty()),
        token_label: row.get(15)?,
        status: Status::Removed,
    })
}

/// The latest of those who are gone with the `externalId` or the `userName` of a person.
pub(crate) fn earlier(db: &Db, person: i64) -> rusqlite::Result<Option<Gone>> {
    db.prepare_cached(
        "SELECT g.id, g.name, g.at, e.number FROM resources r JOIN removed g ON g.seq IN ( \
         (SELECT max(x.seq) FROM removed x WHERE x.connection = r.connection \
            AND x.external_id = r.external_id AND x.kind = 'User'), \
         (SELECT max(x.seq) FROM removed x WHERE x.connection = r.connection \
            AND x.user_name_folded = r.user_name_folded)) \
         LEFT JOIN exchanges e ON e.number = g.exchange \
         WHERE r.row = ?1 ORDER BY g.seq DESC LIMIT 1",
    )?
    .query_row([person], |row| gone_at(row, 0))
    .optional()
    .map(Option::flatten)
}

/// Who is there now with the `externalId` or the `userName` of a person who is gone: id and name.
pub(crate) fn later(
    db: &Db,
    connection: i64,
    external_id: Option<&str>,
    user_name: Option<&str>,
) -> rusqlite::Result<Option<(String, String)>> {
    db.prepare_cached(
        "SELECT r.id, r.name FROM resources r WHERE r.row = coalesce( \
         (SELECT u.row FROM resources u WHERE u.connection = ?1 AND u.kind = 'User' \
            AND u.external_id = ?2 ORDER BY u.row LIMIT 1), \
         (SELECT u.row FROM resources u WHERE u.connection = ?1 AND u.kind = 'User' \
            AND u.user_name_folded = ?3))",
    )?
    .query_row((connection, external_id, user_name.map(fold)), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
    .optional()
}

/// Who is gone, from id, name, time and exchange in the columns from `first` on; NULL for nobody.
pub(super) fn gone_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Gone>> {
    let Some(id) = row.get(first)? else {
        return Ok(None);
    };
    Ok(Some(Gone {
        id,
        name: row.get(first + 1)?,
        at: from_millis(row.get(first + 2)?),
        exchange: row.get(first + 3)?,
    }))
}
