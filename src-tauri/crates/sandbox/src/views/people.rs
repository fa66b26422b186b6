//! People with team, manager, roles and status.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::Gone;
use super::lines::Lines;
use crate::connections::row_of;
use crate::directory::{Member, Record};
use crate::store::people::Line;
use crate::store::{self, Db};
use crate::traffic::ManagerState;
use crate::{Error, Workspace};

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// `active` is true or was not sent.
    Active,
    /// `active` is false.
    Inactive,
}

/// What people are ordered by; equal ones in the order in which they were created.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PeopleSort {
    /// Shown name, regardless of case.
    #[default]
    Name,
    /// `userName`, regardless of case.
    UserName,
    /// Department.
    Team,
    /// Job title.
    Title,
    /// Manager's name; people without one last.
    Manager,
    /// Active first.
    Status,
    /// Time of the last change.
    LastModified,
    /// Time of creation.
    Created,
}

/// Which people to list. Everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct PeopleQuery {
    /// Words that must all occur in name, `userName`, email, `externalId`, id, title or team.
    pub text: Option<String>,
    /// A department, exactly as sent.
    pub team: Option<String>,
    /// Id of a group they must be a member of.
    pub role: Option<String>,
    /// Active or inactive ones.
    pub status: Option<Status>,
    /// Only those with an open finding of warning or worse, or a reporting line that is pending,
    /// to themselves or in a loop.
    pub needs_attention: bool,
    /// Order.
    pub sort: PeopleSort,
    /// Reversed.
    pub descending: bool,
    /// How many to skip.
    pub offset: u64,
    /// At most so many; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// Where a reporting line stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManagerLink {
    /// Its state.
    pub state: ManagerState,
    /// The manager's id, when linked or in a loop.
    pub id: Option<String>,
    /// The manager's name, when known; for a pending one the `displayName` that was sent.
    pub name: Option<String>,
    /// `manager.value` as sent; of one that was taken away, what was sent before.
    pub reference: Option<String>,
    /// Whom it led to, when it leads nowhere because that person is gone.
    pub gone: Option<Gone>,
}

/// A group somebody is a member of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLink {
    /// The group's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Why somebody has a role: a group, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSource {
    /// The group's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When they were added to it; unknown of a membership from before this was written down.
    pub since: Option<Timestamp>,
    /// The exchange that added them, when that is in the log.
    pub exchange: Option<i64>,
    /// The identity provider of that exchange, when recognised.
    pub idp: Option<String>,
}

/// A person by id and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLink {
    /// The user's id.
    pub id: String,
    /// The shown name.
    pub name: String,
    /// Job title.
    pub title: Option<String>,
}

/// One line of the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The user's id.
    pub id: String,
    /// `displayName`, else the parts of `name`, else `userName`.
    pub name: String,
    /// `userName`.
    pub user_name: String,
    /// The primary email, else the work one, else the first.
    pub email: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub team: Option<String>,
    /// Reporting line.
    pub manager: ManagerLink,
    /// Groups they are a direct member of, by name.
    pub roles: Vec<RoleLink>,
    /// False when `active` is false.
    pub active: bool,
    /// Time of the last change.
    pub last_modified: Timestamp,
    /// Open findings of exchanges about them, warnings and worse; what is only for information is
    /// not counted.
    pub findings: u32,
}

/// One page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeoplePage {
    /// The people.
    pub rows: Vec<PersonRow>,
    /// How many match in all.
    pub total: u64,
}

/// Everything about one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// As in the list.
    pub row: PersonRow,
    /// The resource as stored, with groups.
    pub record: Record,
    /// Groups they are a direct member of.
    pub groups: Vec<Member>,
    /// Why they have each role.
    pub role_sources: Vec<RoleSource>,
    /// People whose manager they are, by name.
    pub reports: Vec<PersonLink>,
    /// How many people are below them, on all levels.
    pub below: u64,
    /// How many managers are above them.
    pub above: u64,
    /// The latest who had the same `externalId` or `userName` and was deleted.
    pub was_here: Option<Gone>,
}

