//! What admins set by hand for a person, and what became of it.

use jiff::Timestamp;

use crate::connections::row_of;
use crate::{Error, Workspace, store};

/// What happened to what is set by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// An admin set it.
    Set,
    /// An admin undid the edit before.
    Undone,
    /// A write of the identity provider set it anew.
    Overwritten,
}

/// One change of what is set by hand for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandEdit {
    /// Place in the order of all exchanges and changes.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: EditKind,
    /// The permissions that were set by hand before; `None` where nothing was.
    pub before: Option<Vec<String>>,
    /// Those that are set by hand since; `None` where nothing is.
    pub after: Option<Vec<String>>,
    /// Who did it here: `window` or `cli`.
    pub actor: Option<String>,
    /// Number of the exchange that set it anew.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log.
    pub recorded: bool,
    /// The identity provider of the exchange, when recognised.
    pub idp: Option<String>,
    /// Label of the token that was used.
    pub token_label: Option<String>,
}

impl Workspace {
    /// What was set by hand for a person and what became of it, newest first; also of somebody who is
    /// gone.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn hand_edits(&self, connection: &str, person: &str) -> Result<Vec<HandEdit>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            Ok(store::hand_edits::of_person(db, connection, person)?)
        })
    }
}
