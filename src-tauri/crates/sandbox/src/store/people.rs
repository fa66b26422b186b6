//! The list of people: a page of rows is found first, on narrow columns, and completed then.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::lines::gone_manager;
use super::log::Conditions;
use super::{Db, concerned, count, number};
use crate::clock::from_millis;
use crate::outcome::{Access, GroupOf, Identity};
use crate::store::outcome as judged;
use crate::store::text::fold;
use crate::twins::Twin;
use crate::views::{Gone, Held, PeopleQuery, PeopleSort, PersonRow};

const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;
/// As many as are put in order in no time.
const FEW: usize = 5_000;

/// A person's reporting line, still as rows.
pub(crate) struct Line {
    /// The person.
    pub(crate) row: i64,
    pub(crate) manager_row: Option<i64>,
    pub(crate) manager_id: Option<String>,
    pub(crate) manager_shown: Option<String>,
    pub(crate) manager_sent_name: Option<String>,
    pub(crate) reference: Option<String>,
    /// What was sent before it was taken away.
    pub(crate) was: Option<String>,
    /// Whom it led to, when that person is gone.
    pub(crate) gone: Option<Gone>,
}

/// A person as listed, with what the outcome is made of.
pub(crate) struct Listed {
    pub(crate) line: Line,
    /// `manager`, `roles`, `groups`, `status` and `sign_in` are not filled in.
    pub(crate) person: PersonRow,
    /// What a sync has made of them; `None` where there is no such thing.
    pub(crate) account: Option<Access>,
    pub(crate) identity: Identity,
    /// The names that an admin set by hand, if any did.
    pub(crate) by_hand: Option<Vec<String>>,
}

/// Which people are asked for, and by which rules.
pub(crate) struct Asked<'a> {
    pub(crate) connection: i64,
    pub(crate) twin: &'a Twin,
    pub(crate) query: &'a PeopleQuery,
    /// People whose line is a loop; they count as needing attention.
    pub(crate) in_loops: &'a [i64],
}

/// The rows of one page, and how many match.
pub(crate) fn page(db: &Db, asked: &Asked<'_>) -> rusqlite::Result<(Vec<i64>, u64)> {
    let (all, query) = (conditions(asked), asked.query);
    let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT).min(HIGHEST_LIMIT));
    let order = order(query);
    let window = [Value::from(limit), number(query.offset).into()];
    if query
        .text
        .as_deref()
        .is_some_and(|text| !text.trim().is_empty())
        && query.offset == 0
    {
        return searched(db, &all, &order, &window);
    }
    let rows = found_rows(db, &in_order(&all, &order), all.values(window))?;
    // All of few are on the first page: nothing is left to be counted.
    let here = number(rows.len() as u64);
    if query.offset == 0 && here < limit {
        return Ok((rows, count(here)));
    }
    Ok((rows, counted(db, &all)?))
}

/// How many match, whatever `limit` and `offset` say.
pub(crate) fn matching(db: &Db, asked: &Asked<'_>) -> rusqlite::Result<u64> {
    counted(db, &conditions(asked))
}

fn counted(db: &Db, all: &Conditions) -> rusqlite::Result<u64> {
    db.prepare_cached(&format!("SELECT count(*) FROM resources r {}", all.text()))?
        .query_row(params_from_iter(all.values([])), |row| row.get(0))
        .map(count)
}

/// The first page of those whom a text is about, and how many they are. Everybody's text is looked at, in an
/// index that has nothing else. Few are put in order then; of many, those who come first are found
/// soonest by going through all in that order.
fn searched(
    db: &Db,
    all: &Conditions,
    order: &str,
    window: &[Value; 2],
) -> rusqlite::Result<(Vec<i64>, u64)> {
    let everybody = format!(
        "SELECT r.row FROM resources r INDEXED BY resources_search {}",
        all.text()
    );
    let found = found_rows(db, &everybody, all.values([]))?;
    let total = found.len() as u64;
    let rows = if found.len() > FEW {
        found_rows(db, &in_order(all, order), all.values(window.clone()))?
    } else {
        let ordered = format!(
            "SELECT r.row FROM json_each(?) w CROSS JOIN resources r ON r.row = w.value \
             ORDER BY {order} LIMIT ? OFFSET ?"
        );
        let values = [Value::from(rows_json(&found))]
            .into_iter()
            .chain(window.iter().cloned());
        found_rows(db, &ordered, values.collect())?
    };
    Ok((rows, total))
}

