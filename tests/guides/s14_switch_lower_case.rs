//! S14 (Unleash): the same expression with lower-case words, which upstream has withdrawn because it
//! kept people active who had left. Here it deactivates them.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn lower_case_text_deactivates_and_activates_too() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let id = provision(&door, &entra("Ada", "o-1", json!({"active": "true"}))).await;
    assert_states(&tenant.card(&id).await, &json!({"row": {"active": true}}));
    for (text, active) in [("false", false), ("true", true), ("false", false)] {
        let answer = door
            .patch(&format!("/Users/{id}"), &entra_patch("active", json!(text)))
            .await;
        assert_eq!(answer.json()["active"], json!(active), "{}", answer.text());
    }
    let found = door.get("/Users?filter=active+eq+false").await;
    assert_states(&found.json(), &json!({"totalResults": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_flag_as_a_query_parameter_disturbs_nothing() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let answer = door.get("/Users?aadOptscim062020").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}
