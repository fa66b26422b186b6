//! Operations: the exchanges of one business event, folded. Somebody is looked up, not found, created, and
//! gets a manager: four calls, one thing that happened.
//!
//! A pure function over what is recorded of exchanges, in their order. What an operation came to is a
//! [`Story`] like that of an exchange, so that both are told by the same sentences.
//!
//! Deliberately not here: bursts of operations, which are [`crate::diagnoses::Cycle`].

mod fold;
mod grown;
mod joined;
#[cfg(test)]
mod recorded;

use jiff::Timestamp;

use scim::Severity;

use crate::connections::row_of;
use crate::traffic::{ExchangeRow, Origin, Story, Subject, TrafficQuery};
use crate::{Error, Workspace, store};

pub(crate) use grown::Grown;

use fold::Folding;

/// The exchanges of one business event.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub(crate) row: Option<i64>,
    /// What was looked for or is to be created, folded, while nobody is known by it.
    pub(crate) sought: Option<String>,
    /// The token that its calls came with.
    pub(crate) token: Option<String>,
    /// `entra`, `okta`, …, when recognised.
    pub provider: Option<String>,
    /// Who sent it.
    pub origin: Origin,
    /// `Users`, `Groups` or another endpoint, RFC 7644 §3.2.
    pub endpoint: String,
    /// The resource it is about.
    pub subject: Option<Subject>,
    /// What it came to.
    pub story: Story,
    /// When its first call arrived.
    pub started: Timestamp,
    /// When its last call arrived, so far.
    pub ended: Timestamp,
    /// Place of its first exchange in the order.
    pub first_seq: i64,
    /// Number of its first exchange.
    pub first_exchange: i64,
    /// Number of its last exchange, so far.
    pub last_exchange: i64,
    /// How many calls.
    pub calls: u64,
    /// How many of them failed.
    pub failed: u64,
}

/// An operation as listed.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRow {
    /// Stable.
    pub id: i64,
    /// The operation.
    pub operation: Operation,
    /// What its calls took together, in microseconds.
    pub duration_us: i64,
    /// How many findings its calls have.
    pub finding_count: u32,
    /// The worst of them.
    pub worst: Option<Severity>,
    /// Its call, when it is only one.
    pub only: Option<ExchangeRow>,
}

/// One page of operations.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationsPage {
    /// The rows, the latest to begin first; with `after_seq`, the first to begin first.
    pub rows: Vec<OperationRow>,
    /// How many match in all, counted up to 10,000.
    pub total_matching: u64,
    /// How far exchanges have been folded: no operation that is still to come begins up to here.
    pub newest_seq: i64,
}

impl Workspace {
    /// The operations with a call that matches, as far as exchanges have been folded. `after_seq` and
    /// `before_seq` are about their first calls.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn operations(&self, query: &TrafficQuery) -> Result<OperationsPage, Error> {
        self.read(|db| {
            let connection = match &query.connection {
                Some(id) => Some(row_of(db, id)?),
                None => None,
            };
            Ok(store::operations::page(db, connection, query)?)
        })
    }

    /// The calls of an operation in their order.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn calls_of(&self, operation: i64) -> Result<Vec<ExchangeRow>, Error> {
        self.read(|db| Ok(store::operations::calls_of(db, operation)?))
    }
}
