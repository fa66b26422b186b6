//! Statements that look at everybody of a connection together.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row};

use super::lines::gone_manager;
use super::org::Line;
use super::{Db, count};
use crate::diagnoses::{Barred, Few, Stayed};

/// People who are named; the rest is counted.
const NAMED: usize = 500;
/// Managers who are gone and are named in a sentence.
const MANAGERS: usize = 3;
/// Those who go within an hour go together: a cycle comes every forty minutes.
const TOGETHER: i64 = 60 * 60 * 1_000;

fn few(db: &Db, sql: &str, connection: i64) -> rusqlite::Result<Few> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([connection])?;
    let mut few = Few::default();
    while let Some(row) = rows.next()? {
        add(&mut few, row)?;
    }
    Ok(few)
}

/// One more: id, name, and when.
fn add(few: &mut Few, row: &Row<'_>) -> rusqlite::Result<()> {
    few.count += 1;
    few.latest = few.latest.max(row.get(2)?);
    if few.first.len() < NAMED {
        few.first.push((row.get(0)?, row.get(1)?));
    }
    Ok(())
}

/// The exchange that wrote the first of them last.
pub(crate) fn with_exchange(db: &Db, connection: i64, mut few: Few) -> rusqlite::Result<Few> {
    if let Some((id, _)) = few.first.first() {
        few.exchange = super::diagnosing::last_exchange(db, connection, id)?;
    }
    Ok(few)
}

