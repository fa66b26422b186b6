//! The token endpoint for workload identities (RFC 7523 §2.2): who may swap an assertion for a
//! token, and every way in which that is refused. The exchange itself is a fixture.

use crate::scene::{Scene, encoded};
use acceptance::harness::assertion::Prover;
use acceptance::harness::exchange::WorkloadIdentity;
use acceptance::harness::wire::{Answer, Request};
use serde_json::{Value, json};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn identity() -> WorkloadIdentity {
    let text = |text: &str| text.to_owned();
    WorkloadIdentity {
        client_id: text("client-1"),
        issuer: text("https://issuer.example/v2.0"),
        subject: text("subject-1"),
        audience: text("api://scimbox"),
    }
}

async fn known() -> (Scene, Prover) {
    let scene = Scene::start().await;
    let prover = Prover::from_seed([9; 32]);
    scene
        .bench
        .register_workload(&scene.door, &identity(), &prover.public_key_pem());
    (scene, prover)
}

fn claims(scene: &Scene) -> Value {
    let now = scene.bench.now().as_second();
    let known = identity();
    json!({"iss": known.issuer, "sub": known.subject, "aud": known.audience, "iat": now, "exp": now + 300, "jti": "1"})
}

async fn ask(scene: &Scene, assertion: &str) -> Answer {
    let form = format!(
        "grant_type=client_credentials&client_id=client-1&client_assertion_type={}&client_assertion={assertion}",
        encoded(TYPE)
    );
    let request = Request::new("POST", "/scim/v2/oauth2/token");
    let request = request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .bytes(form);
    scene.door.send(&request).await
}

#[track_caller]
fn assert_refused(answer: &Answer, error: &str) {
    assert!(
        matches!(answer.status, 400 | 401),
        "{} {}",
        answer.status,
        answer.text()
    );
    assert_eq!(
        answer.json()["error"],
        json!(error),
        "RFC 6749 §5.2: {}",
        answer.text()
    );
    assert!(!answer.text().contains("access_token"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_swapped_expires() {
    let (scene, prover) = known().await;
    let answer = ask(&scene, &prover.sign(&claims(&scene))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = answer.json();
    let (token, seconds) = (
        body["access_token"].as_str().unwrap(),
        body["expires_in"].as_i64().unwrap(),
    );
    let users = Request::new("GET", "/scim/v2/Users").bearer(token);
    assert_eq!(scene.door.send(&users).await.status, 200);
    scene
        .bench
        .advance(jiff::SignedDuration::from_secs(seconds + 1));
    assert_eq!(scene.door.send(&users).await.status, 401);
    assert_eq!(
        answer.header("cache-control"),
        Some("no-store"),
        "RFC 6749 §5.1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assertion_by_another_key_is_refused() {
    let (scene, _) = known().await;
    let stranger = Prover::from_seed([8; 32]);
    assert_refused(
        &ask(&scene, &stranger.sign(&claims(&scene))).await,
        "invalid_client",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_claim_has_to_fit() {
    let (scene, prover) = known().await;
    let now = scene.bench.now().as_second();
    let wrong = [
        ("iss", json!("https://other.example/v2.0")),
        ("sub", json!("subject-2")),
        ("aud", json!("api://other")),
        ("exp", json!(now - 600)),
        ("nbf", json!(now + 600)),
    ];
    for (claim, value) in wrong {
        let mut claims = claims(&scene);
        claims[claim] = value;
        assert_refused(&ask(&scene, &prover.sign(&claims)).await, "invalid_client");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsigned_or_broken_assertion_is_refused() {
    let (scene, prover) = known().await;
    let good = prover.sign(&claims(&scene));
    let payload = good.split('.').nth(1).unwrap();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{payload}.");
    for assertion in [unsigned.as_str(), "x.y.z", "", payload] {
        assert_refused(&ask(&scene, assertion).await, "invalid_client");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_grant_is_not_supported() {
    let (scene, _) = known().await;
    let request = Request::new("POST", "/scim/v2/oauth2/token");
    let request = request.header("Content-Type", "application/x-www-form-urlencoded");
    let answer = scene
        .door
        .send(&request.bytes("grant_type=password&username=a&password=b"))
        .await;
    assert_refused(&answer, "unsupported_grant_type");
}
