//! The text of a PATCH path (RFC 7644 §3.5.2): printing and parsing are inverse, and a printed path
//! is one that a strict server takes.

use scim::AttributePath;
use scim::filter::MAX_LENGTH;
use scim::path::parse;

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
            let printed = found.value.to_string();
            if printed.len() <= MAX_LENGTH {
                let again = parse(&printed);
                let same = again.as_ref().map(|again| &again.value) == Ok(&found.value);
                assert!(same, "{printed} of {:?} is read as {again:?}", found.value);
            }
            for (kind, _) in subject::resources() {
                let _ = scim::Registry::standard().resolve(kind, &found.value.attribute);
            }
        }
        Err(error) => is_a_refusal(&error),
    }
    attribute_paths_print_to_themselves(text);
}

fn attribute_paths_print_to_themselves(text: &str) {
    match AttributePath::parse(text) {
        Ok(path) => {
            let printed = path.to_string();
            let again = AttributePath::parse(&printed);
            assert_eq!(again.as_ref(), Ok(&path), "{printed}");
        }
        Err(error) => is_a_refusal(&error),
    }
}
