//! What the directory looks like after all that: teams, members.

use scim::Severity;

use super::fixes::{ENTRA_ASSIGNED, ENTRA_MAPPING, entra, here, okta};
use crate::clock::age;
use crate::diagnoses::cycles::MINUTE;
use crate::diagnoses::rule::{Concern, Confidence, Rule, Through, Watch};
use crate::twins::{Departments, Groups};

/// A manager may come later in the same cycle.
pub(crate) const SETTLED: i64 = 5 * MINUTE;

pub(super) const ALIKE: Rule = Rule {
    id: "SBX-06",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Likely,
    one: "Two teams look like one. {detail}",
    many: "{n} sets of teams look like one each. The first: {detail}",
    cause: "The department is spelled in several ways in the identity provider.",
    consequence: "{app} makes a team of each.",
    fixes: &[
        entra(
            &["Users", "the person", "Properties", "Job information"],
            "Give the department one spelling, or map it with an expression such as Trim([department]).",
        ),
        okta(
            &["Directory", "People", "the person", "Profile"],
            "Give the department one spelling, or map it with an expression.",
        ),
        here(
            &["Your identity provider"],
            "Give the department one spelling.",
        ),
    ],
    closes: "Writes after which they have one name.",
    section: "RFC 7643 §4.3",
    watch: Watch::Survey(|survey, setting, _| {
        let teams = setting
            .twin
            .as_ref()
            .is_some_and(|twin| twin.departments == Departments::Team);
        match survey.alike.first() {
            Some(names) if teams => Concern {
                count: survey.alike.len() as u64,
                detail: Some(format!(
                    "\u{201c}{}\u{201d}.",
                    names
                        .iter()
                        .map(|name| visible(name))
                        .collect::<Vec<_>>()
                        .join("\u{201d} and \u{201c}")
                )),
                through: Through {
                    teams: survey.alike.iter().flatten().cloned().collect(),
                    ..Through::default()
                },
                ..Concern::default()
            },
            _ => Concern::none(),
        }
    }),
};

/// A name whose blanks at the ends can be seen.
fn visible(name: &str) -> String {
    let bare = name.trim();
    let before = name.chars().take_while(|c| c.is_whitespace()).count();
    let blanks = name.chars().count() - bare.chars().count();
    let mark = |count: usize| "\u{2423}".repeat(count);
    format!(
        "{}{bare}{}",
        mark(before),
        mark(blanks - before.min(blanks))
    )
}

pub(super) const STAYED: Rule = Rule {
    id: "CFG-08",
    case: "cleared",
    severity: Severity::Info,
    confidence: Confidence::Guess,
    one: "1 person stayed in a team that the others left. {detail}",
    many: "{n} people stayed in teams that the others left. {detail}",
    cause: "Perhaps they stayed. Perhaps their department was emptied in Entra ID, which leaves out what has no value instead of clearing it: it then stays as it was.",
    consequence: "They keep the old team, and what it gives them, until another department is written.",
    fixes: &[entra(
        ENTRA_MAPPING,
        "Row department: set Default value if null, so that an emptied one is sent as something; or give the person a department.",
    )],
    closes: "A write that gives them another department, or takes them away.",
    section: "RFC 7643 §2.5",
    watch: Watch::Survey(|survey, setting, _| {
        let teams = setting
            .twin
            .as_ref()
            .is_some_and(|twin| twin.departments == Departments::Team);
        match survey
            .stayed
            .first()
            .filter(|_| teams && setting.is_entra())
        {
            Some(one) => Concern {
                count: survey.stayed.len() as u64,
                people: survey
                    .stayed
                    .iter()
                    .map(|one| (one.id.clone(), one.name.clone()))
                    .collect(),
                detail: Some(format!(
                    "{} of {} went to {}, {} did not.",
                    one.moved, one.team, one.others, one.name
                )),
                ..Concern::default()
            },
            None => Concern::none(),
        }
    }),
};

pub(super) const MEMBERS: Rule = Rule {
    id: "CRT-20",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 group has members who are not here. {detail}",
    many: "{n} groups have members who are not here. {detail}",
    cause: "The group came before its members, or they are not assigned to the application.",
    consequence: "They do not have the role until they arrive.",
    fixes: &[
        entra(
            ENTRA_ASSIGNED,
            "Assign the members as well, then Restart provisioning.",
        ),
        okta(
            &["Applications", "{app}", "Assignments"],
            "Assign the members to {app}; Push Groups alone brings nobody.",
        ),
        here(
            &["Your identity provider"],
            "Put the members in scope as well.",
        ),
    ],
    closes: "The members who arrive, or who are taken out of the group.",
    section: "RFC 7643 §4.2",
    watch: Watch::Survey(|survey, setting, now| {
        let used = setting
            .twin
            .as_ref()
            .is_none_or(|twin| twin.groups != Groups::Ignored);
        let settled = age(survey.short_groups.latest, now) >= SETTLED;
        let names: Vec<&str> = survey
            .short_groups
            .first
            .iter()
            .take(3)
            .map(|(_, name)| name.as_str())
            .collect();
        match used && !names.is_empty() {
            false => Concern::none(),
            true if !settled => Concern::undecided(),
            true => Concern {
                count: survey.short_groups.count,
                detail: Some(match survey.short_groups.count as usize - names.len() {
                    0 => format!("{}.", names.join(", ")),
                    more => format!("{} and {more} more.", names.join(", ")),
                }),
                exchange: survey.short_groups.exchange,
                through: Through {
                    ids: survey
                        .short_groups
                        .first
                        .iter()
                        .map(|(id, _)| id.clone())
                        .collect(),
                    ..Through::default()
                },
                ..Concern::default()
            },
        }
    }),
};
