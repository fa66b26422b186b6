//! A strict connection: what a tolerant one accepts with a note is an error here, and the log of
//! the tolerant one says beforehand which.

use crate::scene::{Scene, assert_answer, assert_error};
use acceptance::harness::population::{ENTERPRISE, patch};
use acceptance::harness::wire::Request;
use sandbox::ConnectionChange;
use scim::Strictness;
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

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

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_4_2_1_the_root_may_be_asked_with_its_slash() {
    let scene = Scene::start().await;
    let id = &scene.door.connection_id;
    let targets = [
        "/scim/v2/?count=0".to_owned(),
        format!("/scim/v2/{id}/?count=0"),
    ];
    for strict in [false, true] {
        if strict {
            be_strict(&scene);
        }
        for target in &targets {
            let request = Request::new("GET", target).bearer(&scene.door.token);
            let answer = scene.door.send(&request).await;
            assert_answer(&answer, 200, &json!({"totalResults": 4}));
            assert!(scene.bench.recorded(&scene.door)[0].findings.is_empty());
            let posted = Request::new("POST", target).bearer(&scene.door.token);
            assert_eq!(scene.door.send(&posted).await.status, 405);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_order_mark_is_noted_or_refused() {
    let scene = Scene::empty().await;
    let send = async |user: &str| {
        let body = format!(
            "\u{feff}{}",
            json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": user})
        );
        let request = scene.door.request("POST", "/Users");
        let request = request.header("Content-Type", "application/scim+json");
        scene.door.send(&request.bytes(body)).await
    };
    assert_answer(&send("a").await, 201, &json!({"userName": "a"}));
    let recorded = scene.bench.recorded(&scene.door);
    let found = &recorded[0].findings[0].finding;
    assert_eq!(found.rule, "RFC-byte-order-mark");
    be_strict(&scene);
    assert_error(&send("b").await, 400, Some("invalidSyntax"));
}

#[tokio::test(flavor = "multi_thread")]
async fn tolerances_of_the_head_are_noted_with_what_a_strict_server_answers() {
    let scene = Scene::start().await;
    for (request, rule, status) in odd_heads(&scene) {
        let answer = scene.door.send(&request).await;
        assert!(answer.status < 300, "{rule}: {}", answer.text());
        let recorded = scene.bench.recorded(&scene.door);
        let found = recorded[0]
            .findings
            .iter()
            .find(|found| found.finding.rule == rule);
        let strict = found.and_then(|found| found.finding.strict.as_ref());
        assert_eq!(strict.map(|error| error.status), Some(status), "{rule}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_connection_answers_them_before_anything_is_written() {
    let scene = Scene::start().await;
    be_strict(&scene);
    for (request, rule, status) in odd_heads(&scene) {
        let answer = scene.door.send(&request).await;
        assert_eq!(answer.status, status, "{rule}: {}", answer.text());
        let recorded = scene.bench.recorded(&scene.door);
        assert!(recorded[0].changes.is_empty(), "{rule}");
    }
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 3}),
    );
    let ada = scene.door.get(&scene.user("ada")).await;
    assert_answer(&ada, 200, &json!({"meta": {"version": "W/\"1\""}}));
}

/// Requests that are fine except for something outside their bodies, with the finding it leaves and
/// the status of a strict server. In this order, all of them succeed on a tolerant connection.
fn odd_heads(scene: &Scene) -> Vec<(Request, &'static str, u16)> {
    let (ada, bram) = (scene.user("ada"), scene.user("bram"));
    let user = |name: &str| json!({"schemas": [USER], "userName": name});
    let title = patch(json!([{"op": "replace", "path": "title", "value": "Lead"}]));
    let request = |method: &str, path: &str| scene.door.request(method, path);
    vec![
        (
            request("POST", "/Users/").json(&user("one")),
            "CONN-06",
            404,
        ),
        (
            request("POST", "/users").json(&user("two")),
            "RFC-endpoint-spelling",
            404,
        ),
        (
            request("POST", "/Users").bytes(user("three").to_string()),
            "RFC-content-type-missing",
            415,
        ),
        (
            request("POST", "/Users")
                .header("Accept", "text/html")
                .json(&user("four")),
            "RFC-not-acceptable",
            406,
        ),
        (
            request("PATCH", &format!("{ada}?attributes=%ff")).json(&title),
            "RFC-query-encoding",
            400,
        ),
        (
            request("PATCH", &format!("{ada}/")).json(&title),
            "CONN-06",
            404,
        ),
        (
            request("PATCH", &ada)
                .header("If-Match", "*, W/2")
                .json(&title),
            "RFC-entity-tag",
            400,
        ),
        (
            request("PUT", &ada)
                .header("Host", "a b")
                .json(&user("five")),
            "RFC-host",
            400,
        ),
        (
            request("DELETE", &format!("/scim/v2{bram}")),
            "CONN-06",
            404,
        ),
        (
            request("GET", "/Users?count=1&count=2"),
            "RFC-repeated-parameter",
            400,
        ),
        (
            request("GET", "/serviceproviderconfig"),
            "RFC-endpoint-spelling",
            404,
        ),
        (
            request("GET", &ada).header("If-None-Match", "7"),
            "RFC-entity-tag",
            400,
        ),
    ]
}

/// The value that everybody reads does not show it, so it is looked for in the bytes.
#[tokio::test(flavor = "multi_thread")]
async fn rfc8259_4_a_name_that_stands_twice_is_noted_or_refused() {
    let scene = Scene::empty().await;
    let send = async |body: String| {
        let request = scene.door.request("POST", "/Users");
        let request = request.header("Content-Type", "application/scim+json");
        scene.door.send(&request.bytes(body)).await
    };
    let twice = |name: &str| {
        format!(r#"{{"schemas": ["{USER}"], "userName": "{name}", "title": "a", "title": "b"}}"#)
    };
    let answer = send(twice("ada")).await;
    assert_answer(&answer, 201, &json!({"title": "b"}));
    let noted = &scene.bench.recorded(&scene.door)[0].findings;
    assert!(
        noted
            .iter()
            .any(|found| found.finding.rule == "RFC-repeated-name")
    );
    be_strict(&scene);
    assert_error(&send(twice("bram")).await, 400, Some("invalidSyntax"));
    let schemas = json!({"schemas": [USER, USER], "userName": "chidi"});
    let answer = scene.door.post("/Users", &schemas).await;
    assert_error(&answer, 400, Some("invalidSyntax"));
}

/// RFC 7644 §3.10: who asks for an attribute of an extension SHALL name its schema.
#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_9_attributes_of_an_extension_have_their_urn_in_front() {
    let scene = Scene::start().await;
    let user = scene.user("ada");
    let full = format!("{user}?attributes={ENTERPRISE}:department");
    let paths = [
        format!("{user}?attributes=department"),
        "/Users?excludedAttributes=department".to_owned(),
        "/Users?sortBy=department".to_owned(),
    ];
    for path in &paths {
        assert_eq!(scene.door.get(path).await.status, 200, "{path}");
        let noted = &scene.bench.recorded(&scene.door)[0].findings;
        let rules = noted.iter().map(|found| found.finding.rule.as_ref());
        assert_eq!(
            rules.collect::<Vec<_>>(),
            ["RFC-extension-attribute"],
            "{path}"
        );
    }
    be_strict(&scene);
    for path in &paths {
        assert_error(&scene.door.get(path).await, 400, Some("invalidValue"));
    }
    assert_eq!(scene.door.get(&full).await.status, 200);
    let unknown = format!("{user}?attributes=userName,nobodyHasThis");
    assert_eq!(scene.door.get(&unknown).await.status, 200);
}
