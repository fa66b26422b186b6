//! S24 (21RISK): each sync has a status, how many it provisioned, when it started and finished; opening one
//! shows its steps.

use crate::tenant::{Tenant, assert_states, entra, provision};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_history_says_what_each_sync_did_and_a_sync_opens_its_step_log() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let elsewhere = json!({"emails": [{"type": "work", "value": "bram@contoso.dk"}]});
    provision(&door, &entra("Bram", "o-2", elsewhere)).await;
    tenant.sync().await;
    tenant.sync().await;
    let runs = tenant.about("syncRuns").await;
    let now = tenant.about("sync").await["staging"]["now"].clone();
    assert_states(
        &runs,
        &json!({"total": 2, "rows": [
            {"number": 2, "status": "completed", "started": now, "finished": now,
             "counts": {"created": 0, "unchanged": 1, "blocked": 1}},
            {"number": 1, "status": "completed", "cause": "manual",
             "counts": {"created": 1, "blocked": 1}},
        ]}),
    );
    let card = tenant.ended(1).await;
    assert_states(
        &card["steps"],
        &json!([
            {"step": "decide", "state": "done", "total": 2, "done": 2},
            {"step": "createAccount", "state": "done", "total": 1, "done": 1, "finished": now},
            {"step": "addToTenant", "state": "done", "done": 1},
            {"step": "addToGroups", "state": "done", "done": 1},
            {"step": "computeAccess", "state": "done", "done": 1},
            {"step": "takeAccess", "state": "done", "done": 0},
            {"step": "bringGroups", "state": "done"},
        ]),
    );
    let request = json!({"connection": tenant.connection, "run": 1});
    let people = tenant.ask("syncPeople", request).await;
    assert_states(
        &people["rows"],
        &json!([
            {"id": ada, "verdict": "create", "stepsDone": 4, "finished": true},
            {"verdict": "domain", "rule": "ssoDomain", "domain": "contoso.dk", "finished": false},
        ]),
    );
}
