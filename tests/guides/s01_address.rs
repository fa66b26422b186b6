//! S1 (RansomLeak): the Tenant URL ends in `/scim/v2`.

use crate::tenant::{Tenant, refused};
use acceptance::harness::bench::Door;

#[tokio::test(flavor = "multi_thread")]
async fn the_address_to_paste_ends_in_scim_v2_and_answers() {
    let tenant = Tenant::of("ransomleak").await;
    let view = tenant.connection(&tenant.connection).await;
    let url = view["baseUrl"].as_str().unwrap();
    assert!(url.ends_with("/scim/v2"), "{url}");
    let door = tenant.door().await;
    assert_eq!(door.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_it_is_told_what_is_missing() {
    let tenant = Tenant::of("ransomleak").await;
    let door = Door {
        base: String::new(),
        ..tenant.door().await
    };
    let told = refused(&door.get("/Users").await, 404);
    assert!(told.contains("/scim/v2"), "{told}");
}
