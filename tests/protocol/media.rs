//! Media types (RFC 7644 §3.1 and §3.8): lenient with what arrives, strict with what is sent.

use crate::scene::{Scene, assert_answer, assert_error};
use serde_json::json;

const BODY: &str = r#"{"userName": "dina"}"#;

#[tokio::test(flavor = "multi_thread")]
async fn json_is_taken_under_its_names_with_any_parameters() {
    for kind in [
        "application/scim+json",
        "application/scim+json; charset=utf-8",
        "application/scim+json;charset=UTF-8",
        "Application/SCIM+JSON",
        "application/json",
        "application/json; charset=utf-8",
    ] {
        let scene = Scene::empty().await;
        let request = scene
            .door
            .request("POST", "/Users")
            .header("Content-Type", kind)
            .bytes(BODY);
        let answer = scene.door.send(&request).await;
        assert_answer(&answer, 201, &json!({"userName": "dina"}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_a_content_type_is_read_as_json() {
    let scene = Scene::empty().await;
    let request = scene.door.request("POST", "/Users").bytes(BODY);
    assert_answer(
        &scene.door.send(&request).await,
        201,
        &json!({"userName": "dina"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_media_type_is_a_415() {
    let scene = Scene::empty().await;
    for kind in [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let request = scene
            .door
            .request("POST", "/Users")
            .header("Content-Type", kind)
            .bytes(BODY);
        assert_error(&scene.door.send(&request).await, 415, None);
    }
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 0}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_type_on_a_request_without_a_body_does_no_harm() {
    let scene = Scene::start().await;
    for method in ["GET", "DELETE"] {
        let request = scene
            .door
            .request(method, &scene.user("ada"))
            .header("Content-Type", "text/html");
        assert!(scene.door.send(&request).await.status < 300, "{method}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_accepted_the_answer_is_scim() {
    let scene = Scene::start().await;
    for accept in [
        "application/scim+json",
        "application/json",
        "*/*",
        "text/html",
        "application/xml;q=0.9",
        "",
    ] {
        let request = scene.door.request("GET", "/Users").header("Accept", accept);
        assert_answer(
            &scene.door.send(&request).await,
            200,
            &json!({"totalResults": 3}),
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_order_mark_before_the_body_is_no_obstacle() {
    let scene = Scene::empty().await;
    let body = format!("\u{feff}{BODY}");
    let request = scene
        .door
        .request("POST", "/Users")
        .header("Content-Type", "application/scim+json")
        .bytes(body);
    let answer = scene.door.send(&request).await;
    assert!(matches!(answer.status, 201 | 400), "{}", answer.text());
    if answer.status == 400 {
        assert_error(&answer, 400, Some("invalidSyntax"));
    }
}
