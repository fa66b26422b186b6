//! What can be asked of the log, and the rows it answers with. A row carries no bodies.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use scim::Severity;

use super::{Failure, Origin, Story, Subject};

/// What to list. Everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct TrafficQuery {
    /// Id of a connection.
    pub connection: Option<String>,
    /// Words that must all occur in path, query, subject, actor, status or number.
    pub text: Option<String>,
    /// HTTP status, such as `400..=499`.
    pub status: Option<RangeInclusive<u16>>,
    /// HTTP method.
    pub method: Option<String>,
    /// Only those answered with 400 or above.
    pub failed_only: bool,
    /// Only those with a finding of this rule.
    pub finding: Option<String>,
    /// Id of a resource it must be about.
    pub subject: Option<String>,
    /// Arrived at or after.
    pub since: Option<Timestamp>,
    /// Arrived before.
    pub until: Option<Timestamp>,
    /// Rows after this one, oldest first.
    pub after_seq: Option<i64>,
    /// Rows before this one.
    pub before_seq: Option<i64>,
    /// At most so many rows; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// The summary of an exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeRow {
    /// Place in the order of all exchanges and changes.
    pub seq: i64,
    /// Its number, shown as `#418`.
    pub number: i64,
    /// The connection it went to.
    pub connection_id: Option<String>,
    /// When it arrived.
    pub at: Timestamp,
    /// In microseconds.
    pub duration_us: i64,
    /// HTTP method.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Query without `?`.
    pub query: Option<String>,
    /// HTTP status.
    pub status: u16,
    /// `entra`, `okta`, …, when recognised.
    pub idp: Option<String>,
    /// `User-Agent`.
    pub user_agent: Option<String>,
    /// Who sent it.
    pub origin: Origin,
    /// The token that was accepted.
    pub token_id: Option<String>,
    /// What it is about.
    pub subject: Option<Subject>,
    /// What it came to.
    pub story: Story,
    /// The SCIM error that was answered.
    pub error: Option<Failure>,
    /// How many findings it has.
    pub finding_count: u32,
    /// The worst of them.
    pub worst: Option<Severity>,
    /// Size of the request body in bytes.
    pub request_bytes: u64,
    /// Size of the response body in bytes.
    pub response_bytes: u64,
    /// Whether the bodies were left out for want of memory.
    pub bodies_dropped: bool,
}

/// One page of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct TrafficPage {
    /// The rows.
    pub rows: Vec<ExchangeRow>,
    /// How many match in all, counted up to 10,000.
    pub total_matching: u64,
    /// The newest `seq` of the workspace when the page was read.
    pub newest_seq: i64,
}
