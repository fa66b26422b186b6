//! Writes that are made again and again, and attributes that make writes fail.

use scim::Severity;

use super::fixes::{ENTRA_MAPPING, entra};
use crate::Story;
use crate::diagnoses::call::Call;
use crate::diagnoses::cycles::MINUTE;
use crate::diagnoses::memory::{Memory, Repeat, keep, start_of};
use crate::diagnoses::person::PersonFacts;
use crate::diagnoses::rule::{Confidence, Rule, Sign, Verdict, Watch};
use crate::diagnoses::setting::Setting;
use crate::twins::Provider;

/// Writes closer together are of one cycle.
const APART: i64 = 10 * MINUTE;
/// So many attributes are remembered as unknown.
const ATTRIBUTES: usize = 100;
/// So many failures with one attribute are no chance.
const FAILURES: usize = 3;

fn is_entra(call: &Call, setting: &Setting) -> bool {
    call.provider().or(setting.provider) == Some(Provider::Entra)
}

pub(super) const AGAIN: Rule = Rule {
    id: "UPD-17",
    case: "again",
    severity: Severity::Warn,
    confidence: Confidence::Likely,
    one: "Entra ID writes the same again in every cycle. {detail}",
    many: "Entra ID writes the same again in every cycle, {n} times so far. {detail}",
    cause: "Entra ID does not find what it wrote: an attribute is mapped that the application drops or changes, such as text in another case.",
    consequence: "There is no steady state: every cycle writes the same people, takes longer, and fills the logs.",
    fixes: &[entra(
        ENTRA_MAPPING,
        "Delete the rows that {app} does not use, and map the others to what {app} keeps.",
    )],
    closes: "A later cycle that writes none of it again.",
    section: "RFC 7644 §3.5.2",
    watch: Watch::Calls(again),
};

fn again(call: &Call, setting: &Setting, memory: &mut Memory) -> Verdict {
    if !is_entra(call, setting) || !call.succeeded() {
        return Verdict::Nothing;
    }
    let now = memory.activity.number;
    // A whole activity since the last repetition, begun and over.
    let clean = memory
        .unchanged
        .values()
        .all(|repeat| repeat.activity + 1 < now);
    if clean && !memory.unchanged.is_empty() {
        memory.unchanged.clear();
        return Verdict::Proof;
    }
    let Some((id, name)) = call.person().filter(|_| call.writes()) else {
        return Verdict::Nothing;
    };
    if call.story.0 != Story::Unchanged {
        memory.unchanged.remove(&id);
        return Verdict::Nothing;
    }
    let before = memory.unchanged.get(&id).copied();
    let repeat = Repeat {
        activity: now,
        at: call.at,
        exchange: call.number,
    };
    keep(&mut memory.unchanged, &id, repeat);
    match before {
        Some(one) if one.activity < now && call.at - one.at >= APART => Verdict::Sign(Sign {
            detail: Some(format!(
                "#{} and #{} wrote the same about {name}.",
                one.exchange, call.number
            )),
            person: Some((id, name)),
        }),
        _ => Verdict::Nothing,
    }
}

pub(super) const UNUSED: Rule = Rule {
    id: "UPD-17",
    case: "unused",
    severity: Severity::Warn,
    confidence: Confidence::Likely,
    one: "Attributes arrive that {app} does not use. {detail}",
    many: "Attributes arrive that {app} does not use, in {n} writes so far. {detail}",
    cause: "They are mapped in Entra ID, mostly by default.",
    consequence: "Entra ID would not find them again and write them in every initial cycle: {app} never comes to a steady state.",
    fixes: &[entra(ENTRA_MAPPING, "Delete the rows of these attributes.")],
    closes: "Somebody who is created without them.",
    section: "RFC 7644 §3.5.2",
    watch: Watch::Tally(unused),
};

fn unused(call: &Call, setting: &Setting, _: &mut Memory) -> Verdict {
    if !setting.minds_unused() || !is_entra(call, setting) || !call.succeeded() {
        return Verdict::Nothing;
    }
    let Some(person) = call.person() else {
        return Verdict::Nothing;
    };
    let written = call.written.iter().any(|name| !setting.uses(name));
    match (written, &call.story.0) {
        (true, _) => {
            // Who was deleted meanwhile has none left to be told.
            let all = match call.unused.is_empty() {
                true => &call.written,
                false => &call.unused,
            };
            Verdict::Sign(Sign {
                person: Some(person),
                detail: unused_of(all, setting),
            })
        }
        (false, Story::Created { .. }) => Verdict::Proof,
        (false, _) => Verdict::Nothing,
    }
}

/// The names of those that are not used; nothing where there are none.
fn unused_of(all: &[String], setting: &Setting) -> Option<String> {
    let mut names: Vec<&str> = all
        .iter()
        .filter(|name| !setting.uses(name))
        .map(|name| name.rsplit(':').next().unwrap_or(name))
        .collect();
    names.sort_unstable();
    (!names.is_empty()).then(|| names.join(", "))
}

/// What is held of somebody and not used by a twin that was not there when it was written.
pub(crate) fn held_unused(person: &PersonFacts, setting: &Setting) -> Option<Sign> {
    if !setting.minds_unused() || !setting.is_entra() {
        return None;
    }
    let detail = unused_of(&person.attributes(), setting)?;
    Some(Sign {
        person: Some((person.id.clone(), person.name.clone())),
        detail: Some(detail),
    })
}

pub(super) const UNKNOWN_ATTRIBUTE: Rule = Rule {
    id: "CFG-15",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "One attribute makes writes fail. {detail}",
    many: "One attribute makes writes fail again and again. {detail}",
    cause: "It is mapped in Entra ID, and the application does not know it. A PATCH is carried out whole or not at all (RFC 7644 §3.5.2).",
    consequence: "None of the changes of these people arrive, and enough failures put the job into quarantine.",
    fixes: &[entra(
        ENTRA_MAPPING,
        "Delete the row of this attribute; if it is not needed anywhere, take it out under Show advanced options, Edit attribute list. Then Restart provisioning.",
    )],
    closes: "A write that succeeds for one of these people.",
    section: "RFC 7644 §3.5.2",
    watch: Watch::Calls(unknown_attribute),
};

fn unknown_attribute(call: &Call, setting: &Setting, memory: &mut Memory) -> Verdict {
    if !is_entra(call, setting) || !call.writes() || !call.let_in() {
        return Verdict::Nothing;
    }
    let Some(who) = call
        .person()
        .map(|(id, _)| id)
        .or_else(|| call.user_name.clone())
    else {
        return Verdict::Nothing;
    };
    let who = start_of(&who);
    if call.succeeded() {
        let before = memory.unknown.len();
        memory.unknown.retain(|_, people| !people.contains(&who));
        return match before > 0 && memory.unknown.is_empty() {
            true => Verdict::Proof,
            false => Verdict::Nothing,
        };
    }
    for path in call.noted("UPD-20").filter_map(|noted| noted.path.clone()) {
        let path = start_of(&path);
        if memory.unknown.len() >= ATTRIBUTES && !memory.unknown.contains_key(&path) {
            continue;
        }
        let known = memory.unknown.entry(path.clone()).or_default();
        known.push(start_of(&who));
        known.truncate(200);
        if known.len() >= FAILURES {
            return Sign::saying(format!("It is {path}."));
        }
    }
    Verdict::Nothing
}
