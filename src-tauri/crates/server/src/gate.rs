//! Who may come in: which connection, whether it is switched on, and whether the token is good.
//!
//! A refusal says which kind it is, because "401" alone is what people lose an afternoon to. It never
//! tells an unknown caller anything that the caller did not send.

use std::sync::Arc;

use http::{HeaderMap, header};
use sandbox::{Connection, Credential, Origin, Story, Stray};
use scim::Error;

use crate::actor;
use crate::answer::Failure;
use crate::app::App;
use crate::arrival::Arrival;
use crate::limits::{LARGEST_BODY, LARGEST_BULK};
use crate::route::{self, Route};

/// The connection that a path names, and what the `Authorization` header is worth there.
///
/// # Errors
/// [`sandbox::Error::UnknownConnection`] and [`sandbox::Error::AddressReplaced`].
pub(crate) fn receive(
    app: &App,
    route: &Route,
    headers: &HeaderMap,
) -> Result<(Arc<Connection>, Credential), sandbox::Error> {
    let value = headers.get(header::AUTHORIZATION);
    let value = value.map(http::HeaderValue::as_bytes);
    app.workspace.receive(route.connection.as_deref(), value)
}

/// For which connection a request looks meant that reached none.
pub(crate) fn stray(app: &App, arrival: &Arrival) -> Option<Stray> {
    let value = arrival.headers.get(header::AUTHORIZATION);
    let value = value.map(http::HeaderValue::as_bytes);
    match app.workspace.meant_for(value, &arrival.path) {
        Ok(stray) => Some(stray),
        Err(error) => {
            tracing::warn!(%error, "whom a call was meant for could not be found out");
            None
        }
    }
}

/// How large the body of a request may be. That of a bulk request may be larger, but only if it comes
/// from somebody who is let in: nobody else can make the listener hold so much.
pub(crate) fn largest_body(app: &App, path: &str, headers: &HeaderMap) -> usize {
    if !route::is_bulk(path) {
        return LARGEST_BODY;
    }
    match receive(app, &route::parse(path), headers) {
        Ok((_, Credential::Accepted { .. })) => LARGEST_BULK,
        _ => LARGEST_BODY,
    }
}

/// Lets a request in; returns the id of the token that did.
///
/// # Errors
/// 403 when the connection is switched off, 401 for a credential that is not good.
pub(crate) fn admit(
    app: &App,
    connection: &Connection,
    credential: Credential,
    arrival: &Arrival,
) -> Result<Option<String>, Failure> {
    if !connection.enabled {
        return Err(Failure::from(Error::forbidden(
            "Provisioning is switched off for this connection. Switch it on in Scimbox, under Connect.",
        ))
        .told(Story::Refused {
            status: 403,
            scim_type: None,
        }));
    }
    match credential {
        Credential::Accepted { token_id } => {
            // What we play ourselves must not look like a sign of life of the identity provider.
            if actor::origin(&arrival.headers) == Origin::Client {
                app.workspace.note_token_use(&token_id);
            }
            Ok(Some(token_id))
        }
        Credential::Missing if arrival.headers.contains_key(header::AUTHORIZATION) => {
            Err(denied(Credential::Missing).saying(
                "The Authorization header holds no token. Paste the token into the identity provider; it may have been left empty there.",
            ))
        }
        refused => Err(denied(refused)),
    }
}

fn denied(credential: Credential) -> Failure {
    // RFC 6750 §3.1: a token that is no good is told from one that was not sent.
    let challenge = match credential {
        Credential::Unknown { .. }
        | Credential::Revoked { .. }
        | Credential::Expired { .. }
        | Credential::OtherConnection => "Bearer realm=\"Scimbox\", error=\"invalid_token\"",
        _ => "Bearer realm=\"Scimbox\"",
    };
    Failure::from(Error::unauthorized(explain(&credential)))
        .told(Story::Denied { credential })
        .with(header::WWW_AUTHENTICATE, challenge)
}

/// What is wrong with a credential, why, and how to mend it.
fn explain(credential: &Credential) -> String {
    let fixed = |sentence: &str| sentence.to_owned();
    match credential {
        Credential::Accepted { .. } => fixed("The token is good."),
        Credential::Missing => fixed(
            "The request has no Authorization header. Paste the token into the identity provider, or look for a proxy that removes the header.",
        ),
        Credential::WrongScheme { scheme } if scheme.is_empty() => fixed(
            "The Authorization header holds a single word. Send `Authorization: Bearer <token>`.",
        ),
        Credential::WrongScheme { scheme } => format!(
            "The Authorization header uses the scheme {scheme}. Send `Authorization: Bearer <token>`."
        ),
        Credential::DoubledBearer => fixed(
            "The Authorization header says Bearer twice. The identity provider adds the word itself: paste the token without it.",
        ),
        Credential::Blanks => fixed(
            "There are blanks, quotes or line breaks around the token. Copy it again without them.",
        ),
        Credential::Unknown {
            checksum_ok: Some(false),
        } => fixed(
            "The token has a typing error or was cut off: its checksum is wrong. Copy it again.",
        ),
        Credential::Unknown {
            checksum_ok: Some(true),
        } => fixed(
            "This is a Scimbox token, but not of this workspace. Generate one here, under Connect.",
        ),
        Credential::Unknown { checksum_ok: None } => fixed(
            "The token is not one of Scimbox's. Generate one under Connect and paste it into the identity provider.",
        ),
        Credential::Revoked { at, reason } if reason == "rotated" => {
            format!("This token was replaced by a newer one at {at}. Paste the newer one.")
        }
        Credential::Revoked { at, .. } => {
            format!("This token was revoked at {at}. Generate a new one under Connect.")
        }
        Credential::Expired { at } => {
            format!("This token expired at {at}. Generate a new one under Connect.")
        }
        Credential::OtherConnection => fixed(
            "This token belongs to another connection of the workspace. Use the Tenant URL and the token of the same connection.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_refusal_has_its_own_sentence() {
        let at: jiff::Timestamp = "2026-05-03T14:02:00Z".parse().unwrap();
        let kinds = [
            Credential::Missing,
            Credential::WrongScheme {
                scheme: "Basic".into(),
            },
            Credential::DoubledBearer,
            Credential::Blanks,
            Credential::Unknown { checksum_ok: None },
            Credential::Unknown {
                checksum_ok: Some(false),
            },
            Credential::Unknown {
                checksum_ok: Some(true),
            },
            Credential::Revoked {
                at,
                reason: "rotated".into(),
            },
            Credential::Revoked {
                at,
                reason: "revoked".into(),
            },
            Credential::Expired { at },
            Credential::OtherConnection,
        ];
        let sentences: std::collections::HashSet<String> = kinds.iter().map(explain).collect();
        assert_eq!(sentences.len(), kinds.len());
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
    }

    #[test]
    fn a_refusal_names_its_scheme_and_is_told_as_denied() {
        let failure = denied(Credential::DoubledBearer);
        let answer = failure.into_answer();
        assert_eq!(answer.status.as_u16(), 401);
        assert!(
            answer
                .header_pairs()
                .contains(&("www-authenticate".into(), "Bearer realm=\"Scimbox\"".into()))
        );
        assert_eq!(
            answer.story,
            Story::Denied {
                credential: Credential::DoubledBearer
            }
        );
    }
}
