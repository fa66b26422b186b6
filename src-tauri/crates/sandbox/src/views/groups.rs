//! Teams (departments) and groups (roles).

use std::collections::HashMap;

use jiff::Timestamp;

use crate::connections::row_of;
use crate::directory::{Member, Record};
use crate::store::text::fold;
use crate::{Error, Workspace, store};

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

/// How many members a card shows.
const FIRST_MEMBERS: u32 = 100;

impl Workspace {
    /// Teams of a connection, by name.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn teams(&self, connection: &str) -> Result<Vec<Team>, Error> {
        let mut teams = self.read(|db| Ok(store::groups::teams(db, row_of(db, connection)?)?))?;
        let mut alike: HashMap<String, Vec<String>> = HashMap::new();
        for team in &teams {
            alike
                .entry(plain(&team.name))
                .or_default()
                .push(team.name.clone());
        }
        for team in &mut teams {
            let others = alike.get(&plain(&team.name)).into_iter().flatten();
            team.near_duplicates = others.filter(|name| **name != team.name).cloned().collect();
        }
        Ok(teams)
    }

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
            let connection = row_of(db, connection)?;
            let Some(stored) =
                store::resources::by_id::<scim::Object>(db, connection, "Group", id, false)?
            else {
                return Ok(None);
            };
            let members = store::members::first_of_group(db, stored.row, FIRST_MEMBERS)?;
            let row = store::groups::by_row(db, stored.row)?;
            Ok(Some(GroupCard {
                row,
                record: stored.record,
                members,
            }))
        })
    }
}

/// A team name without what people type differently: case, blanks, `&` for `and`.
fn plain(name: &str) -> String {
    let folded = fold(name).replace('&', " and ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}
