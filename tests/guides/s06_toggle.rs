//! S6 (Unleash): provisioning is switched on and off, and the token stays the same.

use crate::tenant::{Tenant, refused};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_it_answers_403_and_says_so_and_switched_on_it_goes_on_with_the_same_token() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let switch = |enabled: bool| json!({"connection": tenant.connection, "enabled": enabled});
    tenant.ask("changeConnection", switch(false)).await;
    let told = refused(&door.get("/Users").await, 403);
    assert!(told.contains("switched off"), "{told}");
    tenant.ask("changeConnection", switch(true)).await;
    assert_eq!(door.get("/Users").await.status, 200);
}
