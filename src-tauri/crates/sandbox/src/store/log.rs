//! The list of exchanges: conditions are put together from fixed pieces, values are bound.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::{Db, count, exchanges, findings, number};
use crate::clock::from_millis;
use crate::store::text::fold;
use crate::traffic::{ExchangeRow, TrafficPage, TrafficQuery};

/// Matching rows are counted up to here.
pub(super) const COUNT_LIMIT: i64 = 10_000;
const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;

/// What [`from_row`] reads, of `exchanges e` and `connections c`.
pub(super) const COLUMNS: &str = "e.seq, e.number, c.id, e.at, e.duration, e.method, e.path, \
    e.query, e.status, e.idp, e.user_agent, e.origin, e.token, e.subject_kind, e.subject_id, \
    e.subject_name, e.story, e.error_type, e.error_detail, e.finding_count, e.worst, \
    e.request_bytes, e.response_bytes, e.bodies_dropped";

/// A condition that grows, with its bound values.
#[derive(Default)]
pub(super) struct Conditions {
    text: String,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition that must hold as well; `?` stand for `values`.
    pub(super) fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.text.push_str(if self.text.is_empty() {
            "WHERE "
        } else {
            " AND "
        });
        self.text.push_str(condition);
        self.values.extend(values);
    }

    /// Adds that each word of `text` must occur in `column`.
    pub(super) fn words(&mut self, column: &str, text: &str) {
        for word in fold(text).split_whitespace() {
            self.and(
                &format!("holds({column}, ?)"),
                [Value::from(word.to_owned())],
            );
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether there is a single condition.
    fn is_only_one(&self) -> bool {
        !self.text.contains(" AND ")
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The values, and more behind them.
    pub(super) fn values(&self, more: impl IntoIterator<Item = Value>) -> Vec<Value> {
        self.values.iter().cloned().chain(more).collect()
    }
}

/// Those with these numbers, in this order.
pub(crate) fn numbered(db: &Db, numbers: &[i64]) -> rusqlite::Result<Vec<ExchangeRow>> {
    let mut select = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM exchanges e LEFT JOIN connections c ON c.row = e.connection \
         WHERE e.number = ?"
    ))?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        for row in select.query_map([number], from_row)? {
            rows.push(row?);
        }
    }
    Ok(rows)
}

pub(crate) fn page(
    db: &Db,
    connection: Option<i64>,
    query: &TrafficQuery,
) -> rusqlite::Result<TrafficPage> {
    let filter = conditions(connection, query);
    let total = match connection.filter(|_| filter.is_only_one()) {
        Some(connection) => number(super::counts::of_connection(db, connection)?.exchanges),
        None => matching(db, &filter)?,
    };
    let mut window = filter;
    if let Some(seq) = query.after_seq {
        window.and("e.seq > ?", [seq.into()]);
    }
    if let Some(seq) = query.before_seq {
        window.and("e.seq < ?", [seq.into()]);
    }
    let (order, limit) = window_of(query);
    let rows = db
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM exchanges e LEFT JOIN connections c ON c.row = e.connection {} \
             ORDER BY e.seq {order} LIMIT ?",
            window.text()
        ))?
        .query_map(params_from_iter(window.values([limit.into()])), from_row)?
        .collect::<rusqlite::Result<_>>()?;
    let newest_seq = super::counters::read(db)?.seq;
    Ok(TrafficPage {
        rows,
        total_matching: count(total),
        newest_seq,
    })
}

/// In which order, and how many at most.
pub(super) fn window_of(query: &TrafficQuery) -> (&'static str, i64) {
    let order = match query.after_seq {
        Some(_) => "ASC",
        None => "DESC",
    };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).min(HIGHEST_LIMIT);
    (order, i64::from(limit))
}

/// How many rows match, counted up to the limit.
fn matching(db: &Db, filter: &Conditions) -> rusqlite::Result<i64> {
    db.prepare_cached(&format!(
        "SELECT count(*) FROM (SELECT 1 FROM exchanges e {} LIMIT ?)",
        filter.text()
    ))?
    .query_row(
        params_from_iter(filter.values([COUNT_LIMIT.into()])),
        |row| row.get(0),
    )
}

pub(super) fn conditions(connection: Option<i64>, query: &TrafficQuery) -> Conditions {
    let mut all = Conditions::default();
    if let Some(connection) = connection {
        all.and("e.connection = ?", [connection.into()]);
    }
    if query.failed_only {
        all.and("e.failed = 1", []);
    }
    if let Some(status) = &query.status {
        let (low, high) = (i64::from(*status.start()), i64::from(*status.end()));
        all.and("e.status BETWEEN ? AND ?", [low.into(), high.into()]);
    }
    if let Some(method) = &query.method {
        all.and("e.method = ?", [method.to_ascii_uppercase().into()]);
    }
    if let Some(rule) = &query.finding {
        all.and(
            "EXISTS (SELECT 1 FROM findings f WHERE f.exchange = e.seq AND f.rule = ?)",
            [rule.clone().into()],
        );
    }
    if let Some(subject) = &query.subject {
        all.and("e.subject_id = ?", [subject.clone().into()]);
    }
    if let Some(since) = query.since {
        all.and("e.at >= ?", [since.as_millisecond().into()]);
    }
    if let Some(until) = query.until {
        all.and("e.at < ?", [until.as_millisecond().into()]);
    }
    all.words("e.search", query.text.as_deref().unwrap_or_default());
    all
}

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<ExchangeRow> {
    Ok(ExchangeRow {
        seq: row.get(0)?,
        number: row.get(1)?,
        connection_id: row.get(2)?,
        at: from_millis(row.get(3)?),
        duration_us: row.get(4)?,
        method: row.get(5)?,
        path: row.get(6)?,
        query: row.get(7)?,
        status: row.get(8)?,
        idp: row.get(9)?,
        user_agent: row.get(10)?,
        origin: exchanges::origin(&row.get::<_, String>(11)?),
        token_id: row.get(12)?,
        subject: exchanges::subject(row, 13)?,
        story: exchanges::story(row, 16)?,
        error: exchanges::failure(row, 17)?,
        finding_count: row.get(19)?,
        worst: row.get::<_, Option<i64>>(20)?.map(findings::severity),
        request_bytes: count(row.get(21)?),
        response_bytes: count(row.get(22)?),
        bodies_dropped: row.get(23)?,
    })
}
