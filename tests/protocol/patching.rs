//! PATCH (RFC 7644 §3.5.2) as the standard has it. The grammar itself is tested in `scim`; here
//! it is what a client gets back and what is stored.

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, detail};
use acceptance::harness::population::{ENTERPRISE, patch};
use acceptance::harness::wire::Answer;
use serde_json::{Value, json};

async fn on(scene: &Scene, path: &str, operations: Value) -> Answer {
    scene.door.patch(path, &patch(operations)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patched_user_is_answered_with_its_new_state() {
    let scene = Scene::start().await;
    let answer = on(
        &scene,
        &scene.user("ada"),
        json!([{"op": "replace", "path": "title", "value": "Lead"}]),
    )
    .await;
    assert_answer(
        &answer,
        200,
        &json!({"id": scene.id("ada"), "title": "Lead"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patched_group_is_answered_without_a_body() {
    let scene = Scene::start().await;
    let answer = on(
        &scene,
        &scene.group(),
        json!([{"op": "replace", "path": "displayName", "value": "Core"}]),
    )
    .await;
    assert_eq!(
        (answer.status, answer.body.len()),
        (204, 0),
        "{}",
        answer.text()
    );
    assert_answer(
        &scene.door.get(&scene.group()).await,
        200,
        &json!({"displayName": "Core"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_apply_in_their_order() {
    let scene = Scene::start().await;
    let operations = json!([
        {"op": "add", "path": "nickName", "value": "A"},
        {"op": "replace", "path": "nickName", "value": "B"},
        {"op": "remove", "path": "title"},
        {"op": "add", "path": "emails", "value": [{"type": "home", "value": "ada@example.net"}]},
    ]);
    let answer = on(&scene, &scene.user("ada"), operations).await;
    let emails = json!([{"type": "work"}, {"type": "home", "value": "ada@example.net"}]);
    assert_answer(&answer, 200, &json!({"nickName": "B", "emails": emails}));
    assert_absent(&answer, &["/title"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_operation_undoes_all() {
    let scene = Scene::start().await;
    let before = scene.door.get(&scene.user("ada")).await.json();
    let operations = json!([
        {"op": "replace", "path": "title", "value": "Lead"},
        {"op": "replace", "path": "userName", "value": "bram.visser@example.com"},
    ]);
    assert_error(
        &on(&scene, &scene.user("ada"), operations).await,
        409,
        Some("uniqueness"),
    );
    let operations = json!([{"op": "replace", "path": "title", "value": "Lead"}, {"op": "remove"}]);
    assert_error(
        &on(&scene, &scene.user("ada"), operations).await,
        400,
        Some("noTarget"),
    );
    assert_eq!(scene.door.get(&scene.user("ada")).await.json(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_operation_on_members_undoes_the_rename_beside_it() {
    let scene = Scene::start().await;
    let operations = json!([
        {"op": "replace", "path": "displayName", "value": "Core"},
        {"op": "remove", "path": "members"},
        {"op": "replace", "path": "members[value", "value": []},
    ]);
    assert_error(
        &on(&scene, &scene.group(), operations).await,
        400,
        Some("invalidPath"),
    );
    let members = json!([{"value": scene.id("ada")}, {"value": scene.id("bram")}]);
    let before = json!({"displayName": "Platform Team", "members": members});
    assert_answer(&scene.door.get(&scene.group()).await, 200, &before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filtered_path_changes_the_element_it_names() {
    let scene = Scene::start().await;
    let operations = json!([
        {"op": "add", "path": "emails", "value": [{"type": "home", "value": "a@example.net"}]},
        {"op": "replace", "path": "emails[type eq \"home\"].value", "value": "b@example.net"},
        {"op": "remove", "path": "emails[type eq \"work\"]"},
    ]);
    let answer = on(&scene, &scene.user("ada"), operations).await;
    assert_answer(
        &answer,
        200,
        &json!({"emails": [{"type": "home", "value": "b@example.net"}]}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_attributes_are_patched_by_urn_and_others_stay() {
    let scene = Scene::start().await;
    let path = format!("{ENTERPRISE}:department");
    let answer = on(
        &scene,
        &scene.user("ada"),
        json!([{"op": "replace", "path": path, "value": "Sales"}]),
    )
    .await;
    let enterprise = json!({"department": "Sales", "employeeNumber": "E-1001"});
    assert_answer(&answer, 200, &json!({ENTERPRISE: enterprise}));
    let gone = on(
        &scene,
        &scene.user("ada"),
        json!([{"op": "remove", "path": ENTERPRISE}]),
    )
    .await;
    assert_absent(&gone, &[&format!("/{ENTERPRISE}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_primary_takes_it_from_the_first() {
    let scene = Scene::start().await;
    let value = json!([{"type": "home", "primary": true, "value": "ada@example.net"}]);
    let answer = on(
        &scene,
        &scene.user("ada"),
        json!([{"op": "add", "path": "emails", "value": value}]),
    )
    .await;
    let body = answer.json();
    let emails = body["emails"].as_array().unwrap();
    let primary: Vec<&str> = emails
        .iter()
        .filter(|email| email["primary"] == json!(true))
        .filter_map(|email| email["value"].as_str())
        .collect();
    assert_eq!(
        primary,
        ["ada@example.net"],
        "RFC 7644 §3.5.2: at most one is primary"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn adding_what_is_there_already_changes_nothing() {
    let scene = Scene::start().await;
    let before = scene.door.get(&scene.user("ada")).await.json();
    let value = json!([{"type": "work", "primary": true, "value": "ada.okafor@example.com"}]);
    let answer = on(
        &scene,
        &scene.user("ada"),
        json!([{"op": "add", "path": "emails", "value": value}]),
    )
    .await;
    assert_eq!(answer.json(), before, "no duplicate, no new version");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_read_only_id_cannot_be_patched() {
    let scene = Scene::start().await;
    for path in ["id", "meta.created"] {
        let answer = on(
            &scene,
            &scene.user("ada"),
            json!([{"op": "replace", "path": path, "value": "x"}]),
        )
        .await;
        assert_error(&answer, 400, Some("mutability"));
    }
    assert_eq!(scene.door.get(&scene.user("ada")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_required_user_name_cannot_be_removed() {
    let scene = Scene::start().await;
    let answer = on(
        &scene,
        &scene.user("ada"),
        json!([{"op": "remove", "path": "userName"}]),
    )
    .await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert_answer(
        &scene.door.get(&scene.user("ada")).await,
        200,
        &json!({"userName": "ada.okafor@example.com"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_no_patch_are_invalid_syntax() {
    let scene = Scene::start().await;
    let bodies = [
        json!({}),
        json!([]),
        json!("replace"),
        json!({"Operations": []}),
        json!({"Operations": [{"op": "move", "path": "title", "value": "x"}]}),
        json!({"Operations": [{"path": "title", "value": "x"}]}),
    ];
    for body in bodies {
        let answer = scene.door.patch(&scene.user("ada"), &body).await;
        assert_error(&answer, 400, Some("invalidSyntax"));
        assert!(detail(&answer).len() > 10, "{body}: {}", detail(&answer));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_that_say_too_little_are_refused() {
    let scene = Scene::start().await;
    let before = scene.door.get(&scene.user("ada")).await.json();
    for operations in [
        json!({"op": "replace"}),
        json!([{"op": "add"}]),
        json!(["add"]),
        json!([null]),
    ] {
        let answer = on(&scene, &scene.user("ada"), operations.clone()).await;
        assert_eq!(answer.status, 400, "{operations}: {}", answer.text());
    }
    assert_eq!(scene.door.get(&scene.user("ada")).await.json(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_of_nobody_is_a_404() {
    let scene = Scene::start().await;
    let operations = json!([{"op": "replace", "path": "active", "value": false}]);
    assert_error(&on(&scene, "/Users/none", operations).await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_can_be_members_of_groups() {
    let scene = Scene::start().await;
    let outer = scene
        .door
        .post("/Groups", &json!({"displayName": "Everyone"}))
        .await;
    let path = format!("/Groups/{}", outer.json()["id"].as_str().unwrap());
    let members = json!([{"value": scene.id("platform")}, {"value": scene.id("chidi")}]);
    let answer = on(
        &scene,
        &path,
        json!([{"op": "add", "path": "members", "value": members}]),
    )
    .await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let members = json!([{"value": scene.id("platform"), "type": "Group"}, {"value": scene.id("chidi"), "type": "User"}]);
    assert_answer(
        &scene.door.get(&path).await,
        200,
        &json!({"members": members}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_all_members_takes_no_filter() {
    let scene = Scene::start().await;
    let answer = on(
        &scene,
        &scene.group(),
        json!([{"op": "remove", "path": "members"}]),
    )
    .await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    assert_answer(
        &scene.door.get(&scene.group()).await,
        200,
        &json!({"members": []}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn members_added_later_under_an_unknown_id_wait_for_their_person() {
    let scene = Scene::start().await;
    let members = json!([{"value": "not-here-yet", "display": "Dina"}]);
    let answer = on(
        &scene,
        &scene.group(),
        json!([{"op": "add", "path": "members", "value": members}]),
    )
    .await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let listed = scene.door.get(&scene.group()).await;
    assert_answer(
        &listed,
        200,
        &json!({"members": ["<includes>", {"value": "not-here-yet"}]}),
    );
}
