//! Everything of one kind, handed over one by one, for files: people, groups with their members,
//! the org chart. Each export is one state of the workspace, since it is read in one transaction,
//! and holds a page of people in memory and a few numbers for each of the others, never documents.
//!
//! Deliberately not here: what a file looks like, and anything secret. Only columns that lists
//! show are read, so a value of a schema's own (which may be `writeOnly`) never gets into a file.

use std::ops::ControlFlow;

use jiff::Timestamp;

use super::forest::Forest;
use super::people::{in_loops, person_rows};
use crate::connections::{existing, row_of};
use crate::outcome::Status;
use crate::store::export::Sent;
use crate::store::people::Asked;
use crate::traffic::ManagerState;
use crate::{Error, GroupRow, PeopleQuery, PersonRow, Workspace, store};

/// People read at a time.
const PAGE: usize = 500;

/// A person as exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedPerson {
    /// As in the list.
    pub row: PersonRow,
    /// `externalId`.
    pub external_id: Option<String>,
    /// When the person was made.
    pub created: Timestamp,
    /// `userName` of the manager who is here.
    pub manager_user_name: Option<String>,
}

/// A member of a group as exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedMember {
    /// Value that was sent: a SCIM `id`.
    pub id: String,
    /// The present name of a member who is here, else the `display` that was sent.
    pub name: Option<String>,
    /// `userName`, where the member is a person who is here.
    pub user_name: Option<String>,
    /// `User` or `Group`, where it is known.
    pub kind: Option<String>,
    /// Whether the member is here.
    pub known: bool,
}

/// A person with a place in the org chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportedLine {
    /// The user's id.
    pub id: String,
    /// The shown name.
    pub name: String,
    /// `userName`.
    pub user_name: String,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub team: Option<String>,
    /// False when `active` is false.
    pub active: bool,
    /// What the application makes of that.
    pub status: Status,
    /// Where the line to the manager stands.
    pub state: ManagerState,
    /// `manager.value` as sent.
    pub reference: Option<String>,
    /// Id of the manager, where he or she is here.
    pub manager_id: Option<String>,
    /// Name of the manager, where he or she is here.
    pub manager_name: Option<String>,
    /// Managers above, up to the top of the tree.
    pub depth: u32,
    /// Names of the managers above, the top first; of more than [`ExportedLine::MOST_ABOVE`] the
    /// nearest.
    pub above: Vec<String>,
    /// People who report to this one directly.
    pub reports: u32,
    /// People below on all levels.
    pub below: u32,
}

impl ExportedLine {
    /// Names in `above`. Without a bound a chain of 50,000 people would be a file of gigabytes.
    pub const MOST_ABOVE: usize = 64;
}

impl Workspace {
    /// Hands over everybody who matches, in the order of the query, whose `limit` and `offset` do
    /// not count. `each` may end it early.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn export_people(
        &self,
        connection: &str,
        query: &PeopleQuery,
        mut each: impl FnMut(ExportedPerson) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let twin = &self.rules_of(&connection.twin)?;
            let asked = Asked {
                connection: connection.row,
                twin,
                query,
                in_loops: &in_loops(db, connection.row, twin, query)?,
            };
            let rows = store::people::rows(db, &asked)?;
            for page in rows.chunks(PAGE) {
                let people = person_rows(db, twin, page)?;
                for person in store::export::completed(db, twin, page, people)? {
                    if each(person).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    }

    /// Hands over groups by name, each with its members one by one; a group without members once,
    /// with nobody. `text`
    /// as in [`crate::GroupsQuery`]. `each` may end it early.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn export_groups(
        &self,
        connection: &str,
        text: Option<&str>,
        mut each: impl FnMut(&GroupRow, Option<ExportedMember>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            for group in store::groups::all(db, connection, text)? {
                let mut any = false;
                let mut flow = store::export::members(db, connection, &group.id, |member| {
                    any = true;
                    each(&group, Some(member))
                })?;
                if !any {
                    flow = each(&group, None);
                }
                if flow.is_break() {
                    return Ok(());
                }
            }
            Ok(())
        })
    }

    /// Hands over everybody with their place in the org chart, in the order of the chart: each
    /// manager before their people, the largest tree first, by name otherwise. `each` may end it
    /// early.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn export_org(
        &self,
        connection: &str,
        mut each: impl FnMut(ExportedLine) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            let connection = connection.row;
            let mut lines = store::export::lines(db, connection)?;
            if !rules.managers.used {
                for (line, sent) in &mut lines {
                    (line.manager, *sent) = (None, Sent::Never);
                }
            }
            let forest = Forest::of(&lines);
            let mut names = Vec::new();
            for page in forest.managers().chunks(PAGE) {
                names.extend(store::export::names(db, page)?);
            }
            for (turn, page) in forest.rows().chunks(PAGE).enumerate() {
                let people = store::export::on_lines(db, &rules, page)?;
                for (at, person) in people.into_iter().enumerate() {
                    if each(forest.placed(turn * PAGE + at, person, &names)).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    }
}
