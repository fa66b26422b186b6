//! Statements on operations.

use rusqlite::{Row, params, params_from_iter};

use super::log::{self, Conditions};
use super::{Db, count, exchanges, findings, number};
use crate::clock::from_millis;
use crate::operations::{Operation, OperationRow, OperationsPage};
use crate::traffic::{ExchangeRow, Story, Subject, TrafficQuery};

const COLUMNS: &str = "o.row, o.provider, o.origin, o.token, o.endpoint, o.sought, o.subject_kind, \
    o.subject_id, o.subject_name, o.story, o.started, o.ended, o.first_seq, o.first_exchange, \
    o.last_exchange, o.calls, o.failed";

/// The latest operations of a connection, the oldest of them first.
pub(crate) fn latest(db: &Db, connection: i64, limit: u32) -> rusqlite::Result<Vec<Operation>> {
    let mut latest: Vec<Operation> = db
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM operations o WHERE o.connection = ?1 \
             ORDER BY o.first_seq DESC LIMIT ?2"
        ))?
        .query_map((connection, limit), from_row)?
        .collect::<rusqlite::Result<_>>()?;
    latest.reverse();
    Ok(latest)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Operation> {
    let story: String = row.get(9)?;
    let subject = match row.get::<_, Option<String>>(6)? {
        Some(kind) => Some(Subject {
            kind,
            id: row.get(7)?,
            name: row.get(8)?,
        }),
        None => None,
    };
    Ok(Operation {
        row: Some(row.get(0)?),
        provider: row.get(1)?,
        origin: exchanges::origin(&row.get::<_, String>(2)?),
        token: row.get(3)?,
        endpoint: row.get(4)?,
        sought: row.get(5)?,
        subject,
        story: serde_json::from_str(&story).unwrap_or(Story::Other),
        started: from_millis(row.get(10)?),
        ended: from_millis(row.get(11)?),
        first_seq: row.get(12)?,
        first_exchange: row.get(13)?,
        last_exchange: row.get(14)?,
        calls: count(row.get(15)?),
        failed: count(row.get(16)?),
    })
}

/// The page of operations that have a call which matches.
pub(crate) fn page(
    db: &Db,
    connection: Option<i64>,
    query: &TrafficQuery,
) -> rusqlite::Result<OperationsPage> {
    // Read before the rows: what is folded later than this begins later than this.
    let newest_seq = super::diagnosing::position(db)?.folded;
    let calls = log::conditions(None, query);
    let mut all = Conditions::default();
    if let Some(connection) = connection {
        all.and("o.connection = ?", [connection.into()]);
    }
    if !calls.is_empty() {
        let matching = calls.text();
        all.and(
            &format!(
                "EXISTS (SELECT 1 FROM operation_calls c CROSS JOIN exchanges e \
                 ON e.seq = c.exchange {matching} AND c.operation = o.row)"
            ),
            calls.values([]),
        );
    }
    let total: i64 = db
        .prepare_cached(&format!(
            "SELECT count(*) FROM (SELECT 1 FROM operations o {} LIMIT ?)",
            all.text()
        ))?
        .query_row(
            params_from_iter(all.values([log::COUNT_LIMIT.into()])),
            |row| row.get(0),
        )?;
    if let Some(seq) = query.after_seq {
        all.and("o.first_seq > ?", [seq.into()]);
    }
    if let Some(seq) = query.before_seq {
        all.and("o.first_seq < ?", [seq.into()]);
    }
    let (order, limit) = log::window_of(query);
    let mut rows: Vec<OperationRow> = db
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, \
             (SELECT json_array(sum(e.duration), sum(e.finding_count), max(e.worst)) \
                FROM operation_calls c JOIN exchanges e ON e.seq = c.exchange \
                WHERE c.operation = o.row) \
             FROM operations o {} ORDER BY o.first_seq {order} LIMIT ?",
            all.text()
        ))?
        .query_map(params_from_iter(all.values([limit.into()])), listed)?
        .collect::<rusqlite::Result<_>>()?;
    for row in &mut rows {
        if row.operation.calls == 1 {
            row.only = calls_of(db, row.id)?.pop();
        }
    }
    Ok(OperationsPage {
        rows,
        total_matching: count(total),
        newest_seq,
    })
}

fn listed(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    let operation = from_row(row)?;
    let sums: String = row.get(17)?;
    let (duration, findings, worst): (Option<i64>, Option<u32>, Option<i64>) =
        serde_json::from_str(&sums).unwrap_or_default();
    Ok(OperationRow {
        id: row.get(0)?,
        operation,
        duration_us: duration.unwrap_or_default(),
        finding_count: findings.unwrap_or_default(),
        worst: worst.map(findings::severity),
        only: None,
    })
}

/// The calls of an operation in their order.
pub(crate) fn calls_of(db: &Db, operation: i64) -> rusqlite::Result<Vec<ExchangeRow>> {
    db.prepare_cached(&format!(
        "SELECT {} FROM operation_calls o JOIN exchanges e ON e.seq = o.exchange \
         LEFT JOIN connections c ON c.row = e.connection \
         WHERE o.operation = ?1 ORDER BY o.exchange",
        log::COLUMNS
    ))?
    .query_map([operation], log::from_row)?
    .collect()
}

/// Writes an operation, a new one or one that has grown; gives its row.
pub(crate) fn save(db: &Db, connection: i64, operation: &Operation) -> rusqlite::Result<i64> {
    let subject = operation.subject.as_ref();
    db.prepare_cached(
        "INSERT INTO operations (row, connection, provider, origin, token, endpoint, sought, \
         subject_kind, subject_id, subject_name, story, started, ended, first_seq, first_exchange, \
         last_exchange, calls, failed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, \
         ?13, ?14, ?15, ?16, ?17, ?18) ON CONFLICT (row) DO UPDATE SET sought = excluded.sought, \
         subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, \
         subject_name = excluded.subject_name, story = excluded.story, ended = excluded.ended, \
         last_exchange = excluded.last_exchange, calls = excluded.calls, \
         failed = excluded.failed RETURNING row",
    )?
    .query_row(
        params![
            operation.row,
            connection,
            operation.provider,
            exchanges::origin_text(operation.origin),
            operation.token,
            operation.endpoint,
            operation.sought,
            subject.map(|subject| &subject.kind),
            subject.map(|subject| &subject.id),
            subject.map(|subject| &subject.name),
            serde_json::to_string(&operation.story).unwrap_or_default(),
            operation.started.as_millisecond(),
            operation.ended.as_millisecond(),
            operation.first_seq,
            operation.first_exchange,
            operation.last_exchange,
            number(operation.calls),
            number(operation.failed),
        ],
        |row| row.get(0),
    )
}

/// Notes that an exchange belongs to an operation, unless the log was emptied meanwhile.
pub(crate) fn belongs(db: &Db, exchange: i64, operation: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO operation_calls (exchange, operation) \
         SELECT seq, ?2 FROM exchanges WHERE seq = ?1",
    )?
    .execute((exchange, operation))
    .map(drop)
}

/// Operations go with their exchanges.
pub(crate) fn delete_of(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM operations WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

pub(crate) fn delete_every(db: &Db) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM operations")?
        .execute([])
        .map(drop)
}
