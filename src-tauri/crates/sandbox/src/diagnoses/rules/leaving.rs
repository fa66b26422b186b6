//! People who leave: deactivated, deleted, or neither.

use scim::Severity;

use super::fixes::{ENTRA_MAPPING, OKTA_TO_APP, entra, here, okta};
use crate::Story;
use crate::clock::from_millis;
use crate::diagnoses::cycles::MINUTE;
use crate::diagnoses::rule::{Concern, Confidence, Rule, Sign, Verdict, Watch};
use crate::diagnoses::setting::{Setting, State};
use crate::diagnoses::survey::Survey;
use crate::twins::{Leaving, Provider};

/// Okta would have deactivated somebody within this time.
const AT_ONCE: i64 = 10 * MINUTE;

pub(super) const STILL_IN: Rule = Rule {
    id: "DEP-01",
    case: "staged",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person was deactivated and keeps access until the next sync. {detail}",
    many: "{n} people were deactivated and keep access until the next sync. {detail}",
    cause: "What arrives is staged; a sync takes access away.",
    consequence: "Until then they can sign in to {app}.",
    fixes: &[
        entra(
            &["Scimbox", "Sync"],
            "Wait for the next run, or start one by hand. Nothing has to be changed in Entra ID.",
        ),
        here(
            &["Scimbox", "Sync"],
            "Wait for the next run, or start one by hand.",
        ),
    ],
    closes: "A sync, or a write that activates them again.",
    section: "RFC 7643 §4.1.1",
    watch: Watch::Survey(still_in),
};

fn still_in(survey: &Survey, setting: &Setting, now: i64) -> Concern {
    let Some(staging) = setting.twin.as_ref().and_then(|twin| twin.staging.as_ref()) else {
        return Concern::none();
    };
    let next = staging.schedule.as_ref().and_then(|schedule| {
        let times = schedule.next(from_millis(now), 1);
        times
            .first()
            .map(|at| at.strftime("%A %H:%M UTC").to_string())
    });
    let detail = match next {
        Some(next) => format!(
            "The next run is on {next}; {} starts one now.",
            staging.button
        ),
        None => format!("{} starts one.", staging.button),
    };
    Concern {
        count: survey.unsynced.count,
        people: survey.unsynced.first.clone(),
        detail: Some(detail),
        exchange: survey.unsynced.exchange,
        ..Concern::default()
    }
}

pub(super) const DELETED_AT_ONCE: Rule = Rule {
    id: "DEP-02",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Likely,
    one: "Entra ID deleted somebody who was still active. {detail}",
    many: "Entra ID deleted {n} people who were still active. {detail}",
    cause: "active is not mapped, so that nothing is said when somebody leaves; or the person was removed from Entra's recycle bin at once.",
    consequence: "Between leaving and the deletion, which may take 30 days, they had access. What they did may be gone with them.",
    fixes: &[entra(
        ENTRA_MAPPING,
        "Add a row for active with Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\").",
    )],
    closes: "The next deactivation that arrives.",
    section: "RFC 7644 §3.6",
    watch: Watch::Calls(|call, setting, _| {
        if call.provider().or(setting.provider) != Some(Provider::Entra) || !call.succeeded() {
            return Verdict::Nothing;
        }
        match &call.story.0 {
            // A group has no active either, and nobody leaves with it.
            Story::Deleted { .. } if call.was_active => match call.person() {
                Some((_, name)) => Sign::saying(format!("The latest was {name}.")),
                None => Verdict::Nothing,
            },
            Story::Deactivated => Verdict::Proof,
            _ => Verdict::Nothing,
        }
    }),
};

pub(super) const OUT_OF_SCOPE: Rule = Rule {
    id: "DEP-01",
    case: "unassigned",
    severity: Severity::Info,
    confidence: Confidence::Guess,
    one: "1 person was deactivated; if they were only unassigned, no deletion will follow",
    many: "{n} people were deactivated; for those who were only unassigned, no deletion will follow",
    cause: "Entra ID sends active false both when somebody is unassigned and when they are disabled or put into the recycle bin: the request does not tell which it was.",
    consequence: "Who was unassigned is out of scope. When they are deleted in Entra ID later, it sends nothing more: {app} keeps the account as it is now and never removes it.",
    fixes: &[entra(
        &["Users and groups"],
        "Nothing, if the account may stay. To have it removed, assign the person again and delete them in Entra ID for good, or remove the account in {app} by hand.",
    )],
    closes: "A deletion of all of them, or a write that activates them again.",
    section: "RFC 7644 §3.6",
    watch: Watch::Survey(|survey, setting, _| {
        // Only where a guide of the application warns of it.
        let warned = setting.twin.as_ref().is_some_and(|twin| {
            let traps = twin.guides.iter().flat_map(|guide| &guide.traps);
            let mut named = traps.flat_map(|trap| &trap.rules);
            twin.leaving.deleted == Leaving::Remove && named.any(|rule| rule == "DEP-01")
        });
        match warned && setting.is_entra() {
            false => Concern::none(),
            true => Concern {
                count: survey.inactive.count,
                people: survey.inactive.first.clone(),
                exchange: survey.inactive.exchange,
                ..Concern::default()
            },
        }
    }),
};

pub(super) const NEVER_DEACTIVATED: Rule = Rule {
    id: "DEP-04",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Guess,
    one: "1 person has left all pushed groups and is still active; Okta has never deactivated anybody here. {detail}",
    many: "{n} people have left all pushed groups and are still active; Okta has never deactivated anybody here. {detail}",
    cause: "Deactivate Users is off, so Okta says nothing when somebody is unassigned. It also says nothing of people who are only suspended, and somebody may simply be in no group.",
    consequence: "Who has left may still have access to {app}.",
    fixes: &[okta(
        OKTA_TO_APP,
        "Edit: switch Deactivate Users on. Assign those who left once more and unassign them, since Okta says nothing about them afterwards.",
    )],
    closes: "The next deactivation that arrives from Okta.",
    section: "RFC 7643 §4.1.1",
    watch: Watch::State(never_deactivated),
};

fn never_deactivated(state: &State<'_>) -> Concern {
    if state.setting.provider != Some(Provider::Okta) || state.memory.deactivated.is_some() {
        return Concern::none();
    }
    let due = |at: i64| state.now - at >= AT_ONCE;
    let left: Vec<_> = state
        .memory
        .groupless
        .iter()
        .filter(|(_, seen)| due(seen.at))
        .collect();
    Concern {
        count: left.len() as u64,
        people: left
            .iter()
            .map(|(id, _)| ((*id).clone(), String::new()))
            .collect(),
        detail: None,
        exchange: left.iter().map(|(_, seen)| seen.exchange).max(),
        ..Concern::default()
    }
}
