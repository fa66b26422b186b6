//! Statements on `retained_connections` and `retained_accounts`: who had an account when a
//! connection was deleted.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::connections::ConnectionRow;
use super::log::Conditions;
use super::{Db, count, json, number};
use crate::clock::from_millis;
use crate::retained::{Retained, RetainedAccount, RetainedPage, RetainedQuery};
use crate::twins::Leaving;

const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;

/// Keeps who has an account in a connection that is about to be deleted.
pub(crate) fn keep(
    db: &Db,
    connection: &ConnectionRow,
    outcome: Leaving,
    now: i64,
) -> rusqlite::Result<()> {
    let row: i64 = db
        .prepare_cached(
            "INSERT INTO retained_connections (id, name, twin, outcome, accounts, at) \
             SELECT ?2, ?3, ?4, ?5, people, ?6 FROM counts WHERE connection = ?1 RETURNING row",
        )?
        .query_row(
            (
                connection.row,
                &connection.id,
                &connection.name,
                &connection.twin,
                outcome.word(),
                now,
            ),
            |row| row.get(0),
        )?;
    db.prepare_cached(
        "INSERT INTO retained_accounts (connection, id, name, login, email, department, title, \
         roles, active, since, search) \
         SELECT ?2, r.id, r.name, r.user_name, r.email, r.department, r.title, \
         (SELECT json_group_array(g.name) FROM members m JOIN resources g ON g.row = m.\"group\" \
            WHERE m.connection = r.connection AND m.value = r.id), \
         coalesce(r.active, 1), r.created, r.search \
         FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' ORDER BY r.row",
    )?
    .execute((connection.row, row))
    .map(drop)
}

/// The connections that are gone and left accounts, the latest first.
pub(crate) fn all(db: &Db) -> rusqlite::Result<Vec<Retained>> {
    db.prepare_cached(
        "SELECT id, name, twin, outcome, accounts, at FROM retained_connections ORDER BY row DESC",
    )?
    .query_map([], |row| {
        let outcome: String = row.get(3)?;
        Ok(Retained {
            connection: row.get(0)?,
            name: row.get(1)?,
            twin: row.get(2)?,
            outcome: Leaving::named(&outcome).unwrap_or(Leaving::Unstated),
            accounts: count(row.get(4)?),
            at: from_millis(row.get(5)?),
        })
    })?
    .collect()
}

/// The row of a connection that is gone.
pub(crate) fn row_of(db: &Db, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT row FROM retained_connections WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// A page of the accounts that a connection left, in the order of their creation.
pub(crate) fn page(
    db: &Db,
    connection: i64,
    query: &RetainedQuery,
) -> rusqlite::Result<RetainedPage> {
    let mut all = Conditions::default();
    all.and("a.connection = ?", [connection.into()]);
    all.words("a.search", query.text.as_deref().unwrap_or_default());
    let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT).min(HIGHEST_LIMIT));
    let window = [Value::from(limit), number(query.offset).into()];
    let rows = db
        .prepare_cached(&format!(
            "SELECT a.id, a.name, a.login, a.email, a.department, a.title, a.roles, a.active, \
             a.since FROM retained_accounts a {} ORDER BY a.row LIMIT ? OFFSET ?",
            all.text()
        ))?
        .query_map(params_from_iter(all.values(window)), account)?
        .collect::<rusqlite::Result<_>>()?;
    let total = db
        .prepare_cached(&format!(
            "SELECT count(*) FROM retained_accounts a {}",
            all.text()
        ))?
        .query_row(params_from_iter(all.values([])), |row| row.get(0))?;
    Ok(RetainedPage {
        rows,
        total: count(total),
    })
}

/// Forgets what a connection left.
pub(crate) fn forget(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM retained_connections WHERE row = ?1")?
        .execute([connection])
        .map(drop)
}

fn account(row: &Row<'_>) -> rusqlite::Result<RetainedAccount> {
    Ok(RetainedAccount {
        id: row.get(0)?,
        name: row.get(1)?,
        login: row.get(2)?,
        email: row.get(3)?,
        team: row.get(4)?,
        title: row.get(5)?,
        roles: json(row, 6)?,
        active: row.get(7)?,
        since: from_millis(row.get(8)?),
    })
}
