//! The token that Entra ID signs itself while its *Secret Token* is blank. Known by what it says of
//! itself; its signature is not looked at, since nothing is granted for it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// Whom such a token is for: Microsoft's own SCIM application.
const AUDIENCE: &str = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
const ISSUER: &str = "https://sts.windows.net/";
/// Longer than any such token.
const LONGEST: usize = 16 * 1024;

/// Whether the value of an `Authorization` header holds one.
#[must_use]
pub fn is_entras_own(authorization: &[u8]) -> bool {
    let token = super::credential::secret_of(Some(authorization)).ok();
    token.and_then(claims).is_some_and(|claims| {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        text("aud") == Some(AUDIENCE) && text("iss").is_some_and(|iss| iss.starts_with(ISSUER))
    })
}

/// What a signed token says (RFC 7519 §3).
fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_, said, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let said = (said.len() <= LONGEST).then_some(said)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(said).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(claims: &str) -> Vec<u8> {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!(
            "Bearer {}.{}.sig",
            part("{\"alg\":\"RS256\"}"),
            part(claims)
        )
        .into_bytes()
    }

    #[test]
    fn entras_own_token_is_known_by_issuer_and_audience() {
        let own = format!("{{\"iss\":\"https://sts.windows.net/x/\",\"aud\":\"{AUDIENCE}\"}}");
        assert!(is_entras_own(&bearer(&own)));
        for other in [
            "{}",
            "[]",
            "{\"iss\":\"https://sts.windows.net/x/\",\"aud\":\"app\"}",
        ] {
            assert!(!is_entras_own(&bearer(other)), "{other}");
        }
        for text in ["Bearer scimbox_x", "Bearer a.b", "Bearer a.%.c", ""] {
            assert!(!is_entras_own(text.as_bytes()), "{text}");
        }
    }
}
