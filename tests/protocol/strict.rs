//! A strict connection: what a tolerant one accepts with a note is an error here, and the log of
//! the tolerant one says beforehand which.

use crate::scene::{Scene, assert_answer, assert_error};
use acceptance::harness::population::{ENTERPRISE, patch};
use sandbox::ConnectionChange;
use scim::Strictness;
use serde_json::{Value, json};

fn oddities() -> [Value; 4] {
    let manager = format!("{ENTERPRISE}:manager");
    [
        json!([{"op": "Replace", "path": "active", "value": "False"}]),
        json!([{"op": "add", "path": manager, "value": "hr-4711"}]),
        json!([{"op": "replace", "path": "emails[type eq \"home\"].value", "value": "a@example.net"}]),
        json!([{"op": "replace", "path": "emails", "value": {"type": "work", "value": "a@example.net"}}]),
    ]
}

fn be_strict(scene: &Scene) {
    let strictness = Some(Strictness::Strict);
    let change = ConnectionChange {
        strictness,
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, change);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tolerant_connection_notes_what_a_strict_one_would_answer() {
    let scene = Scene::start().await;
    for operations in oddities() {
        let answer = scene
            .door
            .patch(&scene.user("ada"), &patch(operations.clone()))
            .await;
        assert_eq!(answer.status, 200, "{operations}: {}", answer.text());
        let recorded = scene.bench.recorded(&scene.door);
        let strict = recorded[0]
            .findings
            .iter()
            .filter_map(|found| found.finding.strict.as_ref());
        let statuses: Vec<u16> = strict.map(|error| error.status).collect();
        assert!(
            statuses.contains(&400),
            "{operations}: {:?}",
            recorded[0].findings
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_connection_answers_that_and_changes_nothing() {
    let scene = Scene::start().await;
    be_strict(&scene);
    let before = scene.door.get(&scene.user("ada")).await.json();
    for operations in oddities() {
        let answer = scene
            .door
            .patch(&scene.user("ada"), &patch(operations.clone()))
            .await;
        assert_eq!(answer.status, 400, "{operations}: {}", answer.text());
        assert!(
            answer.json().get("scimType").is_some(),
            "{operations}: {}",
            answer.text()
        );
    }
    assert_eq!(scene.door.get(&scene.user("ada")).await.json(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_connection_takes_what_the_standard_allows() {
    let scene = Scene::start().await;
    be_strict(&scene);
    let operations = json!([
        {"op": "replace", "path": "active", "value": false},
        {"op": "add", "path": "nickName", "value": "Ada"},
        {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "ada@example.net"},
    ]);
    let answer = scene
        .door
        .patch(&scene.user("ada"), &patch(operations))
        .await;
    assert_answer(&answer, 200, &json!({"active": false, "nickName": "Ada"}));
    let list = scene
        .door
        .get("/Users?filter=userName%20sw%20%22ada%22&count=5")
        .await;
    assert_answer(&list, 200, &json!({"totalResults": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_connection_does_not_read_untidy_paths_or_unquoted_values() {
    let scene = Scene::start().await;
    be_strict(&scene);
    assert_error(&scene.door.get("/Users/").await, 404, None);
    let answer = scene.door.get("/Users?filter=userName%20eq%20ada").await;
    assert_error(&answer, 400, Some("invalidFilter"));
}
