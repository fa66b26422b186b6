//! Statements of exports: everybody by row, and what the lists do not show, a page at a time.

use std::ops::ControlFlow;

use super::Db;
use super::lines::gone_manager;
use super::org::Line;
use super::people::rows_json;
use crate::clock::from_millis;
use crate::outcome::{Access, Left, status};
use crate::twins::Twin;
use crate::views::{ExportedLine, ExportedMember, ExportedPerson, PersonRow};

/// Whether a manager was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    /// There is one.
    Now,
    /// There was one, who was taken away again.
    Before,
    /// There never was.
    Never,
}

/// Lines of everybody, by name, and whether a manager was sent.
pub(crate) fn lines(db: &Db, connection: i64) -> rusqlite::Result<Vec<(Line, Sent)>> {
    db.prepare_cached(concat!(
        "SELECT r.row, r.manager_link, r.manager_link IS NULL AND ",
        gone_manager!("r"),
        " IS NOT NULL, r.manager IS NOT NULL, r.manager_was IS NOT NULL FROM resources r \
         WHERE r.connection = ?1 AND r.kind = 'User' ORDER BY r.name_sorted, r.row"
    ))?
    .query_map([connection], |row| {
        let line = Line {
            row: row.get(0)?,
            manager: row.get(1)?,
            was_here: row.get(2)?,
        };
        let sent = match (row.get(3)?, row.get(4)?) {
            (true, _) => Sent::Now,
            (false, true) => Sent::Before,
            (false, false) => Sent::Never,
        };
        Ok((line, sent))
    })?
    .collect()
}

/// The shown names of the people in these rows, in this order.
pub(crate) fn names(db: &Db, rows: &[i64]) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(
        "SELECT r.name FROM json_each(?1) w JOIN resources r ON r.row = w.value ORDER BY w.key",
    )?
    .query_map([rows_json(rows)], |row| row.get(0))?
    .collect()
}

/// The people in these rows, in this order, without what only the whole forest tells: state, place
/// and numbers are not filled in.
pub(crate) fn on_lines(db: &Db, twin: &Twin, rows: &[i64]) -> rusqlite::Result<Vec<ExportedLine>> {
    let account = super::outcome::account(twin);
    let (titles, teams) = (twin.shows_titles(), twin.makes_teams());
    let lines = twin.managers.used;
    db.prepare_cached(&format!(
        "SELECT r.id, r.name, coalesce(r.user_name, ''), r.title, r.department, \
         coalesce(r.active, 1), r.manager, m.id, m.name, {account} \
         FROM json_each(?1) w JOIN resources r ON r.row = w.value \
         LEFT JOIN resources m ON m.row = r.manager_link ORDER BY w.key"
    ))?
    .query_map([rows_json(rows)], |row| {
        let left = match row.get(5)? {
            true => Left::Not,
            false => Left::Inactive,
        };
        Ok(ExportedLine {
            status: status(
                &twin.leaving,
                left,
                row.get::<_, Option<i64>>(9)?.map(Access::read),
            ),
            id: row.get(0)?,
            name: row.get(1)?,
            user_name: row.get(2)?,
            title: row.get::<_, Option<_>>(3)?.filter(|_| titles),
            team: row.get::<_, Option<_>>(4)?.filter(|_| teams),
            active: row.get(5)?,
            reference: row.get::<_, Option<_>>(6)?.filter(|_| lines),
            manager_id: row.get::<_, Option<_>>(7)?.filter(|_| lines),
            manager_name: row.get::<_, Option<_>>(8)?.filter(|_| lines),
            ..ExportedLine::default()
        })
    })?
    .collect()
}

/// Completes people of the list: `people` are those in `rows`, in the same order.
pub(crate) fn completed(
    db: &Db,
    twin: &Twin,
    rows: &[i64],
    people: Vec<PersonRow>,
) -> rusqlite::Result<Vec<ExportedPerson>> {
    let mut statement = db.prepare_cached(
        "SELECT r.external_id, r.created, m.user_name \
         FROM json_each(?1) w JOIN resources r ON r.row = w.value \
         LEFT JOIN resources m ON m.row = r.manager_link ORDER BY w.key",
    )?;
    let more = statement.query_map([rows_json(rows)], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    people
        .into_iter()
        .zip(more)
        .map(|(row, more)| {
            let (external_id, created, manager_user_name): (_, _, Option<String>) = more?;
            Ok(ExportedPerson {
                row,
                external_id,
                created: from_millis(created),
                manager_user_name: manager_user_name.filter(|_| twin.managers.used),
            })
        })
        .collect()
}

/// Members of a group in the order in which they were added, one at a time.
pub(crate) fn members(
    db: &Db,
    connection: i64,
    group: &str,
    mut each: impl FnMut(ExportedMember) -> ControlFlow<()>,
) -> rusqlite::Result<ControlFlow<()>> {
    let mut statement = db.prepare_cached(
        "SELECT m.value, coalesce(t.name, m.display), t.user_name, coalesce(t.kind, m.kind), \
         t.row IS NOT NULL \
         FROM resources g JOIN members m ON m.\"group\" = g.row \
         LEFT JOIN resources t ON t.connection = m.connection AND t.id = m.value \
         WHERE g.connection = ?1 AND g.id = ?2 ORDER BY m.row",
    )?;
    let mut rows = statement.query((connection, group))?;
    while let Some(row) = rows.next()? {
        let member = ExportedMember {
            id: row.get(0)?,
            name: row.get(1)?,
            user_name: row.get(2)?,
            kind: row.get(3)?,
            known: row.get(4)?,
        };
        if each(member).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
