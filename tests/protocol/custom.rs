//! A custom resource type with every attribute characteristic (RFC 7643 §7), registered for one
//! connection: served, described and enforced like the built-in ones.
//!
//! The type is read from the folder of collected cases, where that is present.

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, encoded};
use acceptance::harness::population::patch;
use sandbox::ConnectionChange;
use scim::Strictness;
use serde_json::{Value, json};
use std::path::Path;

const CORE: &str = "urn:ietf:params:scim:schemas:test:2.0:TestResource";
const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:test:2.0:TestResource";

#[expect(clippy::print_stdout, reason = "the skip must be seen on the terminal")]
fn collected(name: &str) -> Option<Vec<Value>> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let files = above.map(|folder| folder.join("shared/conformance").join(name));
    let found = files.into_iter().find(|file| file.is_file());
    if found.is_none() {
        println!("skipped: no shared/conformance/{name} above the tests");
    }
    let text = std::fs::read_to_string(found?).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

/// A server whose default connection knows the type.
async fn start() -> Option<Scene> {
    let schemas = collected("testresource_schemas.json")?;
    let kinds = collected("testresource_type.json")?;
    let scene = Scene::start().await;
    let connection = &scene.door.connection_id;
    let added = scene
        .bench
        .workspace
        .add_schema(connection, &schemas, &kinds);
    added.unwrap();
    Some(scene)
}

fn resource(identifier: &str) -> Value {
    json!({
        "schemas": [CORE, EXTENSION], "identifier": identifier,
        "caseExactString": "Exact", "caseInsensitiveString": "Loose", "integerAttr": 7,
        "booleanAttr": true, "dateTimeAttr": "2026-05-03T12:06:00Z", "immutableAttr": "fixed",
        "writeOnlyAttr": "hidden", "requestOnlyAttr": "asked", "alwaysReturnedAttr": "always",
        "multiStrings": ["a", "b"], "complexAttr": {"sub1": "x", "sub2": 2},
        EXTENSION: {"extRequired": "needed"},
    })
}

