//! The last step of a cycle: groups, and who is in them.

use super::{Cycle, settled, side_by_side};
use crate::company::{Company, Group};
use crate::dialect::Family;
use crate::error::Error;
use crate::session::Effect;

/// Members in one PATCH. Entra sends several at once; how many at most is not documented, and this
/// is the limit that other identity providers keep to.
const BATCH: usize = 100;

/// How many requests it takes to fill all groups of a company.
pub(super) fn batches(company: &Company) -> u64 {
    let enabled = |index: &usize| company.person(*index).is_some_and(|person| person.enabled);
    (0..company.groups().len())
        .map(|group| {
            company
                .members(group)
                .filter(enabled)
                .count()
                .div_ceil(BATCH) as u64
        })
        .sum()
}

impl Cycle {
    /// Groups one after the other; the batches of a group too, for they change the same resource.
    pub(super) async fn groups(&self) -> Result<(), Error> {
        for (index, group) in self.plan.company.groups().into_iter().enumerate() {
            let result = self.group(index, &group).await;
            settled(&self.gate, &group.display_name, result)?;
        }
        Ok(())
    }

    async fn group(&self, index: usize, group: &Group) -> Result<(), Error> {
        let (effect, id) = self.session.provision_group(group).await?;
        if effect == Effect::Unchanged {
            self.gate.expect(-1);
        }
        let added = match self.plan.dialect.family() {
            Family::Entra(_) => self.fill(index, &id, effect).await?,
            Family::Okta => self.push(index, &id).await?,
        };
        let name = &group.display_name;
        self.gate.tell(match (effect, added) {
            (Effect::Created, count) => format!("Created the group {name} with {count} members."),
            (_, 0) => format!("The group {name} is complete."),
            (_, count) => format!("The group {name} received {count} members."),
        });
        Ok(())
    }

    /// Adds who is missing, in batches.
    async fn fill(&self, index: usize, id: &str, effect: Effect) -> Result<usize, Error> {
        let members = self.plan.company.members(index);
        let mut members: Vec<&str> = members.filter_map(|member| self.id(member)).collect();
        if effect == Effect::Unchanged {
            members = self.missing(id, members).await?;
        }
        for batch in members.chunks(BATCH) {
            self.session.add_members(id, batch).await?;
        }
        Ok(members.len())
    }

    /// Writes the whole list.
    async fn push(&self, index: usize, id: &str) -> Result<usize, Error> {
        let company = &self.plan.company;
        let members: Vec<(&str, String)> = company
            .members(index)
            .filter_map(|member| Some((self.id(member)?, company.person(member)?.user_name)))
            .collect();
        self.session.push_members(id, &members).await?;
        Ok(members.len())
    }

    /// Those of `members` whom an existing group does not have: asked one by one, since Entra never
    /// reads the list of members.
    async fn missing<'a>(&self, id: &str, members: Vec<&'a str>) -> Result<Vec<&'a str>, Error> {
        let fewer = members.len().div_ceil(BATCH);
        self.gate.expect(
            members
                .len()
                .saturating_sub(fewer)
                .try_into()
                .unwrap_or(i64::MAX),
        );
        let session = &self.session;
        let work = members
            .into_iter()
            .map(|member| async move { (session.has_member(id, member).await, member) });
        let mut missing = Vec::new();
        side_by_side(self.plan.concurrency, work, |(found, member)| {
            if !found? {
                missing.push(member);
            }
            Ok(())
        })
        .await?;
        self.gate
            .expect(missing.len().div_ceil(BATCH).try_into().unwrap_or(i64::MAX));
        Ok(missing)
    }
}
