//! Teams (departments) and groups (roles).

use jiff::Timestamp;

use crate::directory::{Member, Record};
use crate::{Error, Workspace};

/// A department that at least one person has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Exactly as sent.
    pub name: String,
    /// How many people have it.
    pub members: u64,
    /// When it was first sent.
    pub first_seen: Timestamp,
    /// The exchange that first sent it.
    pub created_by_exchange: Option<i64>,
    /// Other teams whose name differs only in case, blanks, or `&` for `and`.
    pub near_duplicates: Vec<String>,
}

/// One line of the list of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// The group's id.
    pub id: String,
    /// `displayName`.
    pub name: String,
    /// `externalId`.
    pub external_id: Option<String>,
    /// How many members it has.
    pub members: u64,
    /// Time of the last change.
    pub last_modified: Timestamp,
}

/// Everything about one group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupCard {
    /// As in the list.
    pub row: GroupRow,
    /// The resource as stored, without members.
    pub record: Record,
    /// The first 100 members, in the order they were added.
    pub members: Vec<Member>,
}

impl Workspace {
    /// Teams of a connection, by name.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn teams(&self, connection: &str) -> Result<Vec<Team>, Error> {
        Err(Error::UnknownConnection(connection.to_owned()))
    }

    /// Groups of a connection, by name; `text` must occur in name, `externalId` or id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn groups(&self, connection: &str, _: Option<&str>) -> Result<Vec<GroupRow>, Error> {
        Err(Error::UnknownConnection(connection.to_owned()))
    }

    /// One group, `None` when there is none with this id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn group(&self, connection: &str, _id: &str) -> Result<Option<GroupCard>, Error> {
        Err(Error::UnknownConnection(connection.to_owned()))
    }
}
