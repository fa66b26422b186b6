//! Operations: the exchanges of one business event, folded. Somebody is looked up, not found, created, and
//! gets a manager: four calls, one thing that happened.
//!
//! A pure function over what is recorded of exchanges, in their order. What an operation came to is a
//! [`Story`] like that of an exchange, so that both are told by the same sentences.
//!
//! Deliberately not here: bursts of operations, which are [`crate::diagnoses::Cycle`].

mod fold;
mod joined;
#[cfg(test)]
mod recorded;

use jiff::Timestamp;

use crate::traffic::{Origin, Story, Subject};

pub(crate) use fold::Folding;

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
