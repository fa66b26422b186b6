//! S17 (RansomLeak): a group is a role: made, renamed, deleted; being in it gives the role.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use serde_json::{Value, json};

async fn roles(tenant: &Tenant, id: &str) -> Value {
    tenant.card(id).await["row"]["roles"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_gives_its_members_a_role_through_rename_and_until_it_is_deleted() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let body = json!({"displayName": "Editors", "externalId": "g-1"});
    let made = door.post("/Groups", &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let group = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/Groups/{group}");
    assert_eq!(roles(&tenant, &ada).await, json!([]));

    let member = |op: &str| {
        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": op, "path": "members", "value": [{"value": ada}]}]})
    };
    assert!(matches!(
        door.patch(&path, &member("Add")).await.status,
        200 | 204
    ));
    assert_states(
        &roles(&tenant, &ada).await,
        &json!([{"id": group, "name": "Editors"}]),
    );
    let renamed = entra_patch("displayName", json!("Authors"));
    assert!(matches!(
        door.patch(&path, &renamed).await.status,
        200 | 204
    ));
    assert_states(&roles(&tenant, &ada).await, &json!([{"name": "Authors"}]));
    assert_states(
        &tenant.about("groups").await,
        &json!({"rows": [{"name": "Authors", "members": 1}], "matching": 1, "total": 1}),
    );

    assert!(matches!(
        door.patch(&path, &member("Remove")).await.status,
        200 | 204
    ));
    assert_eq!(
        roles(&tenant, &ada).await,
        json!([]),
        "who left has it no longer"
    );
    assert!(matches!(
        door.patch(&path, &member("Add")).await.status,
        200 | 204
    ));
    assert_eq!(door.delete(&path).await.status, 204);
    assert_eq!(roles(&tenant, &ada).await, json!([]));
    let none = json!({"rows": [], "matching": 0, "total": 0});
    assert_eq!(tenant.about("groups").await, none);
}
