//! Statements that look at everybody of a connection together.

use std::collections::HashMap;

use super::{Db, count};
use crate::diagnoses::{Few, Stayed};

/// People who are named; the rest is counted.
const NAMED: usize = 200;
/// Those who go within an hour go together: a cycle comes every forty minutes.
const TOGETHER: i64 = 60 * 60 * 1_000;

fn few(db: &Db, sql: &str, connection: i64) -> rusqlite::Result<Few> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([connection])?;
    let mut few = Few::default();
    while let Some(row) = rows.next()? {
        few.count += 1;
        few.latest = few.latest.max(row.get(2)?);
        if few.first.len() < NAMED {
            few.first.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(few)
}

/// The exchange that wrote the first of them last.
pub(crate) fn with_exchange(db: &Db, connection: i64, mut few: Few) -> rusqlite::Result<Few> {
    if let Some((id, _)) = few.first.first() {
        few.exchange = super::diagnosing::last_exchange(db, connection, id)?;
    }
    Ok(few)
}

/// People whose manager was sent and is not here.
pub(crate) fn waiting(db: &Db, connection: i64) -> rusqlite::Result<Few> {
    few(
        db,
        // Left to itself SQLite looks at everybody who has a manager.
        "SELECT id, name, last_modified FROM resources INDEXED BY resources_waiting \
         WHERE connection = ?1 AND kind = 'User' AND manager_folded IS NOT NULL \
         AND manager_link IS NULL AND coalesce(active, 1) = 1",
        connection,
    )
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