impl Workspace {
    /// People of a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn people(&self, connection: &str, query: &PeopleQuery) -> Result<PeoplePage, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            let in_loops = in_loops(db, connection, query)?;
            let (rows, total) = store::people::page(db, connection, query, &in_loops)?;
            Ok(PeoplePage {
                rows: person_rows(db, &rows)?,
                total,
            })
        })
    }

    /// One person, `None` when there is none with this id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn person(&self, connection: &str, id: &str) -> Result<Option<Person>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            let Some(row) = store::people::row_of(db, connection, id)? else {
                return Ok(None);
            };
            let (Some(stored), Some(person)) = (
                store::resources::by_row(db, row, false)?,
                person_rows(db, &[row])?.pop(),
            ) else {
                return Ok(None);
            };
            let groups: Vec<Member> = store::members::groups_of(db, connection, id)?
                .into_iter()
                .map(|(_, group)| group)
                .collect();
            let reports = store::org::reports(db, row)?;
            let role_sources = store::members::roles_of(db, connection, id)?;
            let was_here = store::removed::earlier(db, row)?;
            let (below, above) = (store::org::below(db, row)?, store::org::above(db, row)?);
            let record = Record {
                groups: Some(groups.clone()),
                ..stored.record
            };
            Ok(Some(Person {
                row: person,
                record,
                groups,
                role_sources,
                reports,
                below,
                above,
                was_here,
            }))
        })
    }

    /// Where the reporting line of a person stands; `None` when there is no such person.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn manager(&self, connection: &str, id: &str) -> Result<Option<ManagerLink>, Error> {
        self.read(|db| {
            let line = store::people::line(db, row_of(db, connection)?, id)?;
            line.map(|line| manager_link(db, line)).transpose()
        })
    }
}

/// People whose line is a loop, where the question needs them.
pub(super) fn in_loops(db: &Db, connection: i64, query: &PeopleQuery) -> Result<Vec<i64>, Error> {
    Ok(match query.needs_attention {
        true => Lines::new(&store::org::lines(db, connection)?).loops(),
        false => Vec::new(),
    })
}

/// The people in these rows, complete.
pub(super) fn person_rows(db: &Db, rows: &[i64]) -> Result<Vec<PersonRow>, Error> {
    let mut roles: HashMap<i64, Vec<RoleLink>> = HashMap::new();
    for (row, role) in store::people::roles(db, rows)? {
        roles.entry(row).or_default().push(role);
    }
    let mut people = Vec::with_capacity(rows.len());
    for listed in store::people::listed(db, rows)? {
        let roles = roles.remove(&listed.line.row).unwrap_or_default();
        let manager = manager_link(db, listed.line)?;
        people.push(PersonRow {
            manager,
            roles,
            ..listed.person
        });
    }
    Ok(people)
}

fn manager_link(db: &Db, line: Line) -> Result<ManagerLink, Error> {
    let state = match (line.manager_row, &line.reference) {
        (_, None) if line.was.is_some() => ManagerState::Cleared,
        (_, None) => ManagerState::None,
        (None, Some(_)) if line.gone.is_some() => ManagerState::Dangling,
        (None, Some(_)) => ManagerState::Pending,
        (Some(manager), _) if manager == line.row => ManagerState::Myself,
        (Some(manager), _) if comes_back(db, line.row, manager)? => ManagerState::Loop,
        _ => ManagerState::Linked,
    };
    let here = matches!(
        state,
        ManagerState::Linked | ManagerState::Loop | ManagerState::Myself
    );
    Ok(ManagerLink {
        state,
        id: line.manager_id.filter(|_| here),
        name: match here {
            true => line.manager_shown,
            false => line.manager_sent_name,
        },
        reference: line.reference.or(line.was),
        gone: line.gone,
    })
}

/// Whether the line from `manager` upwards leads to `person`. A loop further up that does not
/// contain `person` ends the search.
fn comes_back(db: &Db, person: i64, manager: i64) -> Result<bool, Error> {
    // No line leads back to somebody to whom no line leads; most people are nobody's manager.
    if !store::people::has_reports(db, person)? {
        return Ok(false);
    }
    let mut seen = HashSet::from([manager]);
    let mut at = manager;
    while let Some(next) = store::people::manager_of(db, at)? {
        if next == person {
            return Ok(true);
        }
        if !seen.insert(next) {
            break;
        }
        at = next;
    }
    Ok(false)
}
