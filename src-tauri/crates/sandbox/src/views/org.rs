//! The reporting lines of a connection as a forest, and the reason for every gap in it.

use std::collections::{HashMap, HashSet};

use super::lines::Lines;
use super::{Counts, Gone};
use crate::connections::existing;
use crate::outcome::Status;
use crate::store::org::Person;
use crate::traffic::ManagerState;
use crate::{Error, Workspace, store};

/// Why somebody has no place under a manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// A manager was sent who is not here yet.
    Pending,
    /// A manager was sent who was here and is gone.
    Dangling,
    /// The person is their own manager.
    Myself,
    /// The line comes back to the person.
    Loop,
    /// A manager was sent and taken away again.
    Cleared,
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
    /// What the application makes of that.
    pub status: Status,
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
    /// `manager.value` as sent; of one that was taken away, what was sent before.
    pub reference: Option<String>,
    /// Whom the line led to, when that person is gone.
    pub gone: Option<Gone>,
}

/// The reporting lines of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Org {
    /// Everybody, in the order in which they were created.
    pub nodes: Vec<OrgNode>,
    /// Those with a gap, in the same order.
    pub unresolved: Vec<Unresolved>,
    /// Lines that were drawn because the manager came after the person.
    pub backfilled: u64,
    /// The application has no reporting lines: nobody has a place or a gap, whatever was sent.
    pub unused: bool,
}

impl Workspace {
    /// The reporting lines of a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn org(&self, connection: &str) -> Result<Org, Error> {
        let (people, counts) = self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            if !rules.managers.used {
                return Ok((None, Counts::default()));
            }
            let counts = store::counts::of_connection(db, connection.row)?;
            let people = store::org::people(db, &rules, connection.row)?;
            Ok((Some(people), counts))
        })?;
        Ok(Org {
            backfilled: counts.backfilled,
            unused: people.is_none(),
            ..built(people.unwrap_or_default())
        })
    }
}

fn built(people: Vec<Person>) -> Org {
    let ids: HashMap<i64, String> = people
        .iter()
        .map(|person| (person.line.row, person.node.id.clone()))
        .collect();
    let managers: HashSet<i64> = people
        .iter()
        .filter_map(|person| person.line.manager)
        .collect();
    let sent: Vec<_> = people
        .iter()
        .filter(|p| p.reference.is_some())
        .map(|p| p.line)
        .collect();
    let lines = Lines::new(&sent);
    let mut org = Org::default();
    for Person {
        line,
        reference,
        was,
        gone,
        mut node,
    } in people
    {
        let state = match reference {
            Some(_) => lines.state(line),
            None if was.is_some() => ManagerState::Cleared,
            None => ManagerState::None,
        };
        let gap = match state {
            ManagerState::Linked => {
                node.manager_id = line.manager.and_then(|row| ids.get(&row).cloned());
                None
            }
            ManagerState::Pending => Some(Gap::Pending),
            ManagerState::Dangling => Some(Gap::Dangling),
            ManagerState::Cleared => Some(Gap::Cleared),
            ManagerState::Myself => Some(Gap::Myself),
            ManagerState::Loop => Some(Gap::Loop),
            // Somebody others report to stands at the top; nothing is missing there.
            ManagerState::None if managers.contains(&line.row) => None,
            ManagerState::None => Some(Gap::NeverSent),
        };
        if let Some(gap) = gap {
            let (id, name) = (node.id.clone(), node.name.clone());
            org.unresolved.push(Unresolved {
                id,
                name,
                gap,
                reference: reference.or(was),
                gone,
            });
        }
        org.nodes.push(node);
    }
    org
}
