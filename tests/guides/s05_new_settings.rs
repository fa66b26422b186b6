//! S5 (Whistleblower Software): *Regenerate SCIM settings* gives another URL and another
//! authorization header at once. What was pasted before stops working; people stay.

use crate::faults::test_connection;
use crate::tenant::{Tenant, assert_states, entra, provision, refused};
use acceptance::harness::bench::Door;
use serde_json::{Value, json};

/// The way in behind an address that the window shows.
fn behind(url: &Value, token: &str, like: &Door) -> Door {
    let path = url.as_str().unwrap().splitn(4, '/').nth(3).unwrap();
    Door {
        base: format!("/{path}"),
        token: token.to_owned(),
        ..like.clone()
    }
}

async fn regenerate(tenant: &Tenant) -> Value {
    let request = json!({"connection": tenant.connection, "label": "Entra ID"});
    tenant.ask("renewSettings", request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn new_settings_change_the_address_and_the_token_together_and_keep_the_people() {
    let tenant = Tenant::of("whistleblower").await;
    let old = tenant.door().await;
    let ada = provision(&old, &entra("Ada", "o-1", json!({}))).await;
    let before = tenant.connection(&tenant.connection).await;

    let settings = regenerate(&tenant).await;
    let after = &settings["connection"];
    assert_ne!(after["baseUrl"], before["baseUrl"]);
    assert_states(
        after,
        &json!({"id": tenant.connection, "activeTokens": 1, "renewsAddress": true}),
    );
    let secret = settings["minted"]["secret"].as_str().unwrap();
    assert_eq!(
        settings["minted"]["headerValue"],
        json!(format!("Bearer {secret}"))
    );
    let new = behind(&after["baseUrl"], secret, &old);
    let found = new.get(&format!("/Users/{ada}")).await;
    assert_eq!(found.status, 200, "{}", found.text());
    let location = found.json()["meta"]["location"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(location.contains(&new.base), "{location}");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_half_of_the_old_settings_works_with_the_other_half_of_the_new() {
    let tenant = Tenant::of("whistleblower").await;
    let named = tenant.door().await;
    let plain = Door {
        base: "/scim/v2".to_owned(),
        ..named.clone()
    };
    assert_ne!(named.base, plain.base);
    for door in [&plain, &named] {
        assert_eq!(door.get("/Users").await.status, 200, "{}", door.base);
    }

    let settings = regenerate(&tenant).await;
    let secret = settings["minted"]["secret"].as_str().unwrap();
    let new = behind(&settings["connection"]["baseUrl"], secret, &plain);
    assert_eq!(new.get("/Users").await.status, 200);
    for old in [&plain, &named] {
        let pasted = Door {
            token: secret.to_owned(),
            ..old.clone()
        };
        let told = refused(&pasted.get("/Users").await, 404);
        assert!(
            told.contains("replaced") && told.contains("Tenant URL"),
            "{told}"
        );
    }
    let kept = Door {
        token: plain.token.clone(),
        ..new.clone()
    };
    let told = refused(&kept.get("/Users").await, 401);
    assert!(told.contains("replaced"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_to_the_old_address_stand_in_the_log_of_the_connection() {
    let tenant = Tenant::of("whistleblower").await;
    let old = tenant.door().await;
    regenerate(&tenant).await;
    regenerate(&tenant).await;
    refused(&old.get("/Users").await, 404);
    let row = tenant.log(1).await[0].clone();
    assert_states(
        &row,
        &json!({"connection": tenant.connection, "status": 404}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_to_the_old_address_are_diagnosed_with_when_it_was_replaced_and_closed() {
    let tenant = Tenant::of("whistleblower").await;
    let old = tenant.door().await;
    let settings = regenerate(&tenant).await;
    tenant.pass(3);
    assert_eq!(test_connection(&old).await.status, 404);
    let card = tenant
        .found_with(
            "CONN-20",
            "Tenant URL",
            "the new Tenant URL and the new token",
        )
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    let when = "It was replaced at 2026-11-23T09:00:00Z.";
    assert!(told.ends_with(when), "{told}");
    tenant.clean("SBX-04").await;
    let secret = settings["minted"]["secret"].as_str().unwrap();
    let new = behind(&settings["connection"]["baseUrl"], secret, &old);
    // The new address alone is not enough.
    let half = Door {
        token: old.token.clone(),
        ..new.clone()
    };
    assert_eq!(test_connection(&half).await.status, 401);
    let open = tenant.of_rule("CONN-20").await;
    assert!(open.iter().all(|row| row["state"] == "open"), "{open:#?}");
    assert_eq!(test_connection(&new).await.status, 200);
    tenant.closed("CONN-20").await;
    tenant.clean("SBX-04").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_renews_only_its_token_keeps_its_address() {
    let tenant = Tenant::of("21risk").await;
    let request = json!({"connection": tenant.connection, "label": "Entra ID"});
    let refused = tenant
        .console
        .rpc("renewSettings", request)
        .await
        .unwrap_err();
    assert!(
        refused.message.contains("21RISK keeps its address"),
        "{}",
        refused.message
    );
    assert_eq!(tenant.door().await.get("/Users").await.status, 200);
}
