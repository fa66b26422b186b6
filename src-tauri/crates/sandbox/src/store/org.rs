//! The reporting lines of a connection.

use super::Db;
use super::lines::gone_manager;
use crate::outcome::{Access, Left, status};
use crate::twins::Twin;
use crate::views::{Gone, OrgNode, PersonLink};

/// One person's line: own row, the row it leads to, and whether whom it names was here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) row: i64,
    pub(crate) manager: Option<i64>,
    /// Only told of a line that leads nowhere.
    pub(crate) was_here: bool,
}

/// Those that lead to somebody out of an index alone; whom the others named is looked at, and they are few.
const LINES: &str = concat!(
    "SELECT r.row, r.manager_link, 0 FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' \
        AND r.manager_folded IS NOT NULL AND r.manager_link IS NOT NULL \
     UNION ALL SELECT r.row, NULL, ",
    gone_manager!("r"),
    " IS NOT NULL FROM resources r INDEXED BY resources_waiting \
        WHERE r.connection = ?1 AND r.kind = 'User' \
        AND r.manager_folded IS NOT NULL AND r.manager_link IS NULL"
);

/// The lines of everybody whose manager was sent.
pub(crate) fn lines(db: &Db, connection: i64) -> rusqlite::Result<Vec<Line>> {
    db.prepare_cached(LINES)?
        .query_map([connection], |row| {
            Ok(Line {
                row: row.get(0)?,
                manager: row.get(1)?,
                was_here: row.get(2)?,
            })
        })?
        .collect()
}

/// A person with what was sent as manager.
pub(crate) struct Person {
    pub(crate) line: Line,
    pub(crate) reference: Option<String>,
    /// What was sent as manager before it was taken away.
    pub(crate) was: Option<String>,
    /// Whom the line led to, when that person is gone.
    pub(crate) gone: Option<Gone>,
    /// `manager_id` is not filled in.
    pub(crate) node: OrgNode,
}

/// Everybody, in the order in which they were created.
pub(crate) fn people(db: &Db, twin: &Twin, connection: i64) -> rusqlite::Result<Vec<Person>> {
    let account = super::outcome::account(twin);
    let (titles, teams) = (twin.shows_titles(), twin.makes_teams());
    db.prepare_cached(&format!(concat!(
        "SELECT r.row, r.manager_link, r.manager, r.id, r.name, r.title, r.department, \
         coalesce(r.active, 1), r.manager_was, g.id, g.name, g.at, e.number, {account} \
         FROM resources r LEFT JOIN removed g ON r.manager_link IS NULL AND r.manager IS NOT NULL AND g.seq = ",
        gone_manager!("r"),
        " LEFT JOIN exchanges e ON e.number = g.exchange \
         WHERE r.connection = ?1 AND r.kind = 'User' ORDER BY r.row"
    ), account = account))?
    .query_map([connection], |row| {
        let active = row.get(7)?;
        let left = match active {
            true => Left::Not,
            false => Left::Inactive,
        };
        let gone = super::removed::gone_at(row, 9)?;
        Ok(Person {
            line: Line {
                row: row.get(0)?,
                manager: row.get(1)?,
                was_here: gone.is_some(),
            },
            reference: row.get(2)?,
            was: row.get(8)?,
            gone,
            node: OrgNode {
                id: row.get(3)?,
                name: row.get(4)?,
                title: row.get::<_, Option<_>>(5)?.filter(|_| titles),
                team: row.get::<_, Option<_>>(6)?.filter(|_| teams),
                active,
                status: status(&twin.leaving, left, row.get::<_, Option<i64>>(13)?.map(Access::read)),
                manager_id: None,
            },
        })
    })?
    .collect()
}

/// Everybody whose manager is the User in this row, by name.
pub(crate) fn reports(db: &Db, row: i64) -> rusqlite::Result<Vec<PersonLink>> {
    db.prepare_cached(
        "SELECT id, name, title FROM resources WHERE manager_link = ?1 AND row <> ?1 \
         ORDER BY name_sorted, row",
    )?
    .query_map([row], |row| {
        Ok(PersonLink {
            id: row.get(0)?,
            name: row.get(1)?,
            title: row.get(2)?,
        })
    })?
    .collect()
}

/// How many people stand below this row, on all levels; of a circle each once, and the row itself not.
pub(crate) fn below(db: &Db, row: i64) -> rusqlite::Result<u64> {
    db.prepare_cached(
        "WITH RECURSIVE under (row) AS (SELECT ?1 UNION \
            SELECT r.row FROM under u JOIN resources r ON r.manager_link = u.row) \
         SELECT count(*) - 1 FROM under",
    )?
    .query_row([row], |row| row.get(0))
    .map(super::count)
}

/// How many people stand above this row; in a circle each once.
pub(crate) fn above(db: &Db, row: i64) -> rusqlite::Result<u64> {
    db.prepare_cached(
        "WITH RECURSIVE over (row) AS (SELECT ?1 UNION \
            SELECT r.manager_link FROM over o JOIN resources r ON r.row = o.row \
            WHERE r.manager_link IS NOT NULL) \
         SELECT count(*) - 1 FROM over",
    )?
    .query_row([row], |row| row.get(0))
    .map(super::count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate::{self, MIGRATIONS};

    #[test]
    fn lines_that_lead_to_somebody_are_read_without_the_rows_of_people() {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        migrate::run(&mut db, None, MIGRATIONS).unwrap();
        let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {LINES}")).unwrap();
        let rows = plan.query_map([1], |row| row.get::<_, String>(3)).unwrap();
        let plan = rows.map(Result::unwrap).collect::<Vec<_>>().join("\n");
        let covered = "USING COVERING INDEX resources_manager (connection=? AND kind=?";
        assert!(plan.contains(covered), "{plan}");
        assert!(plan.contains("USING INDEX resources_waiting"), "{plan}");
    }
}
