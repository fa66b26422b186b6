//! What holds for every verdict of the `scim` crate, whatever was judged.

use std::time::{Duration, Instant};

use scim::{Error, Finding, Refused};

/// More than this for one input is a hang. It is generous because the build is instrumented and
/// the machine may be busy; what is meant are inputs whose cost grows faster than their length.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs one step of a law and fails when it takes far too long.
pub(crate) fn in_time<T>(what: &str, step: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = step();
    let took = began.elapsed();
    assert!(took < PATIENCE, "{what} took {took:?}");
    made
}

/// A refusal is the client's fault, says why, and is an error of RFC 7644 §3.12.
pub(crate) fn is_a_refusal(error: &Error) {
    assert!((400..500).contains(&error.status), "{error:?}");
    assert!(!error.detail.trim().is_empty(), "{error:?}");
    if error.scim_type.is_some() {
        let allowed = [400, 403, 409, 413];
        assert!(
            allowed.contains(&error.status),
            "a scimType goes with 400 or 409: {error:?}"
        );
    }
}

/// Every finding has a rule, a sentence and a section, and what a strict server answers is a refusal.
pub(crate) fn are_findings(findings: &[Finding]) {
    for finding in findings {
        assert!(!finding.rule.is_empty(), "{finding:?}");
        assert!(!finding.detail.trim().is_empty(), "{finding:?}");
        assert!(finding.section.starts_with("RFC "), "{finding:?}");
        if let Some(error) = &finding.strict {
            is_a_refusal(error);
        }
    }
}

/// A refusal together with what was found before it.
pub(crate) fn is_refused(refused: &Refused) {
    is_a_refusal(&refused.error);
    are_findings(&refused.findings);
}
