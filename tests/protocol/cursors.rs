//! Pages by cursor (RFC 9865).

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, encoded, user_names};
use acceptance::harness::exchange::Given;
use jiff::SignedDuration;
use serde_json::json;
use std::collections::BTreeSet;

async fn crowd() -> Scene {
    Scene::with(Given {
        crowd: 22,
        ..Given::default()
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_2_cursors_lead_through_everybody_once() {
    let scene = crowd().await;
    let mut seen = BTreeSet::new();
    let mut path = "/Users?cursor&count=10".to_owned();
    for length in [10, 10, 5] {
        let answer = scene.door.get(&path).await;
        assert_answer(
            &answer,
            200,
            &json!({"totalResults": 25, "itemsPerPage": length}),
        );
        assert_absent(&answer, &["/startIndex"]);
        for name in user_names(&answer) {
            assert!(seen.insert(name));
        }
        match answer.json()["nextCursor"].as_str() {
            Some(next) => path = format!("/Users?count=10&cursor={}", encoded(next)),
            None => assert_eq!(length, 5, "only the last page has no next"),
        }
    }
    assert_eq!(seen.len(), 25);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_3_a_cursor_can_be_posted() {
    let scene = crowd().await;
    let first = json!({"cursor": "", "count": 20, "sortBy": "userName"});
    let first = scene.door.post("/Users/.search", &first).await;
    assert_answer(
        &first,
        200,
        &json!({"itemsPerPage": 20, "nextCursor": "<string>"}),
    );
    let next = first.json()["nextCursor"].clone();
    let second = json!({"cursor": next, "count": 20, "sortBy": "userName"});
    let second = scene.door.post("/Users/.search", &second).await;
    assert_answer(&second, 200, &json!({"itemsPerPage": 5}));
    assert_absent(&second, &["/nextCursor"]);
    let names = [user_names(&first), user_names(&second)].concat();
    assert!(names.is_sorted() && names.len() == 25, "{names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_2_the_root_is_paged_by_cursor_too() {
    let scene = Scene::start().await;
    let first = scene.door.get("/?cursor&count=3").await;
    assert_answer(&first, 200, &json!({"totalResults": 4, "itemsPerPage": 3}));
    let next = first.json()["nextCursor"].as_str().unwrap().to_owned();
    let second = scene
        .door
        .get(&format!("/?count=3&cursor={}", encoded(&next)))
        .await;
    assert_answer(&second, 200, &json!({"itemsPerPage": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_2_1_a_cursor_of_somebody_else_is_invalid() {
    let scene = crowd().await;
    for cursor in ["nonsense", "AAAA", "%F0%9F%98%80"] {
        let answer = scene.door.get(&format!("/Users?cursor={cursor}")).await;
        assert_error(&answer, 400, Some("invalidCursor"));
    }
    let first = scene.door.get("/Users?cursor&count=5").await.json();
    let next = encoded(first["nextCursor"].as_str().unwrap());
    let other = format!("/Users?cursor={next}&count=5&filter=active%20eq%20true");
    assert_error(&scene.door.get(&other).await, 400, Some("invalidCursor"));
    let groups = format!("/Groups?cursor={next}&count=5");
    assert_error(&scene.door.get(&groups).await, 400, Some("invalidCursor"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_2_1_a_count_that_is_none_is_an_invalid_count() {
    let scene = Scene::start().await;
    let answer = scene.door.get("/Users?cursor&count=many").await;
    assert_error(&answer, 400, Some("invalidCount"));
    let body = json!({"cursor": "", "count": "many"});
    let answer = scene.door.post("/Users/.search", &body).await;
    assert_error(&answer, 400, Some("invalidCount"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_2_1_a_cursor_expires() {
    let scene = crowd().await;
    let config = scene.door.get("/ServiceProviderConfig").await.json();
    let timeout = config["pagination"]["cursorTimeout"].as_i64().unwrap();
    let first = scene.door.get("/Users?cursor&count=5").await.json();
    let next = format!(
        "/Users?count=5&cursor={}",
        encoded(first["nextCursor"].as_str().unwrap())
    );
    scene.bench.advance(SignedDuration::from_secs(timeout - 1));
    assert_eq!(scene.door.get(&next).await.status, 200);
    scene.bench.advance(SignedDuration::from_secs(2));
    assert_error(&scene.door.get(&next).await, 400, Some("expiredCursor"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_4_paging_is_announced() {
    let scene = Scene::empty().await;
    let pagination = json!({
        "cursor": true, "index": true, "defaultPaginationMethod": "index",
        "defaultPageSize": 100, "maxPageSize": 1000, "cursorTimeout": "<integer>",
    });
    let config = scene.door.get("/ServiceProviderConfig").await;
    assert_answer(&config, 200, &json!({"pagination": pagination}));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9865_2_1_a_cursor_that_was_changed_is_invalid() {
    let scene = crowd().await;
    let first = scene.door.get("/Users?cursor&count=10").await.json();
    let cursor = first["nextCursor"].as_str().unwrap().to_owned();
    let ask = async |cursor: &str| scene.door.get(&format!("/Users?cursor={cursor}")).await;
    assert_eq!(ask(&cursor).await.status, 200);
    for at in 0..cursor.len() {
        let mut bytes = cursor.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert_error(&ask(&changed).await, 400, Some("invalidCursor"));
    }
    let (content, _) = cursor.split_once('.').unwrap();
    assert_error(&ask(content).await, 400, Some("invalidCursor"));
    let other = scene.bench.named_door("Other");
    let answer = other.get(&format!("/Users?cursor={cursor}")).await;
    assert_error(&answer, 400, Some("invalidCursor"));
}
