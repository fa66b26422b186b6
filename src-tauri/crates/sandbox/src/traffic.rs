//! The log: every exchange with its headers, bodies, findings and what it came to.
//!
//! Recording never blocks and never loses a row. Secrets are taken out before anything is kept;
//! see the redaction module for exactly which.

mod exchange;
mod query;
mod story;

pub use exchange::{
    Exchange, Failure, FindingState, Message, Origin, ResourceChange, StoredExchange,
    StoredFinding, Subject,
};
pub use query::{ExchangeRow, TrafficPage, TrafficQuery};
pub use story::{ManagerState, Story};

use crate::{Error, Workspace};

impl Workspace {
    /// The number of the next exchange, shown as `#418`. Taken at arrival; never given twice.
    #[must_use]
    pub fn reserve_exchange(&self) -> i64 {
        0
    }

    /// Records an exchange. Never blocks: when more than 64 MiB wait to be written, bodies are
    /// left out (and the row says so), rows never. Nothing happens when capture is off.
    pub fn record(&self, _exchange: Exchange) {}

    /// The rows that match, newest first; with `after_seq`, oldest first.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn traffic(&self, _query: &TrafficQuery) -> Result<TrafficPage, Error> {
        Err(Error::Closed)
    }

    /// Everything about one exchange.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn exchange(&self, _number: i64) -> Result<Option<StoredExchange>, Error> {
        Err(Error::Closed)
    }

    /// Deletes the recorded exchanges of a connection, or all of them, and says how many.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn clear_traffic(&self, _connection: Option<&str>) -> Result<u64, Error> {
        Err(Error::Closed)
    }
}
