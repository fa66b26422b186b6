//! S20 (Whistleblower Software): everybody is provisioned with base user permissions, which an admin
//! changes by hand afterwards; the next cycle leaves that as it is, or not, as the twin says.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use acceptance::harness::bench::Door;
use serde_json::{Value, json};

const BASE: &str = "Base user permissions";

impl Tenant {
    async fn set(&self, id: &str, names: Value) -> Value {
        let request = json!({"connection": self.connection, "id": id, "names": names});
        self.ask("setPermissions", request).await
    }

    async fn undo(&self, id: &str, seq: &Value) -> Value {
        let request = json!({"connection": self.connection, "id": id, "seq": seq});
        self.ask("undoPermissions", request).await
    }

    /// Name and origin of each role that counts, as the card has them.
    async fn counting(&self, id: &str) -> Vec<(String, String)> {
        let card = self.card(id).await;
        let roles = card["row"]["roles"].as_array().unwrap().clone();
        let text = |role: &Value, key: &str| role[key].as_str().unwrap().to_owned();
        let counting = roles.iter().filter(|role| role["counts"] == json!(true));
        counting
            .map(|role| (text(role, "name"), text(role, "origin")))
            .collect()
    }
}

fn role(name: &str, origin: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), origin.to_owned())]
}

/// What the next cycle sends of somebody whose title has changed.
async fn cycle(door: &Door, id: &str) {
    let path = format!("/Users/{id}");
    let changed = door
        .patch(&path, &entra_patch("title", json!("Lead")))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn base_permissions_at_first_and_what_is_set_by_hand_survives_the_next_cycle() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    provision(&door, &entra("Bram", "o-2", json!({}))).await;
    assert_eq!(tenant.counting(&ada).await, role(BASE, "default"));
    let path = format!("/Users/{ada}");
    let before = door.get(&path).await.json();

    let edits = tenant.set(&ada, json!(["Administrator"])).await;
    let wanted = json!([{"edit": "set", "after": ["Administrator"], "before": null}]);
    assert_states(&edits, &wanted);
    assert_eq!(tenant.counting(&ada).await, role("Administrator", "byHand"));
    assert_eq!(
        door.get(&path).await.json(),
        before,
        "it is no part of SCIM"
    );

    cycle(&door, &ada).await;
    assert_eq!(tenant.counting(&ada).await, role("Administrator", "byHand"));
    let card = tenant.card(&ada).await;
    assert_eq!(card["edits"].as_array().unwrap().len(), 1);
    assert_states(
        &tenant.about("roles").await,
        &json!({"rows": [
            {"name": BASE, "origin": "default", "people": 1},
            {"name": "Administrator", "origin": "byHand", "people": 1},
        ], "matching": 2, "total": 2}),
    );
    let held = json!({"connection": tenant.connection,
        "held": {"origin": "byHand", "name": "Administrator"}});
    let found = tenant.ask("people", held).await;
    assert_states(&found, &json!({"matching": 1, "rows": [{"id": ada}]}));

    tenant.undo(&ada, &edits[0]["seq"]).await;
    assert_eq!(tenant.counting(&ada).await, role(BASE, "default"));
    let kinds = tenant.card(&ada).await["edits"].clone();
    assert_states(&kinds, &json!([{"edit": "undone"}, {"edit": "set"}]));
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_give_no_permissions_where_the_application_does_not_use_them() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let group = json!({"displayName": "Assigned", "members": [{"value": ada}]});
    assert_eq!(door.post("/Groups", &group).await.status, 201);
    assert_eq!(tenant.counting(&ada).await, role(BASE, "default"));
    let card = tenant.card(&ada).await;
    assert_states(&card["roleSources"], &json!([{"name": "Assigned"}]));
}

/// Whistleblower Software as it would be if its cycles set permissions anew.
const OVERWRITES: &str = "format = 1
id = \"strict-app\"
name = \"Strict App\"
about = \"Permissions by hand last until the next cycle.\"
[groups]
use = \"roles\"
[permissions]
default = \"Base user permissions\"
by-hand = true
cycle = \"overwrites\"
";

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_sets_them_anew_where_the_twin_says_so_and_leaves_its_number() {
    let tenant = Tenant::of_file("strict-app", OVERWRITES).await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    for person in [&ada, &bram] {
        tenant.set(person, json!(["Administrator"])).await;
    }
    cycle(&door, &ada).await;
    assert_eq!(tenant.counting(&ada).await, role(BASE, "default"));
    assert_eq!(
        tenant.counting(&bram).await,
        role("Administrator", "byHand")
    );
    // Two for each person who is created, then the PATCH.
    let newest = tenant.log(5).await[0]["number"].clone();
    let edits = tenant.card(&ada).await["edits"].clone();
    let wanted = json!([
        {"edit": "overwritten", "before": ["Administrator"], "after": null, "exchange": newest},
        {"edit": "set"},
    ]);
    assert_states(&edits, &wanted);

    let group = json!({"displayName": "Editors", "members": [{"value": bram}]});
    assert_eq!(door.post("/Groups", &group).await.status, 201);
    assert_eq!(tenant.counting(&bram).await, role("Editors", "group"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_them_by_hand_where_roles_come_from_groups_alone() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let request = json!({"connection": tenant.connection, "id": ada, "names": ["Administrator"]});
    let refused = tenant.console.rpc("setPermissions", request).await;
    let sentence = refused.unwrap_err().message;
    assert_eq!(sentence, "In RansomLeak nobody sets permissions by hand.");
}
