//! Statements on `accounts`: what syncs have made of those who were staged.

use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use super::log::Conditions;
use super::text::{fold, sort_form};
use super::{Db, count, json, number};
use crate::clock::from_millis;
use crate::sync::{Account, AccountsPage, AccountsQuery};

const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;

/// An account as the last step of a run hands it over.
pub(crate) struct Finished<'a> {
    pub(crate) connection: i64,
    pub(crate) twin: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) login: &'a str,
    pub(crate) email: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) in_tenant: bool,
    pub(crate) groups: &'a str,
    pub(crate) access: &'a str,
    pub(crate) at: i64,
    pub(crate) run: i64,
}

impl Finished<'_> {
    fn search(&self) -> String {
        let parts = [
            Some(self.name),
            Some(self.login),
            self.email,
            Some(self.resource),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        fold(&parts.join("\n"))
    }
}

/// Makes an account; false when there is one of this person or with this login.
pub(crate) fn insert(db: &Db, new: &Finished<'_>) -> rusqlite::Result<bool> {
    let made = db
        .prepare_cached(
            "INSERT INTO accounts (connection, twin, resource, login, login_folded, email, name, \
             name_sorted, in_tenant, groups, access, state, made_at, made_by, changed_at, changed_by, \
             search) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'active', ?12, ?13, ?12, \
             ?13, ?14) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            new.connection,
            new.twin,
            new.resource,
            new.login,
            fold(new.login),
            new.email,
            new.name,
            sort_form(new.name),
            new.in_tenant,
            new.groups,
            new.access,
            new.at,
            new.run,
            new.search(),
        ])?;
    Ok(made > 0)
}

/// Brings the account of a person up to date, and gives it access again: the one of this resource, else the
/// one with this login. False when the login belongs to another account.
pub(crate) fn update(db: &Db, new: &Finished<'_>) -> rusqlite::Result<bool> {
    let changed = db
        .prepare_cached(
            "UPDATE OR IGNORE accounts SET resource = ?3, login = ?4, login_folded = ?5, email = ?6, \
             name = ?7, name_sorted = ?8, in_tenant = ?9, groups = ?10, access = ?11, \
             state = 'active', changed_at = ?12, changed_by = ?13, search = ?14 \
             WHERE row = coalesce( \
               (SELECT row FROM accounts WHERE connection = ?1 AND twin = ?2 AND resource = ?3), \
               (SELECT row FROM accounts WHERE connection = ?1 AND twin = ?2 AND login_folded = ?5))",
        )?
        .execute(params![
            new.connection,
            new.twin,
            new.resource,
            new.login,
            fold(new.login),
            new.email,
            new.name,
            sort_form(new.name),
            new.in_tenant,
            new.groups,
            new.access,
            new.at,
            new.run,
            new.search(),
        ])?;
    Ok(changed > 0)
}

/// Whose account, and when and by which run it changes.
pub(crate) struct Whose<'a> {
    pub(crate) connection: i64,
    pub(crate) twin: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) at: i64,
    pub(crate) run: i64,
}

/// Takes the access of an account away.
pub(crate) fn disable(db: &Db, whose: &Whose<'_>) -> rusqlite::Result<bool> {
    let changed = db
        .prepare_cached(
            "UPDATE accounts SET state = 'disabled', changed_at = ?4, changed_by = ?5 \
             WHERE connection = ?1 AND twin = ?2 AND resource = ?3 AND state = 'active'",
        )?
        .execute((
            whose.connection,
            whose.twin,
            whose.resource,
            whose.at,
            whose.run,
        ))?;
    Ok(changed > 0)
}

/// Removes an account entirely.
pub(crate) fn delete(db: &Db, whose: &Whose<'_>) -> rusqlite::Result<bool> {
    let gone = db
        .prepare_cached(
            "DELETE FROM accounts WHERE connection = ?1 AND twin = ?2 AND resource = ?3",
        )?
        .execute((whose.connection, whose.twin, whose.resource))?;
    Ok(gone > 0)
}

/// Removes all accounts of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM accounts WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

/// Accounts with access, and those without.
pub(crate) fn counts(db: &Db, connection: i64, twin: &str) -> rusqlite::Result<(u64, u64)> {
    db.prepare_cached(
        "SELECT count(*), coalesce(sum(state = 'active'), 0) FROM accounts \
         WHERE connection = ?1 AND twin = ?2",
    )?
    .query_row((connection, twin), |row| {
        let (all, active) = (count(row.get(0)?), count(row.get(1)?));
        Ok((active, all - active))
    })
}

/// A page of accounts by name. Those of nobody who is staged and active are marked as leaving; whether they
/// do is for the verdict to say.
pub(crate) fn page(
    db: &Db,
    connection: i64,
    twin: &str,
    query: &AccountsQuery,
) -> rusqlite::Result<AccountsPage> {
    let mut all = Conditions::default();
    all.and("a.connection = ?", [connection.into()]);
    all.and("a.twin = ?", [twin.to_owned().into()]);
    match query.active {
        Some(true) => all.and("a.state = 'active'", []),
        Some(false) => all.and("a.state = 'disabled'", []),
        None => {}
    }
    all.words("a.search", query.text.as_deref().unwrap_or_default());
    let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT).min(HIGHEST_LIMIT));
    let window = [Value::from(limit), number(query.offset).into()];
    let rows = db
        .prepare_cached(&format!(
            "SELECT a.resource, a.login, a.email, a.name, a.in_tenant, a.groups, a.access, \
             a.state = 'active', a.made_at, a.made_by, a.changed_at, a.changed_by, \
             EXISTS (SELECT 1 FROM resources r WHERE r.connection = a.connection \
                AND r.id = a.resource), \
             NOT EXISTS (SELECT 1 FROM resources r WHERE r.connection = a.connection \
                AND r.id = a.resource AND r.active IS NOT 0) \
             FROM accounts a {} ORDER BY a.name_sorted, a.row LIMIT ? OFFSET ?",
            all.text()
        ))?
        .query_map(params_from_iter(all.values(window)), from_row)?
        .collect::<rusqlite::Result<_>>()?;
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM accounts a {}", all.text()))?
        .query_row(params_from_iter(all.values([])), |row| row.get(0))?;
    Ok(AccountsPage {
        rows,
        total: count(total),
    })
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        person: row.get(0)?,
        login: row.get(1)?,
        email: row.get(2)?,
        name: row.get(3)?,
        in_tenant: row.get(4)?,
        groups: json(row, 5)?,
        access: json(row, 6)?,
        active: row.get(7)?,
        made_at: from_millis(row.get(8)?),
        made_by: row.get(9)?,
        changed_at: from_millis(row.get(10)?),
        changed_by: row.get(11)?,
        staged: row.get(12)?,
        leaves: row.get(13)?,
    })
}
