//! The body of a PATCH (RFC 7644 §3.5.2), applied to a full user, an empty one and a group: what
//! comes out is a resource that would be accepted as it stands, and its difference to itself is
//! nothing. A request without oddities means the same to a strict server.

use scim::patch::{Request, apply, parse};
use scim::schema::{Registry, ResourceType};
use scim::{Object, Strictness, accept_new, diff};
use serde_json::Value;

use crate::judgement::{are_findings, in_time, is_refused};
use crate::subject;

/// Kept outside the document of a group, as rows (RFC 7643 §4.2).
const ROWS: &str = "members";

/// Fails when the law does not hold for these bytes.
pub fn check(input: &[u8]) {
    let Ok(body) = serde_json::from_slice::<Value>(input) else {
        return;
    };
    let registry = Registry::standard();
    for (kind, resource) in subject::resources() {
        let body = body.clone();
        match in_time("reading", || parse(registry, kind, body)) {
            Ok(found) => {
                are_findings(&found.findings);
                let strict = found.clone().judge(Strictness::Strict);
                if let Ok(strict) = strict {
                    assert_eq!(strict.value, found.value, "strictness changes the meaning");
                }
                keeps_the_resource_valid(registry, kind, found.value, resource);
            }
            Err(refused) => is_refused(&refused),
        }
    }
}

fn keeps_the_resource_valid(
    registry: &Registry,
    kind: &ResourceType,
    request: Request,
    before: &Object,
) {
    let count = request.operations.len();
    let (rest, edits) = match kind.name.as_str() {
        "Group" => request.split_rows(ROWS),
        _ => (request, Vec::new()),
    };
    let kept = rest.operations.len() + edits.len();
    assert!(kept > 0 || count == 0, "every operation is lost");
    let applied = in_time("applying", || apply(registry, kind, &rest, before));
    let after = match applied {
        Ok(found) => {
            are_findings(&found.findings);
            found.value
        }
        Err(refused) => return is_refused(&refused),
    };
    let kept_elsewhere: &[&str] = match kind.name.as_str() {
        "User" => &["id", "meta", "password", "groups"],
        _ => &["id", "meta"],
    };
    for name in kept_elsewhere {
        assert!(!after.contains_key(*name), "{name} in {after:?}");
    }
    let again = accept_new(registry, kind, Value::Object(after.clone()));
    let again = again.map(|again| again.value);
    assert_eq!(again.as_ref(), Ok(&after), "not valid as it stands");
    let changes = |from, to| diff(registry, kind, from, to);
    assert_eq!(changes(&after, &after), Vec::new());
    let (there, back) = (changes(before, &after), changes(&after, before));
    assert_eq!(there.is_empty(), back.is_empty(), "{there:?} but {back:?}");
}
