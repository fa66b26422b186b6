//! What others did to the reporting line of a person: the manager came late, got another id, or went.

use jiff::Timestamp;

use crate::connections::row_of;
use crate::{Error, Workspace, store};

/// Why a line changed without a write to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineCause {
    /// The manager was created.
    Arrived,
    /// The manager's `externalId` or `userName` changed.
    Renamed,
    /// The manager was deleted.
    Removed,
}

/// One change of a line by somebody else's write. A circle that it may have closed is not looked for here;
/// the state of the line tells that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEvent {
    /// Place in the order of all exchanges and changes.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub cause: LineCause,
    /// Whether the line led nowhere before.
    pub waited: bool,
    /// Whether it leads to somebody since.
    pub linked: bool,
    /// Id of the manager whose write it was.
    pub manager: String,
    /// What that manager was called then.
    pub manager_name: String,
    /// Whether that manager is gone by now.
    pub manager_gone: bool,
    /// Id of whom the line leads to since.
    pub leads_to: Option<String>,
    /// The name of that person now.
    pub leads_to_name: Option<String>,
    /// Number of the exchange that caused it.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log.
    pub recorded: bool,
    /// The identity provider of the exchange, when recognised.
    pub idp: Option<String>,
    /// Label of the token that was used.
    pub token_label: Option<String>,
}

impl Workspace {
    /// What others did to the reporting line of a person, newest first.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn line_events(&self, connection: &str, person: &str) -> Result<Vec<LineEvent>, Error> {
        self.read(|db| Ok(store::lines::events(db, row_of(db, connection)?, person)?))
    }
}
