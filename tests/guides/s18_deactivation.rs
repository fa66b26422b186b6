//! S18 (RansomLeak): who leaves is deactivated by `active: false`, and everything that was known of
//! them stays to be seen.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use acceptance::harness::population::ENTERPRISE;
use serde_json::{Value, json};

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

    // Once it is in the log, which is written after the answer.
    let newest = tenant.log(4).await[0]["number"].clone();
    let card = tenant.card(&ada).await;
    let kept = json!({
        "row": {
            "active": false, "team": "Finance", "roles": [{"name": "Learners"}],
            "status": "deactivated", "signIn": {"verdict": "barred"},
        },
        "rules": {"app": "RansomLeak", "history": true},
    });
    assert_states(&card, &kept);
    // The status names the request that made it so.
    assert_states(&card["statusWhy"], &json!({"exchange": newest}));
    let deactivated = json!({"connection": tenant.connection, "status": "deactivated"});
    let found = tenant.ask("people", deactivated).await;
    assert_states(&found, &json!({"matching": 1}));
    let role = json!([{"change": "gained", "name": "Learners"}]);
    assert_states(&card["roleEvents"], &role);
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
    let card = tenant.card(&ada).await;
    let again = json!({"active": true, "status": "active", "signIn": {"verdict": "matches"}});
    assert_states(&card["row"], &again);
    // Every value that active ever had stays, with the request that set it.
    let timeline = card["timeline"].as_array().unwrap();
    let history = timeline.iter().flat_map(|entry| {
        let changes = entry["changes"].as_array().unwrap().iter();
        changes.filter(|change| change["path"] == "active")
    });
    let values: Vec<(&Value, &Value)> = history
        .map(|change| (&change["before"], &change["after"]))
        .collect();
    let (yes, no, never) = (json!(true), json!(false), json!(null));
    assert_eq!(values, [(&no, &yes), (&yes, &no), (&never, &yes)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_deleted_in_the_identity_provider_is_deactivated_with_their_history() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let path = format!("/Users/{ada}");
    assert_eq!(door.delete(&path).await.status, 204);
    assert_eq!(door.get(&path).await.status, 404);
    let request = json!({"connection": tenant.connection, "id": ada});
    let gone = tenant.ask("removedCard", request).await;
    let wanted = json!({"row": {"status": "deactivated"}, "rules": {"history": true}});
    assert_states(&gone, &wanted);
    assert_eq!(gone["timeline"].as_array().unwrap().len(), 2);
}
