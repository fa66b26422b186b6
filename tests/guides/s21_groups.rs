//! S21 (21RISK): groups are staged beside people, and a sync makes groups of the application of them, puts
//! accounts into them, and names, empties and removes them as they are staged.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use serde_json::{Value, json};

impl Tenant {
    async fn groups(&self) -> Value {
        self.about("stagedGroups").await["rows"].clone()
    }

    async fn group_verdicts(&self) -> Value {
        self.about("syncPreview").await["groups"].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staged_groups_are_made_named_emptied_and_removed_by_syncs() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    let off = entra_patch("active", json!("False"));
    assert_eq!(
        door.patch(&format!("/Users/{bram}"), &off).await.status,
        200
    );
    let group =
        json!({"displayName": "Site managers", "members": [{"value": ada}, {"value": bram}]});
    let made = door.post("/Groups", &group).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/Groups/{id}");

    // Two are staged in it; only the one who gets an account would be in it.
    let waiting = json!([{"name": "Site managers", "members": 2, "wouldHave": 1, "madeName": null,
                          "verdict": "create", "staged": true}]);
    assert_states(&tenant.groups().await, &waiting);
    assert_states(
        &tenant.group_verdicts().await,
        &json!([{"verdict": "create", "groups": 1}]),
    );
    let card = tenant.sync().await;
    assert_states(
        &card["run"]["counts"],
        &json!({"created": 1, "groupsCreated": 1}),
    );
    let there =
        json!([{"madeName": "Site managers", "madeMembers": 1, "madeBy": 1, "verdict": "same"}]);
    assert_states(&tenant.groups().await, &there);

    let renamed = entra_patch("displayName", json!("Managers"));
    assert!(door.patch(&path, &renamed).await.status < 300);
    let waiting = json!([{"name": "Managers", "madeName": "Site managers", "verdict": "rename"}]);
    assert_states(&tenant.groups().await, &waiting);
    let card = tenant.sync().await;
    assert_states(
        &card["run"]["counts"],
        &json!({"groupsRenamed": 1, "groupsCreated": 0}),
    );
    assert_states(
        &tenant.groups().await,
        &json!([{"madeName": "Managers", "verdict": "same"}]),
    );

    let nobody = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Remove", "path": "members", "value": [{"value": ada}]}],
    });
    assert!(door.patch(&path, &nobody).await.status < 300);
    assert_states(
        &tenant.groups().await,
        &json!([{"verdict": "empty", "wouldHave": 0}]),
    );
    let card = tenant.sync().await;
    assert_states(
        &card["run"]["counts"],
        &json!({"updated": 1, "groupsEmptied": 1}),
    );
    assert_states(
        &tenant.groups().await,
        &json!([{"madeMembers": 0, "verdict": "same"}]),
    );

    assert_eq!(door.delete(&path).await.status, 204);
    let gone = json!([{"name": "Managers", "staged": false, "verdict": "remove"}]);
    assert_states(&tenant.groups().await, &gone);
    let card = tenant.sync().await;
    assert_states(&card["run"]["counts"], &json!({"groupsRemoved": 1}));
    assert_eq!(tenant.groups().await, json!([]));
    assert_eq!(tenant.group_verdicts().await, json!([]));
}
