//! Which headers, query parameters, form fields and JSON keys carry a secret.

/// Headers with a credential or a session in them, beside those that [`HEADER_PARTS`] tell.
const HEADERS: [&str; 6] = [
    "cookie",
    "set-cookie",
    "x-auth",
    "x-auth-key",
    "x-functions-key",
    "ocp-apim-subscription-key",
];

/// What the name of a header with a credential contains.
const HEADER_PARTS: [&str; 9] = [
    "authorization",
    "token",
    "secret",
    "password",
    "api-key",
    "apikey",
    "access-key",
    "credential",
    "assertion",
];

/// Query parameters and form fields that are secrets (RFC 6749, RFC 6750 §2.3, RFC 7523 §2.2), and
/// what gateways and signed addresses use.
const FIELDS: [&str; 21] = [
    "access_token",
    "api-key",
    "api_key",
    "apikey",
    "assertion",
    "auth",
    "authorization",
    "bearer",
    "client_assertion",
    "client_secret",
    "code",
    "id_token",
    "jwt",
    "password",
    "pwd",
    "refresh_token",
    "secret",
    "sig",
    "signature",
    "token",
    "x-api-key",
];

/// JSON keys, lower case, whose value is a secret.
const KEYS: [&str; 6] = [
    "password",
    "client_secret",
    "client_assertion",
    "access_token",
    "refresh_token",
    "id_token",
];

/// One of these is in each of [`KEYS`], unless it is written with escapes.
const KEY_PARTS: [&[u8]; 4] = [b"\\u", b"password", b"client_", b"_token"];

/// Whether the value of this header is a secret.
pub(super) fn is_secret_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    HEADERS.contains(&name.as_str()) || HEADER_PARTS.iter().any(|part| name.contains(part))
}

/// Whether the value of this query parameter is a secret.
pub(super) fn is_secret_field(name: &str) -> bool {
    FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name))
}

/// The names of secrets in JSON and in filters: `password` and the others that are secret everywhere,
/// and those of the attributes that the schemas of a connection call so, in lower case.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'a>(pub(super) &'a [String]);

impl Names<'_> {
    /// A JSON key of a secret, with or without a schema URN in front and brackets or a sub-attribute
    /// behind. What a schema calls a secret may be a sub-attribute as well.
    pub(super) fn is_secret_key(self, path: &str) -> bool {
        let attribute = path.trim().rsplit(':').next().unwrap_or_default();
        let mut parts = attribute.split(['.', '[', ']', ' ']);
        let name = parts.next().unwrap_or_default();
        let is_own = |part: &str| self.0.iter().any(|own| own.eq_ignore_ascii_case(part));
        KEYS.iter().any(|key| key.eq_ignore_ascii_case(name))
            || is_own(name)
            || (!self.0.is_empty() && parts.any(is_own))
    }

    /// Where the first of them stands in a text of any kind.
    pub(super) fn first_in(self, text: &[u8]) -> Option<usize> {
        let own = self.0.iter().map(String::as_bytes);
        let all = KEYS.iter().map(|key| key.as_bytes()).chain(own);
        all.filter_map(|name| super::text::find(text, name, 0))
            .min()
    }

    /// Whether there may be such a key in a body at all.
    pub(super) fn may_hold_secret_key(self, body: &[u8]) -> bool {
        // A key may be written with escapes, so any escape makes a closer look necessary. Parts that
        // all keys have are enough: answers can be long, and each needle costs a pass over them.
        let own = self.0.iter().map(String::as_bytes);
        KEY_PARTS
            .into_iter()
            .chain(own)
            .any(|part| super::text::find(body, part, 0).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_overlooked_at_a_glance() {
        for key in KEYS {
            let body = format!("{{\"{}\":1}}", key.to_uppercase());
            assert!(
                Names::default().may_hold_secret_key(body.as_bytes()),
                "{key}"
            );
        }
        let plain = b"{\"userName\":\"ada\",\"doorPin\":\"12\"}";
        assert!(!Names::default().may_hold_secret_key(plain));
        let own = ["doorpin".to_owned()];
        assert!(Names(&own).may_hold_secret_key(plain));
        for path in [
            "DOORPIN",
            "urn:x:Door:doorPin",
            "door.doorPin",
            "x[doorPin eq 1].y",
        ] {
            assert!(Names(&own).is_secret_key(path), "{path}");
        }
        assert!(!Names(&own).is_secret_key("doorPins"));
    }
}
