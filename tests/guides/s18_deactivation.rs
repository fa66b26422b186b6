//! S18 (RansomLeak): who leaves is deactivated by `active: false`, and everything that was known of
//! them stays to be seen.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use acceptance::harness::population::ENTERPRISE;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_is_inactive_and_keeps_team_role_and_timeline() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let more = json!({ENTERPRISE: {"department": "Finance"}});
    let ada = provision(&door, &entra("Ada", "o-1", more)).await;
    let group = json!({"displayName": "Learners", "members": [{"value": ada}]});
    assert_eq!(door.post("/Groups", &group).await.status, 201);
    let left = entra_patch("active", json!("False"));
    assert_eq!(
        door.patch(&format!("/Users/{ada}"), &left).await.status,
        200
    );

    let card = tenant.card(&ada).await;
    let kept =
        json!({"row": {"active": false, "team": "Finance", "roles": [{"name": "Learners"}]}});
    assert_states(&card, &kept);
    let kinds: Vec<&str> = card["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.len(), 2, "created and deactivated: {kinds:?}");
    let newest = card["timeline"].to_string();
    assert!(newest.contains("\"path\":\"active\""), "{newest}");
    assert_states(
        &tenant.about("overview").await,
        &json!({"people": 1, "deactivated": 1}),
    );
    // The identity provider still finds the account, and can bring the person back.
    let found = door
        .get("/Users?filter=userName+eq+%22ada%40contoso.com%22")
        .await;
    assert_states(
        &found.json(),
        &json!({"totalResults": 1, "Resources": [{"active": false}]}),
    );
    let back = entra_patch("active", json!("True"));
    door.patch(&format!("/Users/{ada}"), &back).await;
    assert_states(&tenant.card(&ada).await, &json!({"row": {"active": true}}));
}
