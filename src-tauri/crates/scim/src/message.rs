//! Protocol messages: the `ListResponse` of RFC 7644 §3.4.2.

use serde_json::{Value, json};

/// The URN of a list response.
pub const LIST_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// The URN of a PATCH request.
pub const PATCH_OP_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

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
