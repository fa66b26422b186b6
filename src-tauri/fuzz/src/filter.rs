//! The text of a filter (RFC 7644 §3.4.2.2): printing and parsing are inverse, a printed filter is
//! one that a strict server takes, and evaluation is total and knows no third truth value.

use scim::filter::{MAX_LENGTH, parse};
use scim::{Filter, Found};

use crate::judgement::{are_findings, in_time, is_a_refusal};
use crate::subject;

/// Fails when the law does not hold for these bytes.
pub fn check(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    match in_time("parsing", || parse(text)) {
        Ok(found) => {
            are_findings(&found.findings);
            prints_to_itself(&found);
            is_two_valued(&found.value);
        }
        Err(error) => is_a_refusal(&error),
    }
}

fn prints_to_itself(found: &Found<Filter>) {
    let printed = found.value.to_string();
    // Quotes and escapes may make the canonical text longer than what was sent.
    if printed.len() > MAX_LENGTH {
        return;
    }
    let again = parse(&printed);
    let value = again.as_ref().map(|again| &again.value);
    assert_eq!(value, Ok(&found.value), "{printed}");
    // What is left is about names, which printing does not correct.
    let findings = again.iter().flat_map(|again| &again.findings);
    for odd in findings.filter(|finding| finding.strict.is_some()) {
        let known = found.findings.iter().any(|first| first.rule == odd.rule);
        assert!(known, "{printed} has a new oddity: {odd:?}");
    }
}

fn is_two_valued(filter: &Filter) {
    let registry = scim::Registry::standard();
    let not = Filter::Not(Box::new(filter.clone()));
    for (kind, resource) in subject::resources() {
        match filter.check(registry, kind) {
            Ok(findings) => are_findings(&findings),
            Err(error) => is_a_refusal(&error),
        }
        let hit = in_time("evaluating", || filter.matches(registry, kind, resource));
        assert_ne!(hit, not.matches(registry, kind, resource), "{filter}");
    }
}
