//! Reading what is to be judged: exchanges since the last look, people who changed since, groups that
//! somebody was taken out of.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, params};
use scim::Object;
use serde_json::Value;

use super::{Db, exchanges, json};
use crate::diagnoses::{Call, Moment, Named, Noted, PersonFacts, Rule, Through, Told};
use crate::traffic::{Fits, Story};

/// How far everything that happened has been looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Exchanges and versions up to here have been judged.
    pub(crate) judged: i64,
    /// Exchanges up to here have been folded.
    pub(crate) folded: i64,
}

pub(crate) fn position(db: &Db) -> rusqlite::Result<Position> {
    db.prepare_cached("SELECT seq, folded FROM diagnosing")?
        .query_row([], |row| {
            Ok(Position {
                judged: row.get(0)?,
                folded: row.get(1)?,
            })
        })
}

/// Moves on, if nobody else has meanwhile.
pub(crate) fn advance(db: &Db, from: Position, to: Position) -> rusqlite::Result<bool> {
    let moved = db
        .prepare_cached(
            "UPDATE diagnosing SET seq = ?3, folded = ?4 WHERE seq = ?1 AND folded = ?2",
        )?
        .execute((from.judged, from.folded, to.judged, to.folded))?;
    Ok(moved == 1)
}

/// The place in the order of the change that is so many after another place; nothing when there are fewer.
pub(crate) fn after_changes(db: &Db, after: i64, count: u32) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT seq FROM versions WHERE seq > ?1 ORDER BY seq LIMIT 1 OFFSET ?2")?
        .query_row((after, count), |row| row.get(0))
        .optional()
}

/// Exchanges after a place in the order, in it; at most so many.
pub(crate) fn calls(db: &Db, after: i64, until: i64, limit: u32) -> rusqlite::Result<Vec<Call>> {
    let mut calls: Vec<Call> = db
        .prepare_cached(
            "SELECT e.seq, e.number, coalesce(e.connection, s.connection), e.at, e.method, e.path, \
             e.query, e.status, e.idp, e.origin, e.token, e.subject_kind, e.subject_id, \
             e.subject_name, e.story, e.error_detail, s.fits, \
             (SELECT max(p.seq) FROM exchanges p \
                WHERE p.subject_id = e.subject_id AND p.seq < e.seq), \
             CASE WHEN e.method = 'POST' AND e.status < 400 AND e.subject_kind = 'User' THEN \
               (SELECT r.user_name FROM resources r \
                WHERE r.connection = e.connection AND r.id = e.subject_id) END, \
             CASE WHEN e.method = 'DELETE' THEN (SELECT v.before ->> '$.active' FROM versions v \
                WHERE v.exchange = e.number AND v.change_kind = 'deleted' LIMIT 1) END, \
             e.finding_count > 0 \
             FROM exchanges e LEFT JOIN strays s ON s.exchange = e.seq \
             WHERE e.seq > ?1 AND e.seq <= ?2 \
               AND coalesce(e.connection, s.connection) IS NOT NULL ORDER BY e.seq LIMIT ?3",
        )?
        .query_map(params![after, until, limit], call)?
        .collect::<rusqlite::Result<_>>()?;
    let last = calls.last().map_or(after, |call| call.seq);
    let mut noted = noted(db, after, last)?;
    for call in &mut calls {
        call.findings = noted.remove(&call.seq).unwrap_or_default();
        if call.status >= 400 && call.method == "POST" && call.on_people() {
            call.user_name = user_name_sent(db, call.seq)?;
        }
    }
    Ok(calls)
}

