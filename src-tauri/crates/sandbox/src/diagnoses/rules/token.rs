//! Tokens that are missing, pasted wrongly, unknown, or no longer good (RFC 6750 §2.1).

use scim::Severity;

use super::fixes::{CONNECT, ENTRA_TOKEN, OKTA_API, entra, here, okta};
use crate::diagnoses::call::Call;
use crate::diagnoses::rule::{Concern, Confidence, Rule, Sign, Verdict, Watch};
use crate::diagnoses::setting::State;
use crate::tokens::Credential;

const BEARER: &str = "RFC 6750 §2.1";
const LET_IN: &str = "The next call that is let in.";
/// A token that ends so soon, in milliseconds, is told about before.
const SOON: i64 = 24 * 60 * 60 * 1_000;

/// The verdict of a rule about calls that were denied for one reason.
fn denied(call: &Call, reason: impl Fn(&Credential) -> Option<String>) -> Verdict {
    if !call.is_real() {
        return Verdict::Nothing;
    }
    match call.denied().and_then(reason) {
        Some(detail) if detail.is_empty() => Sign::plain(),
        Some(detail) => Sign::saying(detail),
        None if call.let_in() => Verdict::Proof,
        None => Verdict::Nothing,
    }
}

fn is_entras_own(call: &Call) -> bool {
    call.noted("CONN-05").next().is_some()
}

pub(super) const MISSING: Rule = Rule {
    id: "CONN-03",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} called without a token",
    many: "{idp} called {n} times without a token",
    cause: "The field for the token is empty, or something on the way takes the Authorization header out.",
    consequence: "Every call is answered with 401; nobody arrives.",
    fixes: &[
        entra(
            ENTRA_TOKEN,
            "Paste the token, without the word Bearer, then Test Connection and Save.",
        ),
        okta(
            OKTA_API,
            "Choose HTTP Header as the authentication mode and paste the token; then Test API Credentials.",
        ),
        here(
            CONNECT,
            "Generate a token and paste it into the identity provider. Look for a proxy that removes the header.",
        ),
    ],
    closes: LET_IN,
    section: BEARER,
    watch: Watch::Calls(|call, _, _| {
        denied(call, |credential| {
            matches!(credential, Credential::Missing).then(String::new)
        })
    }),
};

pub(super) const BEARER_TWICE: Rule = Rule {
    id: "CONN-04",
    case: "bearer-twice",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} sent the word Bearer twice",
    many: "{idp} sent the word Bearer twice, in {n} calls so far",
    cause: "The token was pasted together with the word Bearer, and the identity provider adds that word itself.",
    consequence: "Every call is answered with 401; nobody arrives.",
    fixes: &[
        entra(
            ENTRA_TOKEN,
            "Paste the token alone: only what stands behind Bearer. Then Test Connection and Save.",
        ),
        okta(
            OKTA_API,
            "Where Okta shows Bearer before the field, paste the token alone; then Test API Credentials.",
        ),
        here(CONNECT, "Copy the token alone, without Bearer before it."),
    ],
    closes: LET_IN,
    section: BEARER,
    watch: Watch::Calls(|call, _, _| {
        denied(call, |credential| {
            matches!(credential, Credential::DoubledBearer).then(String::new)
        })
    }),
};

pub(super) const BLANKS: Rule = Rule {
    id: "CONN-04",
    case: "blanks",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} sent a token with blanks, quotes or a line break around it",
    many: "{idp} sent a token with blanks, quotes or a line break around it, in {n} calls so far",
    cause: "More than the token was copied; most often it is a blank at the end.",
    consequence: "Every call is answered with 401; nobody arrives.",
    fixes: &[
        entra(
            ENTRA_TOKEN,
            "Delete what is there and paste the token again with nothing around it. Then Test Connection and Save.",
        ),
        okta(
            OKTA_API,
            "Delete what is there and paste the value again with nothing around it. Then Test API Credentials.",
        ),
        here(CONNECT, "Copy the token with the button beside it."),
    ],
    closes: LET_IN,
    section: BEARER,
    watch: Watch::Calls(|call, _, _| {
        denied(call, |credential| {
            matches!(credential, Credential::Blanks).then(String::new)
        })
    }),
};

pub(super) const ENTRAS_OWN: Rule = Rule {
    id: "CONN-05",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "Entra ID sent a token of its own, because its Secret Token is blank",
    many: "Entra ID sent a token of its own {n} times, because its Secret Token is blank",
    cause: "With an empty Secret Token, Entra ID signs a token itself, which Microsoft means for tests only.",
    consequence: "{app} knows no such token: every call is answered with 401.",
    fixes: &[entra(
        ENTRA_TOKEN,
        "Paste the token of this connection, then Test Connection and Save.",
    )],
    closes: LET_IN,
    section: BEARER,
    watch: Watch::Calls(|call, _, _| match is_entras_own(call) {
        true => Sign::plain(),
        false => denied(call, |_| None),
    }),
};

