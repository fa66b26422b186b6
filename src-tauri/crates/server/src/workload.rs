//! `/oauth2/token`: a workload identity exchanges its signed assertion for a bearer token
//! (RFC 7523 §2.2, RFC 6749 §4.4). Entra ID calls this with workload identity federation.
//!
//! The answer is OAuth's and not SCIM's, in success and in failure (RFC 6749 §5). The key that
//! signs must have been registered with the connection; nothing is fetched from an issuer.

use std::time::Duration;

use http::{StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use sandbox::{Connection, NewToken, Story, Workload};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::app::App;
use crate::arrival::{Arrival, form_pairs};
use crate::methods;

/// How long an issued token works. Microsoft asks for 60 to 360 minutes.
const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// Clocks of issuer and server may differ by this much.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// The one kind of client authentication that is taken.
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Signatures that are taken; never `none`, never a shared secret.
const ALGORITHMS: [Algorithm; 6] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::ES256,
    Algorithm::ES384,
];

/// Issues a token, or says in OAuth's words why not.
///
/// # Errors
/// 405 for other methods than POST; what the workspace says.
pub(crate) async fn token(
    app: &App,
    connection: &Connection,
    arrival: &Arrival,
) -> Result<Answer, Failure> {
    if arrival.method != http::Method::POST {
        return methods::other(arrival, "POST");
    }
    let form = match form(arrival) {
        Ok(form) => form,
        Err(refused) => return Ok(refused.into_answer()),
    };
    let (id, now) = (connection.id.clone(), app.workspace.clock().now());
    // Whoever signed it goes by the time of the world, not by a virtual one.
    let signed = app.workspace.ahead().real();
    let issued = app
        .reading(move |workspace| {
            let Some(workload) = workspace.workload(&id, &form.client_id)? else {
                return Ok(Err(Refusal::client(
                    "No workload identity with this client_id is registered for the connection.",
                )));
            };
            if let Err(refusal) = proven(&workload, &form.assertion, signed) {
                return Ok(Err(refusal));
            }
            let new = NewToken {
                label: format!("Workload identity {}", workload.client_id),
                created_by: "workload".to_owned(),
                expires_at: Some(now + LIFETIME),
            };
            Ok(Ok(workspace.mint_token(&id, new)?))
        })
        .await?;
    Ok(match issued {
        Ok(minted) => answer(
            StatusCode::OK,
            json!({
                "access_token": minted.secret.expose(),
                "token_type": "Bearer",
                "expires_in": LIFETIME.as_secs(),
            }),
            Story::TokenIssued,
        ),
        Err(refusal) => refusal.into_answer(),
    })
}

struct Form {
    client_id: String,
    assertion: String,
}

/// Why no token is issued (RFC 6749 §5.2).
struct Refusal {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl Refusal {
    fn client(description: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            description: description.into(),
        }
    }

    fn request(error: &'static str, description: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            description: description.into(),
        }
    }

    fn into_answer(self) -> Answer {
        let story = Story::Refused {
            status: self.status.as_u16(),
            scim_type: None,
        };
        let body = json!({ "error": self.error, "error_description": self.description });
        answer(self.status, body, story)
    }
}

/// Tokens must not stay in a cache (RFC 6749 §5.1).
fn answer(status: StatusCode, body: Value, story: Story) -> Answer {
    Answer {
        media_type: "application/json",
        ..Answer::json(status, body, story)
    }
    .with(header::CACHE_CONTROL, "no-store")
}

fn form(arrival: &Arrival) -> Result<Form, Refusal> {
    let text = std::str::from_utf8(&arrival.body)
        .map_err(|_| Refusal::request("invalid_request", "The form is not UTF-8."))?;
    let pairs = form_pairs(text);
    let field = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    };
    let grant = field("grant_type").unwrap_or_default();
    if grant != "client_credentials" {
        return Err(Refusal::request(
            "unsupported_grant_type",
            "grant_type must be client_credentials.",
        ));
    }
    if field("client_assertion_type").as_deref() != Some(JWT_BEARER) {
        return Err(Refusal::request(
            "invalid_request",
            format!("client_assertion_type must be {JWT_BEARER}."),
        ));
    }
    match (field("client_id"), field("client_assertion")) {
        (Some(client_id), Some(assertion)) => Ok(Form {
            client_id,
            assertion,
        }),
        _ => Err(Refusal::request(
            "invalid_request",
            "client_id and client_assertion must be given.",
        )),
    }
}

#[derive(Deserialize)]
struct Claims {
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
}

/// Whether an assertion is signed by the registered key and says what it must.
fn proven(workload: &Workload, assertion: &str, now: Timestamp) -> Result<(), Refusal> {
    let head = jsonwebtoken::decode_header(assertion)
        .map_err(|_| Refusal::client("The assertion is not a signed JWT."))?;
    if !ALGORITHMS.contains(&head.alg) {
        return Err(Refusal::client(
            "The assertion is signed with an algorithm that is not taken here.",
        ));
    }
    let key = match head.alg {
        Algorithm::ES256 | Algorithm::ES384 => {
            DecodingKey::from_ec_pem(workload.public_key_pem.as_bytes())
        }
        _ => DecodingKey::from_rsa_pem(workload.public_key_pem.as_bytes()),
    }
    .map_err(|_| Refusal::client("The registered key is of another kind than the signature."))?;
    let mut expected = Validation::new(head.alg);
    expected.set_issuer(&[&workload.issuer]);
    expected.set_audience(&[&workload.audience]);
    expected.sub = Some(workload.subject.clone());
    expected.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // Times are compared below with the injected clock.
    expected.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(assertion, &key, &expected)
        .map_err(|error| Refusal::client(format!("The assertion is not good: {error}.")))?
        .claims;
    let moment = |seconds: i64| Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN);
    if moment(claims.exp) < now - LEEWAY {
        return Err(Refusal::client("The assertion has expired."));
    }
    match claims.nbf {
        Some(nbf) if now + LEEWAY < moment(nbf) => {
            Err(Refusal::client("The assertion is not valid yet."))
        }
        _ => Ok(()),
    }
}