fn call(row: &Row<'_>) -> rusqlite::Result<Call> {
    let subject = match row.get::<_, Option<String>>(11)? {
        Some(kind) => Some(Named {
            kind,
            id: row.get(12)?,
            name: row.get(13)?,
        }),
        None => None,
    };
    let story: String = row.get(14)?;
    Ok(Call {
        seq: row.get(0)?,
        number: row.get(1)?,
        connection: row.get(2)?,
        at: row.get(3)?,
        method: row.get(4)?,
        path: row.get(5)?,
        query: row.get(6)?,
        status: row.get(7)?,
        idp: row.get(8)?,
        origin: exchanges::origin(&row.get::<_, String>(9)?),
        token: row.get(10)?,
        subject,
        story: Told(serde_json::from_str(&story).unwrap_or(Story::Other)),
        error_detail: row.get(15)?,
        stray: row
            .get::<_, Option<String>>(16)?
            .map(|text| Fits::stored(&text)),
        seen_before: row.get(17)?,
        user_name: row.get(18)?,
        was_active: row.get::<_, Option<bool>>(19)?.unwrap_or(true),
        findings: Vec::new(),
        written: Vec::new(),
        unused: Vec::new(),
    })
}

/// What was noted about the exchanges in a stretch of the order, by those rules that others build on.
fn noted(db: &Db, after: i64, until: i64) -> rusqlite::Result<HashMap<i64, Vec<Noted>>> {
    let mut all: HashMap<i64, Vec<Noted>> = HashMap::new();
    let mut select = db.prepare_cached(
        "SELECT exchange, rule, path, detail FROM findings \
         WHERE exchange > ?1 AND exchange <= ?2 \
           AND rule IN ('CONN-05', 'CONN-06', 'CRT-15', 'UPD-01', 'UPD-20') ORDER BY exchange, row",
    )?;
    let mut rows = select.query((after, until))?;
    while let Some(row) = rows.next()? {
        all.entry(row.get(0)?).or_default().push(Noted {
            rule: row.get(1)?,
            path: row.get(2)?,
            detail: row.get(3)?,
        });
    }
    Ok(all)
}

/// The `userName` in the body of a request.
fn user_name_sent(db: &Db, seq: i64) -> rusqlite::Result<Option<String>> {
    let body: Option<Vec<u8>> = db
        .prepare_cached("SELECT request_body FROM bodies WHERE exchange = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    let body = body.and_then(|body| serde_json::from_slice::<Value>(&body).ok());
    Ok(body
        .and_then(|body| body.get("userName")?.as_str().map(str::to_owned))
        .filter(|name| !name.trim().is_empty()))
}

/// A person of a connection who changed, and by which exchange.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    pub(crate) connection: i64,
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) exchange: Option<i64>,
}

/// People who changed in a stretch of the order, each once, with the latest change.
pub(crate) fn changed(db: &Db, after: i64, until: i64) -> rusqlite::Result<Vec<Changed>> {
    db.prepare_cached(
        "SELECT connection, resource, at, exchange, max(seq) FROM versions \
         WHERE seq > ?1 AND seq <= ?2 AND kind = 'User' GROUP BY connection, resource",
    )?
    .query_map((after, until), |row| {
        Ok(Changed {
            connection: row.get(0)?,
            id: row.get(1)?,
            at: row.get(2)?,
            exchange: row.get(3)?,
        })
    })?
    .collect()
}

/// Connections in which anything was written in a stretch of the order.
pub(crate) fn touched(db: &Db, after: i64, until: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached("SELECT DISTINCT connection FROM versions WHERE seq > ?1 AND seq <= ?2")?
        .query_map((after, until), |row| row.get(0))?
        .collect()
}

macro_rules! person {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.name, coalesce(r.user_name, ''), r.external_id, coalesce(r.active, 1), \
             d.document, r.last_modified, r.row FROM resources r \
             JOIN documents d ON d.resource = r.row ",
            $rest
        )
    };
}

fn facts(row: &Row<'_>) -> rusqlite::Result<PersonFacts> {
    Ok(PersonFacts {
        id: row.get(0)?,
        name: row.get(1)?,
        user_name: row.get(2)?,
        external_id: row.get(3)?,
        active: row.get(4)?,
        document: json::<Object>(row, 5)?,
        at: row.get(6)?,
        exchange: None,
    })
}

