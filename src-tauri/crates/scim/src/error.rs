//! SCIM errors: RFC 7644 §3.12 (Table 9), plus the three of RFC 9865 §2.1, and nothing else.
//!
//! Which HTTP headers go with a status (`WWW-Authenticate`, `Allow`, …) is the server's task.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The URN of a SCIM error message.
pub const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The `scimType` of an error, RFC 7644 Table 9 and RFC 9865 §2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScimType {
    /// The filter syntax is invalid, or attribute and operator do not go together.
    InvalidFilter,
    /// The filter yields more results than the server is willing to calculate.
    TooMany,
    /// A value is already in use or reserved (409).
    Uniqueness,
    /// The change does not go with the target's mutability.
    Mutability,
    /// The body does not have the structure of the request schema.
    InvalidSyntax,
    /// A PATCH `path` is malformed or names nothing.
    InvalidPath,
    /// A PATCH `path` yields nothing that could be operated on.
    NoTarget,
    /// A required value is missing or a value does not fit its attribute.
    InvalidValue,
    /// The protocol version is not supported.
    InvalidVers,
    /// The request carries sensitive data in its URL.
    Sensitive,
    /// The cursor is not one of ours (RFC 9865).
    InvalidCursor,
    /// The cursor has expired (RFC 9865).
    ExpiredCursor,
    /// The count does not go with the cursor (RFC 9865).
    InvalidCount,
}

impl ScimType {
    /// The spelling of the RFC, such as `invalidFilter`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
            Self::InvalidVers => "invalidVers",
            Self::Sensitive => "sensitive",
            Self::InvalidCursor => "invalidCursor",
            Self::ExpiredCursor => "expiredCursor",
            Self::InvalidCount => "invalidCount",
        }
    }
}

/// A refusal as SCIM expresses it: status, `scimType` and one plain sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{status}{}: {detail}", .scim_type.map(|t| format!(" {}", t.as_str())).unwrap_or_default())]
pub struct Error {
    /// HTTP status code.
    pub status: u16,
    /// Detail error keyword, where Table 9 has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scim_type: Option<ScimType>,
    /// One plain sentence for a human.
    pub detail: String,
}

macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident => $status:literal, $scim_type:expr;)*) => {
        impl Error {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(detail: impl Into<String>) -> Self {
                Self { status: $status, scim_type: $scim_type, detail: detail.into() }
            })*
        }
    };
}

constructors! {
    /// 400 `invalidFilter`.
    invalid_filter => 400, Some(ScimType::InvalidFilter);
    /// 400 `tooMany`.
    too_many => 400, Some(ScimType::TooMany);
    /// 409 `uniqueness`.
    uniqueness => 409, Some(ScimType::Uniqueness);
    /// 400 `mutability`.
    mutability => 400, Some(ScimType::Mutability);
    /// 400 `invalidSyntax`.
    invalid_syntax => 400, Some(ScimType::InvalidSyntax);
    /// 400 `invalidPath`.
    invalid_path => 400, Some(ScimType::InvalidPath);
    /// 400 `noTarget`.
    no_target => 400, Some(ScimType::NoTarget);
    /// 400 `invalidValue`.
    invalid_value => 400, Some(ScimType::InvalidValue);
    /// 400 `invalidVers`.
    invalid_vers => 400, Some(ScimType::InvalidVers);
    /// 403 `sensitive`.
    sensitive => 403, Some(ScimType::Sensitive);
    /// 400 `invalidCursor`.
    invalid_cursor => 400, Some(ScimType::InvalidCursor);
    /// 400 `expiredCursor`.
    expired_cursor => 400, Some(ScimType::ExpiredCursor);
    /// 400 `invalidCount`.
    invalid_count => 400, Some(ScimType::InvalidCount);
    /// 401: no valid credential.
    unauthorized => 401, None;
    /// 403: the credential is valid, the operation is not permitted.
    forbidden => 403, None;
    /// 404: no such resource or endpoint.
    not_found => 404, None;
    /// 405: the endpoint does not know the method.
    method_not_allowed => 405, None;
    /// 409: the request does not go with the state of other resources.
    conflict => 409, None;
    /// 412: the resource has changed on the server since it was read.
    precondition_failed => 412, None;
    /// 413: the body is larger than the server takes.
    too_large => 413, None;
    /// 415: the body is not JSON.
    unsupported_media_type => 415, None;
    /// 429: the client sends faster than it may.
    too_many_requests => 429, None;
    /// 500: the server failed; the detail must not tell internals.
    internal => 500, None;
    /// 501: the server does not support the operation.
    not_implemented => 501, None;
    /// 503: the server cannot answer at the moment.
    unavailable => 503, None;
}

impl Error {
    /// The SCIM error message (RFC 7644 §3.12). `status` is a string there.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut message = json!({ "schemas": [ERROR_URN] });
        if let Value::Object(map) = &mut message {
            if let Some(scim_type) = self.scim_type {
                map.insert("scimType".into(), scim_type.as_str().into());
            }
            map.insert("detail".into(), self.detail.clone().into());
            map.insert("status".into(), self.status.to_string().into());
        }
        message
    }
}
