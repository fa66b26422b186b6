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
async fn rfc7644_3_8_whatever_is_accepted_the_answer_is_scim() {
    let scene = Scene::start().await;
    for accept in [
        "application/scim+json",
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
async fn rfc7644_3_8_who_asks_for_json_gets_the_same_under_that_name() {
    let scene = Scene::start().await;
    for (path, status) in [("/Users", 200), ("/Users/none", 404), ("/Schemas", 200)] {
        let scim = scene.door.get(path).await;
        let request = scene
            .door
            .request("GET", path)
            .header("Accept", "application/json");
        let json = scene.door.send(&request).await;
        assert_eq!(json.status, status);
        assert_eq!(
            json.header("content-type"),
            Some("application/json"),
            "{path}"
        );
        assert_eq!(json.json(), scim.json(), "{path}");
    }
    let headers = &scene.bench.recorded(&scene.door)[0]
        .exchange
        .response
        .headers;
    let named = ("content-type".to_owned(), "application/json".to_owned());
    assert!(
        headers.contains(&named),
        "the log shows it too: {headers:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc8259_8_1_a_body_that_is_not_utf_8_is_a_415() {
    let scene = Scene::empty().await;
    let utf16: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let request = scene
        .door
        .request("POST", "/Users")
        .header("Content-Type", "application/scim+json; charset=utf-16");
    let answer = scene.door.send(&request.bytes(utf16)).await;
    assert_error(&answer, 415, None);
    assert!(answer.text().contains("utf-16"), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_15_5_16_a_compressed_body_is_a_415_that_names_what_is_read() {
    let scene = Scene::empty().await;
    for coding in ["gzip", "br", "identity, gzip"] {
        let request = scene
            .door
            .request("POST", "/Users")
            .header("Content-Type", "application/scim+json")
            .header("Content-Encoding", coding)
            .bytes(BODY);
        let answer = scene.door.send(&request).await;
        assert_error(&answer, 415, None);
        assert_eq!(
            answer.header("accept-encoding"),
            Some("identity"),
            "{coding}"
        );
    }
    let plain = scene
        .door
        .request("POST", "/Users")
        .header("Content-Type", "application/scim+json")
        .header("Content-Encoding", "identity");
    assert_eq!(scene.door.send(&plain.bytes(BODY)).await.status, 201);
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
