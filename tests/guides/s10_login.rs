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

#[tokio::test(flavor = "multi_thread")]
async fn each_person_says_whether_single_sign_on_would_find_them() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let upn = json!({"userName": "adele@contoso.onmicrosoft.com"});
    let adele = provision(&door, &entra("Adele", "o-1", upn)).await;
    let nestor = provision(&door, &entra("Nestor", "o-2", json!({}))).await;
    let shared = json!({"userName": "lidia@contoso.onmicrosoft.com",
        "emails": [{"type": "work", "value": "Nestor@contoso.com"}]});
    let lidia = provision(&door, &entra("Lidia", "o-3", shared)).await;
    let guest = json!({"userName": "jo_fabrikam.com#EXT#@contoso.onmicrosoft.com"});
    let body = entra("Jo", "o-4", guest);
    let jo = door.post("/Users", &body).await.json()["id"].clone();

    let verdict = async |id: &str| tenant.card(id).await["row"]["signIn"].clone();
    let login = json!({"verdict": "differs", "login": "adele@contoso.onmicrosoft.com",
        "told": "adele@contoso.com", "guest": false});
    assert_states(&verdict(&adele).await, &login);
    let matches = json!({"verdict": "matches"});
    assert_states(&verdict(&nestor).await, &matches);
    let other = json!({"verdict": "somebodyElse", "otherId": nestor, "other": "Nestor"});
    assert_states(&verdict(&lidia).await, &other);
    let named = json!({"verdict": "differs", "guest": true});
    assert_states(&verdict(jo.as_str().unwrap()).await, &named);

    let asked = json!({"connection": tenant.connection, "notSigningIn": true});
    assert_states(&tenant.ask("people", asked).await, &json!({"matching": 3}));
    assert_states(&tenant.about("overview").await, &json!({"notSigningIn": 3}));
    // Mended, they are found; who was disabled is not counted among those who should be.
    let mended = crate::tenant::entra_patch("userName", json!("ADELE@contoso.com"));
    door.patch(&format!("/Users/{adele}"), &mended).await;
    let case = json!({"verdict": "otherCase"});
    assert_states(&verdict(&adele).await, &case);
    let left = crate::tenant::entra_patch("active", json!("False"));
    door.patch(&format!("/Users/{lidia}"), &left).await;
    assert_states(&verdict(&lidia).await, &json!({"verdict": "barred"}));
    assert_states(&tenant.about("overview").await, &json!({"notSigningIn": 1}));
}
