//! Statements on `retained_connections` and `retained_accounts`: who had an account when a
//! connection was deleted.

use jiff::Timestamp;
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
/// How the id of a connection begins.
const ID: &str = "scim_conn_";

/// Keeps who has an account in a connection that is about to be deleted: where `staged`, those of whom a
/// sync has made one, else everybody.
pub(crate) fn keep(
    db: &Db,
    connection: &ConnectionRow,
    staged: bool,
    outcome: Leaving,
    now: i64,
) -> rusqlite::Result<()> {
    let row: i64 = db
        .prepare_cached(
            "INSERT INTO retained_connections (id, name, twin, outcome, accounts, at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING row",
        )?
        .query_row(
            (
                &connection.id,
                &connection.name,
                &connection.twin,
                outcome.word(),
                number(accounts(db, connection, staged)?.0),
                now,
            ),
            |row| row.get(0),
        )?;
    match staged {
        true => keep_accounts(db, connection, row),
        false => keep_people(db, connection.row, row),
    }
}

/// How many have an account in a connection, and how many of them have no access.
pub(crate) fn accounts(
    db: &Db,
    connection: &ConnectionRow,
    staged: bool,
) -> rusqlite::Result<(u64, u64)> {
    let sql = match staged {
        true => {
            "SELECT count(*), coalesce(sum(state = 'disabled'), 0) FROM accounts \
             WHERE connection = ?1 AND twin = ?2"
        }
        false => {
            "SELECT people, (SELECT count(*) FROM resources r WHERE r.connection = ?1 \
               AND r.kind = 'User' AND r.active = 0) \
             FROM counts WHERE connection = ?1 AND ?2 IS NOT NULL"
        }
    };
    db.prepare_cached(sql)?
        .query_row((connection.row, &connection.twin), |row| {
            Ok((count(row.get(0)?), count(row.get(1)?)))
        })
}

fn keep_people(db: &Db, connection: i64, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO retained_accounts (connection, id, name, login, email, department, title, \
         roles, active, since, search) \
         SELECT ?2, r.id, r.name, r.user_name, r.email, r.department, r.title, \
         (SELECT json_group_array(g.name) FROM members m JOIN resources g ON g.row = m.\"group\" \
            WHERE m.connection = r.connection AND m.value = r.id), \
         coalesce(r.active, 1), r.created, r.search \
         FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' ORDER BY r.row",
    )?
    .execute((connection, row))
    .map(drop)
}

/// Groups are those of the account; department and title of the person, when still staged.
fn keep_accounts(db: &Db, connection: &ConnectionRow, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO retained_accounts (connection, id, name, login, email, department, title, \
         roles, active, since, search) \
         SELECT ?2, a.resource, a.name, a.login, a.email, r.department, r.title, \
         (SELECT json_group_array(g.value ->> 'name') FROM json_each(a.groups) g), \
         a.state = 'active', a.made_at, a.search \
         FROM accounts a LEFT JOIN resources r ON r.connection = a.connection AND r.id = a.resource \
         WHERE a.connection = ?1 AND a.twin = ?3 ORDER BY a.row",
    )?
    .execute((connection.row, row, &connection.twin))
    .map(drop)
}

/// The connections that are gone and left accounts, the latest first.
pub(crate) fn all(db: &Db) -> rusqlite::Result<Vec<Retained>> {
    db.prepare_cached(
        "SELECT c.id, c.name, c.twin, c.outcome, c.accounts, c.at, (SELECT count(*) \
           FROM retained_accounts a WHERE a.connection = c.row AND a.active = 0) \
         FROM retained_connections c ORDER BY c.row DESC",
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
            without: count(row.get(6)?),
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

/// The connection that is gone whose id is a part of this path: its name, and when it was deleted.
pub(crate) fn called(db: &Db, path: &str) -> rusqlite::Result<Option<(String, Timestamp)>> {
    let mut select =
        db.prepare_cached("SELECT name, at FROM retained_connections WHERE id = ?1")?;
    for part in path.split('/').filter(|part| part.starts_with(ID)) {
        let found = select.query_row([part], |row| Ok((row.get(0)?, from_millis(row.get(1)?))));
        if let Some(found) = found.optional()? {
            return Ok(Some(found));
        }
    }
    Ok(None)
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
