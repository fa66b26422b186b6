//! What the log keeps of an exchange that came in over HTTP, and what it leaves out.

use crate::scene::Scene;
use acceptance::harness::wire::Request;
use sandbox::Story;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn each_request_is_one_row_with_its_outcome() {
    let scene = Scene::empty().await;
    let created = scene
        .door
        .post("/Users", &json!({"userName": "dina"}))
        .await
        .json();
    let id = created["id"].as_str().unwrap().to_owned();
    scene.door.get(&format!("/Users/{id}")).await;
    scene.door.get("/Users/none").await;
    let recorded = scene.bench.recorded(&scene.door);
    assert_eq!(recorded.len(), 3);
    let rows: Vec<(&str, u16)> = recorded
        .iter()
        .map(|row| (row.exchange.method.as_str(), row.exchange.status))
        .collect();
    assert_eq!(
        rows,
        [("GET", 404), ("GET", 200), ("POST", 201)],
        "newest first"
    );
    let story = &recorded[2].exchange.story;
    assert!(matches!(story, Story::Created { .. }), "{story:?}");
    let subject = recorded[2].exchange.subject.as_ref().unwrap();
    assert_eq!(
        (subject.kind.as_str(), subject.id.as_str()),
        ("User", id.as_str())
    );
    assert_eq!(
        recorded[2].changes.len(),
        1,
        "the change carries the exchange that caused it"
    );
    assert_eq!(recorded[0].exchange.story, Story::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_row_says_which_token_and_never_shows_it() {
    let scene = Scene::empty().await;
    scene.door.get("/Users").await;
    let recorded = scene.bench.recorded(&scene.door);
    assert_eq!(
        recorded[0].exchange.token_id.as_deref(),
        Some(scene.door.token_id.as_str())
    );
    assert!(!format!("{:?}", recorded[0]).contains(&scene.door.token));
    let headers = &recorded[0].exchange.request.headers;
    let kept = headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    assert!(
        kept,
        "that there was a header is worth knowing: {headers:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_kept_byte_by_byte_except_for_passwords() {
    let scene = Scene::empty().await;
    let body = "{ \"userName\":\"dina\",\n  \"displayName\" : \"Dina\\u00e9\" }";
    let request = scene
        .door
        .request("POST", "/Users")
        .header("Content-Type", "application/scim+json");
    let answer = scene.door.send(&request.bytes(body)).await;
    let recorded = scene.bench.recorded(&scene.door);
    assert_eq!(
        String::from_utf8_lossy(&recorded[0].exchange.request.body),
        body
    );
    assert_eq!(recorded[0].exchange.response.body, answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn identity_providers_are_recognised_by_what_they_send() {
    let scene = Scene::empty().await;
    let okta = scene
        .door
        .request("GET", "/Users?startIndex=1&count=2")
        .header("User-Agent", "Okta SCIM Client 1.0.0");
    scene.door.send(&okta).await;
    let recorded = scene.bench.recorded(&scene.door);
    assert_eq!(recorded[0].exchange.idp.as_deref(), Some("okta"));
    assert_eq!(
        recorded[0].exchange.user_agent.as_deref(),
        Some("Okta SCIM Client 1.0.0")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_is_recorded_with_its_reason() {
    let scene = Scene::empty().await;
    scene
        .door
        .send(&Request::new("GET", "/scim/v2/Users").bearer("wrong"))
        .await;
    let recorded = scene.bench.recorded(&scene.door);
    assert_eq!(recorded[0].exchange.status, 401);
    assert!(
        matches!(recorded[0].exchange.story, Story::Denied { .. }),
        "{:?}",
        recorded[0].exchange.story
    );
    assert!(recorded[0].exchange.error.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_probe_is_told_apart_from_a_match() {
    let scene = Scene::start().await;
    let probe = "/Users?filter=userName+eq+%227d420df3-9995-4831-a406-ecf8166f5f6a%22";
    scene.door.get(probe).await;
    let newest = &scene.bench.recorded(&scene.door)[0];
    assert_eq!(newest.exchange.story, Story::Probe);
    scene
        .door
        .get("/Users?filter=userName+eq+%22ada.okafor%40example.com%22")
        .await;
    let newest = &scene.bench.recorded(&scene.door)[0];
    assert!(
        matches!(newest.exchange.story, Story::Match { found: true, .. }),
        "{:?}",
        newest.exchange.story
    );
}
