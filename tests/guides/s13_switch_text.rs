//! S13 (21RISK): `Switch([IsSoftDeleted], , "False", "True", "True", "False")` maps to `active`, which
//! arrives as text with a capital.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn text_with_a_capital_deactivates_and_activates_and_leaves_a_finding() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let id = provision(&door, &entra("Ada", "o-1", json!({"active": "True"}))).await;
    for (text, active) in [("False", false), ("True", true)] {
        let answer = door
            .patch(&format!("/Users/{id}"), &entra_patch("active", json!(text)))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(
            answer.json()["active"],
            json!(active),
            "a boolean goes back"
        );
        assert_states(&tenant.card(&id).await, &json!({"row": {"active": active}}));
    }
    tenant.log(4).await;
    let overview = tenant.about("overview").await;
    let noted = json!({"findings": ["<includes>", {"rule": "CRT-15"}]});
    assert_states(&overview, &noted);
}
