//! Several connections side by side: each has its own base URL, token and directory.

use crate::scene::{Scene, assert_answer, assert_error, detail, people};
use acceptance::harness::bench::Door;
use acceptance::harness::population::{create, person};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_default_connection_answers_at_both_of_its_base_urls() {
    let scene = Scene::start().await;
    let named = Door {
        base: format!("/scim/v2/{}", scene.door.connection_id),
        ..scene.door.clone()
    };
    let (short, long) = (scene.door.get("/Users").await, named.get("/Users").await);
    assert_eq!(people(&short), ["ada", "bram", "chidi"]);
    assert_eq!(people(&short), people(&long));
}

#[tokio::test(flavor = "multi_thread")]
async fn locations_name_the_base_url_that_was_asked() {
    let scene = Scene::start().await;
    let named = Door {
        base: format!("/scim/v2/{}", scene.door.connection_id),
        ..scene.door.clone()
    };
    for door in [&scene.door, &named] {
        let answer = door.get(&scene.user("ada")).await;
        let location = format!("http://{}{}{}", door.address, door.base, scene.user("ada"));
        assert_answer(&answer, 200, &json!({"meta": {"location": location}}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_user_name_lives_in_two_connections_apart() {
    let scene = Scene::empty().await;
    let other = scene.bench.named_door("Other app");
    let here = create(&scene.door, "/Users", &person("ada")).await;
    let there = create(&other, "/Users", &person("ada")).await;
    assert_ne!(here, there, "they are two resources");
    assert_error(&scene.door.get(&format!("/Users/{there}")).await, 404, None);
    assert_error(&other.get(&format!("/Users/{here}")).await, 404, None);
    assert_eq!(
        scene.door.delete(&format!("/Users/{here}")).await.status,
        204
    );
    assert_answer(
        &other.get(&format!("/Users/{there}")).await,
        200,
        &json!({"id": there}),
    );
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 0}),
    );
    assert_answer(&other.get("/Users").await, 200, &json!({"totalResults": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_its_own_connection_only() {
    let scene = Scene::start().await;
    let other = scene.bench.named_door("Other app");
    let mixed = Door {
        token: scene.door.token.clone(),
        ..other
    };
    let answer = mixed.get("/Users").await;
    assert_error(&answer, 401, None);
    assert!(
        detail(&answer).contains("another connection"),
        "{}",
        detail(&answer)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_connection_is_a_404_that_says_so() {
    let scene = Scene::start().await;
    let gone = Door {
        base: "/scim/v2/scim_conn_aaaaaaaaaaaaaaaaaaaa".to_owned(),
        ..scene.door.clone()
    };
    let answer = gone.get("/Users").await;
    assert_error(&answer, 404, None);
    assert!(
        detail(&answer).to_lowercase().contains("connection"),
        "{}",
        detail(&answer)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_connection_is_gone_and_the_others_stay() {
    let scene = Scene::start().await;
    let other = scene.bench.named_door("Other app");
    create(&other, "/Users", &person("ada")).await;
    scene
        .bench
        .workspace
        .delete_connection(&other.connection_id)
        .unwrap();
    assert_eq!(other.get("/Users").await.status, 404);
    assert_eq!(
        people(&scene.door.get("/Users").await),
        ["ada", "bram", "chidi"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_takes_members_of_its_own_connection_only_by_their_ids() {
    let scene = Scene::start().await;
    let other = scene.bench.named_door("Other app");
    let stranger = create(&other, "/Users", &person("ada")).await;
    let listed = scene
        .door
        .get(&format!("/Groups?filter=members%20eq%20%22{stranger}%22"))
        .await;
    assert_answer(&listed, 200, &json!({"totalResults": 0}));
}
