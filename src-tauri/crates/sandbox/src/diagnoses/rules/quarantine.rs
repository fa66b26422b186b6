//! Entra's quarantine, forecast by the limits that Microsoft publishes
//! (`application-provisioning-quarantine-status`): the share of failing events counts from 5,000 failures
//! on, and from 40,000 failures whatever the share; failing credentials count at once.

use scim::Severity;

use super::fixes::{ENTRA_OVERVIEW, entra};
use crate::diagnoses::call::Call;
use crate::diagnoses::cycles::PERIOD;
use crate::diagnoses::memory::{Activity, Memory};
use crate::diagnoses::rule::{Confidence, Rule, Sign, Verdict, Watch};
use crate::diagnoses::setting::Setting;
use crate::twins::Provider;

/// Failures from which on the share counts.
const COUNTED_FROM: u64 = 5_000;
/// Failures that are too many whatever the share.
const TOO_MANY: u64 = 40_000;
/// The share, in percent, above which it is quarantine.
const SHARE: u64 = 40;
/// Failures below which a share says nothing.
const FEW: u64 = 3;
const HOUR: u64 = 60 * 60 * 1_000;

const AFTERWARDS: &str = "In quarantine Entra ID tries again after 6, 12 and 24 hours, then once a day, and switches the job off after 28 days. Nothing is provisioned meanwhile.";
const RESTART: &str = "Mend the cause first: the token, or the mapping that makes writes fail. Then Restart provisioning: it forgets the failures and begins with an initial cycle over everybody.";

fn is_entra(call: &Call, setting: &Setting) -> bool {
    call.provider().or(setting.provider) == Some(Provider::Entra)
}

pub(super) const SHARE_OF_FAILURES: Rule = Rule {
    id: "CFG-03",
    case: "failures",
    severity: Severity::Error,
    confidence: Confidence::Likely,
    one: "Entra ID is heading for quarantine. {detail}",
    many: "Entra ID is heading for quarantine. {detail}",
    cause: "More than 40 % of what Entra ID writes fails. The failed requests say why: most often a mapping that the application does not take.",
    consequence: AFTERWARDS,
    fixes: &[entra(ENTRA_OVERVIEW, RESTART)],
    closes: "A later cycle in which calls succeed again.",
    section: "RFC 7644 §3.12",
    watch: Watch::Calls(share),
};

pub(super) const AT_ONCE: Rule = Rule {
    id: "CFG-03",
    case: "credentials",
    severity: Severity::Error,
    confidence: Confidence::Likely,
    one: "Entra ID is refused although it worked before, so it puts the job into quarantine",
    many: "Entra ID is refused although it worked before, in {n} calls so far, so it puts the job into quarantine",
    cause: "Credentials or an address that stop working count at once, not by a share.",
    consequence: AFTERWARDS,
    fixes: &[entra(ENTRA_OVERVIEW, RESTART)],
    closes: "The next call that is let in.",
    section: "RFC 7644 §3.12",
    watch: Watch::Calls(|call, setting, memory| {
        if !is_entra(call, setting) || !call.is_real() {
            return Verdict::Nothing;
        }
        match call.let_in() {
            true => Verdict::Proof,
            false if memory.provisioned && matches!(call.status, 401 | 403 | 404) => Sign::plain(),
            false => Verdict::Nothing,
        }
    }),
};

fn share(call: &Call, setting: &Setting, memory: &mut Memory) -> Verdict {
    if !is_entra(call, setting) || !call.writes() || !call.let_in() {
        return Verdict::Nothing;
    }
    let activity = memory.activity;
    if call.status >= 400 {
        return match forecast(&activity) {
            Some(text) => {
                memory.failing = Some(activity.number);
                Sign::saying(text)
            }
            None => Verdict::Nothing,
        };
    }
    let later = memory
        .failing
        .is_some_and(|failing| activity.number > failing);
    match later && !is_too_much(&activity) {
        true => {
            memory.failing = None;
            Verdict::Proof
        }
        false => Verdict::Nothing,
    }
}

fn is_too_much(activity: &Activity) -> bool {
    activity.failed * 100 > activity.writes * SHARE
}

/// What Entra ID would make of a cycle like this one; nothing when it would be content.
fn forecast(activity: &Activity) -> Option<String> {
    if activity.failed < FEW || !is_too_much(activity) {
        return None;
    }
    let (failed, writes) = (activity.failed, activity.writes);
    let percent = failed * 100 / writes.max(1);
    let seen = format!("{failed} of {writes} writes of this cycle failed ({percent} %).");
    if failed >= TOO_MANY {
        return Some(format!(
            "{seen} Above 40,000 failures it is quarantine whatever the share."
        ));
    }
    if failed >= COUNTED_FROM {
        return Some(format!(
            "{seen} From 5,000 failures on, more than 40 % is quarantine."
        ));
    }
    let cycles = COUNTED_FROM.div_ceil(failed);
    let hours = cycles * (PERIOD.unsigned_abs()) / HOUR;
    let time = match hours {
        0..=1 => "an hour".to_owned(),
        2..=47 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    };
    Some(format!(
        "{seen} The share counts from 5,000 failures on: at this rate in {cycles} cycles, {time} at the earliest."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(failed: u64, writes: u64) -> Option<String> {
        forecast(&Activity {
            failed,
            writes,
            ..Activity::default()
        })
    }

    #[test]
    fn up_to_forty_percent_and_a_few_failures_are_no_quarantine() {
        assert_eq!(of(2, 2), None);
        assert_eq!(of(40, 100), None);
        assert_eq!(of(0, 0), None);
    }

    #[test]
    fn a_failing_share_is_reckoned_up_to_the_published_limit() {
        assert_eq!(
            of(12, 20).unwrap(),
            "12 of 20 writes of this cycle failed (60 %). The share counts from 5,000 failures on: at this rate in 417 cycles, 11 days at the earliest."
        );
        assert!(
            of(2_500, 5_000)
                .unwrap()
                .ends_with("in 2 cycles, an hour at the earliest.")
        );
        assert!(
            of(6_000, 9_000)
                .unwrap()
                .ends_with("more than 40 % is quarantine.")
        );
        assert!(of(41_000, 60_000).unwrap().ends_with("whatever the share."));
    }
}
