//! What does not come: nobody after a test that succeeded, no cycle when one is due.

use scim::Severity;

use super::fixes::{ENTRA_ASSIGNED, ENTRA_OVERVIEW, OKTA_TO_APP, entra, here, okta};
use crate::clock::from_millis;
use crate::diagnoses::cycles::{MINUTE, next_expected};
use crate::diagnoses::rule::{Concern, Confidence, Rule, Watch};
use crate::diagnoses::setting::State;
use crate::twins::Provider;

/// Within so long one of Entra's cycles has come.
const CYCLE: i64 = 45 * MINUTE;
/// Okta writes at once; this leaves time to assign somebody.
const AT_ONCE: i64 = 10 * MINUTE;

/// The exchange of the test after which nobody came for so long.
fn nobody_since(state: &State<'_>, patience: i64) -> Option<i64> {
    let tested = state.memory.tested?;
    let waited = state.now - tested.at > patience;
    (waited && state.people == 0 && !state.memory.provisioned).then_some(tested.exchange)
}

pub(super) const NOBODY_YET: Rule = Rule {
    id: "CFG-02",
    case: "nobody-yet",
    severity: Severity::Warn,
    confidence: Confidence::Likely,
    one: "The test of the connection worked, and nobody has come since",
    many: "The test of the connection worked, and nobody has come since",
    cause: "Provisioning was not started, or nobody is assigned to the application. Entra's cycles come about every 40 minutes, and one has passed.",
    consequence: "Nobody appears in {app}.",
    fixes: &[
        entra(
            ENTRA_ASSIGNED,
            "Assign people or groups. Then Provisioning, Overview: Start provisioning. Provision on demand brings one person now, and Provisioning logs has the errors.",
        ),
        here(
            &["Your identity provider"],
            "Assign people to the application and start provisioning.",
        ),
    ],
    closes: "The first person who arrives.",
    section: "RFC 7644 §3.3",
    watch: Watch::State(|state| {
        if state.setting.provider == Some(Provider::Okta) {
            return Concern::none();
        }
        Concern {
            count: u64::from(nobody_since(state, CYCLE).is_some()),
            exchange: nobody_since(state, CYCLE),
            ..Concern::default()
        }
    }),
};

pub(super) const SILENT: Rule = Rule {
    id: "CFG-02",
    case: "silent",
    severity: Severity::Info,
    confidence: Confidence::Guess,
    one: "Entra ID has not called for longer than a cycle. {detail}",
    many: "Entra ID has not called for longer than a cycle. {detail}",
    cause: "Cycles come about every 40 minutes, and the interval cannot be changed. In quarantine it is a day. Scimbox may also not have been running, or not have been reachable.",
    consequence: "Changes in Entra ID are not here yet.",
    fixes: &[entra(
        ENTRA_OVERVIEW,
        "Look whether the job is on, and whether it says Quarantine. Provision on demand brings one person now.",
    )],
    closes: "The next call of Entra ID.",
    section: "RFC 7644 §3.3",
    watch: Watch::State(|state| {
        let due = next_expected(state.cycles).filter(|_| state.setting.is_entra());
        let silent = state
            .memory
            .called
            .is_some_and(|last| state.now - last.at > CYCLE);
        match due {
            Some(due) if silent && due < from_millis(state.now) => {
                Concern::saying(format!("A cycle was due at about {due}."))
            }
            _ => Concern::none(),
        }
    }),
};

pub(super) const SWITCHES_OFF: Rule = Rule {
    id: "CFG-13",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Likely,
    one: "Test API Credentials worked, and Okta has not created anybody since",
    many: "Test API Credentials worked, and Okta has not created anybody since",
    cause: "The three switches under To App are off by default. People who were assigned before they were on are not created either.",
    consequence: "Nobody appears in {app}.",
    fixes: &[okta(
        OKTA_TO_APP,
        "Edit: switch Create Users, Update User Attributes and Deactivate Users on. Under Assignments, use Provision User for those who were assigned before.",
    )],
    closes: "The first person who arrives.",
    section: "RFC 7644 §3.3",
    watch: Watch::State(|state| {
        if state.setting.provider != Some(Provider::Okta) {
            return Concern::none();
        }
        Concern {
            count: u64::from(nobody_since(state, AT_ONCE).is_some()),
            exchange: nobody_since(state, AT_ONCE),
            ..Concern::default()
        }
    }),
};
