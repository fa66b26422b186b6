//! A request as a value: what is sent, before anything is sent.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Says to a Scimbox server that a request is a rehearsal. No real identity provider sends it.
pub const ORIGIN_HEADER: &str = "X-Scimbox-Origin";
/// What [`ORIGIN_HEADER`] says of a rehearsal.
pub const ORIGIN_VALUE: &str = "simulator";
/// What [`ORIGIN_HEADER`] says of a look at the own address.
pub(crate) const DOOR_VALUE: &str = "door";

/// What form encoding leaves as it is besides letters and digits.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// HTTP methods that identity providers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read or search.
    Get,
    /// Create.
    Post,
    /// Replace.
    Put,
    /// Change.
    Patch,
    /// Remove.
    Delete,
}

/// One request below the base URL of a connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Path and query below the base URL, encoded: `/Users?filter=…`.
    pub target: String,
    /// JSON body of a write.
    pub body: Option<Value>,
}

impl Request {
    /// A request without a body.
    pub(crate) fn bare(method: Method, target: impl Into<String>) -> Self {
        Self {
            method,
            target: target.into(),
            body: None,
        }
    }

    /// A request with a JSON body.
    pub(crate) fn with(method: Method, target: impl Into<String>, body: Value) -> Self {
        Self {
            method,
            target: target.into(),
            body: Some(body),
        }
    }
}

impl Method {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Method and path: the query may hold personal data and says little in a sentence.
impl fmt::Display for Request {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        write!(out, "{} {path}", self.method.name())
    }
}

/// Encodes `text` for a query as Entra does: form encoding, blanks as `+`.
pub(crate) fn form_encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED)
        .to_string()
        .replace(' ', "+")
}

/// Encodes `text` for a query as Okta does: blanks as `%20`.
pub(crate) fn percent_encoded(text: &str) -> String {
    form_encoded(text).replace('+', "%20")
}

/// Encodes an id as one segment of a path.
pub(crate) fn segment(id: &str) -> String {
    const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(id, SEGMENT).to_string()
}

/// `attribute eq "value"`, the value escaped as JSON text (RFC 7644 §3.4.2.2).
pub(crate) fn equals(attribute: &str, value: &str) -> String {
    format!("{attribute} eq {}", Value::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_encoded_with_plus_for_blanks() {
        assert_eq!(
            form_encoded(&equals("userName", "bram.visser@example.com")),
            "userName+eq+%22bram.visser%40example.com%22"
        );
    }

    #[test]
    fn the_hash_of_a_guest_and_the_plus_of_an_address_survive() {
        assert_eq!(
            form_encoded("finn_partner.example.org#EXT#@example.com"),
            "finn_partner.example.org%23EXT%23%40example.com"
        );
        assert_eq!(form_encoded("a+b c"), "a%2Bb+c");
        assert_eq!(form_encoded("Zoë"), "Zo%C3%AB");
    }

    #[test]
    fn a_quote_in_a_value_does_not_end_the_filter() {
        assert_eq!(
            equals("displayName", r#"The "A" team"#),
            r#"displayName eq "The \"A\" team""#
        );
    }

    #[test]
    fn a_request_reads_as_method_and_path_without_its_query() {
        let request = Request::bare(Method::Get, "/Users?filter=userName+eq+%22ada%22");
        assert_eq!(request.to_string(), "GET /Users");
    }
}
