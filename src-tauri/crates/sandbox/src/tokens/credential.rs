//! What an `Authorization` header turned out to be. Says what is wrong without ever repeating a
//! secret to somebody who does not hold it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::millis;
use crate::store::tokens::Key;

/// The verdict on an `Authorization` header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Credential {
    /// A token of this connection that works.
    Accepted {
        /// Which one.
        token_id: String,
    },
    /// No header, or nothing in it.
    Missing,
    /// Another scheme than `Bearer`, or none at all.
    WrongScheme {
        /// The scheme, empty when the header held a single word (which may be a secret).
        scheme: String,
    },
    /// `Bearer Bearer …`: the scheme was pasted together with the token.
    DoubledBearer,
    /// Blanks, line breaks or quotes around or within the token.
    Blanks,
    /// No token of this workspace.
    Unknown {
        /// `Some(true)`: made by a Scimbox, but not known here. `Some(false)`: mistyped or cut
        /// off. `None`: not of our form.
        checksum_ok: Option<bool>,
    },
    /// It worked once.
    Revoked {
        /// Since when it does not.
        #[serde(with = "millis")]
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// It had an end.
    Expired {
        /// When that was.
        #[serde(with = "millis")]
        at: Timestamp,
    },
    /// It opens another connection of this workspace.
    OtherConnection,
}

/// The longest word that is told back as a scheme; no scheme in use is longer.
const LONGEST_SCHEME: usize = 16;

/// The secret in the value of an `Authorization` header, or what is wrong with the value.
pub(super) fn secret_of(authorization: Option<&[u8]>) -> Result<&str, Credential> {
    let value = authorization.unwrap_or_default();
    let Ok(value) = std::str::from_utf8(value) else {
        return Err(Credential::WrongScheme {
            scheme: String::new(),
        });
    };
    let value = value.trim_start_matches(' ');
    let Some((scheme, rest)) = value.split_once(' ') else {
        return Err(match value.trim() {
            "" => Credential::Missing,
            word if word.eq_ignore_ascii_case("bearer") => Credential::Missing,
            _ => Credential::WrongScheme {
                scheme: String::new(),
            },
        });
    };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Credential::WrongScheme {
            scheme: tellable(scheme),
        });
    }
    let bare = rest.trim();
    if bare.is_empty() {
        return Err(Credential::Missing);
    }
    if let Some((first, _)) = bare.split_once(' ')
        && first.eq_ignore_ascii_case("bearer")
    {
        return Err(Credential::DoubledBearer);
    }
    // RFC 9110 §11.4 lets more than one blank stand behind the scheme.
    let rest = rest.trim_start_matches(' ');
    if rest.contains(|c: char| c.is_whitespace() || c == '"' || c == '\'') {
        return Err(Credential::Blanks);
    }
    Ok(rest)
}

/// A scheme that may be told back; anything that could be part of a secret may not.
fn tellable(scheme: &str) -> String {
    let plain = scheme
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    if plain && scheme.len() <= LONGEST_SCHEME {
        scheme.to_owned()
    } else {
        String::new()
    }
}

/// The verdict on a token that exists.
pub(super) fn judge(known: &Key, connection: i64, now: Timestamp) -> Credential {
    if known.connection != connection {
        return Credential::OtherConnection;
    }
    if let Some(at) = known.revoked_at {
        return Credential::Revoked {
            at,
            reason: known.revoked_reason.clone().unwrap_or_default(),
        };
    }
    match known.expires_at {
        Some(at) if at <= now => Credential::Expired { at },
        _ => Credential::Accepted {
            token_id: known.token_id.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(value: &str) -> Credential {
        secret_of(Some(value.as_bytes())).unwrap_err()
    }

    #[test]
    fn a_bearer_token_is_taken_out_of_the_header_whatever_the_case_of_the_scheme() {
        for value in ["Bearer abc", "bearer abc", "BEARER abc", "Bearer  abc"] {
            assert_eq!(secret_of(Some(value.as_bytes())), Ok("abc"));
        }
    }

    #[test]
    fn an_empty_header_is_as_good_as_none() {
        assert_eq!(secret_of(None), Err(Credential::Missing));
        for value in ["", "  ", "Bearer", "Bearer ", "bearer   "] {
            assert_eq!(verdict(value), Credential::Missing, "{value:?}");
        }
    }

    #[test]
    fn another_scheme_is_named() {
        let basic = Credential::WrongScheme {
            scheme: "Basic".to_owned(),
        };
        assert_eq!(verdict("Basic dXNlcjpwYXNz"), basic);
    }

    #[test]
    fn a_bare_secret_is_never_told_back_as_a_scheme() {
        let silent = Credential::WrongScheme {
            scheme: String::new(),
        };
        for value in [
            "scimbox_abc",
            "hunter",
            "sup3rsecret x",
            "averyveryverylongword x",
        ] {
            assert_eq!(verdict(value), silent, "{value:?}");
        }
        assert_eq!(secret_of(Some(b"\xff\xfe x")), Err(silent));
    }

    #[test]
    fn a_doubled_scheme_is_told_from_blanks() {
        assert_eq!(verdict("Bearer Bearer abc"), Credential::DoubledBearer);
        assert_eq!(verdict("bearer  bearer abc"), Credential::DoubledBearer);
        for value in [
            "Bearer abc ",
            "Bearer a bc",
            "Bearer \"abc\"",
            "Bearer \tabc",
        ] {
            assert_eq!(verdict(value), Credential::Blanks, "{value:?}");
        }
    }

    #[test]
    fn a_verdict_is_written_with_times_in_milliseconds() {
        let at = Timestamp::from_millisecond(5).unwrap();
        let revoked = Credential::Revoked {
            at,
            reason: "rotated".to_owned(),
        };
        let json = serde_json::json!({ "kind": "revoked", "at": 5, "reason": "rotated" });
        assert_eq!(serde_json::to_value(&revoked).unwrap(), json);
        assert_eq!(serde_json::from_value::<Credential>(json).unwrap(), revoked);
    }
}
