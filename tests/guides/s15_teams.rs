//! S15 (RansomLeak): `title` is the job title, and `department` is the team, made when the name is new.

use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};
use acceptance::harness::population::ENTERPRISE;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_department_with_a_new_name_makes_a_team_and_a_move_changes_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    assert_eq!(tenant.about("teams").await, json!([]));
    let mut ids = Vec::new();
    for (name, object) in [("Ada", "o-1"), ("Bram", "o-2")] {
        let more = json!({"title": "Analyst", ENTERPRISE: {"department": "Finance"}});
        ids.push(provision(&door, &entra(name, object, more)).await);
    }
    let teams = tenant.about("teams").await;
    let finance = json!([{"name": "Finance", "members": 2, "firstSeen": "<integer>"}]);
    assert_states(&teams, &finance);
    let row = json!({"row": {"title": "Analyst", "team": "Finance"}});
    assert_states(&tenant.card(&ids[0]).await, &row);

    let path = format!("{ENTERPRISE}:department");
    let moved = entra_patch(&path, json!("Research"));
    assert_eq!(
        door.patch(&format!("/Users/{}", ids[0]), &moved)
            .await
            .status,
        200
    );
    let teams = tenant.about("teams").await;
    let one = |name: &str| json!({"name": name, "members": 1});
    assert_states(
        &teams,
        &json!(["<includes>", one("Finance"), one("Research")]),
    );
}
