//! The people and groups that a simulated identity provider knows about.
//!
//! Either a list that was written by hand and checked when it was read ([`Company::sample`],
//! [`Company::from_json`]) or one that is computed person by person ([`Company::generated`]), so
//! that a million people need no memory here.

mod generated;
mod names;
mod roster;

use std::sync::Arc;

use generated::Generated;
pub use roster::Invalid;
use roster::Roster;

/// The smallest and the largest company that can be generated.
pub const GENERATED: std::ops::RangeInclusive<usize> = 20..=1_000_000;

/// People, reporting lines and groups, as the identity provider's directory holds them.
#[derive(Debug, Clone)]
pub struct Company {
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    Listed(Arc<Roster>),
    Generated(Generated),
}

/// One person in the identity provider's directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The identity provider's own id, sent as `externalId`: a GUID.
    pub object_id: String,
    /// The user principal name, sent as `userName`.
    pub user_name: String,
    /// Work mail address.
    pub mail: Option<String>,
    /// Name as it is shown.
    pub display_name: String,
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// Job title.
    pub title: Option<String>,
    /// Department: where the team comes from.
    pub department: Option<String>,
    /// Personnel number.
    pub employee_number: Option<String>,
    /// Language tag such as `pl-PL`.
    pub preferred_language: Option<String>,
    /// Work telephone number.
    pub phone: Option<String>,
    /// Mobile telephone number.
    pub mobile: Option<String>,
    /// Whom this person reports to.
    pub reports_to: Option<ReportsTo>,
    /// Whether the account is enabled. A disabled one is never created by Entra.
    pub enabled: bool,
}

/// Whom a person reports to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportsTo {
    /// Another person of the same company.
    Person {
        /// Where in the company.
        index: usize,
        /// The identity provider's own id of the manager.
        object_id: String,
        /// Name, for reading.
        display_name: String,
    },
    /// Somebody the identity provider does not provision.
    OutOfScope {
        /// The identity provider's own id of the manager.
        object_id: String,
        /// Name, for reading.
        display_name: String,
        /// The id this manager had in the target when they were still in scope. Entra keeps the
        /// id it once learnt and goes on sending it, so that the target receives a reference to
        /// nobody. Without one Entra sends nothing at all.
        remembered_id: Option<String>,
    },
}

/// One group in the identity provider's directory, without its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The identity provider's own id, sent as `externalId`: a GUID.
    pub object_id: String,
    /// Name, which Entra expects to be unique.
    pub display_name: String,
}

/// How much an initial cycle has to send for a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// People who are provisioned, that is, enabled.
    pub people: u64,
    /// Of these, how many have a manager the identity provider can name.
    pub managers: u64,
    /// Groups.
    pub groups: u64,
}

impl Company {
    /// The bundled sample company: Lumenfjord Instruments, 60 people to provision and one
    /// disabled, in seven departments, with five groups that stand for roles.
    ///
    /// # Errors
    /// Never for the bundled file as it is; a test reads it.
    pub fn sample() -> Result<Self, Invalid> {
        Self::from_json(include_str!("../data/sample-company.json"))
    }

    /// Reads a company in the form of the bundled file and checks it.
    ///
    /// # Errors
    /// When it cannot be read, an id or `userName` occurs twice, a manager or a member is not
    /// declared, or reporting lines form a loop.
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        let roster = Arc::new(Roster::read(text)?);
        Ok(Self {
            source: Source::Listed(roster),
        })
    }

    /// A company of `people`, computed from `seed`: the same seed gives the same company. Each
    /// person reports to one who comes earlier, with about seven reports to a manager.
    ///
    /// # Errors
    /// When `people` is outside [`GENERATED`].
    pub fn generated(seed: u64, people: usize) -> Result<Self, Invalid> {
        if !GENERATED.contains(&people) {
            return Err(Invalid::Size { people });
        }
        Ok(Self {
            source: Source::Generated(Generated::new(seed, people)),
        })
    }

    /// Name of the company.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.source {
            Source::Listed(roster) => &roster.name,
            Source::Generated(generated) => generated.name(),
        }
    }

    /// How many people the directory holds, disabled ones included. At least one.
    #[must_use]
    #[expect(
        clippy::len_without_is_empty,
        reason = "a company without people is refused"
    )]
    pub fn len(&self) -> usize {
        match &self.source {
            Source::Listed(roster) => roster.people.len(),
            Source::Generated(generated) => generated.len(),
        }
    }

    /// The person at `index`, in the order in which they are provisioned.
    #[must_use]
    pub fn person(&self, index: usize) -> Option<Person> {
        match &self.source {
            Source::Listed(roster) => roster.people.get(index).cloned(),
            Source::Generated(generated) => generated.person(index),
        }
    }

    /// All people, computed as they are asked for.
    pub fn people(&self) -> impl Iterator<Item = Person> + Send + '_ {
        (0..self.len()).filter_map(|index| self.person(index))
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        match &self.source {
            Source::Listed(roster) => roster
                .groups
                .iter()
                .map(|(group, _)| group.clone())
                .collect(),
            Source::Generated(generated) => generated.groups(),
        }
    }

    /// The members of the group at `group`, as indices of people.
    pub fn members(&self, group: usize) -> Box<dyn Iterator<Item = usize> + Send + '_> {
        match &self.source {
            Source::Listed(roster) => Box::new(
                roster
                    .groups
                    .get(group)
                    .into_iter()
                    .flat_map(|(_, members)| members.iter().copied()),
            ),
            Source::Generated(generated) => Box::new(generated.members(group)),
        }
    }

    /// How much an initial cycle has to send.
    #[must_use]
    pub fn extent(&self) -> Extent {
        let (people, managers) = match &self.source {
            Source::Generated(generated) => (generated.len(), generated.len().saturating_sub(1)),
            Source::Listed(roster) => {
                let enabled = || roster.people.iter().filter(|person| person.enabled);
                let named = enabled().filter(|person| match &person.reports_to {
                    Some(ReportsTo::Person { index, .. }) => {
                        roster.people.get(*index).is_some_and(|boss| boss.enabled)
                    }
                    Some(ReportsTo::OutOfScope { remembered_id, .. }) => remembered_id.is_some(),
                    None => false,
                });
                (enabled().count(), named.count())
            }
        };
        Extent {
            people: people as u64,
            managers: managers as u64,
            groups: self.groups().len() as u64,
        }
    }
}

#[cfg(test)]
mod tests;
