//! Groups: a page of them, and one with its members. What they are is for the twin.

use std::sync::Arc;

use jiff::Timestamp;

use crate::connections::{existing, row_of};
use crate::directory::{Member, Record};
use crate::twins::Twin;
use crate::{Error, Workspace, store};

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
    /// When it was made.
    pub created: Timestamp,
    /// The exchange that made it, when that is in the log.
    pub exchange: Option<i64>,
}

/// Which groups to list, by name.
#[derive(Debug, Clone, Default)]
pub struct GroupsQuery {
    /// Words that must all occur in name, `externalId` or id.
    pub text: Option<String>,
    /// How many to skip.
    pub offset: u64,
    /// Id of the group that stands before the page; counts in the place of `offset` while that group is
    /// here, and spares reading those in front.
    pub after: Option<String>,
    /// At most so many; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// One page of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupsPage {
    /// The groups.
    pub rows: Vec<GroupRow>,
    /// How many match in all.
    pub matching: u64,
    /// Groups of the connection.
    pub total: u64,
}

/// Everything about one group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupCard {
    /// As in the list.
    pub row: GroupRow,
    /// The rules of the application.
    pub rules: Arc<Twin>,
    /// The resource as stored, without members.
    pub record: Record,
    /// The first 100 members, in the order they were added.
    pub members: Vec<Member>,
}

/// How many members a card shows.
const FIRST_MEMBERS: u32 = 100;

impl Workspace {
    /// Groups of a connection, by name.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn groups(&self, connection: &str, query: &GroupsQuery) -> Result<GroupsPage, Error> {
        self.read(|db| Ok(store::groups::page(db, row_of(db, connection)?, query)?))
    }

    /// One group, `None` when there is none with this id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn group(&self, connection: &str, id: &str) -> Result<Option<GroupCard>, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            let connection = connection.row;
            let Some(stored) =
                store::resources::by_id::<scim::Object>(db, connection, "Group", id, false)?
            else {
                return Ok(None);
            };
            let members = store::members::first_of_group(db, stored.row, FIRST_MEMBERS)?;
            let row = store::groups::by_row(db, stored.row)?;
            Ok(Some(GroupCard {
                row,
                rules,
                record: stored.record,
                members,
            }))
        })
    }
}
