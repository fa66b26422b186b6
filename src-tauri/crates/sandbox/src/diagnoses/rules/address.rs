//! Addresses that were pasted wrongly (RFC 7644 §3.2), and a connection that is switched off.

use scim::Severity;

use super::fixes::{CONNECT, ENTRA_ADDRESS, ENTRA_OVERVIEW, OKTA_API, entra, here, okta};
use crate::diagnoses::call::Call;
use crate::diagnoses::cycles::MINUTE;
use crate::diagnoses::memory::Seen;
use crate::diagnoses::rule::{Confidence, Rule, Sign, Verdict, Watch};
use crate::traffic::Fits;

const ENDPOINTS: &str = "RFC 7644 §3.2";
/// In milliseconds; a job in quarantine calls once in this time.
const DAY: i64 = 24 * 60 * MINUTE;
const BASE: &str = "/scim/v2";
const LET_IN: &str = "The next call that is let in.";
const REACHED: &str = "The next call that reaches the connection.";

/// What a call names that means SCIM; a browser that looks for its icon does not.
const NAMES: [&str; 7] = [
    "Users",
    "Groups",
    "Schemas",
    "ResourceTypes",
    "ServiceProviderConfig",
    "Bulk",
    "Me",
];

fn asks_for_scim(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.any(|part| NAMES.iter().any(|name| part.eq_ignore_ascii_case(name)))
}

/// What shows that a call was meant for this connection.
fn told(fits: &Fits) -> String {
    match fits {
        Fits::Token => "; its token is one of this connection.".to_owned(),
        Fits::Address => "; the address is nearly that of this connection.".to_owned(),
        Fits::Default => {
            "; nothing in it says which connection is meant, so it is shown with the default one."
                .to_owned()
        }
        Fits::Deleted { name, at } => {
            format!(", where \u{201c}{name}\u{201d} answered, which was deleted at {at}.")
        }
        Fits::Replaced { at } => format!(". It was replaced at {at}."),
    }
}

fn is_replaced(call: &Call) -> bool {
    matches!(call.stray, Some(Fits::Replaced { .. }))
}

fn is_deleted(call: &Call) -> bool {
    matches!(call.stray, Some(Fits::Deleted { .. }))
}

/// The verdict on a call that reached no connection: `of` says whether it is this rule's.
fn stray(call: &Call, of: impl Fn(&Call) -> bool) -> Verdict {
    match &call.stray {
        Some(fits) if of(call) => {
            Sign::saying(format!("The call was to {}{}", call.path, told(fits)))
        }
        None if call.is_real() && call.let_in() => Verdict::Proof,
        _ => Verdict::Nothing,
    }
}

pub(super) const OUTSIDE: Rule = Rule {
    id: "CONN-06",
    case: "outside",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} is calling past the address: /scim/v2 is missing in it. {detail}",
    many: "{idp} is calling past the address, {n} times so far: /scim/v2 is missing in it. {detail}",
    cause: "The address in the identity provider does not end as the one that Scimbox shows.",
    consequence: "Every call is answered with 404; Entra ID calls that an address that is not valid.",
    fixes: &[
        entra(
            ENTRA_ADDRESS,
            "Copy the address from Connect whole; it has /scim/v2 in it. Then Test Connection and Save.",
        ),
        okta(
            OKTA_API,
            "Copy the base URL from Connect whole; it has /scim/v2 in it. Then Test API Credentials.",
        ),
        here(CONNECT, "Copy the address whole."),
    ],
    closes: REACHED,
    section: ENDPOINTS,
    watch: Watch::Calls(|call, _, _| {
        stray(call, |call| {
            call.is_real() && asks_for_scim(&call.path) && !call.path.starts_with(BASE)
        })
    }),
};

pub(super) const UNKNOWN: Rule = Rule {
    id: "SBX-04",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} is calling an address that no connection has. {detail}",
    many: "{idp} is calling an address that no connection has, {n} times so far. {detail}",
    cause: "The id at the end of the address was cut off, mistyped, or belongs to a connection that was deleted.",
    consequence: "Every call is answered with 404; nobody arrives.",
    fixes: &[
        entra(
            ENTRA_ADDRESS,
            "Copy the address from Connect whole, then Test Connection and Save.",
        ),
        okta(
            OKTA_API,
            "Copy the base URL from Connect whole, then Test API Credentials.",
        ),
        here(CONNECT, "Copy the address whole."),
    ],
    closes: REACHED,
    section: ENDPOINTS,
    watch: Watch::Calls(|call, _, _| {
        stray(call, |call| {
            call.is_real() && call.path.starts_with(BASE) && !is_replaced(call) && !is_deleted(call)
        })
    }),
};

