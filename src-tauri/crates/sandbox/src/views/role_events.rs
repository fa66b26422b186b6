//! The roles that somebody gained and lost through groups.

use jiff::Timestamp;

use crate::connections::row_of;
use crate::{Error, Workspace, store};

/// What happened to a role of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoleChange {
    /// They became a member of the group.
    Gained,
    /// They were taken out of it.
    Lost,
    /// The group got another name, and so did their role.
    Renamed,
    /// The group was deleted.
    Deleted,
    /// They were deleted themselves.
    PersonDeleted,
}

/// One change of a role of somebody, by a write to a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleEvent {
    /// Place in the order of all exchanges and changes; 0 when it is not known.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub change: RoleChange,
    /// The group's id.
    pub group: String,
    /// What the group was called then; of a renaming, since.
    pub name: String,
    /// Of a renaming: what it was called before.
    pub before: Option<String>,
    /// Number of the exchange that did it.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log.
    pub recorded: bool,
    /// The identity provider of the exchange, when recognised.
    pub idp: Option<String>,
    /// Label of the token that was used.
    pub token_label: Option<String>,
}

impl Workspace {
    /// The roles that a person gained and lost through groups, newest first; also of somebody who is
    /// gone.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn role_events(&self, connection: &str, person: &str) -> Result<Vec<RoleEvent>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            Ok(store::role_events::of_person(db, connection, person)?)
        })
    }
}