/// People whose manager was sent and has not come, those whose manager was here and is gone, and the names
/// of some who are gone.
pub(crate) fn unlinked(db: &Db, connection: i64) -> rusqlite::Result<(Few, Few, Vec<String>)> {
    // Left to itself SQLite looks at everybody who has a manager.
    let mut select = db.prepare_cached(concat!(
        "SELECT r.id, r.name, max(r.last_modified, coalesce(g.at, 0)), g.seq IS NOT NULL, \
         g.name, g.exchange FROM resources r INDEXED BY resources_waiting \
         LEFT JOIN removed g ON g.seq = ",
        gone_manager!("r"),
        " WHERE r.connection = ?1 AND r.kind = 'User' AND r.manager_folded IS NOT NULL \
         AND r.manager_link IS NULL AND coalesce(r.active, 1) = 1",
    ))?;
    let mut rows = select.query([connection])?;
    let (mut waiting, mut gone, mut names) = (Few::default(), Few::default(), Vec::new());
    while let Some(row) = rows.next()? {
        if !row.get::<_, bool>(3)? {
            add(&mut waiting, row)?;
            continue;
        }
        add(&mut gone, row)?;
        gone.exchange = gone.exchange.max(row.get(5)?);
        if names.len() < MANAGERS {
            let name: String = row.get(4)?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok((waiting, gone, names))
}

/// Active people whose manager is here and is not active, and those managers.
pub(crate) fn barred(db: &Db, connection: i64) -> rusqlite::Result<Barred> {
    let mut select = db.prepare_cached(
        "SELECT r.id, r.name, max(r.last_modified, m.last_modified), m.id, m.name, v.exchange \
         FROM resources m INDEXED BY resources_inactive \
         CROSS JOIN resources r INDEXED BY resources_manager_link ON r.manager_link = m.row \
         LEFT JOIN versions v ON v.seq = (SELECT max(seq) FROM versions l \
           WHERE l.connection = ?1 AND l.resource = m.id) \
         WHERE m.connection = ?1 AND m.kind = 'User' AND m.active = 0 \
         AND coalesce(r.active, 1) = 1 ORDER BY m.name_sorted, m.row, r.row",
    )?;
    let mut rows = select.query([connection])?;
    let mut barred = Barred::default();
    while let Some(row) = rows.next()? {
        add(&mut barred.reports, row)?;
        barred.reports.exchange = barred.reports.exchange.max(row.get(5)?);
        let manager: (String, String) = (row.get(3)?, row.get(4)?);
        if barred.managers.last() != Some(&manager) && barred.managers.len() < NAMED {
            barred.managers.push(manager);
        }
    }
    Ok(barred)
}

/// The lines of those to whom somebody reports: whoever is on a line that leads back is one of them.
pub(crate) fn managers(db: &Db, connection: i64) -> rusqlite::Result<Vec<Line>> {
    db.prepare_cached(
        "WITH managers AS MATERIALIZED (SELECT DISTINCT manager_link AS row FROM resources \
           INDEXED BY resources_manager_link WHERE manager_link IS NOT NULL) \
         SELECT r.row, r.manager_link FROM managers m CROSS JOIN resources r ON r.row = m.row \
         WHERE r.connection = ?1 AND r.manager_link IS NOT NULL",
    )?
    .query_map([connection], |row| {
        Ok(Line {
            row: row.get(0)?,
            manager: row.get(1)?,
            was_here: false,
        })
    })?
    .collect()
}

/// The active ones among these rows.
pub(crate) fn those(db: &Db, rows: &[i64]) -> rusqlite::Result<Few> {
    let mut few = Few::default();
    let mut select = db.prepare_cached(
        "SELECT id, name, last_modified FROM resources WHERE row = ?1 AND coalesce(active, 1) = 1",
    )?;
    for row in rows {
        select
            .query_row([row], |row| add(&mut few, row))
            .optional()?;
    }
    Ok(few)
}

/// Active people without a manager, and how many have one.
pub(crate) fn without_line(db: &Db, connection: i64) -> rusqlite::Result<(Few, u64)> {
    let with = db
        .prepare_cached(
            "SELECT count(*) FROM resources WHERE connection = ?1 AND kind = 'User' \
             AND manager_folded IS NOT NULL",
        )?
        .query_row([connection], |row| Ok(count(row.get(0)?)))?;
    if with == 0 {
        return Ok((Few::default(), 0));
    }
    let without = few(
        db,
        "SELECT id, name, last_modified FROM resources WHERE connection = ?1 AND kind = 'User' \
         AND manager_folded IS NULL AND coalesce(active, 1) = 1",
        connection,
    )?;
    Ok((without, with))
}

/// Departments that somebody has, with how many.
pub(crate) fn departments(db: &Db, connection: i64) -> rusqlite::Result<Vec<(String, u64)>> {
    db.prepare_cached(
        "SELECT department, count(*) FROM resources WHERE connection = ?1 AND kind = 'User' \
         AND department_folded IS NOT NULL GROUP BY department_folded, department",
    )?
    .query_map([connection], |row| Ok((row.get(0)?, count(row.get(1)?))))?
    .collect()
}

/// Groups with members who are not here, of those of which that was noted once: looking through the
/// members of all groups would take too long.
pub(crate) fn short_groups(db: &Db, connection: i64) -> rusqlite::Result<Few> {
    few(
        db,
        "SELECT g.id, g.name, g.last_modified FROM resources g WHERE g.connection = ?1 \
         AND g.kind = 'Group' AND g.id IN (SELECT f.subject FROM findings f \
           WHERE f.connection = ?1 AND f.state = 'open' AND f.rule = 'CRT-20') AND EXISTS (SELECT 1 FROM members m WHERE m.\"group\" = g.row \
           AND NOT EXISTS (SELECT 1 FROM resources r \
             WHERE r.connection = ?1 AND r.id = m.value))",
        connection,
    )
}

/// People who are not active, the latest first.
pub(crate) fn inactive(db: &Db, connection: i64) -> rusqlite::Result<Few> {
    few(
        db,
        "SELECT id, name, last_modified FROM resources INDEXED BY resources_inactive \
         WHERE connection = ?1 AND kind = 'User' AND active = 0 ORDER BY last_modified DESC, row",
        connection,
    )
}

/// People who were deactivated or deleted and whose account has access until a sync takes it.
pub(crate) fn unsynced(db: &Db, connection: i64) -> rusqlite::Result<Few> {
    few(
        db,
        "SELECT a.resource, a.name, coalesce(r.last_modified, g.at, a.changed_at) FROM accounts a \
         LEFT JOIN resources r ON r.connection = a.connection AND r.id = a.resource \
         LEFT JOIN removed g ON g.connection = a.connection AND g.id = a.resource \
         WHERE a.connection = ?1 AND a.state = 'active' AND (r.row IS NULL OR r.active = 0) \
         AND a.twin = (SELECT c.twin FROM connections c WHERE c.row = a.connection)",
        connection,
    )
}

/// People who are the last in a team that at least two went from together, to one other team.
pub(crate) fn stayed(
    db: &Db,
    connection: i64,
    teams: &[(String, u64)],
) -> rusqlite::Result<Vec<Stayed>> {
    let small: HashMap<&str, u64> = teams
        .iter()
        .map(|(name, people)| (name.as_str(), *people))
        .collect();
    let moves: Vec<(String, String, u64)> = db
        .prepare_cached(
            "WITH last AS MATERIALIZED (SELECT from_team, max(at) AS at FROM team_moves \
               WHERE connection = ?1 AND from_team IS NOT NULL AND to_team IS NOT NULL \
               GROUP BY from_team) \
             SELECT m.from_team, m.to_team, count(DISTINCT m.person) AS moved \
             FROM last JOIN team_moves m ON m.connection = ?1 AND m.from_team = last.from_team \
               AND m.to_team IS NOT NULL AND m.at > last.at - ?2 \
             GROUP BY m.from_team, m.to_team HAVING moved > 1",
        )?
        .query_map((connection, TOGETHER), |row| {
            Ok((row.get(0)?, row.get(1)?, count(row.get(2)?)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut all = Vec::new();
    for (team, others, moved) in moves {
        // Who stayed is told of when four in five have gone.
        let left = small.get(team.as_str()).copied().unwrap_or_default();
        if left == 0 || left * 4 > moved {
            continue;
        }
        let mut select = db.prepare_cached(
            "SELECT id, name FROM resources WHERE connection = ?1 AND kind = 'User' \
             AND department_folded = fold(?2) AND department = ?2 AND coalesce(active, 1) = 1",
        )?;
        let people = select.query_map((connection, &team), |row| {
            Ok(Stayed {
                id: row.get(0)?,
                name: row.get(1)?,
                team: team.clone(),
                others: others.clone(),
                moved,
            })
        })?;
        for person in people {
            all.push(person?);
        }
    }
    Ok(all)
}
