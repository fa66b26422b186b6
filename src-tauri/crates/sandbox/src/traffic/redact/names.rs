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

/// A JSON key of a secret, with or without a schema URN in front and brackets or a sub-attribute
/// behind.
pub(super) fn is_secret_key(path: &str) -> bool {
    let attribute = path.trim().rsplit(':').next().unwrap_or_default();
    let name = attribute.split(['.', '[']).next().unwrap_or_default();
    KEYS.iter().any(|key| key.eq_ignore_ascii_case(name.trim()))
}

/// Whether there may be such a key in a body at all.
pub(super) fn may_hold_secret_key(body: &[u8]) -> bool {
    // A key may be written with escapes, so any escape makes a closer look necessary. Parts that all
    // keys have are enough: answers can be long, and each needle costs a pass over them.
    KEY_PARTS
        .iter()
        .any(|part| super::text::find(body, part, 0).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_overlooked_at_a_glance() {
        for key in KEYS {
            let body = format!("{{\"{}\":1}}", key.to_uppercase());
            assert!(may_hold_secret_key(body.as_bytes()), "{key}");
        }
        assert!(!may_hold_secret_key(b"{\"userName\":\"ada\"}"));
    }
}
