//! S11 (RansomLeak): `externalId` is Entra's objectId and comes back as it was sent; Okta has no
//! default mapping for it, and whoever comes without is named.

use crate::tenant::{Tenant, assert_states, entra, provision};
use serde_json::json;

const OBJECT: &str = "8F2C9A1E-3b7d-4c55-9d10-6a2b77e0c4f1";

#[tokio::test(flavor = "multi_thread")]
async fn the_object_id_is_kept_as_it_is_and_finds_its_person() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let id = provision(&door, &entra("Ada", OBJECT, json!({}))).await;
    let found = door
        .get(&format!("/Users?filter=externalId+eq+%22{OBJECT}%22"))
        .await;
    let one = json!({"totalResults": 1, "Resources": [{"id": id, "externalId": OBJECT}]});
    assert_states(&found.json(), &one);
    assert_states(&tenant.card(&id).await, &json!({"externalId": OBJECT}));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_from_okta_without_one_is_named() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let mut body = entra("Ada", OBJECT, json!({}));
    body.as_object_mut().unwrap().shift_remove("externalId");
    provision(&door, &body).await;
    let preview = tenant.preview("ransomleak").await;
    let told = "1 person is without externalId, which RansomLeak requires: Ada.";
    assert_states(&preview, &json!({"remarks": [told]}));
}
