//! S23 (21RISK): only who is active in staging, has an address of a single sign-on domain and is not a
//! member yet gets an account. The first condition that fails decides.

use crate::tenant::{Tenant, assert_states, entra, provision};
use serde_json::{Value, json};

fn verdict(verdict: &str, rule: Value) -> (Value, Value) {
    (json!(verdict), rule)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_condition_keeps_out_whom_it_should_and_a_domain_that_is_added_lets_them_in() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let idle = json!({"active": "False", "userName": "bram@contoso.dk"});
    let bram = provision(&door, &entra("Bram", "o-2", idle)).await;
    let elsewhere = json!({"emails": [{"type": "work", "value": "cem@Contoso.DK"}]});
    let cem = provision(&door, &entra("Cem", "o-3", elsewhere)).await;
    tenant.sync().await;
    assert_eq!(
        tenant.verdict(&ada).await,
        verdict("member", json!("notAMember")),
        "she is a member already"
    );
    assert_eq!(
        tenant.verdict(&bram).await,
        verdict("inactive", json!("active"))
    );
    assert_eq!(
        tenant.verdict(&cem).await,
        verdict("domain", json!("ssoDomain"))
    );
    let preview = tenant.about("syncPreview").await;
    assert_states(
        &preview["seen"],
        &json!([{"domain": "contoso.dk", "people": 1}]),
    );
    tenant.allow("CONTOSO.dk").await;
    assert_eq!(
        tenant.verdict(&cem).await,
        verdict("create", Value::Null),
        "it counts at once"
    );
    let card = tenant.sync().await;
    assert_states(
        &card["run"]["counts"],
        &json!({"considered": 3, "created": 1, "blocked": 1, "unchanged": 1}),
    );
    assert_eq!(tenant.accounts().await.as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_domain_nobody_gets_an_account_and_the_domains_of_the_staged_are_proposed() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    for (name, object) in [("Ada", "o-1"), ("Bram", "o-2")] {
        provision(&door, &entra(name, object, json!({}))).await;
    }
    assert_eq!(tenant.counts().await, json!({"domain": 2}));
    let card = tenant.sync().await;
    assert_states(
        &card["run"],
        &json!({"status": "completed", "counts": {"blocked": 2, "created": 0}}),
    );
    let preview = tenant.about("syncPreview").await;
    assert_states(
        &preview["seen"],
        &json!([{"domain": "contoso.com", "people": 2}]),
    );
}
