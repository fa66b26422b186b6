//! Base URLs as people paste them: a slash too many and a prefix twice are understood and noted
//! (CONN-06); a missing prefix is not guessed.

use crate::scene::{Scene, assert_answer, assert_error};
use acceptance::harness::wire::Request;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn slashes_and_prefixes_too_many_are_understood() {
    let scene = Scene::start().await;
    let id = &scene.door.connection_id;
    let targets = [
        "/scim/v2/Users/".to_owned(),
        "/scim/v2//Users".to_owned(),
        "//scim/v2/Users".to_owned(),
        "/scim/v2/scim/v2/Users".to_owned(),
        format!("/scim/v2/{id}/Users/"),
        format!("/scim/v2/{id}/scim/v2/Users"),
    ];
    for target in targets {
        let answer = scene
            .door
            .send(&Request::new("GET", &target).bearer(&scene.door.token))
            .await;
        assert_answer(&answer, 200, &json!({"totalResults": 3}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untidy_path_is_noted_in_the_log() {
    let scene = Scene::empty().await;
    scene.door.get("/Users/").await;
    let recorded = scene.bench.recorded(&scene.door);
    let rules: Vec<&str> = recorded[0]
        .findings
        .iter()
        .map(|found| found.finding.rule.as_ref())
        .collect();
    assert!(rules.contains(&"CONN-06"), "{rules:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn locations_are_tidy_even_if_the_request_was_not() {
    let scene = Scene::start().await;
    let target = format!(
        "/scim/v2/scim/v2/{}/",
        scene.user("ada").trim_start_matches('/')
    );
    let answer = scene
        .door
        .send(&Request::new("GET", target).bearer(&scene.door.token))
        .await;
    let location = format!("http://{}/scim/v2{}", scene.door.address, scene.user("ada"));
    assert_answer(&answer, 200, &json!({"meta": {"location": location}}));
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_tunnel_locations_carry_its_name() {
    let scene = Scene::start().await;
    let target = format!("/scim/v2{}", scene.user("ada"));
    let bytes = format!(
        "GET {target} HTTP/1.1\r\nHost: demo.example.dev\r\nX-Forwarded-Proto: https\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        scene.door.token
    );
    let answer = acceptance::harness::wire::send_raw(scene.door.address, bytes.as_bytes()).await;
    let location = format!("https://demo.example.dev/scim/v2{}", scene.user("ada"));
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains(&location),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn encoded_ids_are_decoded_once() {
    let scene = Scene::start().await;
    let id = scene.id("ada").replace('-', "%2D");
    assert_answer(
        &scene.door.get(&format!("/Users/{id}")).await,
        200,
        &json!({"id": scene.id("ada")}),
    );
    let twice = scene.id("ada").replace('-', "%252D");
    assert_error(&scene.door.get(&format!("/Users/{twice}")).await, 404, None);
    assert_error(
        &scene.door.get("/Users/..%2f..%2fetc%2fpasswd").await,
        404,
        None,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn schemas_are_found_by_an_encoded_urn() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .get("/Schemas/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser")
        .await;
    assert_answer(&answer, 200, &json!({"name": "User"}));
}