/// Those who match, by walking through everybody in this order.
fn in_order(all: &Conditions, order: &str) -> String {
    let matching = all.text();
    format!("SELECT r.row FROM resources r {matching} ORDER BY {order} LIMIT ? OFFSET ?")
}

fn found_rows(db: &Db, sql: &str, values: Vec<Value>) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(sql)?
        .query_map(params_from_iter(values), |row| row.get(0))?
        .collect()
}

/// The rows of everybody who matches, whatever `limit` and `offset` say; otherwise as [`page`].
pub(crate) fn rows(db: &Db, asked: &Asked<'_>) -> rusqlite::Result<Vec<i64>> {
    let all = conditions(asked);
    db.prepare_cached(&format!(
        "SELECT r.row FROM resources r {} ORDER BY {}",
        all.text(),
        order(asked.query)
    ))?
    .query_map(params_from_iter(all.values([])), |row| row.get(0))?
    .collect()
}

fn order(query: &PeopleQuery) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    let order = match query.sort {
        PeopleSort::Name => format!("r.name_sorted {direction}"),
        PeopleSort::UserName => format!("r.user_name_folded {direction}"),
        PeopleSort::Team => format!("r.department_folded {direction} NULLS LAST"),
        PeopleSort::Title => format!("r.title_folded {direction} NULLS LAST"),
        PeopleSort::Manager => format!(
            "(SELECT m.name_sorted FROM resources m WHERE m.row = r.manager_link) \
             {direction} NULLS LAST"
        ),
        PeopleSort::Status => format!("coalesce(r.active, 1) = 0 {direction}"),
        PeopleSort::LastModified => format!("r.last_modified {direction}"),
        PeopleSort::Created => format!("r.row {direction}"),
    };
    format!("{order}, r.row")
}

fn conditions(asked: &Asked<'_>) -> Conditions {
    let (connection, query, twin) = (asked.connection, asked.query, asked.twin);
    let mut all = Conditions::default();
    all.and("r.connection = ?", [connection.into()]);
    all.and("r.kind = 'User'", []);
    if let Some(team) = &query.team {
        all.and(
            "r.department_folded = ? AND r.department = ?",
            [fold(team).into(), team.clone().into()],
        );
    }
    if let Some(role) = &query.role {
        all.and(
            "r.id IN (SELECT m.value FROM resources g JOIN members m ON m.\"group\" = g.row \
             WHERE g.connection = ? AND g.id = ?)",
            [connection.into(), role.clone().into()],
        );
    }
    match &query.held {
        Some(Held::Default) => all.and(&judged::holds_default(twin), []),
        Some(Held::ByHand(name)) => {
            all.and(&judged::holds_by_hand(twin), [name.clone().into()]);
        }
        None => {}
    }
    if let Some(status) = query.status {
        all.and(&judged::has_status(twin, status), []);
    }
    if query.not_signing_in {
        all.and(&judged::is_refused(twin), []);
    }
    if query.needs_attention {
        let refused = judged::is_refused(twin);
        let (lines, findings) = (i64::from(twin.managers.used), concerned::to_look_at());
        all.and(
            &format!(
                "(r.id IN ({findings}) OR ({lines} AND r.manager IS NOT NULL AND (r.manager_link IS NULL OR r.manager_link = r.row)) \
                 OR r.row IN (SELECT value FROM json_each(?)) OR {refused})"
            ),
            [connection.into(), rows_json(asked.in_loops).into()],
        );
    }
    all.words("r.search", query.text.as_deref().unwrap_or_default());
    all
}

/// Row numbers as a JSON array, to be bound as one value.
pub(super) fn rows_json(rows: &[i64]) -> String {
    let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
    format!("[{}]", rows.join(","))
}

/// What [`Line`] is read from, as the first columns.
macro_rules! line_columns {
    () => {
        "SELECT r.row, r.manager_link, m.id, m.name, r.manager_name, r.manager, r.manager_was, \
         g.id, g.name, g.at, e.number"
    };
}

/// Whom the line of `r` leads to, else who is gone to whom it led.
macro_rules! line_joins {
    () => {
        concat!(
            "LEFT JOIN resources m ON m.row = r.manager_link \
             LEFT JOIN removed g ON r.manager_link IS NULL AND r.manager IS NOT NULL \
                AND g.seq = ",
            gone_manager!("r"),
            " LEFT JOIN exchanges e ON e.number = g.exchange"
        )
    };
}

