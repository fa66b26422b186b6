//! Errors (RFC 7644 §3.12): whatever goes wrong, the answer is a SCIM error.

use crate::scene::{Scene, assert_error, detail};
use acceptance::harness::wire::{Request, send_raw};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn malformed_json_is_invalid_syntax_and_creates_nothing() {
    let scene = Scene::empty().await;
    for body in [
        "",
        "{",
        "{\"userName\": \"ada\"",
        "userName=ada",
        "\u{feff}nonsense",
        "[1,2",
        "{\"userName\": \"a\"} trailing",
    ] {
        let request = scene
            .door
            .request("POST", "/Users")
            .header("Content-Type", "application/scim+json")
            .bytes(body);
        assert_error(&scene.door.send(&request).await, 400, Some("invalidSyntax"));
    }
    let list = scene.door.get("/Users").await.json();
    assert_eq!(list["totalResults"], json!(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn json_that_is_no_object_is_invalid_syntax() {
    let scene = Scene::start().await;
    for body in [json!([]), json!("ada"), json!(7), json!(null)] {
        assert_error(
            &scene.door.post("/Users", &body).await,
            400,
            Some("invalidSyntax"),
        );
        assert_error(
            &scene.door.put(&scene.user("ada"), &body).await,
            400,
            Some("invalidSyntax"),
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_utf_8_are_invalid_syntax() {
    let scene = Scene::empty().await;
    let body = b"{\"userName\": \"\xff\xfe\"}".to_vec();
    let request = scene
        .door
        .request("POST", "/Users")
        .header("Content-Type", "application/scim+json")
        .bytes(body);
    assert_error(&scene.door.send(&request).await, 400, Some("invalidSyntax"));
}

#[tokio::test(flavor = "multi_thread")]
async fn values_of_the_wrong_type_are_refused_or_noted_but_never_a_500() {
    let scene = Scene::empty().await;
    let bodies = [
        json!({"userName": 7}),
        json!({"userName": {"value": "one"}}),
        json!({"userName": ["two"]}),
        json!({"userName": "ada", "emails": "ada@example.com"}),
        json!({"userName": "bram", "active": "perhaps"}),
        json!({"userName": "chidi", "name": "Chidi Mensah"}),
        json!({"userName": "dina", "emails": [["x"]]}),
        json!({"userName": "eve", "schemas": "User"}),
        json!({"userName": ""}),
    ];
    for body in bodies {
        let answer = scene.door.post("/Users", &body).await;
        assert!(
            matches!(answer.status, 201 | 400),
            "{body}: {} {}",
            answer.status,
            answer.text()
        );
        if answer.status == 400 {
            assert!(detail(&answer).len() > 10, "{body}: {}", detail(&answer));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deep_nesting_does_not_bring_the_server_down() {
    let scene = Scene::start().await;
    let deep = format!(
        "{{\"userName\": \"x\", \"a\": {}1{}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let request = scene
        .door
        .request("POST", "/Users")
        .header("Content-Type", "application/scim+json")
        .bytes(deep);
    assert_error(&scene.door.send(&request).await, 400, Some("invalidSyntax"));
    let filter = format!(
        "/Users?filter={}userName%20pr{}",
        "(".repeat(2_000),
        ")".repeat(2_000)
    );
    assert_eq!(scene.door.get(&filter).await.status, 400);
    assert_eq!(
        scene.door.get("/Users").await.status,
        200,
        "it is still there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_above_the_limit_is_a_413() {
    let scene = Scene::start().await;
    let name = "x".repeat(server::LARGEST_BODY + 1);
    let answer = scene.door.post("/Users", &json!({"userName": name})).await;
    assert_error(&answer, 413, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_body_below_the_limit_is_fine() {
    let scene = Scene::empty().await;
    let note = "n".repeat(server::LARGEST_BODY / 2);
    let answer = scene
        .door
        .post("/Users", &json!({"userName": "large", "displayName": note}))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_routes_are_404_with_a_scim_body() {
    let scene = Scene::start().await;
    for path in ["/Robots", "/Users/1/2", "/Users/1/emails/0", "/index.html"] {
        assert_error(&scene.door.get(path).await, 404, None);
    }
    for target in ["/", "/Users", "/scim", "/favicon.ico", "/.env"] {
        let answer = scene
            .door
            .send(&Request::new("GET", target).bearer(&scene.door.token))
            .await;
        assert_error(&answer, 404, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_outside_the_base_url_is_told_where_that_is() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .send(&Request::new("GET", "/Users").bearer(&scene.door.token))
        .await;
    assert!(detail(&answer).contains("/scim/v2"), "{}", detail(&answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_does_not_fit_is_a_405_that_lists_those_that_do() {
    let scene = Scene::start().await;
    let user = scene.user("ada");
    let cases = [
        ("DELETE", "/Users", vec!["GET", "POST"]),
        ("PUT", "/Groups", vec!["GET", "POST"]),
        ("POST", user.as_str(), vec!["GET", "PUT", "PATCH", "DELETE"]),
        ("POST", "/Schemas", vec!["GET"]),
        ("DELETE", "/ServiceProviderConfig", vec!["GET"]),
        ("PATCH", "/ResourceTypes/User", vec!["GET"]),
        ("TRACE", "/Users", vec!["GET", "POST"]),
        ("BREW", "/Users", vec!["GET", "POST"]),
    ];
    for (method, path, allowed) in cases {
        let answer = scene.door.send(&scene.door.request(method, path)).await;
        assert_error(&answer, 405, None);
        let allow = answer.header("allow").unwrap_or_default().to_owned();
        let listed: Vec<&str> = allow.split(',').map(str::trim).collect();
        assert!(
            allowed.iter().all(|name| listed.contains(name)),
            "{method} {path}: {allow}"
        );
        assert!(!listed.contains(&method), "{method} {path}: {allow}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn options_lists_the_methods_and_opens_nothing_to_browsers() {
    let scene = Scene::start().await;
    let request = scene
        .door
        .request("OPTIONS", "/Users")
        .header("Origin", "https://evil.example");
    let answer = scene.door.send(&request).await;
    let allow = answer.header("allow").unwrap_or_default();
    assert!(
        allow.contains("GET") && allow.contains("POST"),
        "{}: {allow:?}",
        answer.status
    );
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_is_hung_up_on_and_the_server_lives() {
    let scene = Scene::start().await;
    let answer = send_raw(
        scene.door.address,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n",
    )
    .await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    assert_eq!(scene.door.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_writes_name_what_was_wrong() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .post("/Users", &json!({"userName": "ada.okafor@example.com"}))
        .await;
    assert!(
        detail(&answer).contains("ada.okafor@example.com"),
        "{}",
        detail(&answer)
    );
}
