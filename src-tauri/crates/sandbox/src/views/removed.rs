//! People and groups that are gone: they stay findable as they were last, with when they went and by
//! whose hand.

use std::sync::Arc;

use jiff::Timestamp;

use super::{PersonLink, RoleLink};
use crate::connections::existing;
use crate::directory::Record;
use crate::outcome::{Access, Left, Status, status};
use crate::twins::Twin;
use crate::{Error, Workspace, store};

/// Which of those who are gone to list. Everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct RemovedQuery {
    /// Words that must all occur in name, `userName`, email, `externalId`, id, title or team.
    pub text: Option<String>,
    /// `User` or `Group`.
    pub kind: Option<String>,
    /// How many to skip.
    pub offset: u64,
    /// At most so many; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// One line of the list of those who are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedRow {
    /// `User` or `Group`.
    pub kind: String,
    /// The id it had.
    pub id: String,
    /// What people called it.
    pub name: String,
    /// `externalId`.
    pub external_id: Option<String>,
    /// `userName` of a person.
    pub user_name: Option<String>,
    /// Last job title.
    pub title: Option<String>,
    /// Last department.
    pub team: Option<String>,
    /// `manager.value` as it was sent last.
    pub manager: Option<String>,
    /// The person whom the line led to.
    pub manager_id: Option<String>,
    /// The name of that person then, else the name that was sent.
    pub manager_name: Option<String>,
    /// Whether that person is gone as well by now.
    pub manager_gone: bool,
    /// What a sync has made of them, where the application stages people.
    pub account: Access,
    /// The groups it was a member of.
    pub roles: Vec<RoleLink>,
    /// How many members a group had.
    pub members: u64,
    /// When it was deleted.
    pub at: Timestamp,
    /// The exchange that deleted it, when that is in the log.
    pub exchange: Option<i64>,
    /// The identity provider of that exchange, when recognised.
    pub idp: Option<String>,
    /// Label of the token that was used.
    pub token_label: Option<String>,
    /// What the application makes of a person who is deleted; a group is removed.
    pub status: Status,
}

/// One page of those who are gone, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedPage {
    /// The rows.
    pub rows: Vec<RemovedRow>,
    /// How many match in all.
    pub total: u64,
}

/// Everything about one who is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// As in the list.
    pub row: RemovedRow,
    /// The rules of the application.
    pub rules: Arc<Twin>,
    /// The resource as it was last.
    pub record: Record,
    /// What was sent of a person and becomes nothing in the application.
    pub unused: Vec<String>,
    /// The person who is there now with the same `externalId` or `userName`.
    pub back_as: Option<PersonLink>,
}

/// Somebody who was here and is gone, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The id that person had.
    pub id: String,
    /// What people called them.
    pub name: String,
    /// When they were deleted.
    pub at: Timestamp,
    /// The exchange that deleted them, when that is in the log.
    pub exchange: Option<i64>,
}

impl Workspace {
    /// People and groups of a connection that are gone.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn removed(&self, connection: &str, query: &RemovedQuery) -> Result<RemovedPage, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            let mut page = store::removed::page(db, connection.row, query)?;
            for row in &mut page.rows {
                judge(&rules, row);
            }
            Ok(page)
        })
    }

    /// One person or group that is gone; `None` when there was none with this id, or when it is
    /// still there.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn removed_resource(&self, connection: &str, id: &str) -> Result<Option<Removed>, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            let connection = connection.row;
            let Some((mut row, record)) = store::removed::by_id(db, connection, id)? else {
                return Ok(None);
            };
            judge(&rules, &mut row);
            let mut removed = Removed {
                unused: match row.kind.as_str() {
                    "User" => rules.unused(&record.document),
                    _ => Vec::new(),
                },
                row,
                rules,
                record,
                back_as: None,
            };
            if removed.row.kind == "User" {
                let (external_id, user_name) = (&removed.row.external_id, &removed.row.user_name);
                let (external_id, user_name) = (external_id.as_deref(), user_name.as_deref());
                let now = store::removed::later(db, connection, external_id, user_name)?;
                removed.back_as = now.map(|(id, name)| PersonLink {
                    id,
                    name,
                    title: None,
                });
            }
            Ok(Some(removed))
        })
    }
}

/// Fills in what is left of one who was deleted, and takes out what the application made nothing of.
fn judge(twin: &Twin, row: &mut RemovedRow) {
    row.status = gone(twin, row);
    if !twin.makes_teams() {
        row.team = None;
    }
    if !twin.shows_titles() {
        row.title = None;
    }
    if !twin.managers.used {
        (row.manager, row.manager_id, row.manager_name) = (None, None, None);
        row.manager_gone = false;
    }
}

/// What is left of one who was deleted.
fn gone(twin: &Twin, row: &RemovedRow) -> Status {
    let account = twin.staging.as_ref().map(|_| row.account);
    match row.kind.as_str() {
        "User" => status(&twin.leaving, Left::Deleted, account),
        _ => Status::Removed,
    }
}
