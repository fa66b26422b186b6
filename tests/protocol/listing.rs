//! Lists and their pages (RFC 7644 §3.4.2, §3.4.2.3 and §3.4.2.4).

use crate::scene::{Scene, assert_answer, assert_error, people, user_names};
use acceptance::harness::exchange::Given;
use sandbox::ConnectionChange;
use serde_json::json;
use std::collections::BTreeSet;

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_list_is_a_list() {
    let scene = Scene::empty().await;
    for path in ["/Users", "/Groups"] {
        let answer = scene.door.get(path).await;
        let expected = json!({
            "schemas": [LIST], "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": [],
        });
        assert_answer(&answer, 200, &expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_count_from_one_and_cover_everybody_once() {
    let scene = Scene::with(Given {
        crowd: 22,
        ..Given::default()
    })
    .await;
    let mut seen = BTreeSet::new();
    for start in [1, 11, 21] {
        let answer = scene
            .door
            .get(&format!("/Users?startIndex={start}&count=10"))
            .await;
        let length = if start == 21 { 5 } else { 10 };
        let expected = json!({"totalResults": 25, "startIndex": start, "itemsPerPage": length});
        assert_answer(&answer, 200, &expected);
        seen.extend(user_names(&answer));
    }
    assert_eq!(seen.len(), 25);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_a_list_does_not_change_between_requests() {
    let scene = Scene::with(Given {
        crowd: 20,
        ..Given::default()
    })
    .await;
    let first = user_names(&scene.door.get("/Users?count=50").await);
    assert_eq!(first, user_names(&scene.door.get("/Users?count=50").await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_before_the_first_means_the_first() {
    let scene = Scene::start().await;
    for start in ["0", "-5"] {
        let answer = scene.door.get(&format!("/Users?startIndex={start}")).await;
        assert_answer(&answer, 200, &json!({"startIndex": 1, "itemsPerPage": 3}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_of_zero_or_less_counts_only() {
    let scene = Scene::start().await;
    for count in ["0", "-1"] {
        let answer = scene.door.get(&format!("/Users?count={count}")).await;
        let expected = json!({"totalResults": 3, "itemsPerPage": 0, "Resources": []});
        assert_answer(&answer, 200, &expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_end_there_is_an_empty_page() {
    let scene = Scene::start().await;
    let answer = scene.door.get("/Users?startIndex=4&count=10").await;
    let expected = json!({"totalResults": 3, "startIndex": 4, "itemsPerPage": 0, "Resources": []});
    assert_answer(&answer, 200, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_count_a_page_has_a_hundred() {
    let scene = Scene::with(Given {
        crowd: 120,
        ..Given::default()
    })
    .await;
    let answer = scene.door.get("/Users").await;
    assert_answer(
        &answer,
        200,
        &json!({"totalResults": 123, "itemsPerPage": 100}),
    );
    let all = scene.door.get("/Users?count=5000").await;
    assert_answer(
        &all,
        200,
        &json!({"totalResults": 123, "itemsPerPage": 123}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_that_is_no_number_is_passed_over_and_refused_only_when_strict() {
    let scene = Scene::start().await;
    let queries = ["count=many", "startIndex=first"];
    for query in queries {
        let answer = scene.door.get(&format!("/Users?{query}")).await;
        assert_answer(&answer, 200, &json!({"startIndex": 1, "itemsPerPage": 3}));
        assert!(
            !scene.bench.recorded(&scene.door)[0].findings.is_empty(),
            "{query} is noted"
        );
    }
    let strictness = Some(scim::Strictness::Strict);
    scene.bench.change(
        &scene.door,
        ConnectionChange {
            strictness,
            ..ConnectionChange::default()
        },
    );
    for query in queries {
        let answer = scene.door.get(&format!("/Users?{query}")).await;
        assert_error(&answer, 400, Some("invalidValue"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_sorted_when_asked() {
    let scene = Scene::start().await;
    let down = scene
        .door
        .get("/Users?sortBy=userName&sortOrder=descending")
        .await;
    let names = user_names(&down);
    let expected = [
        "chidi.mensah@example.com",
        "bram.visser@example.com",
        "ada.okafor@example.com",
    ];
    assert_eq!(names, expected);
    let up = user_names(&scene.door.get("/Users?sortBy=name.familyName").await);
    let expected = [
        "chidi.mensah@example.com",
        "ada.okafor@example.com",
        "bram.visser@example.com",
    ];
    assert_eq!(up, expected, "by Mensah, Okafor, Visser");
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_people_are_in_no_list() {
    let scene = Scene::start().await;
    scene.door.delete(&scene.user("bram")).await;
    let answer = scene.door.get("/Users").await;
    assert_answer(&answer, 200, &json!({"totalResults": 2}));
    assert_eq!(people(&answer), ["ada", "chidi"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_parameters_are_passed_over() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .get("/Users?aadOptscim062020&foo=bar&count=1")
        .await;
    assert_answer(&answer, 200, &json!({"totalResults": 3, "itemsPerPage": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_show_groups_of_users_and_members_of_groups() {
    let scene = Scene::start().await;
    let users = scene.door.get("/Users").await;
    let group = json!({"value": scene.id("platform")});
    assert_answer(
        &users,
        200,
        &json!({"Resources": ["<includes>", {"id": scene.id("ada"), "groups": [group]}]}),
    );
    let groups = scene.door.get("/Groups").await;
    let members = json!([{"value": scene.id("ada")}, {"value": scene.id("bram")}]);
    assert_answer(&groups, 200, &json!({"Resources": [{"members": members}]}));
}
