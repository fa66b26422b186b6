//! Schemas by command: what a file would mean, what it means at the SCIM door, and the way back.

use crate::desk::{Desk, assert_states};
use console::FailureCode;
use serde_json::{Value, json};

const DEVICE: &str = "urn:contoso:params:scim:schemas:Device";
const BADGE: &str = "urn:contoso:params:scim:schemas:extension:Badge";

fn devices() -> String {
    let attributes = json!([{"name": "serial", "required": true, "uniqueness": "server"}]);
    json!([
        {"id": DEVICE, "name": "Device", "attributes": attributes},
        {"name": "Device", "endpoint": "/Devices", "schema": DEVICE},
    ])
    .to_string()
}

fn custom(view: &Value, list: &str) -> Vec<Value> {
    let all = view[list].as_array().unwrap().iter();
    all.filter(|one| one["custom"] == true).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_changes_nothing_and_adding_counts_at_the_next_request() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let bring = json!({"connection": door.connection_id, "text": devices()});
    let plan = desk.ask("planSchemas", bring.clone()).await;
    let kind = json!({"name": "Device", "endpoint": "/Devices", "new": true, "resources": 0});
    assert_states(&plan["types"][0], &kind);
    assert_states(
        &plan,
        &json!({"unused": false, "added": ["Device"], "replaced": null}),
    );
    assert_eq!(door.get("/Devices").await.status, 404);

    desk.ask("addSchemas", bring).await;
    let made = door.post("/Devices", &json!({"serial": "S-1"})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let of = json!({"connection": door.connection_id});
    let view = desk.ask("schemas", of).await;
    assert_states(&custom(&view, "types")[0], &json!({"resources": 1}));
    let serial = json!({"name": "serial", "type": "string", "required": true,
        "mutability": "readWrite", "returned": "default", "uniqueness": "server"});
    assert_states(&custom(&view, "schemas")[0]["attributes"][0], &serial);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removal_is_refused_while_resources_exist_and_carries_the_way_back() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let connection = &door.connection_id;
    let bring = |text: &str| json!({"connection": connection, "text": text});
    desk.ask("addSchemas", bring(&devices())).await;
    let made = door.post("/Devices", &json!({"serial": "S-1"})).await;
    let named = json!({"connection": connection, "name": "Device"});
    let asked = desk.ask("schemaRemoval", named.clone()).await;
    assert_states(&asked, &json!({"resources": 1, "endpoints": ["/Devices"]}));
    let lost = desk
        .ask("deletionPreview", json!({"connection": connection}))
        .await;
    assert_states(&lost, &json!({"people": 0, "groups": 0, "others": 1}));
    let refused = desk.console.rpc("removeSchema", named.clone()).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::Invalid);

    let path = format!("/Devices/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(door.delete(&path).await.status, 204);
    let removed = desk.ask("removeSchema", named).await;
    assert_eq!(door.get("/Devices").await.status, 404);
    desk.ask("addSchemas", bring(removed["text"].as_str().unwrap()))
        .await;
    assert_eq!(door.get("/Devices").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_of_people_is_listed_and_a_flaw_is_told_with_its_place() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    let text = |kind: &str| json!({"id": BADGE, "attributes": [{"name": "number", "type": kind}]});
    let bring = |kind: &str| {
        json!({"connection": connection, "text": text(kind).to_string(),
            "extends": "User", "required": true})
    };
    let refused = desk.console.rpc("planSchemas", bring("text")).await;
    let failure = refused.unwrap_err();
    assert_eq!(failure.code, FailureCode::Invalid);
    assert!(
        failure.message.starts_with("attributes[0].type: "),
        "{failure:?}"
    );
    let plan = desk.ask("addSchemas", bring("string")).await;
    let gains = json!([{"schema": BADGE, "required": true}]);
    assert_states(
        &plan["types"][0],
        &json!({"name": "User", "new": false, "gains": gains}),
    );
    let view = desk.ask("schemas", json!({"connection": connection})).await;
    assert!(custom(&view, "types").is_empty(), "User stays built in");
    assert_eq!(custom(&view, "schemas").len(), 1);
}
