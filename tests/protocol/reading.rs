//! GET of one resource (RFC 7644 §3.4.1), and HEAD.

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, detail};
use acceptance::harness::population::{ENTERPRISE, patch};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_read_with_the_groups_it_is_in() {
    let scene = Scene::start().await;
    let answer = scene.door.get(&scene.user("ada")).await;
    let group =
        json!({"value": scene.id("platform"), "display": "Platform Team", "type": "direct"});
    assert_answer(
        &answer,
        200,
        &json!({"id": scene.id("ada"), "groups": [group]}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn group_references_lead_to_the_group() {
    let scene = Scene::start().await;
    let answer = scene.door.get(&scene.user("ada")).await;
    let reference = format!("http://{}/scim/v2{}", scene.door.address, scene.group());
    assert_answer(&answer, 200, &json!({"groups": [{"$ref": reference}]}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_read_with_members_that_say_who_they_are() {
    let scene = Scene::start().await;
    let answer = scene.door.get(&scene.group()).await;
    let reference = format!("http://{}/scim/v2{}", scene.door.address, scene.user("ada"));
    let ada = json!({"value": scene.id("ada"), "display": "Ada Okafor", "type": "User", "$ref": reference});
    assert_answer(&answer, 200, &json!({"members": ["<includes>", ada]}));
    assert_eq!(answer.json()["members"].as_array().map(Vec::len), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_linked_manager_is_read_with_name_and_reference() {
    let scene = Scene::start().await;
    let path = format!("{ENTERPRISE}:manager");
    let body = patch(json!([{"op": "add", "path": path, "value": {"value": scene.id("ada")}}]));
    scene.door.patch(&scene.user("bram"), &body).await;
    let answer = scene.door.get(&scene.user("bram")).await;
    let manager =
        json!({"value": scene.id("ada"), "displayName": "Ada Okafor", "$ref": "<string>"});
    assert_answer(&answer, 200, &json!({ENTERPRISE: {"manager": manager}}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_is_not_here_yet_is_read_as_sent() {
    let scene = Scene::start().await;
    let path = format!("{ENTERPRISE}:manager");
    let body = patch(json!([{"op": "add", "path": path, "value": "hr-4711"}]));
    scene.door.patch(&scene.user("bram"), &body).await;
    let answer = scene.door.get(&scene.user("bram")).await;
    assert_answer(
        &answer,
        200,
        &json!({ENTERPRISE: {"manager": {"value": "hr-4711"}}}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_never_read() {
    let scene = Scene::empty().await;
    let sent = json!({"userName": "dina", "password": "t0p-s3cret"});
    let created = scene.door.post("/Users", &sent).await;
    assert_absent(&created, &["/password"]);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    for path in [
        format!("/Users/{id}"),
        format!("/Users/{id}?attributes=password"),
        "/Users".to_owned(),
    ] {
        let answer = scene.door.get(&path).await;
        assert!(
            !answer.text().contains("t0p-s3cret"),
            "{path}: {}",
            answer.text()
        );
        assert!(
            !answer.text().contains("\"password\""),
            "{path}: {}",
            answer.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_id_is_a_404_that_names_it() {
    let scene = Scene::start().await;
    for path in ["/Users/nobody-4711", "/Groups/nobody-4711"] {
        let answer = scene.door.get(path).await;
        assert_error(&answer, 404, None);
        assert!(
            detail(&answer).contains("nobody-4711"),
            "{}",
            detail(&answer)
        );
    }
    let crossed = format!("/Groups/{}", scene.id("ada"));
    assert_error(&scene.door.get(&crossed).await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_case_exact() {
    let scene = Scene::start().await;
    let shouted = format!("/Users/{}", scene.id("ada").to_uppercase());
    assert_error(&scene.door.get(&shouted).await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_get_without_its_body() {
    let scene = Scene::start().await;
    let get = scene.door.get(&scene.user("ada")).await;
    let head = scene
        .door
        .send(&scene.door.request("HEAD", &scene.user("ada")))
        .await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-type"), get.header("content-type"));
    assert_eq!(head.header("etag"), get.header("etag"));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    let missing = scene
        .door
        .send(&scene.door.request("HEAD", "/Users/none"))
        .await;
    assert_eq!((missing.status, missing.body.len()), (404, 0));
}
