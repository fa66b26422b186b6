//! What is answered to a Bulk request (RFC 7644 §3.7.3).

use serde_json::{Value, json};

use super::{Operation, Rejected};
use crate::message::BULK_RESPONSE_URN;
use crate::{Error, Object};

/// The result of one operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The method, as it was sent.
    pub method: String,
    /// The client's name for it.
    pub bulk_id: Option<String>,
    /// The version of the resource afterwards.
    pub version: Option<String>,
    /// The URL of the resource; absent only where a POST has failed.
    pub location: Option<String>,
    /// The HTTP status the operation would have had by itself.
    pub status: u16,
    /// The body it would have had; needed when it has failed.
    pub response: Option<Value>,
}

impl Outcome {
    /// The outcome of an operation that has failed.
    #[must_use]
    pub fn failed(operation: &Operation, location: Option<String>, error: &Error) -> Self {
        Self {
            method: operation.method.as_str().to_owned(),
            bulk_id: operation.bulk_id.clone(),
            version: None,
            location,
            status: error.status,
            response: Some(error.to_value()),
        }
    }

    /// The outcome of an operation that was not tried.
    #[must_use]
    pub fn rejected(rejected: &Rejected) -> Self {
        Self {
            method: rejected.method.clone(),
            bulk_id: rejected.bulk_id.clone(),
            version: None,
            location: None,
            status: rejected.error.status,
            response: Some(rejected.error.to_value()),
        }
    }

    /// Whether it counts against `failOnErrors`.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.status >= 400
    }

    /// As the client sees it; `status` is a text.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut map = Object::new();
        if let Some(location) = &self.location {
            map.insert("location".into(), location.as_str().into());
        }
        map.insert("method".into(), self.method.as_str().into());
        if let Some(bulk_id) = &self.bulk_id {
            map.insert("bulkId".into(), bulk_id.as_str().into());
        }
        if let Some(version) = &self.version {
            map.insert("version".into(), version.as_str().into());
        }
        map.insert("status".into(), self.status.to_string().into());
        if let Some(response) = &self.response {
            map.insert("response".into(), response.clone());
        }
        Value::Object(map)
    }
}

/// The `BulkResponse`, with the outcomes in the order of the request; operations that were not
/// reached are not in it.
#[must_use]
pub fn response(outcomes: &[Outcome]) -> Value {
    let operations: Vec<Value> = outcomes.iter().map(Outcome::to_value).collect();
    json!({ "schemas": [BULK_RESPONSE_URN], "Operations": operations })
}
