//! The log: every exchange with its headers, bodies, findings and what it came to.
//!
//! Recording never blocks and never loses a row. Secrets are taken out before anything is kept;
//! see the redaction module for exactly which.

mod exchange;
mod query;
mod recorded;
mod redact;
mod story;
mod stray;

#[cfg(test)]
pub(crate) mod fixture;

pub use exchange::{
    Exchange, Failure, FindingState, Message, Origin, ResourceChange, StoredExchange,
    StoredFinding, Subject,
};
pub use query::{ExchangeRow, TrafficPage, TrafficQuery};
pub use story::{ManagerState, Move, NAMES_TOLD, Reporting, Story};
pub use stray::{Fits, Stray};

pub(crate) use recorded::Recorded;
pub(crate) use redact::without_passwords;

use scim::schema::Secrets;

use crate::connections::row_of;
use crate::{Capture, Error, Workspace, store};

impl Workspace {
    /// The number of the next exchange, shown as `#418`. Taken at arrival; never given twice.
    #[must_use]
    pub fn reserve_exchange(&self) -> i64 {
        self.next_exchange_number()
    }

    /// Records an exchange. Never blocks: when more than 64 MiB wait to be written, bodies are
    /// left out (and the row says so), rows never. Nothing happens when capture is off.
    pub fn record(&self, exchange: Exchange) {
        self.record_without(exchange, &Secrets::default());
    }

    /// The same for a connection whose schemas have secrets of their own.
    pub fn record_without(&self, exchange: Exchange, secrets: &Secrets) {
        if self.capture() == Capture::On {
            self.queue_exchange(Recorded::of(exchange, secrets.names()));
        }
    }

    /// The rows that match, newest first; with `after_seq`, oldest first.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn traffic(&self, query: &TrafficQuery) -> Result<TrafficPage, Error> {
        self.read(|db| {
            let connection = match &query.connection {
                Some(id) => Some(row_of(db, id)?),
                None => None,
            };
            Ok(store::log::page(db, connection, query)?)
        })
    }

    /// Everything about one exchange.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn exchange(&self, number: i64) -> Result<Option<StoredExchange>, Error> {
        self.read(|db| {
            let Some((seq, connection, mut stored)) = store::exchanges::by_number(db, number)?
            else {
                return Ok(None);
            };
            stored.findings = store::findings::of_exchange(db, seq)?;
            stored.changes = store::versions::of_exchange(db, connection, number)?;
            Ok(Some(stored))
        })
    }

    /// Deletes the recorded exchanges of a connection, or all of them, and says how many.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn clear_traffic(&self, connection: Option<&str>) -> Result<u64, Error> {
        let connection = connection.map(str::to_owned);
        let deleted = self
            .write(move |write| match connection {
                Some(id) => Ok(store::exchanges::delete_of(
                    write.db,
                    row_of(write.db, &id)?,
                )?),
                None => Ok(store::exchanges::delete_every(write.db)?),
            })
            .wait()?;
        self.recount()?;
        Ok(deleted)
    }

    /// Sets what the user has decided about a finding; the id is [`StoredFinding::id`].
    ///
    /// # Errors
    /// [`Error::UnknownFinding`].
    pub fn set_finding_state(&self, finding: i64, state: FindingState) -> Result<(), Error> {
        self.write(
            move |write| match store::findings::set_state(write.db, finding, state)? {
                0 => Err(Error::UnknownFinding(finding)),
                _ => Ok(()),
            },
        )
        .wait()
    }
}
