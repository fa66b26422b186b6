//! Groups, which are roles for their members.

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
    /// Groups of a connection, by name; each word of `text` must occur in name, `externalId` or
    /// id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn groups(&self, connection: &str, text: Option<&str>) -> Result<Vec<GroupRow>, Error> {
        self.read(|db| Ok(store::groups::groups(db, row_of(db, connection)?, text)?))
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
