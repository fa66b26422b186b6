//! The reporting lines of a connection.

use super::Db;
use crate::views::OrgNode;
use crate::views::PersonLink;

/// One person's line: own row, whether a manager was sent, and the row it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) row: i64,
    pub(crate) manager: Option<i64>,
}

/// The lines of everybody whose manager was sent.
pub(crate) fn lines(db: &Db, connection: i64) -> rusqlite::Result<Vec<Line>> {
    db.prepare_cached(
        "SELECT row, manager_link FROM resources \
         WHERE connection = ?1 AND kind = 'User' AND manager_folded IS NOT NULL",
    )?
    .query_map([connection], |row| {
        Ok(Line {
            row: row.get(0)?,
            manager: row.get(1)?,
        })
    })?
    .collect()
}

/// A person with what was sent as manager.
pub(crate) struct Person {
    pub(crate) line: Line,
    pub(crate) reference: Option<String>,
    /// `manager_id` is not filled in.
    pub(crate) node: OrgNode,
}

/// Everybody, in the order in which they were created.
pub(crate) fn people(db: &Db, connection: i64) -> rusqlite::Result<Vec<Person>> {
    db.prepare_cached(
        "SELECT row, manager_link, manager, id, name, title, department, coalesce(active, 1) \
         FROM resources WHERE connection = ?1 AND kind = 'User' ORDER BY row",
    )?
    .query_map([connection], |row| {
        Ok(Person {
            line: Line {
                row: row.get(0)?,
                manager: row.get(1)?,
            },
            reference: row.get(2)?,
            node: OrgNode {
                id: row.get(3)?,
                name: row.get(4)?,
                title: row.get(5)?,
                team: row.get(6)?,
                active: row.get(7)?,
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
