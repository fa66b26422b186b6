//! A preview of another twin in sentences: the same in the window and on the command line.

use super::preview::{Counted, Example, Holding, LineChange, TwinPreview};
use super::rules::{Condition, Groups, LoginAttribute};
use super::twin::Twin;
use crate::outcome::{Left, Status, status};

/// How many attributes are named before the rest is counted.
const NAMED: usize = 8;

impl TwinPreview {
    /// What would change by itself, a sentence each; none when nothing does.
    #[must_use]
    pub fn changes(&self) -> Vec<String> {
        let linked = lines(&self.linked, "finds its manager", "find their managers");
        let loosened = lines(&self.loosened, "comes loose", "come loose");
        let moved = lines(
            &self.moved,
            "leads to somebody else",
            "lead to somebody else",
        );
        let all = [
            self.staging(),
            teams(&self.teams_come, "would come into being"),
            teams(&self.teams_go, "would go"),
            self.groups(),
            self.begun(),
            self.ended(),
            linked,
            loosened,
            moved,
            self.leavers(),
            self.edits(),
        ];
        all.into_iter().flatten().collect()
    }

    /// Whether somebody who arrives has access by that alone, where that is otherwise now.
    fn staging(&self) -> Option<String> {
        let is_staged = |twin: &Twin| twin.staging.is_some();
        let now = self.before.as_deref().is_some_and(is_staged);
        let (app, people) = (&self.after.name, count(self.people));
        match (now, &self.after.staging, self.people) {
            (_, _, 0) => None,
            (false, Some(staging), _) => {
                let domains = match staging.conditions.contains(&Condition::SsoDomain) {
                    true => {
                        ", and only those whose email domain is set up for single sign-on get one"
                    }
                    false => "",
                };
                Some(format!(
                    "{people} would be staged: nobody has an account in {app} before a sync{domains}."
                ))
            }
            (true, None, _) => Some(format!(
                "{people} would be in {app} at once, without a sync. Accounts that syncs have made stay for when you come back."
            )),
            _ => None,
        }
    }

    /// What groups become, where that is something else than now.
    fn groups(&self) -> Option<String> {
        let now = self.before.as_deref()?.groups;
        let (app, then) = (&self.after.name, self.after.groups);
        let become_what = match (now, then) {
            (_, Groups::Roles) => "a role",
            (Groups::Roles, Groups::Groups) => "a group of users and not a role",
            (_, Groups::Groups) => "a group of users",
            (Groups::Roles, Groups::Ignored) => "no role any more",
            (_, Groups::Ignored) => "no group of users any more",
        };
        let count = self.groups.count;
        if now == then || count == 0 {
            return None;
        }
        let groups = match count {
            1 => "1 group would".to_owned(),
            many => format!("{many} groups would each"),
        };
        let names = self.groups.examples.iter().map(|one| one.name.clone());
        let what = format!("{groups} be {become_what} in {app}");
        Some(with_examples(&what, names.collect(), count))
    }

    /// What people would have because everybody begins with it.
    fn begun(&self) -> Option<String> {
        let Holding { name, people } = self.role_comes.as_ref()?;
        let people = count(*people);
        Some(format!(
            "{people} would have the role {name}, with which everybody begins."
        ))
    }

    /// What people have only because everybody begins with it now.
    fn ended(&self) -> Option<String> {
        let Holding { name, people } = self.role_goes.as_ref()?;
        let people = count(*people);
        let app = &self.after.name;
        Some(format!(
            "{people} would no longer have the role {name}, which {app} does not have."
        ))
    }

    /// What becomes of those who are inactive, where that is something else than now.
    fn leavers(&self) -> Option<String> {
        if self.after.staging.is_some() {
            // They have no account yet that could be taken away.
            return None;
        }
        let of = |twin: &Twin| status(&twin.leaving, Left::Inactive, None);
        let (now, then) = (of(self.before.as_deref()?), of(&self.after));
        let people = match self.inactive {
            0 => return None,
            1 => "1 person who is inactive".to_owned(),
            many => format!("{many} people who are inactive"),
        };
        (now != then).then(|| format!("{people} would be {}, now {}.", word(then), word(now)))
    }

