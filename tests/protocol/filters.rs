//! Filters (RFC 7644 §3.4.2.2), sent the way clients encode them.

use crate::scene::{Scene, assert_answer, assert_error, detail, encoded, people};
use acceptance::harness::exchange::Given;
use acceptance::harness::population::{ENTERPRISE, create};
use serde_json::json;
use std::collections::BTreeMap;

async fn found(scene: &Scene, filter: &str) -> Vec<String> {
    let answer = scene
        .door
        .get(&format!("/Users?filter={}", encoded(filter)))
        .await;
    assert_eq!(answer.status, 200, "{filter}: {}", answer.text());
    people(&answer)
}

async fn check(scene: &Scene, cases: &[(&str, &[&str])]) {
    for (filter, expected) in cases {
        assert_eq!(&found(scene, filter).await, expected, "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_operator_compares_as_the_table_says() {
    let scene = Scene::start().await;
    let cases: [(&str, &[&str]); 10] = [
        ("userName eq \"bram.visser@example.com\"", &["bram"]),
        ("userName ne \"bram.visser@example.com\"", &["ada", "chidi"]),
        ("displayName co \"i\"", &["bram", "chidi"]),
        ("userName sw \"ada\"", &["ada"]),
        ("name.familyName ew \"ah\"", &["chidi"]),
        ("title pr", &["ada", "bram", "chidi"]),
        ("nickName pr", &[]),
        ("userName gt \"b\"", &["bram", "chidi"]),
        ("userName le \"bram.visser@example.com\"", &["ada", "bram"]),
        ("userName lt \"ada\"", &[]),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_and_names_are_not_case_sensitive() {
    let scene = Scene::start().await;
    let cases: [(&str, &[&str]); 3] = [
        ("USERNAME EQ \"ADA.OKAFOR@example.com\"", &["ada"]),
        ("UserName Sw \"ADA\" AnD Title Pr", &["ada"]),
        (
            "nOt (userName eq \"ada.okafor@example.com\")",
            &["bram", "chidi"],
        ),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_external_id_is_case_exact() {
    let scene = Scene::start().await;
    let cases: [(&str, &[&str]); 2] = [
        ("externalId eq \"ada.okafor\"", &["ada"]),
        ("externalId eq \"ADA.OKAFOR\"", &[]),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn and_binds_tighter_than_or_and_brackets_bind_tightest() {
    let scene = Scene::start().await;
    let cases: [(&str, &[&str]); 3] = [
        (
            "userName sw \"ada\" or userName sw \"bram\" and title eq \"none\"",
            &["ada"],
        ),
        (
            "(userName sw \"ada\" or userName sw \"bram\") and title eq \"none\"",
            &[],
        ),
        (
            "not (userName sw \"ada\") and not (userName sw \"bram\")",
            &["chidi"],
        ),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_attributes_are_reached_by_their_urn() {
    let scene = Scene::start().await;
    let by = |rest: &str| format!("{ENTERPRISE}:{rest}");
    assert_eq!(
        found(&scene, &by("department eq \"platform\"")).await,
        ["ada", "bram"]
    );
    assert_eq!(
        found(&scene, &by("employeeNumber eq \"E-1003\"")).await,
        ["chidi"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn elements_of_a_list_are_matched_one_by_one() {
    let emails = json!({"emails": [
        {"type": "work", "primary": true, "value": "ada.okafor@example.com"},
        {"type": "home", "value": "ada@example.net"},
    ]});
    let people = BTreeMap::from([("ada".to_owned(), emails)]);
    let scene = Scene::with(Given {
        people,
        ..Given::default()
    })
    .await;
    let cases: [(&str, &[&str]); 7] = [
        ("emails.value eq \"ada@example.net\"", &["ada"]),
        ("emails eq \"ada@example.net\"", &["ada"]),
        (
            "emails[type eq \"home\" and value ew \"example.net\"]",
            &["ada"],
        ),
        ("emails[type eq \"work\" and value ew \"example.net\"]", &[]),
        (
            "emails.type eq \"work\" and emails.value ew \"example.net\"",
            &["ada"],
        ),
        (
            "emails[type eq \"home\"].value eq \"ada@example.net\"",
            &["ada"],
        ),
        (
            "emails[primary eq true].value eq \"ada.okafor@example.com\"",
            &["ada"],
        ),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn booleans_and_times_compare_as_such() {
    let people = BTreeMap::from([("chidi".to_owned(), json!({"active": false}))]);
    let scene = Scene::with(Given {
        people,
        ..Given::default()
    })
    .await;
    let cases: [(&str, &[&str]); 5] = [
        ("active eq true", &["ada", "bram"]),
        ("active eq false", &["chidi"]),
        (
            "meta.created ge \"2026-11-23T09:00:00Z\"",
            &["ada", "bram", "chidi"],
        ),
        ("meta.lastModified gt \"2026-11-23T10:00:00+01:00\"", &[]),
        ("meta.resourceType eq \"User\"", &["ada", "bram", "chidi"]),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_found_by_their_members_and_users_by_their_groups_or_manager() {
    let managers = BTreeMap::from([("bram".to_owned(), "ada".to_owned())]);
    let members = vec!["ada".to_owned(), "bram".to_owned()];
    let scene = Scene::with(Given {
        managers,
        members,
        ..Given::default()
    })
    .await;
    let (ada, team) = (scene.id("ada"), scene.id("platform"));
    assert_eq!(
        found(&scene, &format!("groups eq \"{team}\"")).await,
        ["ada", "bram"]
    );
    assert_eq!(
        found(&scene, &format!("{ENTERPRISE}:manager eq \"{ada}\"")).await,
        ["bram"]
    );
    assert_eq!(
        found(&scene, &format!("{ENTERPRISE}:manager.value eq \"{ada}\"")).await,
        ["bram"]
    );
    let groups = scene
        .door
        .get(&format!(
            "/Groups?filter={}",
            encoded(&format!("members.value eq \"{ada}\""))
        ))
        .await;
    assert_answer(&groups, 200, &json!({"totalResults": 1}));
    let none = scene
        .door
        .get(&format!(
            "/Groups?filter={}",
            encoded(&format!("members eq \"{}\"", scene.id("chidi")))
        ))
        .await;
    assert_answer(&none, 200, &json!({"totalResults": 0}));
}

#[tokio::test(flavor = "multi_thread")]
async fn blanks_come_as_plus_or_percent_twenty_and_an_encoded_plus_stays() {
    let scene = Scene::start().await;
    create(
        &scene.door,
        "/Users",
        &json!({"userName": "ada+test@example.com"}),
    )
    .await;
    for query in [
        "userName+eq+%22ada%2Btest%40example.com%22",
        "userName%20eq%20%22ada%2Btest@example.com%22",
    ] {
        let answer = scene.door.get(&format!("/Users?filter={query}")).await;
        assert_answer(
            &answer,
            200,
            &json!({"totalResults": 1, "Resources": [{"userName": "ada+test@example.com"}]}),
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn values_with_quotes_backslashes_and_wildcards_are_plain_text() {
    let scene = Scene::start().await;
    create(
        &scene.door,
        "/Users",
        &json!({"userName": "x", "displayName": "50%_\"quoted\" \\ 'it' \u{00e9}"}),
    )
    .await;
    let cases: [(&str, &[&str]); 6] = [
        (r#"displayName eq "50%_\"quoted\" \\ 'it' é""#, &["x"]),
        (r#"displayName co "\"quoted\"""#, &["x"]),
        (r#"displayName co "%""#, &["x"]),
        (r#"displayName co "_""#, &["x"]),
        (r#"displayName sw "5_""#, &[]),
        (r#"displayName eq "' or 1=1 --""#, &[]),
    ];
    check(&scene, &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_parsed_is_an_invalid_filter() {
    let scene = Scene::start().await;
    for filter in [
        "userName",
        "userName eq",
        "eq \"x\"",
        "userName zz \"x\"",
        "(userName pr",
        "emails[type eq \"work\"",
        "and",
        "userName eq \"x",
    ] {
        let answer = scene
            .door
            .get(&format!("/Users?filter={}", encoded(filter)))
            .await;
        assert_error(&answer, 400, Some("invalidFilter"));
        assert!(detail(&answer).len() > 10, "{filter}: {}", detail(&answer));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_counts_before_it_is_paged() {
    let scene = Scene::with(Given {
        crowd: 30,
        ..Given::default()
    })
    .await;
    let filter = encoded("userName sw \"person\"");
    let answer = scene
        .door
        .get(&format!("/Users?filter={filter}&startIndex=21&count=20"))
        .await;
    let expected = json!({"totalResults": 30, "startIndex": 21, "itemsPerPage": 10});
    assert_answer(&answer, 200, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_is_found_by_filter() {
    let scene = Scene::start().await;
    assert_eq!(
        found(&scene, &format!("id eq \"{}\"", scene.id("ada"))).await,
        ["ada"]
    );
}
