//! What the application cannot do without, and people who could not be created.

use scim::Severity;

use super::fixes::{ENTRA_MAPPING, OKTA_MAPPING, entra, here, okta};
use crate::Story;
use crate::diagnoses::call::Call;
use crate::diagnoses::memory::{Memory, Seen, keep, start_of};
use crate::diagnoses::person::PersonFacts;
use crate::diagnoses::rule::{Confidence, Rule, Sign, Verdict, Watch};
use crate::diagnoses::setting::Setting;
use crate::twins::Provider;

const EXTERNAL_ID: &str = "externalId";

pub(super) const MISSING: Rule = Rule {
    id: "CRT-17",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 person is without something that {app} requires. {detail}",
    many: "{n} people are without something that {app} requires. {detail}",
    cause: "The attribute is empty in the identity provider, or not mapped.",
    consequence: "{app} refuses such people, or cannot let them in.",
    fixes: &[
        entra(
            ENTRA_MAPPING,
            "Look whether the attribute has a row. If so, fill it in with the person, or set Default value if null.",
        ),
        okta(
            OKTA_MAPPING,
            "Look whether the attribute is mapped to {app}, and fill it in with the person.",
        ),
        here(
            &["Your identity provider", "Attribute mapping"],
            "Map the attribute, and fill it in with the person.",
        ),
    ],
    closes: "A write that gives everybody what was missing.",
    section: "RFC 7643 §2.2",
    watch: Watch::People(missing),
};

fn missing(person: &PersonFacts, setting: &Setting) -> Option<String> {
    let user = setting.registry.resource_type("User")?;
    let okta = setting.provider == Some(Provider::Okta);
    let absent: Vec<&str> = setting
        .required
        .iter()
        .filter(|(name, _)| !(okta && name == EXTERNAL_ID))
        .filter(|(_, has)| !has.matches(&setting.registry, user, &person.document))
        .map(|(name, _)| name.rsplit(':').next().unwrap_or(name))
        .collect();
    match absent.as_slice() {
        [] => None,
        names => Some(format!("{} has no {}.", person.name, names.join(", no "))),
    }
}

pub(super) const NO_EXTERNAL_ID: Rule = Rule {
    id: "SBX-05",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "Okta sent 1 person without externalId. {detail}",
    many: "Okta sent {n} people without externalId. {detail}",
    cause: "externalId has no default mapping in Okta.",
    consequence: "{app} knows people by it: after a rename they would be somebody else, and managers are not found by it.",
    fixes: &[okta(
        OKTA_MAPPING,
        "Map something permanent to externalId, such as the employee number, and apply it on create and update.",
    )],
    closes: "A write that gives everybody an externalId.",
    section: "RFC 7643 §3.1",
    watch: Watch::People(|person, setting| {
        let twin = setting.twin.as_ref()?;
        let used = twin.attributes.iter().any(|one| one.name == EXTERNAL_ID);
        let okta = setting.provider == Some(Provider::Okta);
        (okta && used && person.external_id.is_none())
            .then(|| format!("{} has no externalId.", person.name))
    }),
};

pub(super) const REFUSED: Rule = Rule {
    id: "SBX-07",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "Somebody could not be created and is not here. {detail}",
    many: "People could not be created, in {n} attempts so far, and are not here. {detail}",
    cause: "The request was refused; the exchange says why, and Entra's Provisioning logs say the same.",
    consequence: "They do not appear in {app}. Entra ID tries again in the next cycle, then ever less often.",
    fixes: &[
        entra(
            ENTRA_MAPPING,
            "Mend the row that the error is about, then Provision on demand for one of them.",
        ),
        okta(
            &["Dashboard", "Tasks"],
            "Mend the mapping that the error is about, then retry the failed task.",
        ),
        here(
            &["Scimbox", "Traffic"],
            "Open the exchange: it says what was wrong with the request.",
        ),
    ],
    closes: "A request that creates them.",
    section: "RFC 7644 §3.3",
    watch: Watch::Calls(refused),
};

fn refused(call: &Call, _: &Setting, memory: &mut Memory) -> Verdict {
    if !call.let_in() || call.method != "POST" || !call.on_people() {
        return Verdict::Nothing;
    }
    if let Story::Created { .. } = call.story.0 {
        if let Some(name) = &call.user_name {
            memory.refused.remove(&start_of(&name.to_lowercase()));
        }
        return match memory.refused.is_empty() {
            true => Verdict::Proof,
            false => Verdict::Nothing,
        };
    }
    // 409 says that they are here, 429 that there were too many at once.
    if call.status < 400 || matches!(call.status, 409 | 429) {
        return Verdict::Nothing;
    }
    let name = call
        .user_name
        .as_deref()
        .unwrap_or("somebody without a userName");
    keep(&mut memory.refused, &name.to_lowercase(), Seen::of(call));
    let why = call.error_detail.as_deref().unwrap_or_default();
    Sign::saying(format!("{name}: {why}").trim_end_matches([':', ' ']))
}
