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
    assert_states(&tenant.card(&ada).await, &json!({"row": {"active": false}}));
    assert_eq!(
        tenant.about("people").await["total"],
        json!(1),
        "disabled is still there"
    );

    assert_eq!(door.delete(&path).await.status, 204);
    assert_eq!(door.get(&path).await.status, 404);
    assert_eq!(tenant.about("people").await["total"], json!(0));
    let found = door
        .get("/Users?filter=userName+eq+%22ada%40contoso.com%22")
        .await;
    assert_states(&found.json(), &json!({"totalResults": 0}));
    // Nothing is left in the way when somebody of that name comes again.
    let again = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    assert_ne!(again, ada);
}
