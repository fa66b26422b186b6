//! Reporting lines: managers who are awaited, were never sent, or are gone, and lines that lead back to
//! where they began (RFC 7643 §4.3).

use scim::Severity;

use super::fixes::{ENTRA_ASSIGNED, ENTRA_OVERVIEW, OKTA_MAPPING, entra, here, okta};
use super::outcome::SETTLED;
use crate::clock::age;
use crate::diagnoses::rule::{Concern, Confidence, Fix, Rule, Through, Watch};
use crate::diagnoses::setting::Setting;
use crate::diagnoses::survey::{Barred, Few};
use crate::twins::Leaving;

const SECTION: &str = "RFC 7643 §4.3";
/// Where each identity provider keeps who somebody's manager is.
const ENTRA_PERSON: &[&str] = &["Users", "the person", "Properties", "Job information"];
const OKTA_PERSON: &[&str] = &["Directory", "People", "the person", "Profile"];

fn concern(few: &Few, detail: Option<String>) -> Concern {
    Concern {
        count: few.count,
        people: few.first.clone(),
        detail,
        exchange: few.exchange,
        ..Concern::default()
    }
}

fn uses_lines(setting: &Setting) -> bool {
    setting.twin.as_ref().is_none_or(|twin| twin.managers.used)
}

pub(super) const WAITING: Rule = Rule {
    id: "UPD-09",
    case: "pending",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person names a manager who is not here",
    many: "{n} people name a manager who is not here",
    cause: "The manager is out of scope, or the value is not what {app} finds managers by.",
    consequence: "The reporting line is missing. It is completed by itself when the manager arrives.",
    fixes: &[
        entra(
            ENTRA_ASSIGNED,
            "Assign the manager as well, then Restart provisioning.",
        ),
        okta(
            OKTA_MAPPING,
            "Assign the manager as well, and let manager hold what {app} finds people by.",
        ),
        here(
            &["Your identity provider"],
            "Put the manager in scope as well.",
        ),
    ],
    closes: "The manager who arrives, or another one who is named.",
    section: SECTION,
    watch: Watch::Survey(|survey, setting, now| settled(&survey.waiting, None, setting, now)),
};

pub(super) const NEVER_SENT: Rule = Rule {
    id: "UPD-09",
    case: "never-sent",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    one: "1 person has no manager",
    many: "{n} people have no manager; at most one of them is the head of all",
    cause: "Entra ID sends a manager only while both are in scope, and does not come back to it when the manager is assigned later.",
    consequence: "There is nothing to wait for: their lines stay missing.",
    fixes: &[entra(
        ENTRA_OVERVIEW,
        "Assign the managers under Users and groups, then Restart provisioning: the initial cycle sends all managers anew.",
    )],
    closes: "Writes that give all of them but one a manager.",
    section: SECTION,
    watch: Watch::Survey(|survey, setting, now| {
        let few = &survey.without_line;
        let odd = survey.with_line > 0 && few.count > 1;
        match setting.is_entra() && odd {
            true => settled(few, None, setting, now),
            false => Concern::none(),
        }
    }),
};

/// How many of them what comes next may still bring in order: they are no finding yet.
pub(crate) fn still_expected(few: &Few, now: i64) -> u64 {
    match age(few.latest, now) < SETTLED {
        true => few.count,
        false => 0,
    }
}

/// Those of whom it is true, once what comes later in the same cycle would have come.
fn settled(few: &Few, detail: Option<String>, setting: &Setting, now: i64) -> Concern {
    match uses_lines(setting) {
        false => Concern::none(),
        true if still_expected(few, now) > 0 => Concern::undecided(),
        true => concern(few, detail),
    }
}

/// Those of whom it is true as soon as it is: nothing is missing that could still arrive.
fn at_once(few: &Few, detail: Option<String>, setting: &Setting) -> Concern {
    match uses_lines(setting) {
        false => Concern::none(),
        true => concern(few, detail),
    }
}

