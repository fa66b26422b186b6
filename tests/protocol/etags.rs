//! Versions and conditional requests (RFC 7644 §3.14, RFC 9110 §13).

use crate::scene::{Scene, assert_answer, assert_error};
use acceptance::harness::population::{patch, person};
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn version(scene: &Scene, path: &str) -> String {
    let answer = scene.door.get(path).await;
    let tag = answer.header("etag").expect("there is an ETag").to_owned();
    assert_eq!(
        answer.json()["meta"]["version"],
        json!(tag),
        "meta.version is the ETag"
    );
    tag
}

fn title(value: &str) -> Value {
    patch(json!([{"op": "replace", "path": "title", "value": value}]))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_moves_version_and_time() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let before = version(&scene, &path).await;
    scene.bench.advance(SignedDuration::from_secs(30));
    let answer = scene.door.patch(&path, &title("Lead")).await;
    assert_answer(
        &answer,
        200,
        &json!({"meta": {"lastModified": "<instant 2026-11-23T09:00:30Z>"}}),
    );
    let after = version(&scene, &path).await;
    assert_ne!(before, after);
    assert_eq!(answer.header("etag"), Some(after.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_changes_nothing_moves_neither() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let before = scene.door.get(&path).await;
    scene.bench.advance(SignedDuration::from_secs(30));
    scene.door.patch(&path, &title("Platform Engineer")).await;
    let after = scene.door.get(&path).await;
    assert_eq!(before.json(), after.json());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_resource_is_not_sent_again() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let tag = version(&scene, &path).await;
    for value in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned()] {
        let request = scene
            .door
            .request("GET", &path)
            .header("If-None-Match", &value);
        let answer = scene.door.send(&request).await;
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{value}");
        assert_eq!(answer.header("etag"), Some(tag.as_str()));
    }
    scene.door.patch(&path, &title("Lead")).await;
    let request = scene
        .door
        .request("GET", &path)
        .header("If-None-Match", &tag);
    assert_answer(
        &scene.door.send(&request).await,
        200,
        &json!({"title": "Lead"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_against_an_old_version_fails_and_changes_nothing() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let old = version(&scene, &path).await;
    scene.door.patch(&path, &title("Lead")).await;
    let put = scene
        .door
        .request("PUT", &path)
        .header("If-Match", &old)
        .json(&person("ada"));
    let patched = scene
        .door
        .request("PATCH", &path)
        .header("If-Match", &old)
        .json(&title("Other"));
    let deleted = scene.door.request("DELETE", &path).header("If-Match", &old);
    for request in [put, patched, deleted] {
        assert_error(&scene.door.send(&request).await, 412, None);
    }
    assert_answer(&scene.door.get(&path).await, 200, &json!({"title": "Lead"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_against_the_current_version_succeeds() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let tag = version(&scene, &path).await;
    let request = scene
        .door
        .request("PATCH", &path)
        .header("If-Match", &tag)
        .json(&title("Lead"));
    assert_answer(
        &scene.door.send(&request).await,
        200,
        &json!({"title": "Lead"}),
    );
    let any = scene
        .door
        .request("PATCH", &path)
        .header("If-Match", "*")
        .json(&title("Head"));
    assert_answer(&scene.door.send(&any).await, 200, &json!({"title": "Head"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_members_moves_the_version_of_the_group() {
    let scene = Scene::start().await;
    let before = version(&scene, &scene.group()).await;
    let add = json!([{"op": "add", "path": "members", "value": [{"value": scene.id("chidi")}]}]);
    assert_eq!(
        scene
            .door
            .patch(&scene.group(), &patch(add.clone()))
            .await
            .status,
        204
    );
    let after = version(&scene, &scene.group()).await;
    assert_ne!(before, after);
    scene.door.patch(&scene.group(), &patch(add)).await;
    assert_eq!(
        version(&scene, &scene.group()).await,
        after,
        "adding again changes nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_13_1_1_a_list_of_tags_matches_with_any_of_them() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let send = |method: &str, tags: &str, body: Value| {
        let request = scene.door.request(method, &path).header("If-Match", tags);
        request.json(&body)
    };
    let matching = send("PATCH", "W/\"7\", W/\"1\", \"x,y\"", title("Lead"));
    assert_eq!(scene.door.send(&matching).await.status, 200);
    let other = send("PATCH", "W/\"7\", W/\"1\"", title("Head"));
    assert_error(&scene.door.send(&other).await, 412, None);
    let strong = send("PUT", "\"2\"", person("ada"));
    assert_eq!(scene.door.send(&strong).await.status, 200);
    let nowhere = scene
        .door
        .request("DELETE", "/Users/none")
        .header("If-Match", "*");
    assert_error(&scene.door.send(&nowhere).await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_13_1_2_if_none_match_guards_writes_too() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    for tags in ["*", "W/\"1\"", "\"7\", \"1\""] {
        for method in ["PATCH", "DELETE"] {
            let request = scene
                .door
                .request(method, &path)
                .header("If-None-Match", tags);
            let answer = scene.door.send(&request.json(&title("Lead"))).await;
            assert_error(&answer, 412, None);
        }
    }
    let request = scene
        .door
        .request("PATCH", &path)
        .header("If-None-Match", "W/\"7\"");
    let answer = scene.door.send(&request.json(&title("Lead"))).await;
    assert_answer(&answer, 200, &json!({"title": "Lead"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_13_1_1_a_condition_on_reading_is_checked() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    for (tags, status) in [("W/\"1\"", 200), ("*", 200), ("W/\"2\"", 412)] {
        let request = scene.door.request("GET", &path).header("If-Match", tags);
        assert_eq!(scene.door.send(&request).await.status, status, "{tags}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_sent_whatever_the_conditions() {
    let scene = Scene::start().await;
    for tags in ["*", "W/\"1\""] {
        let request = scene
            .door
            .request("GET", "/Users")
            .header("If-None-Match", tags);
        let answer = scene.door.send(&request).await;
        assert_answer(&answer, 200, &json!({"totalResults": 3}));
        assert_eq!(answer.header("etag"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_writes_against_one_version_exactly_one_happens() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let writes = (0..24).map(|n| {
        let (door, path) = (scene.door.clone(), path.clone());
        let tags = if n % 2 == 0 {
            "W/\"1\""
        } else {
            "\"0\", W/\"1\""
        };
        tokio::spawn(async move {
            let request = door.request("PATCH", &path).header("If-Match", tags);
            let change = title(&format!("T{n}"));
            door.send(&request.json(&change)).await.status
        })
    });
    let writes: Vec<_> = writes.collect();
    let mut statuses = Vec::new();
    for write in writes {
        statuses.push(write.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(
        statuses[1..].iter().all(|status| *status == 412),
        "{statuses:?}"
    );
    assert_eq!(version(&scene, &path).await, "W/\"2\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_weak_wherever_they_stand() {
    let scene = Scene::start().await;
    let created = scene
        .door
        .post("/Users", &json!({"userName": "dina"}))
        .await;
    let patched = scene.door.patch(&scene.user("ada"), &title("Lead")).await;
    let group = json!([{"op": "replace", "path": "displayName", "value": "P"}]);
    let group = scene.door.patch(&scene.group(), &patch(group)).await;
    for (answer, tag) in [
        (created, "W/\"1\""),
        (patched, "W/\"2\""),
        (group, "W/\"2\""),
    ] {
        assert_eq!(answer.header("etag"), Some(tag));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_many_writes_at_once_is_answered_with_what_it_has_made() {
    let scene = Scene::start().await;
    let path = scene.user("ada");
    let mut writes = tokio::task::JoinSet::new();
    for number in 0..24 {
        let (door, path) = (scene.door.clone(), path.clone());
        writes.spawn(async move {
            let sent = format!("Lead {number}");
            let answer = door.patch(&path, &title(&sent)).await;
            let body = answer.json();
            assert_eq!(body["title"], json!(sent), "the answer is to this request");
            let tag = answer.header("etag").expect("there is an ETag").to_owned();
            assert_eq!(body["meta"]["version"], json!(tag));
            tag
        });
    }
    let mut tags = writes.join_all().await;
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 24, "each write made a version of its own");
}
