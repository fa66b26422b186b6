//! The secret of a token: `scimbox_`, 43 base64url characters (256 bits), `_` and 6 base62
//! characters of a CRC-32, so that a typo can be told from an unknown token, and so that secret
//! scanners can recognise it.

use std::fmt;

/// A bearer secret. `Debug` does not show it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself, to be shown once or put into the keyring.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