pub(super) const DELETED: Rule = Rule {
    id: "SBX-04",
    case: "deleted",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} still calls the address of a connection that was deleted. {detail}",
    many: "{idp} still calls the address of a connection that was deleted, {n} times so far. {detail}",
    cause: "The connection was deleted here, and provisioning goes on in the identity provider.",
    consequence: "Every call is answered with 404. Nobody is provisioned, deactivated or removed by it any more.",
    fixes: &[
        entra(
            ENTRA_OVERVIEW,
            "Set provisioning to Off for that application; or connect it anew with the Tenant URL and a token of a connection that is here.",
        ),
        okta(
            OKTA_API,
            "Switch Enable API integration off for that application; or connect it anew with the base URL and a token of a connection that is here.",
        ),
        here(
            CONNECT,
            "Set provisioning to Off in the identity provider; or connect it anew with the Tenant URL and a token of a connection that is here.",
        ),
    ],
    closes: "The next call that is let in, a day or more after the last one to that address.",
    section: ENDPOINTS,
    watch: Watch::Calls(|call, _, memory| {
        let verdict = stray(call, |call| call.is_real() && is_deleted(call));
        match (&verdict, memory.deleted) {
            (Verdict::Sign(_), _) => memory.deleted = Some(Seen::of(call)),
            // The calls of others, which do reach theirs, do not say that these have ended.
            (Verdict::Proof, Some(last)) if call.at - last.at < DAY => return Verdict::Nothing,
            _ => {}
        }
        verdict
    }),
};

pub(super) const REPLACED: Rule = Rule {
    id: "CONN-20",
    case: "address",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} still calls an address that was replaced. {detail}",
    many: "{idp} still calls an address that was replaced, {n} times so far. {detail}",
    cause: "URL and token were generated anew together, which ended those that the identity provider has.",
    consequence: "Every call is answered with 404 and nothing is provisioned any more. Entra ID puts the job into quarantine.",
    fixes: &[
        entra(
            ENTRA_ADDRESS,
            "Paste both the new Tenant URL and the new token, then Test Connection and Save. If the job is in quarantine, use Restart provisioning.",
        ),
        okta(
            OKTA_API,
            "Paste both the new base URL and, behind Bearer, the new token, then Test API Credentials and Save.",
        ),
        here(
            CONNECT,
            "Copy both the new Tenant URL and the new token into the identity provider; generate another token if that one is lost.",
        ),
    ],
    closes: LET_IN,
    section: ENDPOINTS,
    watch: Watch::Calls(|call, _, _| stray(call, |call| call.is_real() && is_replaced(call))),
};

pub(super) const UNTIDY: Rule = Rule {
    id: "CONN-06",
    case: "untidy",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "{idp} calls an address with a slash or a part too many. {detail}",
    many: "{idp} calls an address with a slash or a part too many, {n} times so far. {detail}",
    cause: "The address in the identity provider ends with a slash, or holds part of the path already.",
    consequence: "Scimbox understands it. Other servers answer 404.",
    fixes: &[
        entra(
            ENTRA_ADDRESS,
            "Take away the slash at the end, and anything behind the address that Connect shows.",
        ),
        okta(
            OKTA_API,
            "Take away the slash at the end, and anything behind the base URL that Connect shows.",
        ),
        here(CONNECT, "Copy the address whole; it ends without a slash."),
    ],
    closes: "The next call with the address as it is.",
    section: ENDPOINTS,
    watch: Watch::Calls(|call, _, _| match call.noted("CONN-06").next() {
        Some(_) if call.is_real() => Sign::saying(format!("The call was to {}.", call.path)),
        None if call.is_real() && call.let_in() => Verdict::Proof,
        _ => Verdict::Nothing,
    }),
};

pub(super) const SWITCHED_OFF: Rule = Rule {
    id: "SBX-01",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "{idp} called while provisioning is switched off here",
    many: "{idp} called {n} times while provisioning is switched off here",
    cause: "The switch of the connection is off. The token and the address are not at fault.",
    consequence: "Every call is answered with 403. Entra ID puts the job into quarantine when that goes on.",
    fixes: &[
        entra(
            ENTRA_OVERVIEW,
            "Switch provisioning on in {app}; here it is Connect, Behaviour, Provisioning. Then use Restart provisioning if the job is in quarantine.",
        ),
        okta(
            OKTA_API,
            "Switch provisioning on in {app}; here it is Connect, Behaviour, Provisioning. Then retry the failed tasks in Okta.",
        ),
        here(
            &["Scimbox", "Connect", "Behaviour", "Provisioning"],
            "Switch it on. The token stays the same.",
        ),
    ],
    closes: LET_IN,
    section: "RFC 7644 §3.12",
    watch: Watch::Calls(|call, _, _| {
        if !call.is_real() {
            return Verdict::Nothing;
        }
        match (call.status, call.let_in()) {
            (403, false) => Sign::plain(),
            (_, true) => Verdict::Proof,
            _ => Verdict::Nothing,
        }
    }),
};
