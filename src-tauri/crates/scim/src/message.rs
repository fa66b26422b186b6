//! Protocol messages: the `ListResponse` of RFC 7644 §3.4.2, by index and by cursor (RFC 9865
//! §2), and the URNs of the others.

use serde_json::{Value, json};

use crate::{Error, Finding};

/// The URN of a list response.
pub const LIST_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// The URN of a PATCH request.
pub const PATCH_OP_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// The URN of a query that is posted.
pub const SEARCH_REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
/// The URN of a Bulk request.
pub const BULK_REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// The URN of a Bulk response.
pub const BULK_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// A `ListResponse`: `total` matches overall, `resources` on this page, `start_index` 1-based.
///
/// `Resources` is always present, since several clients fail where the RFC lets it be absent.
#[must_use]
pub fn list_response(total: u64, start_index: u64, resources: Vec<Value>) -> Value {
    let items = resources.len();
    let mut message = json!({
        "schemas": [LIST_RESPONSE_URN],
        "totalResults": total,
        "startIndex": start_index.max(1),
        "itemsPerPage": items,
    });
    if let Value::Object(map) = &mut message {
        map.insert("Resources".into(), Value::Array(resources));
    }
    message
}

/// A page of a listing by cursor (RFC 9865 §2): `total` where it is known, `next` on every page
/// but the last, `previous` on every page but the first.
#[must_use]
pub fn cursor_response(
    total: Option<u64>,
    next: Option<&str>,
    previous: Option<&str>,
    resources: Vec<Value>,
) -> Value {
    let mut message = json!({ "schemas": [LIST_RESPONSE_URN] });
    if let Value::Object(map) = &mut message {
        if let Some(total) = total {
            map.insert("totalResults".into(), total.into());
        }
        map.insert("itemsPerPage".into(), resources.len().into());
        for (name, cursor) in [("previousCursor", previous), ("nextCursor", next)] {
            if let Some(cursor) = cursor {
                map.insert(name.into(), cursor.into());
            }
        }
        map.insert("Resources".into(), Value::Array(resources));
    }
    message
}

/// Lenient: a message that does not name its schema is read as what the endpoint expects.
pub(crate) fn note_message(
    sent: Option<&Value>,
    urn: &str,
    section: &'static str,
    findings: &mut Vec<Finding>,
) {
    let named = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.eq_ignore_ascii_case(urn))
    };
    let fine = sent
        .and_then(Value::as_array)
        .is_some_and(|items| items.iter().any(named));
    if !fine {
        findings.push(
            Finding::warn(
                "RFC-message-schemas",
                section,
                format!("'schemas' does not name the message '{urn}'; read as one."),
            )
            .at("schemas")
            .strict(Error::invalid_syntax(format!(
                "'schemas' must contain '{urn}'."
            ))),
        );
    }
}