async fn create(scene: &Scene, identifier: &str) -> String {
    let answer = scene
        .door
        .post("/TestResources", &resource(identifier))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    format!("/TestResources/{}", answer.json()["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7643_6_the_type_and_its_schemas_are_described() {
    let Some(scene) = start().await else { return };
    let kind = scene.door.get("/ResourceTypes/TestResource").await;
    let extensions = json!([{"schema": EXTENSION, "required": true}]);
    assert_answer(
        &kind,
        200,
        &json!({"schema": CORE, "schemaExtensions": extensions}),
    );
    for urn in [CORE, EXTENSION] {
        let schema = scene.door.get(&format!("/Schemas/{urn}")).await;
        assert_answer(&schema, 200, &json!({"id": urn}));
    }
    let list = scene.door.get("/ResourceTypes").await;
    assert_answer(&list, 200, &json!({"totalResults": 3}));
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7643_7_returned_decides_what_an_answer_carries() {
    let Some(scene) = start().await else { return };
    let path = create(&scene, "one").await;
    let plain = scene.door.get(&path).await;
    let expected = json!({"identifier": "one", "alwaysReturnedAttr": "always", EXTENSION: {"extRequired": "needed"}});
    assert_answer(&plain, 200, &expected);
    assert_absent(&plain, &["/writeOnlyAttr", "/requestOnlyAttr"]);
    let asked = scene
        .door
        .get(&format!("{path}?attributes=requestOnlyAttr,writeOnlyAttr"))
        .await;
    assert_answer(
        &asked,
        200,
        &json!({"requestOnlyAttr": "asked", "alwaysReturnedAttr": "always"}),
    );
    assert_absent(&asked, &["/writeOnlyAttr", "/identifier"]);
    let excluded = scene
        .door
        .get(&format!(
            "{path}?excludedAttributes=alwaysReturnedAttr,identifier"
        ))
        .await;
    assert_answer(&excluded, 200, &json!({"alwaysReturnedAttr": "always"}));
    assert_absent(&excluded, &["/identifier"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7643_2_2_mutability_and_required_are_enforced() {
    let Some(scene) = start().await else { return };
    let mut read_only = resource("one");
    read_only["readOnlyAttr"] = json!("mine");
    let made = scene.door.post("/TestResources", &read_only).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_absent(&made, &["/readOnlyAttr"]);
    let path = format!("/TestResources/{}", made.json()["id"].as_str().unwrap());
    let mut nameless = resource("two");
    nameless.as_object_mut().unwrap().remove("identifier");
    let answer = scene.door.post("/TestResources", &nameless).await;
    assert_error(&answer, 400, Some("invalidValue"));
    let change =
        |path: &str, value: &str| patch(json!([{"op": "replace", "path": path, "value": value}]));
    let fixed = scene
        .door
        .patch(&path, &change("immutableAttr", "other"))
        .await;
    assert_error(&fixed, 400, Some("mutability"));
    let never = scene
        .door
        .patch(&path, &change("readOnlyAttr", "other"))
        .await;
    assert_error(&never, 400, Some("mutability"));
    let mut replaced = resource("one");
    replaced["immutableAttr"] = json!("other");
    assert_error(
        &scene.door.put(&path, &replaced).await,
        400,
        Some("mutability"),
    );
    assert_answer(
        &scene.door.get(&path).await,
        200,
        &json!({"immutableAttr": "fixed"}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7643_2_3_types_are_enforced() {
    let Some(scene) = start().await else { return };
    for (name, value) in [
        ("integerAttr", json!("seven")),
        ("integerAttr", json!(1.5)),
        ("booleanAttr", json!("perhaps")),
        ("dateTimeAttr", json!("yesterday")),
        ("complexAttr", json!("flat")),
    ] {
        let mut body = resource("one");
        body[name] = value.clone();
        let answer = scene.door.post("/TestResources", &body).await;
        assert_error(&answer, 400, Some("invalidValue"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_4_2_2_filters_follow_case_exact_and_type() {
    let Some(scene) = start().await else { return };
    create(&scene, "one").await;
    create(&scene, "two").await;
    let cases = [
        ("caseExactString eq \"Exact\"", 2),
        ("caseExactString eq \"exact\"", 0),
        ("caseInsensitiveString eq \"LOOSE\"", 2),
        ("identifier eq \"ONE\"", 1),
        ("integerAttr gt 6 and booleanAttr eq true", 2),
        ("dateTimeAttr ge \"2026-05-03T12:06:00Z\"", 2),
        ("multiStrings eq \"b\"", 2),
        ("complexAttr.sub2 eq 2 and complexAttr.sub1 sw \"x\"", 2),
        (
            "urn:ietf:params:scim:schemas:extension:test:2.0:TestResource:extRequired eq \"needed\"",
            2,
        ),
    ];
    for (filter, total) in cases {
        let path = format!("/TestResources?filter={}", encoded(filter));
        let answer = scene.door.get(&path).await;
        assert_answer(&answer, 200, &json!({"totalResults": total}));
    }
    let sorted = scene
        .door
        .get("/TestResources?sortBy=identifier&sortOrder=descending")
        .await;
    assert_answer(
        &sorted,
        200,
        &json!({"Resources": [{"identifier": "two"}, {"identifier": "one"}]}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7643_7_uniqueness_is_enforced() {
    let Some(scene) = start().await else { return };
    let path = create(&scene, "one").await;
    let again = scene.door.post("/TestResources", &resource("ONE")).await;
    assert_error(&again, 409, Some("uniqueness"));
    let two = create(&scene, "two").await;
    let rename = patch(json!([{"op": "replace", "path": "identifier", "value": "one"}]));
    assert_error(
        &scene.door.patch(&two, &rename).await,
        409,
        Some("uniqueness"),
    );
    assert_eq!(
        scene.door.put(&path, &resource("one")).await.status,
        200,
        "its own name"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_5_it_is_patched_replaced_searched_bulked_and_deleted() {
    let Some(scene) = start().await else { return };
    let path = create(&scene, "one").await;
    let change = patch(json!([
        {"op": "add", "path": "multiComplex[type eq \"a\"].value", "value": "v"},
        {"op": "replace", "path": "complexAttr.sub2", "value": 9},
        {"op": "add", "path": format!("{EXTENSION}:extString"), "value": "more"},
    ]));
    let patched = scene.door.patch(&path, &change).await;
    let extension = json!({"extRequired": "needed", "extString": "more"});
    let expected = json!({"multiComplex": [{"type": "a", "value": "v"}], "complexAttr": {"sub1": "x", "sub2": 9}, EXTENSION: extension});
    assert_answer(&patched, 200, &expected);
    let found = scene
        .door
        .post(
            "/TestResources/.search",
            &json!({"filter": "complexAttr.sub2 eq 9"}),
        )
        .await;
    assert_answer(&found, 200, &json!({"totalResults": 1}));
    let root = scene
        .door
        .get("/?filter=meta.resourceType%20eq%20%22TestResource%22")
        .await;
    assert_answer(&root, 200, &json!({"totalResults": 1}));
    let bulk = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
        {"method": "POST", "path": "/TestResources", "bulkId": "t", "data": resource("two")},
        {"method": "DELETE", "path": path},
    ]});
    let answer = scene.door.post("/Bulk", &bulk).await;
    let statuses = json!([{"status": "201"}, {"status": "204"}]);
    assert_answer(&answer, 200, &json!({"Operations": statuses}));
    assert_error(&scene.door.get(&path).await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7643_6_a_required_extension_is_noted_when_it_is_missing_and_demanded_when_strict() {
    let Some(scene) = start().await else { return };
    let mut bare = resource("one");
    bare.as_object_mut().unwrap().remove(EXTENSION);
    bare["schemas"] = json!([CORE]);
    assert_eq!(scene.door.post("/TestResources", &bare).await.status, 201);
    let findings = &scene.bench.recorded(&scene.door)[0].findings;
    let rules: Vec<&str> = findings
        .iter()
        .map(|found| found.finding.rule.as_ref())
        .collect();
    assert!(rules.contains(&"RFC-extension-required"), "{rules:?}");
    let strict = ConnectionChange {
        strictness: Some(Strictness::Strict),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, strict);
    let answer = scene.door.post("/TestResources", &bare).await;
    assert_error(&answer, 400, Some("invalidValue"));
}
