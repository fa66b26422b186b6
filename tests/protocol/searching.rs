//! Queries in a body (RFC 7644 §3.4.3) and over all resource types (§3.4.2.1).

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, encoded, people};
use acceptance::harness::exchange::Given;
use acceptance::harness::wire::Answer;
use sandbox::Story;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

fn search(mut body: Value) -> Value {
    body["schemas"] = json!([SEARCH]);
    body
}

fn kinds(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let resources = body["Resources"].as_array().cloned().unwrap_or_default();
    let kind = |resource: &Value| {
        resource["meta"]["resourceType"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    resources.iter().map(kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_4_3_a_posted_query_answers_like_the_one_in_the_address() {
    let scene = Scene::start().await;
    let filter = "title sw \"S\" or userName sw \"ada\"";
    let posted = scene
        .door
        .post(
            "/Users/.search",
            &search(json!({"filter": filter, "sortBy": "userName", "sortOrder": "descending"})),
        )
        .await;
    let path = format!(
        "/Users?sortBy=userName&sortOrder=descending&filter={}",
        encoded(filter)
    );
    let read = scene.door.get(&path).await;
    assert_answer(
        &posted,
        200,
        &json!({"totalResults": 2, "startIndex": 1, "itemsPerPage": 2}),
    );
    assert_eq!(posted.json(), read.json());
    assert_eq!(people(&posted), ["ada", "bram"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_4_3_a_posted_query_pages_and_projects() {
    let scene = Scene::start().await;
    let body = search(json!({"startIndex": 2, "count": 1, "attributes": ["userName"]}));
    let answer = scene.door.post("/Users/.search", &body).await;
    let expected = json!({"totalResults": 3, "startIndex": 2, "itemsPerPage": 1});
    assert_answer(&answer, 200, &expected);
    assert_absent(&answer, &["/Resources/0/title", "/Resources/0/emails"]);
    let without = search(json!({"excludedAttributes": ["members"]}));
    let groups = scene.door.post("/Groups/.search", &without).await;
    assert_answer(&groups, 200, &json!({"totalResults": 1}));
    assert_absent(&groups, &["/Resources/0/members"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_query_is_told_as_what_it_is() {
    let scene = Scene::start().await;
    let body = search(json!({"filter": "userName eq \"ada.okafor@example.com\""}));
    scene.door.post("/Users/.search", &body).await;
    let row = &scene.bench.recorded(&scene.door)[0].exchange;
    assert!(
        matches!(row.story, Story::Match { found: true, .. }),
        "{:?}",
        row.story
    );
    assert_eq!(row.subject.as_ref().unwrap().id, scene.id("ada"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_4_2_1_the_root_lists_resources_of_all_types() {
    let scene = Scene::start().await;
    for path in ["", "/", "?count=10"] {
        let answer = scene.door.get(path).await;
        assert_answer(&answer, 200, &json!({"totalResults": 4, "itemsPerPage": 4}));
        let kinds: BTreeSet<String> = kinds(&answer).into_iter().collect();
        assert_eq!(
            kinds,
            BTreeSet::from(["Group".to_owned(), "User".to_owned()])
        );
    }
    let body = scene.door.get("/").await.json();
    for resource in body["Resources"].as_array().unwrap() {
        let location = resource["meta"]["location"].as_str().unwrap();
        let path = location.split_once("/scim/v2").unwrap().1;
        assert_eq!(scene.door.get(path).await.json(), *resource);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_4_2_1_a_filter_at_the_root_may_ask_for_the_type() {
    let scene = Scene::start().await;
    let cases = [
        ("meta.resourceType eq \"User\"", 3),
        ("meta.resourceType eq \"Group\"", 1),
        ("meta.resourceType eq \"Group\" or userName sw \"ada\"", 2),
        ("displayName sw \"Platform\"", 1),
        ("displayName pr", 4),
    ];
    for (filter, total) in cases {
        let read = scene
            .door
            .get(&format!("/?filter={}", encoded(filter)))
            .await;
        let posted = scene
            .door
            .post("/.search", &search(json!({"filter": filter})))
            .await;
        for answer in [read, posted] {
            assert_answer(&answer, 200, &json!({"totalResults": total}));
            assert_eq!(kinds(&answer).len(), total, "{filter}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_root_is_paged_without_gaps() {
    let scene = Scene::with(Given {
        crowd: 20,
        ..Given::default()
    })
    .await;
    let mut seen = BTreeSet::new();
    for start in [1, 11, 21] {
        let answer = scene
            .door
            .get(&format!("/?startIndex={start}&count=10"))
            .await;
        for resource in answer.json()["Resources"].as_array().unwrap() {
            assert!(seen.insert(resource["id"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(seen.len(), 24);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_is_no_query_is_refused() {
    let scene = Scene::start().await;
    for path in ["/.search", "/Users/.search"] {
        for body in [
            json!([]),
            json!("x"),
            json!({"filter": 7}),
            json!({"count": {}}),
        ] {
            let answer = scene.door.post(path, &body).await;
            assert_error(&answer, 400, Some("invalidSyntax"));
        }
        let filter = search(json!({"filter": "userName eq"}));
        assert_error(
            &scene.door.post(path, &filter).await,
            400,
            Some("invalidFilter"),
        );
        let text = scene
            .door
            .request("POST", path)
            .header("Content-Type", "text/plain");
        assert_error(&scene.door.send(&text.bytes("{}")).await, 415, None);
        assert_error(&scene.door.get(path).await, 405, None);
    }
    assert_error(
        &scene.door.post("/Robots/.search", &search(json!({}))).await,
        404,
        None,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_without_its_schema_is_answered_and_noted() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .post("/Users/.search", &json!({"count": "1"}))
        .await;
    assert_answer(&answer, 200, &json!({"totalResults": 3, "itemsPerPage": 1}));
    let findings = &scene.bench.recorded(&scene.door)[0].findings;
    let strict = findings
        .iter()
        .filter(|found| found.finding.strict.is_some());
    assert_eq!(strict.count(), 2, "schemas and count: {findings:?}");
}
