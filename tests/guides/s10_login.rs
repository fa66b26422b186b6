//! S10 (RansomLeak, Entra): `userName` is the mail address and not the UPN, so that single sign-on
//! finds the account. Who has another login is named before the application is chosen.

use crate::tenant::{Tenant, assert_states, entra, provision};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn people_whose_upn_is_not_their_address_are_named_until_the_mapping_is_mended() {
    let tenant = Tenant::of("generic").await;
    let door = tenant.door().await;
    let upn = json!({"userName": "adele@contoso.onmicrosoft.com"});
    let adele = provision(&door, &entra("Adele", "o-1", upn)).await;
    provision(&door, &entra("Nestor", "o-2", json!({}))).await;
    let told = "1 person has a userName that is not their email address, so single sign-on would not find them: Adele.";
    let before = tenant.preview("ransomleak").await;
    assert_states(&before, &json!({"strangers": 1, "remarks": [told]}));
    let mended = crate::tenant::entra_patch("userName", json!("ADELE@contoso.com"));
    let answer = door.patch(&format!("/Users/{adele}"), &mended).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let after = tenant.preview("ransomleak").await;
    assert_states(&after, &json!({"strangers": 0, "remarks": []}));
}
