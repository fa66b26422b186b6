//! CONN-05: Entra ID uses a token of its own because its *Secret Token* is blank. Told beside the 401,
//! since the token itself is not kept.

use http::{HeaderMap, header};
use sandbox::Credential;
use scim::Finding;

/// The finding, where a credential that was refused is such a token.
pub(crate) fn noted(credential: &Credential, headers: &HeaderMap) -> Option<Finding> {
    let unknown = matches!(credential, Credential::Unknown { .. });
    let value = headers.get(header::AUTHORIZATION).filter(|_| unknown)?;
    sandbox::tokens::is_entras_own(value.as_bytes()).then(|| {
        Finding::warn(
            "CONN-05",
            "RFC 6750 §2.1",
            "Entra ID sent a token that it signed itself: its Secret Token is blank.",
        )
    })
}