    /// What was set by hand, where it would not count any more.
    fn edits(&self) -> Option<String> {
        let counts = |twin: &Twin| twin.permissions.by_hand;
        let ends = self.before.as_deref().is_some_and(counts) && !counts(&self.after);
        let app = &self.after.name;
        let people = count(self.by_hand);
        (ends && self.by_hand > 0).then(|| {
            format!("What was set by hand for {people} would not count: in {app} nothing is set by hand.")
        })
    }

    /// What is to be looked at, a sentence each.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let app = &self.after.name;
        let mut all = Vec::new();
        if self.strangers.count > 0 {
            let (one, more) = match self.after.login.attribute {
                LoginAttribute::UserName => (
                    "person has a userName that is not their email address, so single sign-on would not find them",
                    "people have a userName that is not their email address, so single sign-on would not find them",
                ),
                LoginAttribute::Email => (
                    "person has no email address to sign in with",
                    "people have no email address to sign in with",
                ),
            };
            all.push(people(&self.strangers, one, more));
        }
        for missing in &self.without {
            let attribute = &missing.attribute;
            let one = format!("person is without {attribute}, which {app} requires");
            let more = format!("people are without {attribute}, which {app} requires");
            all.push(people(&missing.people, &one, &more));
        }
        if !self.unused.is_empty() {
            let named = self.unused.iter().take(NAMED);
            let named =
                named.map(|one| format!("{} ({})", short(&one.attribute), count(one.people)));
            let mut named: Vec<String> = named.collect();
            let rest = self.unused.len() - named.len();
            if rest > 0 {
                named.push(format!("{rest} more"));
            }
            all.push(format!("{app} does not use {}.", joined(&named)));
        }
        // Where they are something now, what changes has said so.
        let is_told = self.groups().is_some();
        if self.unused_groups > 0 && !is_told {
            let groups = match self.unused_groups {
                1 => "is 1".to_owned(),
                more => format!("are {more}"),
            };
            all.push(format!("{app} does not use groups; there {groups}."));
        }
        all
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Deactivated => "deactivated",
        Status::Disabled => "disabled",
        Status::Staged => "staged",
        Status::Leaving => "leaving",
        Status::Removed => "removed",
    }
}

fn teams(counted: &Counted<Holding>, what: &str) -> Option<String> {
    let teams = match counted.count {
        0 => return None,
        1 => format!("1 team {what}"),
        many => format!("{many} teams {what}"),
    };
    let examples = counted.examples.iter();
    let examples = examples.map(|team| format!("{} ({})", team.name, count(team.people)));
    Some(with_examples(&teams, examples.collect(), counted.count))
}

fn lines(counted: &Counted<LineChange>, one: &str, more: &str) -> Option<String> {
    let what = match counted.count {
        0 => return None,
        1 => format!("1 reporting line {one}"),
        many => format!("{many} reporting lines {more}"),
    };
    let examples = counted.examples.iter().map(|line| {
        let name = &line.person.name;
        match (&line.before, &line.after) {
            (Some(before), Some(after)) => format!("{name} (from {before} to {after})"),
            (Some(before), None) => format!("{name} (now {before})"),
            (None, Some(after)) => format!("{name} (then {after})"),
            (None, None) => name.clone(),
        }
    });
    Some(with_examples(&what, examples.collect(), counted.count))
}

fn people(counted: &Counted<Example>, one: &str, more: &str) -> String {
    let what = match counted.count {
        1 => format!("1 {one}"),
        many => format!("{many} {more}"),
    };
    let names = counted.examples.iter().map(|person| person.name.clone());
    with_examples(&what, names.collect(), counted.count)
}

fn with_examples(what: &str, mut examples: Vec<String>, count: u64) -> String {
    let rest = count.saturating_sub(examples.len() as u64);
    if rest > 0 {
        examples.push(format!("{rest} more"));
    }
    format!("{what}: {}.", joined(&examples))
}

fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The name without the URN of its extension.
fn short(attribute: &str) -> &str {
    attribute.rsplit(':').next().unwrap_or(attribute)
}

fn count(people: u64) -> String {
    match people {
        1 => "1 person".to_owned(),
        more => format!("{more} people"),
    }
}
