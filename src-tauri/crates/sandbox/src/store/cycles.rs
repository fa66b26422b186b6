//! Statements on bursts of calls.

use rusqlite::{Row, params};

use super::{Db, count, exchanges, number};
use crate::clock::from_millis;
use crate::diagnoses::{Cycle, CycleKind};

/// The latest bursts of a connection, the newest first.
pub(crate) fn latest(db: &Db, connection: i64, limit: u32) -> rusqlite::Result<Vec<Cycle>> {
    db.prepare_cached(
        "SELECT row, provider, origin, kind, started, ended, first_seq, first_exchange, \
         last_exchange, calls, people, writes, failed, lookups, subjects FROM cycles \
         WHERE connection = ?1 ORDER BY row DESC LIMIT ?2",
    )?
    .query_map((connection, limit), from_row)?
    .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Cycle> {
    Ok(Cycle {
        row: Some(row.get(0)?),
        provider: row.get(1)?,
        origin: exchanges::origin(&row.get::<_, String>(2)?),
        kind: kind(&row.get::<_, String>(3)?),
        started: from_millis(row.get(4)?),
        ended: from_millis(row.get(5)?),
        first_seq: row.get(6)?,
        first_exchange: row.get(7)?,
        last_exchange: row.get(8)?,
        calls: count(row.get(9)?),
        people: count(row.get(10)?),
        lookups: count(row.get(13)?),
        subjects: count(row.get(14)?),
        writes: count(row.get(11)?),
        failed: count(row.get(12)?),
    })
}

/// Writes a burst, a new one or one that has grown.
pub(crate) fn save(db: &Db, connection: i64, cycle: &Cycle) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO cycles (row, connection, provider, origin, kind, started, ended, first_seq, \
         first_exchange, last_exchange, calls, people, writes, failed, lookups, subjects) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) \
         ON CONFLICT (row) DO UPDATE SET kind = excluded.kind, ended = excluded.ended, \
         last_exchange = excluded.last_exchange, calls = excluded.calls, \
         people = excluded.people, writes = excluded.writes, failed = excluded.failed, \
         lookups = excluded.lookups, subjects = excluded.subjects",
    )?
    .execute(params![
        cycle.row,
        connection,
        cycle.provider,
        exchanges::origin_text(cycle.origin),
        kind_text(cycle.kind),
        cycle.started.as_millisecond(),
        cycle.ended.as_millisecond(),
        cycle.first_seq,
        cycle.first_exchange,
        cycle.last_exchange,
        number(cycle.calls),
        number(cycle.people),
        number(cycle.writes),
        number(cycle.failed),
        number(cycle.lookups),
        number(cycle.subjects),
    ])
    .map(drop)
}

fn kind(text: &str) -> CycleKind {
    match text {
        "cycle" => CycleKind::Cycle,
        "onDemand" => CycleKind::OnDemand,
        _ => CycleKind::Test,
    }
}

fn kind_text(kind: CycleKind) -> &'static str {
    match kind {
        CycleKind::Cycle => "cycle",
        CycleKind::OnDemand => "onDemand",
        CycleKind::Test => "test",
    }
}