/// A person as they are.
pub(crate) fn person(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<PersonFacts>> {
    db.prepare_cached(person!(
        "WHERE r.connection = ?1 AND r.id = ?2 AND r.kind = 'User'"
    ))?
    .query_row((connection, id), facts)
    .optional()
}

/// The next people by row, with the row of each.
pub(crate) fn people_after(
    db: &Db,
    connection: i64,
    row: i64,
    limit: u32,
) -> rusqlite::Result<Vec<(i64, PersonFacts)>> {
    db.prepare_cached(person!(
        "WHERE r.connection = ?1 AND r.kind = 'User' AND r.row > ?2 ORDER BY r.row LIMIT ?3"
    ))?
    .query_map(params![connection, row, limit], |row| {
        Ok((row.get(7)?, facts(row)?))
    })?
    .collect()
}

/// The exchange that changed somebody last.
pub(crate) fn last_exchange(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<i64>> {
    let exchange = db
        .prepare_cached(
            "SELECT exchange FROM versions WHERE connection = ?1 AND resource = ?2 \
             ORDER BY version DESC LIMIT 1",
        )?
        .query_row((connection, id), |row| row.get(0))
        .optional()?;
    Ok(exchange.flatten())
}

/// The exchange that mended what a rule said of the connection as it stood: the latest that touched the
/// people concerned, or those through whom it is mended, after it was shown last.
pub(crate) fn mended(
    db: &Db,
    connection: i64,
    rule: &Rule,
    through: &Through,
) -> Result<Option<Moment>, crate::Error> {
    let (ids, teams) = (
        serde_json::to_string(&through.ids)?,
        serde_json::to_string(&through.teams)?,
    );
    let found = db
        .prepare_cached(
            "WITH shown AS MATERIALIZED (SELECT row, max(coalesce(last_by, 0), coalesce(opened_by, 0)) AS by \
               FROM diagnoses WHERE connection = ?1 AND rule = ?2 AND \"case\" = ?3), \
             those (id) AS (SELECT p.person FROM shown JOIN diagnosis_people p ON p.diagnosis = shown.row \
               WHERE p.until IS NULL UNION SELECT value FROM json_each(?4)) \
             SELECT at, exchange FROM ( \
               SELECT v.seq, v.at, v.exchange FROM those JOIN versions v \
                 ON v.connection = ?1 AND v.resource = those.id UNION ALL \
               SELECT l.seq, l.at, l.exchange FROM those JOIN line_events l \
                 ON l.connection = ?1 AND l.person = those.id UNION ALL \
               SELECT m.seq, m.at, m.exchange FROM json_each(?5) t JOIN team_moves m \
                 ON m.connection = ?1 AND m.from_team = t.value) \
             WHERE exchange > coalesce((SELECT by FROM shown), 0) ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![connection, rule.id, rule.case, ids, teams], |row| {
            Ok(Moment {
                at: row.get(0)?,
                exchange: row.get(1)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// The latest exchange that touched somebody: by a write to them, or by one that moved their line.
pub(crate) fn last_touch(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<i64>> {
    let exchange = db
        .prepare_cached(
            "SELECT exchange FROM (SELECT seq, exchange FROM versions \
               WHERE connection = ?1 AND resource = ?2 UNION ALL \
               SELECT seq, exchange FROM line_events WHERE connection = ?1 AND person = ?2) \
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row((connection, id), |row| row.get(0))
        .optional()?;
    Ok(exchange.flatten())
}

/// Who was taken out of groups by an exchange.
pub(crate) fn taken_out(db: &Db, connection: i64, exchange: i64) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(
        "SELECT gone.value ->> '$.value' FROM versions v, json_each(v.members, '$.removed') gone \
         WHERE v.connection = ?1 AND v.exchange = ?2 AND v.members IS NOT NULL",
    )?
    .query_map((connection, exchange), |row| row.get(0))?
    .collect()
}

/// The name of somebody who is active and in no group; nothing for anybody else.
pub(crate) fn groupless(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached(
        "SELECT r.name FROM resources r WHERE r.connection = ?1 AND r.id = ?2 AND r.kind = 'User' \
         AND coalesce(r.active, 1) = 1 AND NOT EXISTS \
           (SELECT 1 FROM members m WHERE m.connection = ?1 AND m.value = ?2)",
    )?
    .query_row((connection, id), |row| row.get(0))
    .optional()
}