/// The people in these rows, in this order.
pub(crate) fn listed(db: &Db, twin: &Twin, rows: &[i64]) -> rusqlite::Result<Vec<Listed>> {
    let (account, by_hand) = (judged::account(twin), judged::BY_HAND);
    let other = judged::other_login(twin);
    db.prepare_cached(&format!(
        concat!(
            line_columns!(),
            ", r.id, r.name, r.user_name, r.email, r.title, r.department, coalesce(r.active, 1), \
             r.last_modified, {findings}, \
             r.user_name_is_address, {account}, {by_hand}, x.id, x.name \
             FROM json_each(?1) w JOIN resources r ON r.row = w.value ",
            line_joins!(),
            " LEFT JOIN resources x ON x.row = {other} ORDER BY w.key"
        ),
        findings = concerned::OPEN_OF_PERSON,
        account = account,
        by_hand = by_hand,
        other = other,
    ))?
    .query_map([rows_json(rows)], from_row)?
    .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let (user_name, email): (Option<String>, Option<String>) = (row.get(13)?, row.get(14)?);
    let other: Option<String> = row.get(23)?;
    let identity = Identity {
        user_name: user_name.clone(),
        email: email.clone(),
        is_address: row.get::<_, Option<bool>>(20)?.unwrap_or_default(),
        other: match other {
            Some(id) => Some((id, row.get(24)?)),
            None => None,
        },
    };
    let person = PersonRow {
        id: row.get(11)?,
        name: row.get(12)?,
        user_name: user_name.unwrap_or_default(),
        email,
        title: row.get(15)?,
        team: row.get(16)?,
        manager: crate::views::ManagerLink::default(),
        roles: Vec::new(),
        groups: Vec::new(),
        active: row.get(17)?,
        status: crate::outcome::Status::default(),
        sign_in: crate::outcome::SignIn::default(),
        last_modified: from_millis(row.get(18)?),
        findings: row.get(19)?,
    };
    Ok(Listed {
        line: line_from(row)?,
        person,
        account: row.get::<_, Option<i64>>(21)?.map(Access::read),
        identity,
        by_hand: super::hand_edits::names(row, 22)?,
    })
}

fn line_from(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        row: row.get(0)?,
        manager_row: row.get(1)?,
        manager_id: row.get(2)?,
        manager_shown: row.get(3)?,
        manager_sent_name: row.get(4)?,
        reference: row.get(5)?,
        was: row.get(6)?,
        gone: super::removed::gone_at(row, 7)?,
    })
}

/// The reporting line of one User.
pub(crate) fn line(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<Line>> {
    db.prepare_cached(concat!(
        line_columns!(),
        " FROM resources r ",
        line_joins!(),
        " WHERE r.connection = ?1 AND r.id = ?2 AND r.kind = 'User'"
    ))?
    .query_row((connection, id), line_from)
    .optional()
}

/// The groups of the people in these rows, in one statement: row of the person and the group.
pub(crate) fn groups(db: &Db, rows: &[i64]) -> rusqlite::Result<Vec<(i64, GroupOf)>> {
    db.prepare_cached(
        "SELECT r.row, g.id, g.name FROM json_each(?1) w JOIN resources r ON r.row = w.value \
         JOIN members m ON m.connection = r.connection AND m.value = r.id \
         JOIN resources g ON g.row = m.\"group\" ORDER BY g.name_sorted, g.row",
    )?
    .query_map([rows_json(rows)], |row| {
        Ok((
            row.get(0)?,
            GroupOf {
                id: row.get(1)?,
                name: row.get(2)?,
            },
        ))
    })?
    .collect()
}

/// The row of one User.
pub(crate) fn row_of(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT row FROM resources WHERE connection = ?1 AND id = ?2 AND kind = 'User'",
    )?
    .query_row((connection, id), |row| row.get(0))
    .optional()
}

/// Whether anybody's line leads to a person.
pub(crate) fn has_reports(db: &Db, row: i64) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM resources WHERE manager_link = ?1)")?
        .query_row([row], |row| row.get(0))
}

/// The row the line of a person leads to.
pub(crate) fn manager_of(db: &Db, row: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT manager_link FROM resources WHERE row = ?1")?
        .query_row([row], |row| row.get(0))
}
