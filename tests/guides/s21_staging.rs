//! S21 (21RISK): people and groups are staged; a sync makes accounts, adds them to the tenant and to
//! groups, and works out their access. Who is deactivated has access until the next sync.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn who_is_staged_gets_an_account_with_groups_and_access_from_a_sync() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    let group = json!({"displayName": "Site managers", "members": [{"value": ada}]});
    let made = door.post("/Groups", &group).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let staged = tenant.about("sync").await;
    assert_states(
        &staged["staging"],
        &json!({"button": "Sync to 21RISK", "staged": 2, "groups": 1, "accounts": 0}),
    );
    assert_eq!(
        tenant.accounts().await,
        json!([]),
        "staged people are not active in 21RISK"
    );
    let card = tenant.sync().await;
    assert_states(
        &card["run"],
        &json!({"status": "completed", "counts": {"created": 2}}),
    );
    let accounts = tenant.accounts().await;
    assert_states(
        &accounts,
        &json!([
            {"person": ada, "login": "ada@contoso.com", "inTenant": true, "active": true,
             "groups": ["Site managers"], "access": ["Base access", "Site managers"], "madeBy": 1},
            {"person": bram, "inTenant": true, "groups": [], "access": ["Base access"]},
        ]),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_deactivated_or_deleted_has_access_until_the_next_sync() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    tenant.sync().await;
    let path = format!("/Users/{ada}");
    let off = entra_patch("active", json!("False"));
    assert_eq!(door.patch(&path, &off).await.status, 200);
    assert_eq!(door.delete(&format!("/Users/{bram}")).await.status, 204);
    let leaving = json!({"row": {"active": false, "status": "leaving"}});
    assert_states(&tenant.card(&ada).await, &leaving);
    assert_states(
        &tenant.accounts().await,
        &json!([{"active": true}, {"active": true, "staged": false}]),
    );
    assert_eq!(
        tenant.counts().await,
        json!({"disable": 2}),
        "2 would lose access"
    );
    let card = tenant.sync().await;
    assert_states(
        &card["run"]["counts"],
        &json!({"disabled": 2, "created": 0}),
    );
    let taken = json!({"row": {"active": false, "status": "disabled"}});
    assert_states(&tenant.card(&ada).await, &taken);
    assert_states(
        &tenant.accounts().await,
        &json!([{"active": false}, {"active": false}]),
    );
    let on = entra_patch("active", json!("True"));
    assert_eq!(door.patch(&path, &on).await.status, 200);
    // Access comes back with the sync, too.
    let taken = json!({"row": {"active": true, "status": "disabled"}});
    assert_states(&tenant.card(&ada).await, &taken);
    let card = tenant.sync().await;
    assert_states(&card["run"]["counts"], &json!({"restored": 1}));
    assert_states(
        &tenant.accounts().await,
        &json!([{"person": ada, "active": true}, {"active": false}]),
    );
}
