//! People with team, manager, roles and status.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::Gone;
use super::lines::Lines;
use crate::connections::existing;
use crate::directory::{Member, Record};
use crate::outcome::{self, GroupOf, Left, Role, SignIn, Status};
use crate::store::managers::Order;
use crate::store::people::{Asked, Line, Listed};
use crate::store::{self, Db};
use crate::traffic::ManagerState;
use crate::twins::{Groups, ManagerMatch, Twin};
use crate::{Error, Workspace};

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

/// A role that no group gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// What everybody begins with.
    Default,
    /// What an admin gave by hand, by its name.
    ByHand(String),
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
    /// A role that counts and is not of a group.
    pub held: Option<Held>,
    /// Only those with this status by the rules of the twin.
    pub status: Option<Status>,
    /// Only those who should be able to sign in and are not.
    pub not_signing_in: bool,
    /// Only those with an open finding that is to be looked at, a reporting line that is pending, to
    /// themselves or in a loop, or who should be able to sign in and are not.
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

/// Why somebody is in a group, and since when.
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
    /// Job title, where the application uses it.
    pub title: Option<String>,
    /// Department, where the application makes a team of it.
    pub team: Option<String>,
    /// Reporting line, where the application has any.
    pub manager: ManagerLink,
    /// Their roles, those that count first.
    pub roles: Vec<Role>,
    /// The groups they are a member of, where the application uses groups and they are no roles.
    pub groups: Vec<RoleLink>,
    /// False when `active` is false.
    pub active: bool,
    /// What the application makes of that.
    pub status: Status,
    /// Whether they could sign in.
    pub sign_in: SignIn,
    /// Time of the last change.
    pub last_modified: Timestamp,
    /// How many findings are open about them, as at the last look.
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
    /// The rules of the application.
    pub rules: Arc<Twin>,
    /// The resource as stored, with groups.
    pub record: Record,
    /// Groups they are a direct member of.
    pub groups: Vec<Member>,
    /// Why they are in each group.
    pub role_sources: Vec<RoleSource>,
    /// Which way led to their manager, when the line leads to somebody.
    pub matched_by: Option<ManagerMatch>,
    /// People whose manager they are, by name.
    pub reports: Vec<PersonLink>,
    /// How many people are below them, on all levels.
    pub below: u64,
    /// How many managers are above them.
    pub above: u64,
    /// The latest who had the same `externalId` or `userName` and was deleted.
    pub was_here: Option<Gone>,
    /// What was sent of them and becomes nothing in the application: attributes and parts of them.
    pub unused: Vec<String>,
}

impl Workspace {
    /// People of a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn people(&self, connection: &str, query: &PeopleQuery) -> Result<PeoplePage, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let twin = &self.rules_of(&connection.twin)?;
            let asked = Asked {
                connection: connection.row,
                twin,
                query,
                in_loops: &in_loops(db, connection.row, twin, query)?,
            };
            let (rows, total) = store::people::page(db, &asked)?;
            Ok(PeoplePage {
                rows: person_rows(db, twin, &rows)?,
                total,
            })
        })
    }

    /// How many people need attention, as [`PeopleQuery::needs_attention`] says. Looks at everybody.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn needing_attention(&self, connection: &str) -> Result<u64, Error> {
        let query = PeopleQuery {
            needs_attention: true,
            ..PeopleQuery::default()
        };
        self.read(|db| {
            let connection = existing(db, connection)?;
            let twin = &self.rules_of(&connection.twin)?;
            let asked = Asked {
                connection: connection.row,
                twin,
                query: &query,
                in_loops: &in_loops(db, connection.row, twin, &query)?,
            };
            Ok(store::people::matching(db, &asked)?)
        })
    }

    /// One person, `None` when there is none with this id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn person(&self, connection: &str, id: &str) -> Result<Option<Person>, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            let order = Order::read(&connection.manager_match);
            let connection = connection.row;
            let Some(row) = store::people::row_of(db, connection, id)? else {
                return Ok(None);
            };
            let (Some(stored), Some(person)) = (
                store::resources::by_row(db, row, false)?,
                person_rows(db, &rules, &[row])?.pop(),
            ) else {
                return Ok(None);
            };
            let groups: Vec<Member> = store::members::groups_of(db, connection, id)?
                .into_iter()
                .map(|(_, group)| group)
                .collect();
            let lines = rules.managers.used;
            let reports = match lines {
                true => store::org::reports(db, row)?,
                false => Vec::new(),
            };
            let role_sources = store::members::roles_of(db, connection, id)?;
            let was_here = store::removed::earlier(db, row)?;
            let (below, above) = match lines {
                true => (store::org::below(db, row)?, store::org::above(db, row)?),
                false => (0, 0),
            };
            let record = Record {
                groups: Some(groups.clone()),
                ..stored.record
            };
            Ok(Some(Person {
                matched_by: match lines {
                    true => store::managers::matched_by(db, &order, row)?,
                    false => None,
                },
                unused: rules.unused(&record.document),
                row: person,
                rules,
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

    /// Where the reporting line of a person stands; `None` when there is no such person, or the
    /// application has no reporting lines.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn manager(&self, connection: &str, id: &str) -> Result<Option<ManagerLink>, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            if !self.rules_of(&connection.twin)?.managers.used {
                return Ok(None);
            }
            let line = store::people::line(db, connection.row, id)?;
            line.map(|line| manager_link(db, line)).transpose()
        })
    }
}

/// People whose line is a loop, where the question needs them.
pub(super) fn in_loops(
    db: &Db,
    connection: i64,
    twin: &Twin,
    query: &PeopleQuery,
) -> Result<Vec<i64>, Error> {
    Ok(match query.needs_attention && twin.managers.used {
        true => Lines::new(&store::org::lines(db, connection)?).loops(),
        false => Vec::new(),
    })
}

/// The people in these rows, complete.
pub(super) fn person_rows(db: &Db, twin: &Twin, rows: &[i64]) -> Result<Vec<PersonRow>, Error> {
    let mut groups: HashMap<i64, Vec<GroupOf>> = HashMap::new();
    for (row, group) in store::people::groups(db, rows)? {
        groups.entry(row).or_default().push(group);
    }
    let mut people = Vec::with_capacity(rows.len());
    for listed in store::people::listed(db, twin, rows)? {
        let groups = groups.remove(&listed.line.row).unwrap_or_default();
        people.push(complete(db, twin, listed, &groups)?);
    }
    Ok(people)
}

fn complete(db: &Db, twin: &Twin, listed: Listed, groups: &[GroupOf]) -> Result<PersonRow, Error> {
    let left = match listed.person.active {
        true => Left::Not,
        false => Left::Inactive,
    };
    let status = outcome::status(&twin.leaving, left, listed.account);
    Ok(PersonRow {
        manager: match twin.managers.used {
            true => manager_link(db, listed.line)?,
            false => ManagerLink::default(),
        },
        team: listed.person.team.filter(|_| twin.makes_teams()),
        title: listed.person.title.filter(|_| twin.shows_titles()),
        roles: outcome::effective(twin, groups, listed.by_hand.as_deref()),
        groups: match twin.groups {
            Groups::Groups => groups.iter().map(link).collect(),
            Groups::Roles | Groups::Ignored => Vec::new(),
        },
        sign_in: outcome::verdict(twin.login, status, listed.identity),
        status,
        ..listed.person
    })
}

fn link(group: &GroupOf) -> RoleLink {
    RoleLink {
        id: group.id.clone(),
        name: group.name.clone(),
    }
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
