//! S19 (Whistleblower Software): who is unassigned is disabled; who is deleted for good in Entra is
//! removed entirely.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn unassigned_is_disabled_and_deleted_is_gone() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let path = format!("/Users/{ada}");
    let unassigned = entra_patch("active", json!("False"));
    assert_eq!(door.patch(&path, &unassigned).await.status, 200);
    let disabled = json!({"row": {"active": false, "status": "disabled"}});
    assert_states(&tenant.card(&ada).await, &disabled);
    let overview =
        json!({"deactivated": 1, "inactiveStatus": "disabled", "deletedStatus": "removed"});
    assert_states(&tenant.about("overview").await, &overview);
    assert_eq!(
        tenant.about("people").await["total"],
        json!(1),
        "disabled is still there"
    );

    assert_eq!(door.delete(&path).await.status, 204);
    assert_eq!(door.get(&path).await.status, 404);
    assert_eq!(tenant.about("people").await["total"], json!(0));
    // The tombstone says that what they did went along.
    let request = json!({"connection": tenant.connection, "id": ada});
    let gone = tenant.ask("removedCard", request).await;
    let wanted = json!({"row": {"status": "removed"}, "rules": {"history": false}});
    assert_states(&gone, &wanted);
    let found = door
        .get("/Users?filter=userName+eq+%22ada%40contoso.com%22")
        .await;
    assert_states(&found.json(), &json!({"totalResults": 0}));
    // Nothing is left in the way when somebody of that name comes again.
    let again = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    assert_ne!(again, ada);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delete_disables_where_the_application_keeps_the_account_and_is_gone_for_scim() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let path = format!("/Users/{ada}");
    tenant.sync().await;
    // RFC 7644 §3.6, whatever it means in the application.
    assert_eq!(door.delete(&path).await.status, 204);
    assert_eq!(door.get(&path).await.status, 404);
    let removed = tenant.about("removed").await;
    let rows = json!([{"id": ada, "status": "leaving"}]);
    assert_states(&removed, &json!({"total": 1, "rows": rows}));
    tenant.sync().await;
    let removed = tenant.about("removed").await;
    let rows = json!([{"id": ada, "status": "disabled"}]);
    assert_states(&removed, &json!({"total": 1, "rows": rows}));
    let request = json!({"connection": tenant.connection, "id": ada});
    let gone = tenant.ask("removedCard", request).await;
    assert_states(&gone, &json!({"row": {"status": "disabled"}}));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_somebody_who_never_had_an_account_nothing_is_left() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    assert_states(
        &tenant.card(&ada).await,
        &json!({"row": {"status": "staged"}}),
    );
    door.delete(&format!("/Users/{ada}")).await;
    let rows = json!([{"id": ada, "status": "removed"}]);
    assert_states(&tenant.about("removed").await, &json!({"rows": rows}));
}
