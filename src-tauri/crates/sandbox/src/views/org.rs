//! The reporting lines of a connection as a forest, and the reason for every gap in it.

use crate::{Error, Workspace};

/// Why somebody has no place under a manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// A manager was sent who is not here.
    Pending,
    /// The person is their own manager.
    Myself,
    /// The line comes back to the person.
    Loop,
    /// No manager was sent, and nobody reports to them.
    NeverSent,
}

/// One person in the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgNode {
    /// The user's id.
    pub id: String,
    /// The shown name.
    pub name: String,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub team: Option<String>,
    /// False when `active` is false.
    pub active: bool,
    /// Id of the manager; only when linked, so that following it always ends.
    pub manager_id: Option<String>,
}

/// One person without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The user's id.
    pub id: String,
    /// The shown name.
    pub name: String,
    /// Why.
    pub gap: Gap,
    /// `manager.value` as sent.
    pub reference: Option<String>,
}

/// The reporting lines of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Org {
    /// Everybody, in the order in which they were created.
    pub nodes: Vec<OrgNode>,
    /// Those with a gap, in the same order.
    pub unresolved: Vec<Unresolved>,
}

impl Workspace {
    /// The reporting lines of a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn org(&self, connection: &str) -> Result<Org, Error> {
        Err(Error::UnknownConnection(connection.to_owned()))
    }
}
