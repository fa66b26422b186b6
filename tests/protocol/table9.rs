//! The errors of RFC 7644 §3.12, each with the request that leads to it: the statuses of table 8 and
//! the keywords of table 9.
//!
//! 307 and 308 are not among them: nothing here ever moves.

use crate::lone::Lone;
use crate::scene::{Scene, assert_error, detail, encoded};
use acceptance::harness::population::patch;
use acceptance::harness::wire::{Request, send};
use sandbox::ConnectionChange;
use sandbox::clock::System;
use scim::Strictness;
use serde_json::{Value, json};
use std::sync::Arc;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

fn be_strict(scene: &Scene) {
    let change = ConnectionChange {
        strictness: Some(Strictness::Strict),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, change);
}

fn one(operation: Value) -> Value {
    patch(json!([operation]))
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_invalid_filter() {
    let scene = Scene::start().await;
    for filter in [
        "userName",
        "userName xx \"a\"",
        "(userName pr",
        "active gt true",
        "emails[type eq",
    ] {
        let answer = scene
            .door
            .get(&format!("/Users?filter={}", encoded(filter)))
            .await;
        assert_error(&answer, 400, Some("invalidFilter"));
    }
}

/// Every list is paged, so no query yields more than a page. What a server may be unwilling to do is
/// to look at everything there is where no index helps.
#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_too_many() {
    let lone = Lone::serving(Arc::new(System), |app| app.with_scan(45));
    let ask = async |method: &str, target: &str, body: Option<Value>| {
        let request = Request::new(method, format!("/scim/v2{target}")).bearer(&lone.token);
        let request = match &body {
            Some(body) => request.json(body),
            None => request,
        };
        send(lone.address(), &request).await
    };
    for number in 0..20 {
        let name = format!("p{number:02}@example.com");
        let body = json!({"schemas": [USER], "userName": name, "nickName": "x", "userType": "y", "locale": "en"});
        assert_eq!(ask("POST", "/Users", Some(body)).await.status, 201);
    }
    for query in [
        "filter=nickName%20co%20%22x%22%20and%20userType%20eq%20%22y%22%20and%20locale%20pr",
        "filter=nickName%20eq%20%22x%22%20and%20userType%20pr&startIndex=2",
        "sortBy=nickName&filter=userType%20pr",
        "sortBy=nickName&filter=userType%20pr&cursor",
    ] {
        let answer = ask("GET", &format!("/Users?{query}"), None).await;
        assert_error(&answer, 400, Some("tooMany"));
        assert!(detail(&answer).contains("more than 45 values"), "{query}");
    }
    let search = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": "nickName pr and userType pr and locale pr"
    });
    let answer = ask("POST", "/.search", Some(search)).await;
    assert_error(&answer, 400, Some("tooMany"));
    for query in [
        "filter=nickName%20eq%20%22x%22",
        "sortBy=nickName",
        "filter=userName%20eq%20%22p07@example.com%22%20and%20nickName%20pr%20and%20userType%20pr",
        "filter=userName%20sw%20%22p%22&count=5&startIndex=11&sortBy=userName",
        "startIndex=15",
    ] {
        let answer = ask("GET", &format!("/Users?{query}"), None).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_uniqueness() {
    let scene = Scene::start().await;
    let taken = json!({"schemas": [USER], "userName": "ADA.okafor@example.com"});
    assert_error(
        &scene.door.post("/Users", &taken).await,
        409,
        Some("uniqueness"),
    );
    assert_error(
        &scene.door.put(&scene.user("bram"), &taken).await,
        409,
        Some("uniqueness"),
    );
    let rename =
        one(json!({"op": "replace", "path": "userName", "value": "ada.okafor@example.com"}));
    let answer = scene.door.patch(&scene.user("bram"), &rename).await;
    assert_error(&answer, 409, Some("uniqueness"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_mutability() {
    let scene = Scene::start().await;
    let group = one(json!({"op": "replace", "path": "groups", "value": []}));
    let answer = scene.door.patch(&scene.user("ada"), &group).await;
    assert_error(&answer, 400, Some("mutability"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_invalid_syntax() {
    let scene = Scene::start().await;
    for body in ["{", "[]", "\"x\"", ""] {
        let request = scene
            .door
            .request("POST", "/Users")
            .header("Content-Type", "application/scim+json");
        let answer = scene.door.send(&request.bytes(body)).await;
        assert_error(&answer, 400, Some("invalidSyntax"));
    }
    let answer = scene
        .door
        .patch(&scene.user("ada"), &json!({"Operations": "x"}))
        .await;
    assert_error(&answer, 400, Some("invalidSyntax"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_invalid_path() {
    let scene = Scene::start().await;
    for path in ["emails[", "na me", "emails[type eq \"work\"].value.more"] {
        let change = one(json!({"op": "replace", "path": path, "value": "x"}));
        let answer = scene.door.patch(&scene.user("ada"), &change).await;
        assert_error(&answer, 400, Some("invalidPath"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_no_target() {
    let scene = Scene::start().await;
    let pathless = one(json!({"op": "remove"}));
    let answer = scene.door.patch(&scene.user("ada"), &pathless).await;
    assert_error(&answer, 400, Some("noTarget"));
    be_strict(&scene);
    let unmatched =
        one(json!({"op": "replace", "path": "emails[type eq \"home\"].value", "value": "a@b.c"}));
    let answer = scene.door.patch(&scene.user("ada"), &unmatched).await;
    assert_error(&answer, 400, Some("noTarget"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_invalid_value() {
    let scene = Scene::start().await;
    let nameless = json!({"schemas": [USER], "displayName": "No name"});
    assert_error(
        &scene.door.post("/Users", &nameless).await,
        400,
        Some("invalidValue"),
    );
    let change = one(json!({"op": "replace", "path": "active", "value": "perhaps"}));
    let answer = scene.door.patch(&scene.user("ada"), &change).await;
    assert_error(&answer, 400, Some("invalidValue"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_invalid_vers() {
    let scene = Scene::start().await;
    for target in [
        "/scim/v1/Users",
        "/scim/v3/Users",
        "/scim/v1.1/ServiceProviderConfigs",
    ] {
        let request = Request::new("GET", target).bearer(&scene.door.token);
        let answer = scene.door.send(&request).await;
        assert_error(&answer, 400, Some("invalidVers"));
        assert!(detail(&answer).contains("/scim/v2"), "{}", detail(&answer));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_9_sensitive() {
    let scene = Scene::start().await;
    let path = format!(
        "/Users?filter={}",
        encoded("userName sw \"a\" and password eq \"t0p\"")
    );
    let tolerant = scene.door.get(&path).await;
    assert_eq!(
        tolerant.json()["totalResults"],
        json!(0),
        "{}",
        tolerant.text()
    );
    let recorded = &scene.bench.recorded(&scene.door)[0];
    assert!(!format!("{recorded:?}").contains("t0p"), "{recorded:?}");
    be_strict(&scene);
    assert_error(&scene.door.get(&path).await, 403, Some("sensitive"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_table_8_each_status_has_a_request() {
    let scene = Scene::start().await;
    let user = scene.user("ada");
    let old = scene
        .door
        .request("DELETE", &user)
        .header("If-Match", "W/\"9\"");
    let cases = [
        (scene.door.request("GET", "/Users?filter=x"), 400),
        (Request::new("GET", "/scim/v2/Users"), 401),
        (scene.door.request("GET", "/Schemas?filter=id%20pr"), 403),
        (scene.door.request("GET", "/Users/none"), 404),
        (
            scene
                .door
                .request("POST", "/Users")
                .json(&json!({"userName": "ada.okafor@example.com"})),
            409,
        ),
        (old, 412),
        (
            scene
                .door
                .request("POST", "/Users")
                .bytes(vec![b' '; server::LARGEST_BODY + 1]),
            413,
        ),
        (scene.door.request("GET", "/Me"), 501),
    ];
    for (request, status) in cases {
        let answer = scene.door.send(&request).await;
        let body = answer.json();
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(body["status"], json!(status.to_string()));
        assert!(!detail(&answer).is_empty());
    }
    let found = scene.door.get(&user).await;
    assert_eq!(found.status, 200, "nothing of it was carried out");
}
