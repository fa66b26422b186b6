//! A company written down by hand: reading the file and checking it.
//!
//! People and members refer to each other by `key`, a short name inside the file that is never
//! sent.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{Group, Person, ReportsTo};

/// A checked list of people and groups.
#[derive(Debug)]
pub(super) struct Roster {
    pub(super) name: String,
    pub(super) people: Vec<Person>,
    pub(super) groups: Vec<(Group, Vec<usize>)>,
}

/// What is wrong with a company.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// It is not JSON of the expected form.
    #[error("the company cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Nobody works there.
    #[error("the company has no people")]
    Empty,
    /// Something that must be unique occurs twice.
    #[error("{what} {value:?} occurs twice")]
    Repeated {
        /// What kind of value it is.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// A person reports to somebody who is neither listed nor declared out of scope.
    #[error("{person} reports to {key:?}, who is neither listed nor declared out of scope")]
    UnknownBoss {
        /// Name of the person.
        person: String,
        /// The key that leads nowhere.
        key: String,
    },
    /// A group names a member who is not listed.
    #[error("the group {group:?} has a member {key:?} who is not listed")]
    UnknownMember {
        /// Name of the group.
        group: String,
        /// The key that leads nowhere.
        key: String,
    },
    /// Following reporting lines upwards leads back to the start.
    #[error("{person} reports to themselves, directly or through others")]
    Loop {
        /// Name of one person in the loop.
        person: String,
    },
    /// A generated company would be too small or too large.
    #[error("a generated company has 20 to 1,000,000 people, not {people}")]
    Size {
        /// How many were asked for.
        people: usize,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    out_of_scope: Vec<Outsider>,
    people: Vec<Entry>,
    #[serde(default)]
    groups: Vec<Team>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Outsider {
    key: String,
    object_id: String,
    display_name: String,
    remembered_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Entry {
    key: String,
    object_id: String,
    user_name: String,
    mail: Option<String>,
    given_name: String,
    family_name: String,
    display_name: String,
    title: Option<String>,
    department: Option<String>,
    employee_number: Option<String>,
    preferred_language: Option<String>,
    phone: Option<String>,
    mobile: Option<String>,
    manager: Option<String>,
    #[serde(default = "enabled")]
    enabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Team {
    object_id: String,
    display_name: String,
    members: Vec<String>,
}

fn enabled() -> bool {
    true
}

impl Roster {
    /// Reads and checks `text`.
    pub(super) fn read(text: &str) -> Result<Self, Invalid> {
        let file: File = serde_json::from_str(text)?;
        if file.people.is_empty() {
            return Err(Invalid::Empty);
        }
        check_unique(&file)?;
        let known = declared(&file);
        let people = file
            .people
            .into_iter()
            .map(|entry| person(entry, &known))
            .collect::<Result<Vec<_>, _>>()?;
        check_loops(&people)?;
        let groups = file
            .groups
            .into_iter()
            .map(|team| group(team, &known))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            name: file.name,
            people,
            groups,
        })
    }
}

/// Everybody whom others may report to, by key.
fn declared(file: &File) -> HashMap<String, ReportsTo> {
    let people = file.people.iter().enumerate().map(|(index, entry)| {
        let person = ReportsTo::Person {
            index,
            object_id: entry.object_id.clone(),
            display_name: entry.display_name.clone(),
        };
        (entry.key.clone(), person)
    });
    let outsiders = file.out_of_scope.iter().map(|outsider| {
        let person = ReportsTo::OutOfScope {
            object_id: outsider.object_id.clone(),
            display_name: outsider.display_name.clone(),
            remembered_id: outsider.remembered_id.clone(),
        };
        (outsider.key.clone(), person)
    });
    people.chain(outsiders).collect()
}

fn person(entry: Entry, known: &HashMap<String, ReportsTo>) -> Result<Person, Invalid> {
    let reports_to = match entry.manager {
        None => None,
        Some(key) => match known.get(&key) {
            Some(boss) => Some(boss.clone()),
            None => {
                return Err(Invalid::UnknownBoss {
                    person: entry.display_name,
                    key,
                });
            }
        },
    };
    Ok(Person {
        object_id: entry.object_id,
        user_name: entry.user_name,
        mail: entry.mail,
        display_name: entry.display_name,
        given_name: entry.given_name,
        family_name: entry.family_name,
        title: entry.title,
        department: entry.department,
        employee_number: entry.employee_number,
        preferred_language: entry.preferred_language,
        phone: entry.phone,
        mobile: entry.mobile,
        reports_to,
        enabled: entry.enabled,
    })
}

fn group(team: Team, known: &HashMap<String, ReportsTo>) -> Result<(Group, Vec<usize>), Invalid> {
    let mut members = Vec::with_capacity(team.members.len());
    for key in team.members {
        match known.get(&key) {
            Some(ReportsTo::Person { index, .. }) => members.push(*index),
            _ => {
                return Err(Invalid::UnknownMember {
                    group: team.display_name,
                    key,
                });
            }
        }
    }
    Ok((
        Group {
            object_id: team.object_id,
            display_name: team.display_name,
        },
        members,
    ))
}

/// `userName` compares without regard to case (RFC 7643 §4.1.1), and so does Entra's match by the
/// name of a group.
fn check_unique(file: &File) -> Result<(), Invalid> {
    let people = || file.people.iter();
    let outsiders = || file.out_of_scope.iter();
    let object_ids = people()
        .map(|entry| &entry.object_id)
        .chain(outsiders().map(|outsider| &outsider.object_id))
        .chain(file.groups.iter().map(|team| &team.object_id));
    unique(
        "key",
        people()
            .map(|entry| &entry.key)
            .chain(outsiders().map(|outsider| &outsider.key))
            .cloned(),
    )?;
    unique("object id", object_ids.map(|id| id.to_lowercase()))?;
    unique(
        "user name",
        people().map(|entry| entry.user_name.to_lowercase()),
    )?;
    unique(
        "employee number",
        people().filter_map(|entry| entry.employee_number.clone()),
    )?;
    unique(
        "group name",
        file.groups
            .iter()
            .map(|team| team.display_name.to_lowercase()),
    )
}

fn unique(what: &'static str, values: impl Iterator<Item = String>) -> Result<(), Invalid> {
    let mut seen = HashSet::new();
    for value in values {
        if seen.contains(&value) {
            return Err(Invalid::Repeated { what, value });
        }
        seen.insert(value);
    }
    Ok(())
}

/// Climbs from everybody; whoever has more bosses above them than there are people is in a loop.
fn check_loops(people: &[Person]) -> Result<(), Invalid> {
    for start in people {
        let mut at = start;
        let mut steps = 0;
        while let Some(ReportsTo::Person { index, .. }) = at.reports_to {
            steps += 1;
            let Some(next) = people.get(index) else { break };
            if steps > people.len() {
                return Err(Invalid::Loop {
                    person: start.display_name.clone(),
                });
            }
            at = next;
        }
    }
    Ok(())
}
