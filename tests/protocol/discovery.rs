//! What the server says about itself (RFC 7644 §4, RFC 7643 §5 to §7).

use crate::scene::{Scene, assert_answer, assert_error};
use acceptance::harness::population::ENTERPRISE;
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_is_complete() {
    let scene = Scene::start().await;
    let answer = scene.door.get("/ServiceProviderConfig").await;
    let expected = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": true},
        "bulk": {"supported": "<boolean>", "maxOperations": "<integer>", "maxPayloadSize": "<integer>"},
        "filter": {"supported": true, "maxResults": "<integer>"},
        "changePassword": {"supported": true},
        "sort": {"supported": "<boolean>"},
        "etag": {"supported": "<boolean>"},
        "authenticationSchemes": ["<includes>", {"type": "oauthbearertoken", "name": "<string>", "description": "<string>"}],
        "meta": {"resourceType": "ServiceProviderConfig", "location": "<ends /scim/v2/ServiceProviderConfig>"},
    });
    assert_answer(&answer, 200, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_promises_is_kept() {
    let scene = Scene::start().await;
    let config = scene.door.get("/ServiceProviderConfig").await.json();
    let most = config["filter"]["maxResults"].as_i64().unwrap();
    let page = scene.door.get(&format!("/Users?count={}", most + 1)).await;
    assert_answer(&page, 200, &json!({"totalResults": 3}));
    if config["sort"]["supported"] == json!(true) {
        assert_eq!(scene.door.get("/Users?sortBy=userName").await.status, 200);
    }
    let tagged = scene
        .door
        .get(&scene.user("ada"))
        .await
        .header("etag")
        .is_some();
    assert_eq!(config["etag"]["supported"], json!(tagged));
    let bulk = scene.door.post("/Bulk", &json!({"Operations": []})).await;
    assert_eq!(
        config["bulk"]["supported"] == json!(false),
        matches!(bulk.status, 404 | 501),
        "{}",
        bulk.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_resource_types_are_listed_and_read_one_by_one() {
    let scene = Scene::start().await;
    let list = scene.door.get("/ResourceTypes").await;
    let extension = json!({"schema": ENTERPRISE, "required": false});
    let user = json!({"id": "User", "name": "User", "endpoint": "/Users", "schema": USER, "schemaExtensions": [extension]});
    let group = json!({"id": "Group", "name": "Group", "endpoint": "/Groups", "schema": GROUP});
    assert_answer(
        &list,
        200,
        &json!({"totalResults": 2, "itemsPerPage": 2, "Resources": [user, group]}),
    );
    assert_answer(&scene.door.get("/ResourceTypes/User").await, 200, &user);
    assert_answer(&scene.door.get("/ResourceTypes/Group").await, 200, &group);
    assert_error(&scene.door.get("/ResourceTypes/Robot").await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schemas_are_listed_and_read_one_by_one() {
    let scene = Scene::start().await;
    let list = scene.door.get("/Schemas").await;
    assert_eq!(list.status, 200, "{}", list.text());
    for urn in [USER, GROUP, ENTERPRISE] {
        let one = scene.door.get(&format!("/Schemas/{urn}")).await;
        let ends = format!("<ends /scim/v2/Schemas/{urn}>");
        let meta = json!({"resourceType": "Schema", "location": ends});
        assert_answer(
            &one,
            200,
            &json!({"id": urn, "name": "<string>", "meta": meta}),
        );
        let listed = list.json()["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .any(|schema| *schema == one.json());
        assert!(listed, "{urn} reads the same alone and in the list");
    }
    assert_error(&scene.door.get("/Schemas/urn:none").await, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn schemas_describe_every_attribute_completely() {
    let scene = Scene::start().await;
    let list = scene.door.get("/Schemas").await.json();
    for schema in list["Resources"].as_array().unwrap() {
        for attribute in schema["attributes"].as_array().unwrap() {
            check_attribute(attribute, schema["id"].as_str().unwrap());
        }
    }
}

fn check_attribute(attribute: &Value, at: &str) {
    let at = format!("{at}:{}", attribute["name"].as_str().unwrap());
    let of = |name: &str| attribute[name].as_str().unwrap_or_default();
    let types = [
        "string",
        "boolean",
        "decimal",
        "integer",
        "dateTime",
        "binary",
        "reference",
        "complex",
    ];
    assert!(types.contains(&of("type")), "{at}: {attribute}");
    assert!(
        ["readOnly", "readWrite", "immutable", "writeOnly"].contains(&of("mutability")),
        "{at}"
    );
    assert!(
        ["always", "never", "default", "request"].contains(&of("returned")),
        "{at}"
    );
    assert!(
        attribute["multiValued"].is_boolean() && attribute["required"].is_boolean(),
        "{at}"
    );
    let inner = attribute["subAttributes"].as_array();
    assert_eq!(inner.is_some(), of("type") == "complex", "{at}");
    for sub in inner.into_iter().flatten() {
        check_attribute(sub, &at);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn discovery_takes_no_filter() {
    let scene = Scene::start().await;
    for path in ["/Schemas", "/ResourceTypes"] {
        let answer = scene
            .door
            .get(&format!("{path}?filter=id%20eq%20%22User%22"))
            .await;
        assert_error(&answer, 403, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_shows_its_own_schemas_and_no_other_does() {
    let scene = Scene::start().await;
    let other = scene.bench.named_door("Other app");
    let robot = json!({"id": "urn:example:Robot", "name": "Robot", "attributes": [
        {"name": "model", "type": "string", "multiValued": false, "required": true, "caseExact": false,
         "mutability": "readWrite", "returned": "default", "uniqueness": "none"}]});
    let kind = json!({"id": "Robot", "name": "Robot", "endpoint": "/Robots", "schema": "urn:example:Robot"});
    scene
        .bench
        .workspace
        .add_schema(&other.connection_id, &[robot], &[kind])
        .unwrap();
    assert_answer(
        &other.get("/ResourceTypes/Robot").await,
        200,
        &json!({"endpoint": "/Robots"}),
    );
    let made = other
        .post(
            "/Robots",
            &json!({"schemas": ["urn:example:Robot"], "model": "R2"}),
        )
        .await;
    assert_answer(
        &made,
        201,
        &json!({"model": "R2", "meta": {"resourceType": "Robot"}}),
    );
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_answer(
        &other.get(&format!("/Robots/{id}")).await,
        200,
        &json!({"model": "R2"}),
    );
    assert_error(
        &other
            .post("/Robots", &json!({"schemas": ["urn:example:Robot"]}))
            .await,
        400,
        Some("invalidValue"),
    );
    assert_error(&scene.door.get("/ResourceTypes/Robot").await, 404, None);
    assert_error(&scene.door.get("/Robots").await, 404, None);
}
