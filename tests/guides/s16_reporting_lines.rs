//! S16 (RansomLeak): managers are found by external id, and by id; a line whose manager arrives later
//! is completed then. Which way comes first is the twin's.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use acceptance::harness::population::ENTERPRISE;
use serde_json::{Value, json};

fn under(manager: &str) -> Value {
    json!({ENTERPRISE: {"manager": manager}})
}

async fn line(tenant: &Tenant, id: &str) -> Value {
    tenant.card(id).await["row"]["manager"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_waits_for_the_external_id_and_is_completed_when_the_manager_arrives() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let adele = provision(&door, &entra("Adele", "o-1", under("o-9"))).await;
    let joni = provision(&door, &entra("Joni", "o-2", under("o-9"))).await;
    for id in [&adele, &joni] {
        let waiting = json!({"state": "pending", "reference": "o-9", "id": null});
        assert_states(&line(&tenant, id).await, &waiting);
    }
    let nestor = provision(&door, &entra("Nestor", "o-9", json!({}))).await;
    for id in [&adele, &joni] {
        let linked = json!({"state": "linked", "id": nestor, "name": "Nestor"});
        assert_states(&line(&tenant, id).await, &linked);
    }
    let reports = &tenant.card(&nestor).await["reports"];
    assert_states(reports, &json!([{"id": adele}, {"id": joni}]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_finds_the_manager_too_as_entra_sends_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let nestor = provision(&door, &entra("Nestor", "o-9", json!({}))).await;
    let adele = provision(&door, &entra("Adele", "o-1", json!({}))).await;
    let path = format!("{ENTERPRISE}:manager");
    let set = entra_patch(&path, json!(nestor));
    assert_eq!(
        door.patch(&format!("/Users/{adele}"), &set).await.status,
        200
    );
    let linked = json!({"state": "linked", "id": nestor});
    assert_states(&line(&tenant, &adele).await, &linked);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_external_id_comes_before_the_id_and_an_address_is_no_way() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let first = provision(&door, &entra("First", "o-1", json!({}))).await;
    // Somebody whose external id is the id of somebody else: the twin decides who is meant.
    let second = provision(&door, &entra("Second", &first, json!({}))).await;
    let by = provision(&door, &entra("Adele", "o-3", under(&first))).await;
    assert_states(&line(&tenant, &by).await, &json!({"id": second}));
    let address = provision(&door, &entra("Joni", "o-4", under("first@contoso.com"))).await;
    assert_states(&line(&tenant, &address).await, &json!({"state": "pending"}));

    // The neutral application takes the id first, and knows addresses that are logins.
    let preview = tenant.preview("generic").await;
    let changes = [
        "1 reporting line finds its manager: Joni (then First).",
        "1 reporting line leads to somebody else: Adele (from Second to First).",
    ];
    assert_states(&preview, &json!({"changes": changes}));
    tenant.follow(&tenant.connection, "generic").await;
    assert_states(&line(&tenant, &by).await, &json!({"id": first}));
    assert_states(
        &line(&tenant, &address).await,
        &json!({"state": "linked", "id": first}),
    );
    tenant.follow(&tenant.connection, "ransomleak").await;
    assert_states(&line(&tenant, &by).await, &json!({"id": second}));
    assert_states(&line(&tenant, &address).await, &json!({"state": "pending"}));
}
