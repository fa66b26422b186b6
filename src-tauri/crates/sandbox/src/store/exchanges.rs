//! Statements that write and read single exchanges with their bodies.

use rusqlite::{OptionalExtension, Row, params};

use super::{Db, count, findings, json, number};
use crate::clock::from_millis;
use crate::traffic::{
    Exchange, Failure, Message, Origin, Recorded, StoredExchange, Story, Subject,
};

/// Writes an exchange with its bodies and findings. `Some(failed)` unless its number has been
/// used before, which leaves the earlier one in place.
pub(crate) fn insert(db: &Db, seq: i64, recorded: &Recorded) -> rusqlite::Result<Option<bool>> {
    let exchange = &recorded.exchange;
    let connection = match &exchange.connection_id {
        Some(id) => super::connections::row_of(db, id)?,
        None => None,
    };
    let failed = exchange.status >= 400;
    let subject = exchange.subject.as_ref();
    let written = db
        .prepare_cached(
            "INSERT INTO exchanges (seq, number, connection, at, duration, method, path, query, \
             status, failed, idp, user_agent, origin, token, subject_kind, subject_id, \
             subject_name, story, error_type, error_detail, finding_count, worst, request_bytes, \
             response_bytes, bodies_dropped, search) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, \
             ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26) \
             ON CONFLICT (number) DO NOTHING",
        )?
        .execute(params![
            seq,
            exchange.number,
            connection,
            exchange.at.as_millisecond(),
            exchange.duration_us,
            exchange.method,
            exchange.path,
            exchange.query,
            exchange.status,
            failed,
            exchange.idp,
            exchange.user_agent,
            origin_text(exchange.origin),
            exchange.token_id,
            subject.map(|subject| &subject.kind),
            subject.map(|subject| &subject.id),
            subject.map(|subject| &subject.name),
            recorded.story,
            exchange
                .error
                .as_ref()
                .and_then(|error| error.scim_type)
                .map(scim::ScimType::as_str),
            exchange.error.as_ref().map(|error| &error.detail),
            number(exchange.findings.len() as u64),
            exchange
                .findings
                .iter()
                .map(|finding| findings::rank(finding.severity))
                .max(),
            number(recorded.request_bytes as u64),
            number(recorded.response_bytes as u64),
            recorded.bodies_dropped,
            recorded.search,
        ])?;
    if written == 0 {
        tracing::error!(
            number = exchange.number,
            "an exchange number was used twice"
        );
        return Ok(None);
    }
    if let Some(stray) = &exchange.stray
        && let Some(meant) = super::connections::row_of(db, &stray.connection)?
    {
        super::strays::insert(db, seq, meant, &stray.fits.text())?;
    }
    insert_bodies(db, seq, exchange)?;
    for finding in &exchange.findings {
        findings::insert(
            db,
            seq,
            connection,
            subject.map(|subject| subject.id.as_str()),
            finding,
        )?;
    }
    Ok(Some(failed))
}

fn insert_bodies(db: &Db, seq: i64, exchange: &Exchange) -> rusqlite::Result<()> {
    let headers = |message: &Message| serde_json::to_string(&message.headers).unwrap_or_default();
    db.prepare_cached(
        "INSERT INTO bodies (exchange, encoding, request_headers, request_body, \
         response_headers, response_body) VALUES (?1, 0, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        seq,
        headers(&exchange.request),
        exchange.request.body,
        headers(&exchange.response),
        exchange.response.body,
    ])
    .map(drop)
}

/// The row of a connection, the `seq` and everything about an exchange but findings and changes.
type Found = (i64, Option<i64>, StoredExchange);

