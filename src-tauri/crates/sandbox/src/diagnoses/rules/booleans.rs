//! `active` as text in lower case: an edited Switch expression (RFC 7643 §2.3.2).
//!
//! Entra ID without its flag sends `"True"` and `"False"`; every server that takes Entra knows these, and
//! each leaves a finding in the log. Lower-case words come only from an expression that was edited, and
//! kept leavers active elsewhere.

use scim::Severity;

use super::fixes::{ENTRA_ADDRESS, ENTRA_MAPPING, entra};
use crate::Story;
use crate::diagnoses::call::Call;
use crate::diagnoses::rule::{Confidence, Rule, Sign, Verdict, Watch};

const BOOLEANS: &str = "RFC 7643 §2.3.2";
const RESTORE: &str = "Row active: restore Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\"), with capitals.";
const FLAG: &str =
    "Or put ?aadOptscim062020 behind the Tenant URL: cycles then send real booleans.";

/// Whether `active` was sent as text, and as which.
fn sent_as(call: &Call, text: &str) -> bool {
    call.noted("CRT-15")
        .filter(|noted| noted.path.as_deref().is_some_and(is_active))
        .any(|noted| noted.detail.contains(&format!("\"{text}\"")))
}

fn is_active(path: &str) -> bool {
    path.rsplit(':')
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("active"))
}

fn lower_case(call: &Call) -> bool {
    sent_as(call, "false") || sent_as(call, "true")
}

/// Whether a call has changed `active`.
fn switched(call: &Call) -> bool {
    match &call.story.0 {
        Story::Activated | Story::Deactivated => true,
        Story::Updated { paths, .. } => paths.iter().any(|path| is_active(path)),
        _ => false,
    }
}

pub(super) const LOWER_CASE: Rule = Rule {
    id: "CRT-15",
    case: "lower-case",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "active came as text in lower case",
    many: "active came as text in lower case, in {n} calls so far",
    cause: "The Switch expression of active was changed to lower-case words. Microsoft's documentation and later guides have withdrawn that.",
    consequence: "Scimbox understands it. Servers that know only True and False, or real booleans, take \"false\" for true: who has left stays active.",
    fixes: &[entra(ENTRA_MAPPING, RESTORE), entra(ENTRA_ADDRESS, FLAG)],
    closes: "The next time that active arrives as a boolean or with capitals.",
    section: BOOLEANS,
    watch: Watch::Calls(|call, _, _| match lower_case(call) {
        true => Verdict::Sign(Sign {
            person: call.person(),
            detail: None,
        }),
        false if call.succeeded() && switched(call) => Verdict::Proof,
        false => Verdict::Nothing,
    }),
};

pub(super) const NOT_UNDERSTOOD: Rule = Rule {
    id: "CRT-16",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "1 person should have been deactivated and is still active: \"false\" was not taken for a boolean",
    many: "{n} times somebody should have been deactivated and is still active: \"false\" was not taken for a boolean",
    cause: "active was sent as text, and this connection is strict: it refuses text where the standard wants a boolean.",
    consequence: "They can still sign in to {app}.",
    fixes: &[entra(ENTRA_MAPPING, RESTORE), entra(ENTRA_ADDRESS, FLAG)],
    closes: "The next deactivation that is carried out.",
    section: BOOLEANS,
    watch: Watch::Calls(|call, _, _| {
        let refused = call.status >= 400 && (sent_as(call, "false") || sent_as(call, "False"));
        match refused {
            true => Verdict::Sign(Sign {
                person: call.person(),
                detail: None,
            }),
            false if call.succeeded() && call.story.0 == Story::Deactivated => Verdict::Proof,
            false => Verdict::Nothing,
        }
    }),
};
