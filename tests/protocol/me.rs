//! `/Me` (RFC 7644 §3.11): nobody for the token of an application, the person for the token of one.

use crate::scene::{Scene, assert_answer, assert_error, detail};
use acceptance::harness::bench::Door;
use acceptance::harness::population::{patch, person};
use acceptance::harness::wire::{Answer, Request};
use sandbox::NewToken;
use serde_json::json;

/// The default connection with a token that stands for somebody.
fn as_person(scene: &Scene, user_name: &str) -> Door {
    let new = NewToken {
        label: user_name.to_owned(),
        created_by: "cli".to_owned(),
        expires_at: None,
    };
    let workspace = &scene.bench.workspace;
    let minted = workspace.mint_token_as(&scene.door.connection_id, new, user_name);
    let minted = minted.unwrap();
    Door {
        token: minted.secret.expose().to_owned(),
        token_id: minted.token.id,
        ..scene.door.clone()
    }
}

#[track_caller]
fn assert_permanent(answer: &Answer, path: &str) {
    for name in ["location", "content-location"] {
        let location = answer.header(name).unwrap_or_default();
        assert!(location.ends_with(path), "{name} is {location:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_11_without_a_person_me_is_a_501_that_says_why() {
    let scene = Scene::start().await;
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        let request = scene.door.request(method, "/Me");
        let answer = scene
            .door
            .send(&request.json(&json!({"userName": "me"})))
            .await;
        assert_error(&answer, 501, None);
        assert!(detail(&answer).contains("/Users"), "{}", detail(&answer));
    }
    let list = scene.door.get("/Users").await.json();
    assert_eq!(
        list["totalResults"],
        json!(3),
        "nobody was created or deleted"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn me_needs_a_token_like_everything_else() {
    let scene = Scene::start().await;
    let request = Request::new("GET", "/scim/v2/Me");
    assert_error(&scene.door.send(&request).await, 401, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_11_the_token_of_a_person_is_answered_with_that_person() {
    let scene = Scene::start().await;
    let (door, path) = (
        as_person(&scene, "ADA.okafor@example.com"),
        scene.user("ada"),
    );
    let read = door.get("/Me").await;
    assert_permanent(&read, &path);
    assert_eq!(read.json(), door.get(&path).await.json());
    let title = json!([{"op": "replace", "path": "title", "value": "Lead"}]);
    let patched = door.patch("/Me", &patch(title)).await;
    assert_permanent(&patched, &path);
    assert_answer(
        &patched,
        200,
        &json!({"title": "Lead", "id": scene.id("ada")}),
    );
    let replaced = door.put("/Me", &person("ada")).await;
    assert_permanent(&replaced, &path);
    let tag = replaced.header("etag").unwrap().to_owned();
    let unchanged = door.request("GET", "/Me").header("If-None-Match", &tag);
    assert_eq!(door.send(&unchanged).await.status, 304);
    let old = door.request("DELETE", "/Me").header("If-Match", "W/\"1\"");
    assert_error(&door.send(&old).await, 412, None);
    let narrow = door.get("/Me?attributes=userName").await.json();
    assert_eq!(narrow.get("title"), None);
    assert_error(&door.post("/Me", &person("ada")).await, 409, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_was_deleted_is_nobody_and_nobody_else() {
    let scene = Scene::start().await;
    let door = as_person(&scene, "bram.visser@example.com");
    assert_eq!(door.delete("/Me").await.status, 204);
    assert_error(&door.get(&scene.user("bram")).await, 404, None);
    assert_error(&door.get("/Me").await, 404, None);
    scene.door.post("/Users", &person("bram")).await;
    assert_error(&door.get("/Me").await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_replaces_another_stands_for_the_same_person() {
    let scene = Scene::start().await;
    let door = as_person(&scene, "chidi.mensah@example.com");
    let minted = scene.bench.workspace.rotate_token(&door.token_id).unwrap();
    let token = minted.secret.expose().to_owned();
    let door = Door { token, ..door };
    assert_answer(
        &door.get("/Me").await,
        200,
        &json!({"id": scene.id("chidi")}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_nobody_who_is_here_is_not_made() {
    let scene = Scene::start().await;
    let workspace = &scene.bench.workspace;
    let before = workspace.tokens(&scene.door.connection_id).unwrap().len();
    let none = workspace.mint_token_as(&scene.door.connection_id, NewToken::default(), "dina");
    let error = none.unwrap_err().to_string();
    assert!(error.contains("dina"), "{error}");
    let after = workspace.tokens(&scene.door.connection_id).unwrap().len();
    assert_eq!(before, after);
}