pub(crate) fn by_number(db: &Db, number: i64) -> rusqlite::Result<Option<Found>> {
    db.prepare_cached(
        "SELECT e.seq, c.id, e.at, e.duration, e.method, e.path, e.query, e.status, e.idp, \
         e.user_agent, e.origin, e.token, e.subject_kind, e.subject_id, e.subject_name, e.story, \
         e.error_type, e.error_detail, e.bodies_dropped, b.request_headers, b.request_body, \
         b.response_headers, b.response_body, e.connection, t.label, e.number \
         FROM exchanges e LEFT JOIN connections c ON c.row = e.connection \
         LEFT JOIN bodies b ON b.exchange = e.seq LEFT JOIN tokens t ON t.id = e.token \
         WHERE e.number = ?1",
    )?
    .query_row([number], from_row)
    .optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Found> {
    let seq = row.get(0)?;
    let exchange = Exchange {
        number: row.get(25)?,
        connection_id: row.get(1)?,
        stray: None,
        at: from_millis(row.get(2)?),
        duration_us: row.get(3)?,
        method: row.get(4)?,
        path: row.get(5)?,
        query: row.get(6)?,
        status: row.get(7)?,
        idp: row.get(8)?,
        user_agent: row.get(9)?,
        origin: origin(&row.get::<_, String>(10)?),
        token_id: row.get(11)?,
        subject: subject(row, 12)?,
        story: story(row, 15)?,
        error: failure(row, 16)?,
        findings: Vec::new(),
        request: message(row, 19)?,
        response: message(row, 21)?,
    };
    let stored = StoredExchange {
        seq,
        exchange,
        token_label: row.get(24)?,
        bodies_dropped: row.get(18)?,
        findings: Vec::new(),
        changes: Vec::new(),
    };
    Ok((seq, row.get(23)?, stored))
}

fn message(row: &Row<'_>, column: usize) -> rusqlite::Result<Message> {
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        return Ok(Message::default());
    }
    Ok(Message {
        headers: json(row, column)?,
        body: row.get(column + 1)?,
    })
}

/// Kind, id and name in three columns.
pub(super) fn subject(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Subject>> {
    let Some(kind) = row.get(column)? else {
        return Ok(None);
    };
    Ok(Some(Subject {
        kind,
        id: row.get(column + 1)?,
        name: row.get(column + 2)?,
    }))
}

/// A story; one that a later version wrote is `Other`.
pub(super) fn story(row: &Row<'_>, column: usize) -> rusqlite::Result<Story> {
    let text: String = row.get(column)?;
    Ok(serde_json::from_str(&text).unwrap_or(Story::Other))
}

/// Type and detail of an error in two columns.
pub(super) fn failure(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Failure>> {
    let Some(detail) = row.get(column + 1)? else {
        return Ok(None);
    };
    let scim_type = row.get::<_, Option<String>>(column)?;
    Ok(Some(Failure {
        scim_type: scim_type.as_deref().and_then(findings::scim_type),
        detail,
    }))
}

pub(super) fn origin(text: &str) -> Origin {
    match text {
        "simulator" => Origin::Simulator,
        "door" => Origin::Door,
        "replay" => Origin::Replay,
        "cli" => Origin::Cli,
        _ => Origin::Client,
    }
}

pub(super) fn origin_text(origin: Origin) -> &'static str {
    match origin {
        Origin::Client => "client",
        Origin::Simulator => "simulator",
        Origin::Door => "door",
        Origin::Replay => "replay",
        Origin::Cli => "cli",
    }
}

/// The highest number that may have been given out.
pub(crate) fn highest_number(db: &Db) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "SELECT max(exchange, coalesce((SELECT max(number) FROM exchanges), 0), \
         coalesce((SELECT max(exchange) FROM versions WHERE exchange IS NOT NULL), 0)) \
         FROM counters",
    )?
    .query_row([], |row| row.get(0))
}

/// All exchanges and the failed ones: those of connections are counted already.
pub(crate) fn totals(db: &Db) -> rusqlite::Result<(u64, u64)> {
    db.prepare_cached(
        "SELECT coalesce(sum(exchanges), 0) + \
           (SELECT count(*) FROM exchanges WHERE connection IS NULL), \
         coalesce(sum(failed), 0) + \
           (SELECT count(*) FROM exchanges WHERE connection IS NULL AND failed = 1) FROM counts",
    )?
    .query_row([], |row| Ok((count(row.get(0)?), count(row.get(1)?))))
}

pub(crate) fn delete_of(db: &Db, connection: i64) -> rusqlite::Result<u64> {
    super::operations::delete_of(db, connection)?;
    let deleted = db
        .prepare_cached("DELETE FROM exchanges WHERE connection = ?1")?
        .execute([connection])?;
    Ok(deleted as u64)
}

pub(crate) fn delete_every(db: &Db) -> rusqlite::Result<u64> {
    super::operations::delete_every(db)?;
    Ok(db.prepare_cached("DELETE FROM exchanges")?.execute([])? as u64)
}