pub(super) const UNKNOWN: Rule = Rule {
    id: "SBX-02",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} sent a token that is not one of this connection. {detail}",
    many: "{idp} sent a token that is not one of this connection, in {n} calls so far. {detail}",
    cause: "Another token was pasted, or not all of it.",
    consequence: "Every call is answered with 401; nobody arrives.",
    fixes: &[
        entra(
            ENTRA_TOKEN,
            "Paste the token of this connection, then Test Connection and Save.",
        ),
        okta(
            OKTA_API,
            "Paste the token of this connection, then Test API Credentials.",
        ),
        here(
            CONNECT,
            "Generate a token for this connection and paste that one.",
        ),
    ],
    closes: LET_IN,
    section: BEARER,
    watch: Watch::Calls(|call, _, _| {
        let own = is_entras_own(call);
        denied(call, |credential| {
            let detail = match credential {
                Credential::Unknown { .. } if own => return None,
                Credential::Unknown {
                    checksum_ok: Some(false),
                } => "It has a typing error, or it was cut off.",
                Credential::Unknown {
                    checksum_ok: Some(true),
                } => "It was made by another Scimbox.",
                Credential::Unknown { checksum_ok: None } => "It was not made here.",
                Credential::OtherConnection => "It belongs to another connection.",
                _ => return None,
            };
            Some(detail.to_owned())
        })
    }),
};

pub(super) const NO_BEARER: Rule = Rule {
    id: "SBX-03",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} sent an Authorization header that does not begin with Bearer",
    many: "{idp} sent an Authorization header that does not begin with Bearer, in {n} calls so far",
    cause: "The header must be the word Bearer, a blank and the token. Okta sends the header as it was typed.",
    consequence: "Every call is answered with 401; nobody arrives.",
    fixes: &[
        okta(
            OKTA_API,
            "Choose HTTP Header and write Bearer, a blank and the token into Authorization. Then Test API Credentials.",
        ),
        entra(
            ENTRA_TOKEN,
            "Choose Bearer authentication and paste the token; Entra ID adds the word itself.",
        ),
        here(CONNECT, "Send Authorization: Bearer and the token."),
    ],
    closes: LET_IN,
    section: BEARER,
    watch: Watch::Calls(|call, _, _| {
        denied(call, |credential| {
            matches!(credential, Credential::WrongScheme { .. }).then(String::new)
        })
    }),
};

macro_rules! ended {
    ($name:ident, $case:literal, $one:literal, $many:literal, $cause:literal, $reason:expr) => {
        pub(super) const $name: Rule = Rule {
            id: "CONN-20",
            case: $case,
            severity: Severity::Error,
            confidence: Confidence::Sure,
            one: $one,
            many: $many,
            cause: $cause,
            consequence: "Every call is answered with 401 and nothing is provisioned any more. Entra ID puts the job into quarantine.",
            fixes: &[
                entra(
                    ENTRA_TOKEN,
                    "Generate a token here, paste it, then Test Connection and Save. If the job is in quarantine, use Restart provisioning.",
                ),
                okta(
                    OKTA_API,
                    "Generate a token here, write Bearer and the token into Authorization, then Test API Credentials and Save.",
                ),
                here(CONNECT, "Generate a token and paste it into the identity provider."),
            ],
            closes: LET_IN,
            section: BEARER,
            watch: Watch::Calls(|call, _, _| denied(call, $reason)),
        };
    };
}

ended!(
    REPLACED,
    "replaced",
    "{idp} still uses a token that was replaced. {detail}",
    "{idp} still uses a token that was replaced, {n} calls so far. {detail}",
    "A newer token was generated, which ended the one that the identity provider has.",
    |credential| match credential {
        Credential::Revoked { at, reason } if reason == "rotated" =>
            Some(format!("It was replaced at {at}.")),
        _ => None,
    }
);
ended!(
    REVOKED,
    "revoked",
    "{idp} still uses a token that was revoked. {detail}",
    "{idp} still uses a token that was revoked, {n} calls so far. {detail}",
    "Somebody revoked the token that the identity provider has.",
    |credential| match credential {
        Credential::Revoked { at, reason } if reason != "rotated" =>
            Some(format!("It was revoked at {at}.")),
        _ => None,
    }
);
ended!(
    EXPIRED,
    "expired",
    "{idp} still uses a token that has expired. {detail}",
    "{idp} still uses a token that has expired, {n} calls so far. {detail}",
    "The token had an end, and that has passed.",
    |credential| match credential {
        Credential::Expired { at } => Some(format!("It expired at {at}.")),
        _ => None,
    }
);

pub(super) const EXPIRING: Rule = Rule {
    id: "CONN-20",
    case: "expiring",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "The token that {idp} uses ends soon. {detail}",
    many: "{n} tokens in use end soon. {detail}",
    cause: "The token was made with an end.",
    consequence: "From then on every call is answered with 401, and Entra ID puts the job into quarantine.",
    fixes: &[
        entra(
            ENTRA_TOKEN,
            "Generate another token here and paste it before that time.",
        ),
        okta(
            OKTA_API,
            "Generate another token here and paste it before that time, with Bearer before it.",
        ),
        here(
            CONNECT,
            "Generate another token and paste it before that time.",
        ),
    ],
    closes: "Calls that use another token.",
    section: BEARER,
    watch: Watch::State(expiring),
};

fn expiring(state: &State<'_>) -> Concern {
    let used = state
        .tokens
        .iter()
        .filter(|token| token.last_used_at.is_some());
    // Whoever has moved on to another token has mended it.
    let Some(latest) = used.max_by_key(|token| token.last_used_at) else {
        return Concern::none();
    };
    let Some(end) = latest.expires_at.filter(|_| latest.revoked_at.is_none()) else {
        return Concern::none();
    };
    let left = end.as_millisecond() - state.now;
    match (0..=SOON).contains(&left) {
        true => Concern::saying(format!("It ends at {end}.")),
        false => Concern::none(),
    }
}
