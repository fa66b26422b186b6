//! The secret of a token: `scimbox_`, 43 base64url characters (256 bits), `_` and 6 base62
//! characters of a CRC-32, so that a typo can be told from an unknown token, and so that secret
//! scanners can recognise it.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::ids::Ids;

const PREFIX: &str = "scimbox_";
const RANDOM_CHARACTERS: usize = 43;
const CHECKSUM_CHARACTERS: usize = 6;
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A bearer secret. `Debug` does not show it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret of 256 random bits.
    pub(super) fn generate(ids: &dyn Ids) -> Self {
        let mut bytes = [0; 32];
        ids.bytes(&mut bytes);
        let random = URL_SAFE_NO_PAD.encode(bytes);
        let checksum = checksum(&random);
        Self(format!("{PREFIX}{random}_{checksum}"))
    }

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

/// CRC-32 in six base62 digits.
fn checksum(random: &str) -> String {
    let mut rest = crc32fast::hash(random.as_bytes());
    let mut digits = [0; CHECKSUM_CHARACTERS];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[(rest % 62) as usize];
        rest /= 62;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

/// Whether a secret of our form is spelled correctly; `None` when it is not of our form.
pub(super) fn checksum_ok(secret: &str) -> Option<bool> {
    let rest = secret.strip_prefix(PREFIX)?;
    // The random part may contain `_` itself, so it is cut by length.
    let Some((random, tail)) = rest.split_at_checked(RANDOM_CHARACTERS) else {
        return Some(false);
    };
    Some(tail.strip_prefix('_') == Some(checksum(random).as_str()))
}

/// Whether a secret made elsewhere can serve: long enough not to be guessed, and of characters
/// that a header can carry and that cannot be mistaken for blanks or quotes.
#[must_use]
pub fn is_usable(secret: &str) -> bool {
    (16..=512).contains(&secret.len())
        && secret
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\'')
}

/// The last four characters, by which people tell tokens apart.
pub(super) fn hint(secret: &str) -> String {
    let skip = secret.chars().count().saturating_sub(4);
    secret.chars().skip(skip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{Fixed, Random};

    #[test]
    fn a_secret_has_the_promised_form_and_checks_out() {
        for _ in 0..200 {
            let secret = Secret::generate(&Random);
            let text = secret.expose();
            assert_eq!(text.len(), 8 + 43 + 1 + 6);
            assert!(text.starts_with("scimbox_"));
            assert_eq!(checksum_ok(text), Some(true), "{text}");
        }
    }

    #[test]
    fn every_single_mistyped_character_is_noticed() {
        let secret = Secret::generate(&Fixed::new(1));
        let text = secret.expose();
        for place in 8..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place] = if bytes[place] == b'x' { b'y' } else { b'x' };
            let typo = String::from_utf8(bytes).unwrap();
            assert_eq!(checksum_ok(&typo), Some(false), "{typo}");
        }
    }

    #[test]
    fn a_cut_off_or_lengthened_secret_does_not_check_out() {
        let secret = Secret::generate(&Fixed::new(2));
        let text = secret.expose();
        for length in 8..text.len() {
            assert_eq!(checksum_ok(text.split_at(length).0), Some(false));
        }
        assert_eq!(checksum_ok(&format!("{text}0")), Some(false));
        assert_eq!(checksum_ok("scimbox_äöü"), Some(false));
    }

    #[test]
    fn other_forms_have_no_checksum() {
        assert_eq!(checksum_ok("eyJhbGciOi"), None);
        assert_eq!(checksum_ok(""), None);
    }

    #[test]
    fn a_secret_does_not_show_itself_in_debug_output() {
        let secret = Secret::generate(&Fixed::new(3));
        assert_eq!(format!("{secret:?}"), "[redacted]");
    }

    #[test]
    fn a_guessable_or_unsendable_secret_is_not_usable() {
        assert!(is_usable("0123456789abcdef"));
        for bad in [
            "short",
            "0123456789 abcdef",
            "0123456789abcde\n",
            "0123456789äbcdefg",
        ] {
            assert!(!is_usable(bad), "{bad:?}");
        }
    }
}
