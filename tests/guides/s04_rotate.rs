//! S4 (21RISK): *Rotate Bearer Token* ends the old one at once; address and people stay.

use crate::tenant::{Tenant, entra, provision, refused};
use acceptance::harness::bench::Door;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_token_is_refused_at_once_and_its_successor_goes_on_at_the_same_address() {
    let tenant = Tenant::of("21risk").await;
    let old = tenant.door().await;
    let ada = provision(&old, &entra("Ada", "o-1", json!({}))).await;
    let of = json!({"connection": tenant.connection, "token": old.token_id});
    let rotated = tenant.ask("rotateToken", of).await;
    let told = refused(&old.get("/Users").await, 401);
    assert!(told.contains("replaced"), "{told}");
    let new = Door {
        token: rotated["secret"].as_str().unwrap().to_owned(),
        ..old.clone()
    };
    assert_eq!(new.get(&format!("/Users/{ada}")).await.status, 200);
    assert_ne!(new.token, old.token);
}