pub(super) const GONE: Rule = Rule {
    id: "UPD-09",
    case: "gone",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person names a manager who was removed. {detail}",
    many: "{n} people name managers who were removed. {detail}",
    cause: "The manager was deleted or left the scope, and the people below were given no other one.",
    consequence: "Their lines lead nowhere. {app} keeps what was sent until another manager is sent.",
    fixes: &[
        entra(
            ENTRA_PERSON,
            "Give the people another manager, who is assigned as well; the next cycle sends it. An emptied manager is not sent.",
        ),
        okta(
            OKTA_PERSON,
            "Give the people another manager, who is assigned to {app} as well, and let Okta push their profiles.",
        ),
        here(
            &["Your identity provider"],
            "Give the people another manager, who is in scope.",
        ),
    ],
    closes: "Another manager who is sent, or the one who comes back.",
    section: SECTION,
    watch: Watch::Survey(|survey, setting, _| {
        let names = &survey.gone_managers;
        let detail = (!names.is_empty()).then(|| format!("Gone: {}.", names.join(", ")));
        at_once(&survey.gone, detail, setting)
    }),
};

pub(super) const INACTIVE: Rule = Rule {
    id: "UPD-09",
    case: "inactive",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person reports to somebody who is not active any more. {detail}",
    many: "{n} people report to somebody who is not active any more. {detail}",
    cause: "The manager left and was deactivated; the people below were not given another manager.",
    consequence: "What they ask for goes to an account that nobody signs in to: approvals wait, and reports by manager leave them out.",
    fixes: &[
        entra(
            ENTRA_PERSON,
            "Give the people another manager, who is assigned as well; the next cycle sends it. An emptied manager is not sent.",
        ),
        okta(
            OKTA_PERSON,
            "Give the people another manager, who is assigned to {app} as well, and let Okta push their profiles.",
        ),
        here(
            &["Your identity provider"],
            "Give the people another manager, who is active.",
        ),
    ],
    closes: "Another manager for all of them, or the manager who is active again.",
    section: SECTION,
    watch: Watch::Survey(|survey, setting, _| {
        let Barred { reports, managers } = &survey.barred;
        let names: Vec<&str> = managers.iter().map(|(_, name)| name.as_str()).collect();
        let concern = at_once(reports, Some(not_active(&names)), setting);
        let keeps = setting
            .twin
            .as_ref()
            .is_some_and(|twin| twin.leaving.inactive == Leaving::Keep);
        match keeps || concern.count == 0 {
            true => Concern::none(),
            false => Concern {
                through: Through {
                    ids: managers.iter().map(|(id, _)| id.clone()).collect(),
                    ..Through::default()
                },
                ..concern
            },
        }
    }),
};

/// Who is not active, the first three by name.
fn not_active(names: &[&str]) -> String {
    let more = names.len().saturating_sub(3);
    let first = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    match more {
        0 => format!("Not active: {first}."),
        more => format!("Not active: {first} and {more} more."),
    }
}

/// What ends a line that leads back.
const BREAK_IT: &[Fix] = &[
    entra(
        ENTRA_PERSON,
        "Give one of them the right manager; the next cycle sends it. An emptied manager is not sent.",
    ),
    okta(
        OKTA_PERSON,
        "Give one of them the right manager, or clear it for who is at the top. If profiles are right, see what manager is mapped from in Profile Editor.",
    ),
    here(
        &["Your identity provider"],
        "Give one of them the right manager, or none to who is at the top.",
    ),
];

pub(super) const CIRCLE: Rule = Rule {
    id: "UPD-09",
    case: "circle",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person reports in a circle",
    many: "{n} people report to each other in a circle",
    cause: "Somebody's manager is set to a person below them, or was swapped and only one half was sent.",
    consequence: "Nobody is above them: the org chart shows them apart, and an approval that goes up never ends.",
    fixes: BREAK_IT,
    closes: "A write that gives one of them another manager, or none.",
    section: SECTION,
    watch: Watch::Survey(|survey, setting, _| at_once(&survey.circles, None, setting)),
};

pub(super) const THEMSELVES: Rule = Rule {
    id: "UPD-09",
    case: "self",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person is their own manager",
    many: "{n} people are their own managers",
    cause: "The person is set as their own manager, or manager is mapped from an attribute of the person themselves, such as objectId.",
    consequence: "The line leads nowhere: the org chart shows them at the top, and what they ask for goes to themselves for approval.",
    fixes: BREAK_IT,
    closes: "A write that gives them another manager, or none.",
    section: SECTION,
    watch: Watch::Survey(|survey, setting, _| at_once(&survey.selves, None, setting)),
};
