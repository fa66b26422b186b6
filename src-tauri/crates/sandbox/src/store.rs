//! SQLite: the only place with SQL text. One function per statement; everything a user or a
//! client can influence is bound, never spliced.
//!
//! No rules here: what a write means is decided in `directory`, `tokens`, `connections` and
//! `traffic`.

pub(crate) mod accounts;
pub(crate) mod addresses;
pub(crate) mod blocks;
pub(crate) mod callers;
pub(crate) mod concerned;
pub(crate) mod connections;
pub(crate) mod counters;
pub(crate) mod counts;
pub(crate) mod cycles;
pub(crate) mod diagnoses;
pub(crate) mod diagnosing;
pub(crate) mod domains;
pub(crate) mod exchanges;
pub(crate) mod export;
pub(crate) mod file;
pub(crate) mod filter;
pub(crate) mod findings;
pub(crate) mod groups;
pub(crate) mod hand_edits;
pub(crate) mod leaves;
pub(crate) mod lines;
pub(crate) mod listing;
pub(crate) mod log;
pub(crate) mod managers;
pub(crate) mod members;
pub(crate) mod migrate;
pub(crate) mod operations;
pub(crate) mod org;
pub(crate) mod outcome;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod references;
pub(crate) mod removed;
pub(crate) mod resources;
pub(crate) mod retained;
pub(crate) mod role_events;
pub(crate) mod schemas;
pub(crate) mod setup;
pub(crate) mod staged;
pub(crate) mod strays;
pub(crate) mod survey;
pub(crate) mod sync_groups;
pub(crate) mod sync_people;
pub(crate) mod syncs;
pub(crate) mod teams;
pub(crate) mod text;
pub(crate) mod tokens;
pub(crate) mod twins;
pub(crate) mod versions;
pub(crate) mod workloads;

pub(crate) use rusqlite::Connection as Db;

/// A count as SQLite gives it; never negative.
pub(crate) fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

/// A number for SQLite; beyond its range the largest there is.
pub(crate) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Reads a column of JSON text.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })
}
