//! A company of any size, computed person by person from a seed.
//!
//! Nothing is stored: the n-th person depends on the seed and on n alone. Reporting lines lead to a
//! lower index, so they cannot form a loop.

use super::names::{FAMILY, FUNCTIONS, GIVEN, LANGUAGES, REGIONS, ROLES};
use super::{Group, Person, ReportsTo};
use crate::random::SplitMix;

/// Average number of people who report to the same manager.
const SPAN: usize = 7;
/// How many places upwards a reporting line may stray: spans then run from about two to a dozen.
const STRAY: usize = 3;
/// Group object ids come from indices no person has.
const GROUP_SERIES: u64 = 1 << 40;

/// A seed and a size.
#[derive(Debug, Clone)]
pub(super) struct Generated {
    seed: u64,
    people: usize,
    name: String,
}

impl Generated {
    /// The company of `seed` with this many people.
    pub(super) fn new(seed: u64, people: usize) -> Self {
        Self {
            seed,
            people,
            name: format!("Generated company {seed}"),
        }
    }

    /// Its name, which carries the seed.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// How many people it has.
    pub(super) fn len(&self) -> usize {
        self.people
    }

    /// The person at `index`.
    pub(super) fn person(&self, index: usize) -> Option<Person> {
        if index >= self.people {
            return None;
        }
        let mut random = self.random(index);
        let object_id = random.guid();
        let (given, given_ascii) = *random.pick(GIVEN)?;
        let (family, family_ascii) = *random.pick(FAMILY)?;
        let (function, region) = self.team(index);
        let (function, titles) = FUNCTIONS.get(function)?;
        let title = if self.leads(index) {
            format!("{function} Lead")
        } else {
            (*random.pick(titles)?).to_owned()
        };
        let address = format!("{given_ascii}.{family_ascii}.{index}@example.com");
        Some(Person {
            object_id,
            user_name: address.clone(),
            mail: Some(address),
            display_name: format!("{given} {family}"),
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            title: Some(if index == 0 {
                "Chief Executive Officer".to_owned()
            } else {
                title
            }),
            department: Some(format!("{function} {}", REGIONS.get(region)?)),
            employee_number: Some(format!("G-{index:07}")),
            preferred_language: random.pick(LANGUAGES).map(|tag| (*tag).to_owned()),
            phone: Some(format!("+44 20 7946 0{:03}", index % 1000)),
            mobile: None,
            reports_to: self.boss(index).and_then(|boss| self.reference(boss)),
            enabled: true,
        })
    }

    /// The groups that stand for roles.
    pub(super) fn groups(&self) -> Vec<Group> {
        ROLES
            .iter()
            .zip(GROUP_SERIES..)
            .map(|((name, _), series)| Group {
                object_id: SplitMix::nth(self.seed, series).guid(),
                display_name: (*name).to_owned(),
            })
            .collect()
    }

    /// The members of the group at `group`: roughly the share that its role has.
    pub(super) fn members(&self, group: usize) -> impl Iterator<Item = usize> + Send + '_ {
        let share = ROLES.get(group).map_or(0, |(_, share)| *share);
        let seed = self.seed.rotate_left(17) ^ group as u64;
        (0..self.people)
            .filter(move |index| SplitMix::nth(seed, *index as u64).next() % 1000 < share)
    }

    /// What others say of the person at `index`: the same first draws as in [`Self::person`].
    fn reference(&self, index: usize) -> Option<ReportsTo> {
        let mut random = self.random(index);
        let object_id = random.guid();
        let (given, _) = random.pick(GIVEN)?;
        let (family, _) = random.pick(FAMILY)?;
        Some(ReportsTo::Person {
            index,
            object_id,
            display_name: format!("{given} {family}"),
        })
    }

    /// Whom the person at `index` reports to; nobody at the top.
    fn boss(&self, index: usize) -> Option<usize> {
        let above = index.checked_sub(1)? / SPAN;
        let stray = SplitMix::nth(!self.seed, index as u64).below(STRAY);
        Some(above.saturating_sub(stray))
    }

    /// Whether somebody reports to the person at `index`.
    fn leads(&self, index: usize) -> bool {
        let first = index * SPAN + 1;
        (first..first + SPAN * STRAY)
            .take_while(|at| *at < self.people)
            .any(|at| self.boss(at) == Some(index))
    }

    /// Function and region of the person at `index`: those of the person two steps below the top
    /// whose organisation they are in.
    fn team(&self, index: usize) -> (usize, usize) {
        let mut line = vec![index];
        while let Some(boss) = line.last().and_then(|at| self.boss(*at)) {
            line.push(boss);
        }
        let head = line
            .len()
            .checked_sub(3)
            .and_then(|at| line.get(at))
            .copied()
            .unwrap_or(index);
        (
            head % FUNCTIONS.len(),
            (head / FUNCTIONS.len()) % REGIONS.len(),
        )
    }

    fn random(&self, index: usize) -> SplitMix {
        SplitMix::nth(self.seed, index as u64)
    }
}
