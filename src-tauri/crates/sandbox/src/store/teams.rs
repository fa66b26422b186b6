//! Statements on teams: who came to each and who went, and those that nobody is in any more.

use rusqlite::{OptionalExtension, Row, params};

use super::{Db, count};
use crate::clock::from_millis;
use crate::store::text::fold;
use crate::views::{Emptied, Team, TeamMember, TeamMove};

/// A person who goes from one team to another.
pub(crate) struct Move<'a> {
    pub(crate) seq: i64,
    pub(crate) connection: i64,
    pub(crate) person: &'a str,
    pub(crate) name: &'a str,
    pub(crate) at: i64,
    pub(crate) from: Option<&'a str>,
    pub(crate) to: Option<&'a str>,
    /// The person was removed.
    pub(crate) gone: bool,
    pub(crate) exchange: Option<i64>,
}

pub(crate) fn insert_move(db: &Db, one: &Move<'_>) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO team_moves (seq, connection, person, name, at, from_team, to_team, gone, \
         exchange) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        one.seq,
        one.connection,
        one.person,
        one.name,
        one.at,
        one.from,
        one.to,
        one.gone,
        one.exchange,
    ])
    .map(drop)
}

/// Forgets all of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM teams WHERE connection = ?1")?
        .execute([connection])?;
    db.prepare_cached("DELETE FROM team_moves WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

/// Departments that somebody has, and those that somebody had, by name.
pub(crate) fn teams(db: &Db, connection: i64) -> rusqlite::Result<Vec<Team>> {
    db.prepare_cached(
        "SELECT p.department, p.members, coalesce(t.first_seen, p.created), t.exchange FROM \
         (SELECT department, department_folded, count(*) AS members, min(created) AS created \
            FROM resources WHERE connection = ?1 AND kind = 'User' AND department_folded IS NOT NULL \
            GROUP BY department_folded, department \
          UNION ALL SELECT n.name, fold(n.name), 0, n.first_seen FROM teams n \
            WHERE n.connection = ?1 AND NOT EXISTS (SELECT 1 FROM resources r \
               WHERE r.connection = ?1 AND r.kind = 'User' \
                 AND r.department_folded = fold(n.name) AND r.department = n.name)) p \
         LEFT JOIN teams t ON t.connection = ?1 AND t.name = p.department \
         ORDER BY p.department_folded, p.department",
    )?
    .query_map([connection], team)?
    .collect()
}

/// One team by its exact name; `None` when nobody ever had it.
pub(crate) fn by_name(db: &Db, connection: i64, name: &str) -> rusqlite::Result<Option<Team>> {
    db.prepare_cached(
        "SELECT t.name, (SELECT count(*) FROM resources r WHERE r.connection = ?1 \
            AND r.kind = 'User' AND r.department_folded = ?3 AND r.department = ?2), \
         t.first_seen, t.exchange FROM teams t WHERE t.connection = ?1 AND t.name = ?2",
    )?
    .query_row((connection, name, fold(name)), team)
    .optional()
}

fn team(row: &Row<'_>) -> rusqlite::Result<Team> {
    Ok(Team {
        name: row.get(0)?,
        members: count(row.get(1)?),
        first_seen: from_millis(row.get(2)?),
        created_by_exchange: row.get(3)?,
        near_duplicates: Vec::new(),
        emptied: None,
        renamed_from: Vec::new(),
    })
}

macro_rules! moves {
    ($rest:literal) => {
        concat!(
            "SELECT m.seq, m.person, m.name, m.at, m.from_team, m.to_team, m.gone, e.number \
             FROM team_moves m LEFT JOIN exchanges e ON e.number = m.exchange ",
            $rest
        )
    };
}

fn one_move(row: &Row<'_>) -> rusqlite::Result<TeamMove> {
    Ok(TeamMove {
        seq: row.get(0)?,
        person: row.get(1)?,
        name: row.get(2)?,
        at: from_millis(row.get(3)?),
        from: row.get(4)?,
        to: row.get(5)?,
        gone: row.get(6)?,
        exchange: row.get(7)?,
    })
}

/// The last who left a team.
pub(crate) fn last_to_leave(
    db: &Db,
    connection: i64,
    name: &str,
) -> rusqlite::Result<Option<Emptied>> {
    db.prepare_cached(moves!(
        "WHERE m.connection = ?1 AND m.from_team = ?2 ORDER BY m.seq DESC LIMIT 1"
    ))?
    .query_row((connection, name), |row| {
        Ok(Emptied {
            last: one_move(row)?,
            looks_renamed_to: None,
        })
    })
    .optional()
}

/// In which teams those are now who left one since a time, the most frequent first; `None` is for those
/// who are gone or in no team.
pub(crate) fn where_they_are(
    db: &Db,
    connection: i64,
    name: &str,
    since: i64,
) -> rusqlite::Result<Vec<(Option<String>, u64)>> {
    db.prepare_cached(
        "SELECT r.department, count(*) FROM (SELECT DISTINCT m.person FROM team_moves m \
            WHERE m.connection = ?1 AND m.from_team = ?2 AND m.at >= ?3) p \
         LEFT JOIN resources r ON r.connection = ?1 AND r.id = p.person \
         GROUP BY r.department ORDER BY count(*) DESC, r.department",
    )?
    .query_map((connection, name, since), |row| {
        Ok((row.get(0)?, count(row.get(1)?)))
    })?
    .collect()
}

/// Who came to a team from another and who left it, the latest first.
pub(crate) fn moves_of(
    db: &Db,
    connection: i64,
    name: &str,
    limit: u32,
) -> rusqlite::Result<Vec<TeamMove>> {
    db.prepare_cached(moves!(
        "WHERE m.connection = ?1 AND (m.from_team = ?2 OR m.to_team = ?2) \
         ORDER BY m.seq DESC LIMIT ?3"
    ))?
    .query_map((connection, name, limit), one_move)?
    .collect()
}

/// The first members of a team by name, each with since when and by which exchange.
pub(crate) fn members_of(
    db: &Db,
    connection: i64,
    name: &str,
    limit: u32,
) -> rusqlite::Result<Vec<TeamMember>> {
    db.prepare_cached(
        "SELECT p.id, p.name, p.title, coalesce(m.at, p.created), e.number, m.from_team \
         FROM (SELECT * FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' \
            AND r.department_folded = ?3 AND r.department = ?2 \
            ORDER BY r.name_sorted, r.row LIMIT ?4) p \
         LEFT JOIN team_moves m ON m.connection = ?1 AND m.person = p.id AND m.seq = \
            (SELECT max(x.seq) FROM team_moves x WHERE x.connection = ?1 AND x.person = p.id \
               AND x.to_team = ?2) \
         LEFT JOIN versions v ON v.connection = ?1 AND v.resource = p.id AND v.version = 1 \
         LEFT JOIN exchanges e ON e.number = CASE WHEN m.seq IS NULL THEN v.exchange \
            ELSE m.exchange END \
         ORDER BY p.name_sorted, p.row",
    )?
    .query_map((connection, name, fold(name), limit), |row| {
        Ok(TeamMember {
            id: row.get(0)?,
            name: row.get(1)?,
            title: row.get(2)?,
            since: from_millis(row.get(3)?),
            exchange: row.get(4)?,
            from: row.get(5)?,
        })
    })?
    .collect()
}
