//! Entra's flag for compliant requests: seen in the query, and heeded by cycles but not by *Provision on
//! demand*. Neither is a fault.

use scim::Severity;

use super::fixes::{ENTRA_ADDRESS, entra};
use crate::diagnoses::call::Call;
use crate::diagnoses::memory::{Memory, Seen, Spelling};
use crate::diagnoses::rule::{Confidence, Rule, Sign, Verdict, Watch};
use crate::diagnoses::setting::Setting;
use crate::twins::Provider;

const FLAGS: [&str; 3] = [
    "aadoptscim062020",
    "azureadscimpatch062020",
    "azureadscimpatch2017",
];
/// Both spellings within this time, in milliseconds, are one sitting.
const SITTING: i64 = 24 * 60 * 60 * 1_000;
/// So many writes alike are the end of it.
const ALIKE: u64 = 20;

pub(super) const SHOWN: Rule = Rule {
    id: "CONN-17",
    case: "",
    severity: Severity::Info,
    confidence: Confidence::Sure,
    one: "Entra's flag reached the server as a query parameter and was ignored",
    many: "Entra's flag reached the server as a query parameter and was ignored, in {n} calls so far",
    cause: "The Tenant URL has ?aadOptscim062020 at its end, and Entra ID sends it along. It is meant for Entra ID alone.",
    consequence: "None. Servers that refuse query parameters they do not know would refuse every call.",
    fixes: &[entra(
        ENTRA_ADDRESS,
        "Nothing has to be changed. Only aadOptscim062020 is documented; other names are old.",
    )],
    closes: "The next call without it.",
    section: "RFC 7644 §3.4.2",
    watch: Watch::Calls(|call, _, _| {
        let query = call
            .query
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match FLAGS.iter().any(|flag| query.contains(flag)) {
            true => Sign::plain(),
            false if call.let_in() => Verdict::Proof,
            false => Verdict::Nothing,
        }
    }),
};

pub(super) const TWO_FACES: Rule = Rule {
    id: "CONN-18",
    case: "",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    one: "Entra ID writes in two ways. {detail}",
    many: "Entra ID writes in two ways. {detail}",
    cause: "Provision on demand does not heed the flag behind the Tenant URL, so it still sends capitals and text where cycles send what the standard wants.",
    consequence: "None: this is no fault. An application must understand both.",
    fixes: &[entra(
        ENTRA_ADDRESS,
        "Nothing has to be changed. Judge a mapping by what a cycle sends, not by Provision on demand.",
    )],
    closes: "Twenty writes in a row that are spelled alike.",
    section: "RFC 7644 §3.5.2",
    watch: Watch::Calls(two_faces),
};

fn two_faces(call: &Call, setting: &Setting, memory: &mut Memory) -> Verdict {
    let entra = call.provider().or(setting.provider) == Some(Provider::Entra);
    if !entra || call.method != "PATCH" || !call.let_in() {
        return Verdict::Nothing;
    }
    let legacy = call.noted("UPD-01").next().is_some();
    let (spelling, other) = match legacy {
        true => {
            memory.legacy = Some(Seen::of(call));
            (Spelling::Legacy, memory.compliant)
        }
        false => {
            memory.compliant = Some(Seen::of(call));
            (Spelling::Compliant, memory.legacy)
        }
    };
    memory.alike = match memory.spelling == Some(spelling) {
        true => memory.alike + 1,
        false => 1,
    };
    let turned = memory.spelling.is_some_and(|before| before != spelling);
    memory.spelling = Some(spelling);
    match other {
        Some(other) if turned && call.at - other.at <= SITTING => Sign::saying(format!(
            "#{} and #{} show both.",
            other.exchange, call.number
        )),
        _ if memory.alike >= ALIKE => Verdict::Proof,
        _ => Verdict::Nothing,
    }
}
