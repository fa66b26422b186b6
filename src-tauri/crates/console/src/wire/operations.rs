//! Operations: the exchanges of one business event.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ExchangeRow, Millis, Severity, Story, Subject};

/// Some operations, those with a call that matches the filter.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OperationsPage {
    /// The latest to begin first; the other way round with `afterSeq`.
    pub rows: Vec<OperationRow>,
    /// Operations that match the filter, counted up to 10,000.
    pub matching: u64,
    /// Whether `matching` stopped counting.
    pub matching_capped: bool,
    /// How far exchanges were folded when the page was read: no operation that is still to come begins up
    /// to here.
    pub newest_seq: i64,
    /// What the filter means in plain words; absent without a filter.
    pub echo: Option<String>,
    /// What is wrong with the filter text; the rows are then those of the part that was understood.
    pub filter_problem: Option<String>,
}

/// Exchanges that belong together, as one row.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OperationRow {
    /// Stable.
    pub id: i64,
    /// Position of its first exchange in the one order of exchanges and changes.
    pub seq: i64,
    /// Number of its first exchange.
    pub number: i64,
    /// Number of its last exchange, so far.
    pub last_number: i64,
    /// When its first call arrived.
    pub at: Millis,
    /// When its last call arrived, so far.
    pub ended_at: Millis,
    /// Time to answer its calls, in microseconds.
    pub duration_us: i64,
    /// Who sent it, for reading.
    pub actor: String,
    /// The endpoint, such as `/Users`.
    pub path: String,
    /// The resource it is about.
    pub subject: Option<Subject>,
    /// What it came to.
    pub story: Story,
    /// How many calls.
    pub calls: u64,
    /// How many of them failed.
    pub failed: u64,
    /// Findings that its calls left.
    pub findings: u32,
    /// Severity of the worst of them.
    pub worst: Option<Severity>,
    /// Its call, when it is only one.
    pub only: Option<ExchangeRow>,
}

/// Names an operation.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfOperation {
    /// Its id.
    pub id: i64,
}
