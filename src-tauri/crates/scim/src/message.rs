//! Protocol messages: the `ListResponse` of RFC 7644 §3.4.2, by index and by cursor (RFC 9865
//! §2), and the URNs of the others.

use serde::Serialize;
use serde_json::Value;

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

/// A `ListResponse` of whatever can be written as resources.
///
/// `Resources` is always present, since several clients fail where the RFC lets it be absent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListResponse<R> {
    schemas: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    total_results: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_index: Option<u64>,
    items_per_page: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_cursor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(rename = "Resources")]
    resources: Vec<R>,
}

impl ListResponse<Value> {
    /// The message as JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        // Strings, numbers and JSON: nothing that JSON has not.
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl<R> ListResponse<R> {
    /// A page by index: `total` matches overall, `start_index` from 1.
    #[must_use]
    pub fn by_index(total: u64, start_index: u64, resources: Vec<R>) -> Self {
        Self {
            start_index: Some(start_index.max(1)),
            ..Self::by_cursor(Some(total), None, None, resources)
        }
    }

    /// A page by cursor (RFC 9865 §2): `total` where it is known, `next` on every page but the
    /// last, `previous` on every page but the first.
    #[must_use]
    pub fn by_cursor(
        total: Option<u64>,
        next: Option<&str>,
        previous: Option<&str>,
        resources: Vec<R>,
    ) -> Self {
        Self {
            schemas: [LIST_RESPONSE_URN],
            total_results: total,
            start_index: None,
            items_per_page: resources.len(),
            previous_cursor: previous.map(str::to_owned),
            next_cursor: next.map(str::to_owned),
            resources,
        }
    }
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
