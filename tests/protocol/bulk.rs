//! Bulk requests (RFC 7644 §3.7): many writes in one body.

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, detail};
use acceptance::harness::population::{ENTERPRISE, patch};
use acceptance::harness::wire::Answer;
use sandbox::{ConnectionChange, Story};
use scim::Strictness;
use serde_json::{Value, json};

const REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

fn user(bulk_id: &str, name: &str) -> Value {
    json!({
        "method": "POST", "path": "/Users", "bulkId": bulk_id,
        "data": {"schemas": [USER], "userName": name},
    })
}

fn group(bulk_id: &str, name: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members
        .iter()
        .map(|value| json!({"value": value}))
        .collect();
    json!({
        "method": "POST", "path": "/Groups", "bulkId": bulk_id,
        "data": {"schemas": [GROUP], "displayName": name, "members": members},
    })
}

async fn send(scene: &Scene, operations: Value) -> Answer {
    let body = json!({"schemas": [REQUEST], "Operations": operations});
    scene.door.post("/Bulk", &body).await
}

fn statuses(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let operations = body["Operations"].as_array().cloned().unwrap_or_default();
    let status = |one: &Value| one["status"].as_str().unwrap_or("no text").to_owned();
    operations.iter().map(status).collect()
}

/// The id at the end of an operation's location.
fn id(answer: &Answer, index: usize) -> String {
    let body = answer.json();
    let location = body["Operations"][index]["location"].as_str().unwrap();
    location.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_3_each_operation_is_answered_in_its_place() {
    let scene = Scene::start().await;
    let bram = scene.user("bram");
    let operations = json!([
        user("one", "dina"),
        {"method": "PUT", "path": scene.user("ada"), "data": {"schemas": [USER], "userName": "ada.new"}},
        {"method": "PATCH", "path": bram, "data": patch(json!([{"op": "replace", "path": "title", "value": "Lead"}]))},
        {"method": "PATCH", "path": scene.group(), "data": patch(json!([{"op": "replace", "path": "displayName", "value": "P"}]))},
        {"method": "DELETE", "path": scene.user("chidi")},
    ]);
    let answer = send(&scene, operations).await;
    let at = |path: &str| json!(format!("<ends {path}>"));
    let expected = json!({"schemas": [RESPONSE], "Operations": [
        {"method": "POST", "bulkId": "one", "status": "201", "version": "W/\"1\"", "location": at(&format!("/Users/{}", id(&answer, 0)))},
        {"method": "PUT", "status": "200", "version": "W/\"2\"", "location": at(&scene.user("ada"))},
        {"method": "PATCH", "status": "200", "version": "W/\"2\"", "location": at(&bram)},
        {"method": "PATCH", "status": "204", "location": at(&scene.group())},
        {"method": "DELETE", "status": "204", "location": at(&scene.user("chidi"))},
    ]});
    assert_answer(&answer, 200, &expected);
    assert_absent(
        &answer,
        &[
            "/Operations/0/response",
            "/Operations/1/bulkId",
            "/Operations/4/version",
        ],
    );
    assert_answer(&scene.door.get(&bram).await, 200, &json!({"title": "Lead"}));
    assert_error(&scene.door.get(&scene.user("chidi")).await, 404, None);
    let dina = format!("/Users/{}", id(&answer, 0));
    assert_answer(
        &scene.door.get(&dina).await,
        200,
        &json!({"userName": "dina"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_2_a_bulk_id_stands_for_the_id_to_come() {
    let scene = Scene::empty().await;
    let manager = json!({"schemas": [USER, ENTERPRISE], "userName": "bob", ENTERPRISE: {"manager": {"value": "bulkId:alice"}}});
    let operations = json!([
        group("team", "Tour Guides", &["bulkId:alice", "bulkId:bob"]),
        {"method": "POST", "path": "/Users", "bulkId": "bob", "data": manager},
        user("alice", "alice"),
        {"method": "PATCH", "path": "/Users/bulkId:alice", "data": patch(json!([{"op": "add", "path": "title", "value": "Guide"}]))},
    ]);
    let answer = send(&scene, operations).await;
    assert_eq!(
        statuses(&answer),
        ["201", "201", "201", "200"],
        "{}",
        answer.text()
    );
    let (team, bob, alice) = (id(&answer, 0), id(&answer, 1), id(&answer, 2));
    let members = json!(["<includes>", {"value": alice}, {"value": bob}]);
    let read = scene.door.get(&format!("/Groups/{team}")).await;
    assert_answer(&read, 200, &json!({"members": members}));
    let read = scene.door.get(&format!("/Users/{bob}")).await;
    assert_answer(
        &read,
        200,
        &json!({ENTERPRISE: {"manager": {"value": alice}}}),
    );
    let read = scene.door.get(&format!("/Users/{alice}")).await;
    assert_answer(&read, 200, &json!({"title": "Guide"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_1_circles_are_closed() {
    let scene = Scene::empty().await;
    let operations = json!([
        group("a", "A", &["bulkId:b"]),
        group("b", "B", &["bulkId:c"]),
        group("c", "C", &["bulkId:a"]),
    ]);
    let answer = send(&scene, operations).await;
    assert_eq!(
        statuses(&answer),
        ["201", "201", "201"],
        "{}",
        answer.text()
    );
    for (own, next) in [(0, 1), (1, 2), (2, 0)] {
        let read = scene
            .door
            .get(&format!("/Groups/{}", id(&answer, own)))
            .await;
        let members = json!([{"value": id(&answer, next), "type": "Group"}]);
        assert_answer(&read, 200, &json!({"members": members}));
        let version = read.header("etag").map(str::to_owned);
        let told = answer.json()["Operations"][own]["version"].clone();
        assert_eq!(told.as_str().map(str::to_owned), version);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_1_two_people_may_be_each_others_manager() {
    let scene = Scene::empty().await;
    let person = |own: &str, other: &str| {
        json!({"method": "POST", "path": "/Users", "bulkId": own, "data": {
            "schemas": [USER, ENTERPRISE], "userName": own,
            ENTERPRISE: {"department": "Board", "manager": {"value": format!("bulkId:{other}")}},
        }})
    };
    let answer = send(&scene, json!([person("a", "b"), person("b", "a")])).await;
    assert_eq!(statuses(&answer), ["201", "201"], "{}", answer.text());
    for (own, other) in [(0, 1), (1, 0)] {
        let read = scene
            .door
            .get(&format!("/Users/{}", id(&answer, own)))
            .await;
        let enterprise = json!({"department": "Board", "manager": {"value": id(&answer, other)}});
        assert_answer(&read, 200, &json!({ENTERPRISE: enterprise}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_3_a_failure_carries_its_error_and_the_others_go_on() {
    let scene = Scene::start().await;
    let operations = json!([
        user("taken", "ada.okafor@example.com"),
        {"method": "DELETE", "path": "/Users/none"},
        {"method": "PATCH", "path": scene.user("ada"), "data": patch(json!([{"op": "replace", "path": "emails[", "value": 1}]))},
        {"method": "POST", "path": "/Robots", "bulkId": "r", "data": {}},
        {"method": "GET", "path": scene.user("ada")},
        group("late", "Late", &["bulkId:taken"]),
        user("good", "dina"),
    ]);
    let answer = send(&scene, operations).await;
    let expected = ["409", "404", "400", "404", "400", "409", "201"];
    assert_eq!(statuses(&answer), expected, "{}", answer.text());
    let body = answer.json();
    let first = &body["Operations"][0];
    assert_eq!(first["response"]["scimType"], json!("uniqueness"));
    assert_eq!(first["response"]["status"], json!("409"));
    assert_absent(
        &answer,
        &["/Operations/0/location", "/Operations/6/response"],
    );
    assert_eq!(
        body["Operations"][2]["response"]["scimType"],
        json!("invalidPath")
    );
    let location = body["Operations"][1]["location"].as_str().unwrap();
    assert!(location.ends_with("/Users/none"), "{location}");
    let groups = scene.door.get("/Groups").await.json();
    assert_eq!(groups["totalResults"], json!(1), "Late was not created");
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_fail_on_errors_stops_and_leaves_the_rest_alone() {
    let scene = Scene::start().await;
    let taken = "ada.okafor@example.com";
    let operations = json!([
        user("a", "dina"),
        user("b", taken),
        user("c", "eve"),
        user("d", taken),
        user("e", "finn"),
    ]);
    let body = json!({"schemas": [REQUEST], "failOnErrors": 2, "Operations": operations});
    let answer = scene.door.post("/Bulk", &body).await;
    assert_eq!(
        statuses(&answer),
        ["201", "409", "201", "409"],
        "{}",
        answer.text()
    );
    let list = scene.door.get("/Users").await.json();
    assert_eq!(list["totalResults"], json!(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn fail_on_errors_0_sets_no_limit() {
    let scene = Scene::start().await;
    let taken = "ada.okafor@example.com";
    let operations = json!([user("a", taken), user("b", taken), user("c", "eve")]);
    let body = json!({"schemas": [REQUEST], "failOnErrors": 0, "Operations": operations});
    let answer = scene.door.post("/Bulk", &body).await;
    assert_eq!(
        statuses(&answer),
        ["409", "409", "201"],
        "{}",
        answer.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_inside_a_circle_leaves_nothing_half_done() {
    let scene = Scene::start().await;
    let operations = json!([
        group("a", "A", &["bulkId:b", "bulkId:bad"]),
        {"method": "POST", "path": "/Users", "bulkId": "bad", "data": {"schemas": [USER], "userName": "ada.okafor@example.com"}},
        group("b", "B", &["bulkId:a"]),
    ]);
    let body = json!({"schemas": [REQUEST], "failOnErrors": 1, "Operations": operations});
    let answer = scene.door.post("/Bulk", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let created = statuses(&answer)
        .iter()
        .filter(|status| *status == "201")
        .count();
    let groups = scene.door.get("/Groups").await.json();
    let there = groups["totalResults"].as_u64().unwrap() - 1;
    assert_eq!(there, created as u64, "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_a_version_is_a_condition() {
    let scene = Scene::start().await;
    let ada = scene.user("ada");
    let change = |version: &str, title: &str| {
        let data = patch(json!([{"op": "replace", "path": "title", "value": title}]));
        json!({"method": "PATCH", "path": ada, "version": version, "data": data})
    };
    let operations = json!([
        change("W/\"1\"", "Lead"),
        change("W/\"1\"", "Head"),
        {"method": "DELETE", "path": ada, "version": "W/\"7\""},
        change("W/\"2\"", "Chief"),
    ]);
    let answer = send(&scene, operations).await;
    assert_eq!(
        statuses(&answer),
        ["200", "412", "412", "200"],
        "{}",
        answer.text()
    );
    let read = scene.door.get(&ada).await;
    assert_answer(
        &read,
        200,
        &json!({"title": "Chief", "meta": {"version": "W/\"3\""}}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_operations_on_one_resource_keep_their_order() {
    let scene = Scene::start().await;
    let ada = scene.user("ada");
    let many: Vec<Value> = (0..300)
        .map(|n| {
            let value = json!([{"op": "replace", "path": "title", "value": format!("T{n}")}]);
            json!({"method": "PATCH", "path": ada, "data": patch(value)})
        })
        .collect();
    let answer = send(&scene, json!(many)).await;
    let body = answer.json();
    for (n, one) in body["Operations"].as_array().unwrap().iter().enumerate() {
        assert_eq!(one["version"], json!(format!("W/\"{}\"", n + 2)));
    }
    assert_answer(&scene.door.get(&ada).await, 200, &json!({"title": "T299"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_4_too_many_operations_are_a_413_that_names_the_limit() {
    let scene = Scene::empty().await;
    let config = scene.door.get("/ServiceProviderConfig").await.json();
    assert_eq!(config["bulk"]["supported"], json!(true));
    assert_eq!(
        config["bulk"]["maxPayloadSize"],
        json!(server::LARGEST_BULK)
    );
    let most = config["bulk"]["maxOperations"].as_u64().unwrap();
    let many: Vec<Value> = (0..=most)
        .map(|n| user(&n.to_string(), &format!("u{n}")))
        .collect();
    let answer = send(&scene, json!(many)).await;
    assert_error(&answer, 413, None);
    assert!(
        detail(&answer).contains(&most.to_string()),
        "{}",
        detail(&answer)
    );
    let answer = send(&scene, json!(many[1..])).await;
    assert_eq!(answer.status, 200);
    let list = scene.door.get("/Users?count=0").await.json();
    assert_eq!(list["totalResults"], json!(most));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_bulk_request_is_invalid_syntax() {
    let scene = Scene::empty().await;
    for body in [
        json!([]),
        json!({}),
        json!({"Operations": {}}),
        json!({"Operations": []}),
        json!({"Operations": ["POST"]}),
    ] {
        let answer = scene.door.post("/Bulk", &body).await;
        assert_error(&answer, 400, Some("invalidSyntax"));
    }
    assert_error(&scene.door.get("/Bulk").await, 405, None);
    let text = scene
        .door
        .request("POST", "/Bulk")
        .header("Content-Type", "text/csv");
    assert_error(&scene.door.send(&text.bytes("a,b")).await, 415, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_a_bulk_request_in_numbers_and_keeps_what_it_changed() {
    let scene = Scene::start().await;
    let odd = json!({"schemas": [USER], "userName": "finn", "active": "True"});
    let operations = json!([
        user("a", "dina"),
        {"method": "POST", "path": "/Users", "bulkId": "b", "data": odd},
        {"method": "PATCH", "path": scene.user("ada"), "data": patch(json!([{"op": "add", "path": "title", "value": "Lead"}]))},
        {"method": "PATCH", "path": scene.user("bram"), "data": patch(json!([{"op": "replace", "path": "active", "value": true}]))},
        {"method": "DELETE", "path": scene.user("chidi")},
        {"method": "DELETE", "path": "/Users/none"},
    ]);
    send(&scene, operations).await;
    let recorded = scene.bench.recorded(&scene.door);
    let told = Story::Bulk {
        operations: 6,
        created: 2,
        changed: 1,
        deleted: 1,
        unchanged: 1,
        failed: 1,
        not_reached: 0,
    };
    assert_eq!(recorded[0].exchange.story, told);
    assert_eq!(recorded[0].changes.len(), 4);
    let places: Vec<&str> = recorded[0]
        .findings
        .iter()
        .filter_map(|found| found.finding.path.as_deref())
        .collect();
    assert!(places.contains(&"Operations[1].data.active"), "{places:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_connection_refuses_the_odd_operations_only() {
    let scene = Scene::start().await;
    let change = ConnectionChange {
        strictness: Some(Strictness::Strict),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, change);
    let odd = json!({"schemas": [USER], "userName": "finn", "active": "True"});
    let operations = json!([
        {"method": "POST", "path": "/Users", "bulkId": "odd", "data": odd},
        {"method": "POST", "path": "/users", "bulkId": "case", "data": {"schemas": [USER], "userName": "gita"}},
        user("good", "dina"),
    ]);
    let answer = send(&scene, operations).await;
    assert_eq!(
        statuses(&answer),
        ["400", "404", "201"],
        "{}",
        answer.text()
    );
    let envelope = scene
        .door
        .post("/Bulk", &json!({"Operations": [user("x", "hans")]}))
        .await;
    assert_error(&envelope, 400, Some("invalidSyntax"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_7_3_patch_data_may_be_the_bare_operations() {
    let scene = Scene::start().await;
    let data =
        json!([{"op": "remove", "path": "title"}, {"op": "add", "path": "nickName", "value": "A"}]);
    let operations = json!([{"method": "PATCH", "path": scene.user("ada"), "data": data}]);
    let answer = send(&scene, operations).await;
    assert_eq!(statuses(&answer), ["200"], "{}", answer.text());
    let read = scene.door.get(&scene.user("ada")).await;
    assert_answer(&read, 200, &json!({"nickName": "A"}));
    assert_absent(&read, &["/title"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_without_its_name_fails_alone_where_strict() {
    let scene = Scene::empty().await;
    let change = ConnectionChange {
        strictness: Some(Strictness::Strict),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, change);
    let mut nameless = user("x", "dina");
    nameless.as_object_mut().unwrap().remove("bulkId");
    let mut number = user("x", "fynn");
    number["bulkId"] = json!(7);
    let answer = send(&scene, json!([nameless, number, user("e", "elif")])).await;
    assert_eq!(
        statuses(&answer),
        ["400", "400", "201"],
        "{}",
        answer.text()
    );
    let kind = &answer.json()["Operations"][0]["response"]["scimType"];
    assert_eq!(kind, &json!("invalidSyntax"));
}
