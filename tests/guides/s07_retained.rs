//! S7 (21RISK): a connection is deleted in the danger zone; the accounts that it had brought keep
//! their access, and stay visible here.

use crate::tenant::{Tenant, assert_states, entra, provision, refused};
use acceptance::harness::bench::Door;
use serde_json::{Value, json};

/// A second connection, since the default one stays, with two people of whom one has left.
async fn second(tenant: &Tenant, twin: &str) -> Door {
    let added = tenant
        .ask("addConnection", json!({"name": "Go-live", "idp": "entra"}))
        .await;
    let id = added["id"].as_str().unwrap();
    tenant.follow(id, twin).await;
    let door = tenant.generate(id).await.0;
    let ada = provision(&door, &entra("Ada", "o-1", json!({"title": "Analyst"}))).await;
    provision(&door, &entra("Ben", "o-2", json!({"active": false}))).await;
    let group = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": "Editors",
        "members": [{"value": ada}],
    });
    assert_eq!(door.post("/Groups", &group).await.status, 201);
    door
}

async fn delete(tenant: &Tenant, connection: &str) -> Value {
    let of = json!({"connection": connection});
    let preview = tenant.ask("deletionPreview", of.clone()).await;
    tenant.ask("deleteConnection", of).await;
    preview
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_of_a_deleted_connection_keep_access_and_stay_visible() {
    let tenant = Tenant::of("generic").await;
    let door = second(&tenant, "21risk").await;
    // Those who are staged have no account before a sync has run, and only the active get one.
    let of = json!({"connection": door.connection_id});
    let preview = tenant.ask("deletionPreview", of.clone()).await;
    assert_states(&preview, &json!({"people": 2, "accounts": 0}));
    let domain = json!({"connection": door.connection_id, "domain": "contoso.com"});
    tenant.ask("addSsoDomain", domain).await;
    tenant.sync_of(&door.connection_id).await;
    let preview = delete(&tenant, &door.connection_id).await;
    assert_states(&preview, &json!({"accounts": 1, "outcome": "keep"}));
    refused(&door.get("/Users").await, 404);

    let left = tenant.ask("retained", json!({})).await;
    assert_states(
        &left[0],
        &json!({
            "connection": door.connection_id, "name": "Go-live", "application": "21RISK",
            "outcome": "keep", "accounts": 1,
        }),
    );
    let kept = tenant.ask("retainedAccounts", of).await;
    assert_states(
        &kept["rows"][0],
        &json!({"name": "Ada", "login": "ada@contoso.com", "roles": ["Editors"], "active": true}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stays_is_listed_with_login_role_and_whether_they_were_active() {
    let tenant = Tenant::of("generic").await;
    let door = second(&tenant, "ransomleak").await;
    delete(&tenant, &door.connection_id).await;
    let ask = |text: &str| json!({"connection": door.connection_id, "text": text});
    let all = tenant.ask("retainedAccounts", ask("")).await;
    assert_eq!(all["matching"], json!(2));
    assert_states(
        &all["rows"][0],
        &json!({
            "name": "Ada", "login": "ada@contoso.com", "title": "Analyst", "roles": ["Editors"],
            "active": true,
        }),
    );
    assert_states(&all["rows"][1], &json!({"name": "Ben", "active": false}));
    let found = tenant.ask("retainedAccounts", ask("ben contoso")).await;
    assert_eq!(found["matching"], json!(1));

    let of = json!({"connection": door.connection_id});
    tenant.ask("forgetRetained", of).await;
    assert_eq!(tenant.ask("retained", json!({})).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_removes_them_with_the_connection_retains_nobody() {
    let tenant = Tenant::of("generic").await;
    let door = second(&tenant, "generic").await;
    let preview = delete(&tenant, &door.connection_id).await;
    assert_states(&preview, &json!({"people": 2, "outcome": "remove"}));
    assert_eq!(tenant.ask("retained", json!({})).await, json!([]));
}
