//! PUT (RFC 7644 §3.5.1).

use crate::scene::{Scene, assert_absent, assert_answer, assert_error};
use acceptance::harness::bench::START;
use acceptance::harness::population::{ENTERPRISE, group, person};
use jiff::SignedDuration;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_user_has_the_new_values_and_keeps_id_and_creation() {
    let scene = Scene::start().await;
    scene.bench.advance(SignedDuration::from_mins(5));
    let mut body = person("ada");
    body["title"] = json!("Head of Platform");
    body["name"]["middleName"] = json!("Grace");
    let answer = scene.door.put(&scene.user("ada"), &body).await;
    let meta = json!({"created": format!("<instant {START}>"), "lastModified": "<instant 2026-11-23T09:05:00Z>"});
    let expected = json!({"id": scene.id("ada"), "title": "Head of Platform", "name": {"middleName": "Grace"}, "meta": meta});
    assert_answer(&answer, 200, &expected);
    assert_answer(&scene.door.get(&scene.user("ada")).await, 200, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_put_leaves_out_is_cleared() {
    let scene = Scene::start().await;
    let body = json!({"userName": "ada.okafor@example.com", "displayName": "Ada"});
    let answer = scene.door.put(&scene.user("ada"), &body).await;
    assert_answer(&answer, 200, &json!({"displayName": "Ada"}));
    assert_absent(
        &answer,
        &[
            "/title",
            "/name",
            "/emails",
            &format!("/{ENTERPRISE}/department"),
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_without_active_leaves_the_state_as_it_is() {
    let scene = Scene::start().await;
    let mut body = person("ada");
    body["active"] = json!(false);
    scene.door.put(&scene.user("ada"), &body).await;
    body.as_object_mut().unwrap().remove("active");
    let answer = scene.door.put(&scene.user("ada"), &body).await;
    assert_answer(&answer, 200, &json!({"active": false}));
}

#[tokio::test(flavor = "multi_thread")]
async fn read_only_attributes_in_a_put_are_passed_over() {
    let scene = Scene::start().await;
    let mut body = scene.door.get(&scene.user("ada")).await.json();
    body["id"] = json!("another");
    body["groups"] = json!([]);
    body["meta"]["created"] = json!("1999-01-01T00:00:00Z");
    let answer = scene.door.put(&scene.user("ada"), &body).await;
    let expected = json!({
        "id": scene.id("ada"),
        "groups": [{"value": scene.id("platform")}],
        "meta": {"created": format!("<instant {START}>")},
    });
    assert_answer(&answer, 200, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_can_be_put_back_and_changes_nothing() {
    let scene = Scene::start().await;
    for path in [scene.user("ada"), scene.group()] {
        let before = scene.door.get(&path).await;
        scene.bench.advance(SignedDuration::from_mins(1));
        let answer = scene.door.put(&path, &before.json()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json(), before.json(), "not even the version moves");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_cannot_take_the_user_name_of_somebody_else() {
    let scene = Scene::start().await;
    let mut body = person("ada");
    body["userName"] = json!("BRAM.visser@example.com");
    assert_error(
        &scene.door.put(&scene.user("ada"), &body).await,
        409,
        Some("uniqueness"),
    );
    let ada = json!({"userName": "ada.okafor@example.com"});
    assert_answer(&scene.door.get(&scene.user("ada")).await, 200, &ada);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_may_change_the_letter_case_of_its_own_user_name() {
    let scene = Scene::start().await;
    let mut body = person("ada");
    body["userName"] = json!("Ada.Okafor@Example.com");
    let answer = scene.door.put(&scene.user("ada"), &body).await;
    assert_answer(&answer, 200, &json!({"userName": "Ada.Okafor@Example.com"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_never_creates() {
    let scene = Scene::start().await;
    assert_error(
        &scene.door.put("/Users/none", &person("ada")).await,
        404,
        None,
    );
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 3}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_group_has_exactly_the_members_named() {
    let scene = Scene::start().await;
    let body = group(
        "Platform Team",
        &[scene.id("bram"), scene.id("chidi"), scene.id("bram")],
    );
    let answer = scene.door.put(&scene.group(), &body).await;
    let members = json!([{"value": scene.id("bram")}, {"value": scene.id("chidi")}]);
    assert_answer(&answer, 200, &json!({"members": members}));
    assert_absent(&scene.door.get(&scene.user("ada")).await, &["/groups"]);
}
