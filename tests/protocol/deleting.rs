//! DELETE (RFC 7644 §3.6).

use crate::scene::{Scene, assert_absent, assert_answer, assert_error};
use acceptance::harness::exchange::Given;
use acceptance::harness::population::{ENTERPRISE, person};
use serde_json::json;
use std::collections::BTreeMap;

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_user_is_gone_for_every_method() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let answer = scene.door.delete(&path).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(
        answer.header("content-type"),
        None,
        "there is no body to describe"
    );
    assert_error(&scene.door.get(&path).await, 404, None);
    assert_error(&scene.door.put(&path, &person("ada")).await, 404, None);
    assert_error(
        &scene
            .door
            .patch(
                &path,
                &json!({"Operations": [{"op": "remove", "path": "title"}]}),
            )
            .await,
        404,
        None,
    );
    assert_error(&scene.door.delete(&path).await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_user_leaves_every_group() {
    let scene = Scene::start().await;
    scene.door.delete(&scene.user("ada")).await;
    let members = json!([{"value": scene.id("bram")}]);
    assert_answer(
        &scene.door.get(&scene.group()).await,
        200,
        &json!({"members": members}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_group_leaves_its_people() {
    let scene = Scene::start().await;
    assert_eq!(scene.door.delete(&scene.group()).await.status, 204);
    let ada = scene.door.get(&scene.user("ada")).await;
    assert_answer(&ada, 200, &json!({"active": true}));
    assert_absent(&ada, &["/groups"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_to_a_deleted_manager_stays_without_a_name() {
    let managers = BTreeMap::from([("bram".to_owned(), "ada".to_owned())]);
    let scene = Scene::with(Given {
        managers,
        ..Given::default()
    })
    .await;
    scene.door.delete(&scene.user("ada")).await;
    let bram = scene.door.get(&scene.user("bram")).await;
    assert_answer(
        &bram,
        200,
        &json!({ENTERPRISE: {"manager": {"value": scene.id("ada")}}}),
    );
    assert_absent(&bram, &[&format!("/{ENTERPRISE}/manager/displayName")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_nobody_is_a_404() {
    let scene = Scene::start().await;
    assert_error(&scene.door.delete("/Users/none").await, 404, None);
    assert_error(
        &scene
            .door
            .delete(&format!("/Groups/{}", scene.id("ada")))
            .await,
        404,
        None,
    );
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 3}),
    );
}
