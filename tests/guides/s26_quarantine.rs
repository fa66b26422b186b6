//! S26 (RansomLeak/Entra): Entra quarantines after repeated failures. The forecast is there before Entra
//! says so, and *Restart provisioning* after the repair closes it.

use serde_json::{Value, json};

use crate::faults::test_connection;
use crate::tenant::{Tenant, entra, entra_patch, provision};

const OVERVIEW: &str = "Provisioning > Overview";
const RESTART: &str = "Restart provisioning";

/// A connection that refuses what it does not know, with people in it.
async fn strict() -> (Tenant, acceptance::harness::bench::Door, Vec<String>) {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    test_connection(&door).await;
    let mut people = Vec::new();
    for name in ["Ada", "Bram", "Chidi", "Dana", "Emre"] {
        people.push(provision(&door, &entra(name, name, json!({}))).await);
    }
    let strict = json!({"connection": tenant.connection, "strict": true});
    tenant.ask("changeConnection", strict).await;
    (tenant, door, people)
}

/// What a cycle with the flag writes.
fn write(path: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": path, "value": "x"}],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn failing_writes_are_forecast_as_quarantine_and_a_restart_after_the_repair_closes_it() {
    let (tenant, door, people) = strict().await;
    tenant.clean("CFG-03").await;
    tenant.pass(40);
    test_connection(&door).await;
    for id in &people {
        let answer = door
            .patch(&format!("/Users/{id}"), &write("favouriteColour"))
            .await;
        assert_eq!(answer.status, 400, "{}", answer.text());
    }
    let card = tenant.found_with("CFG-03", OVERVIEW, RESTART).await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains("heading for quarantine. 5 of 5 writes of this cycle failed (100 %)."),
        "{told}"
    );
    assert!(
        told.contains("from 5,000 failures on: at this rate in 1000 cycles, 27 days"),
        "{told}"
    );
    let plan = card["consequence"].as_str().unwrap();
    assert!(
        plan.contains("6, 12 and 24 hours") && plan.contains("after 28 days"),
        "{plan}"
    );
    assert_eq!(card["guide"]["symptom"], "Provisioning is in quarantine");
    assert_eq!(
        card["exchanges"].as_array().unwrap().len(),
        3,
        "from the third failure on"
    );

    // A cycle that fails again leaves it open; one after the mapping was mended and restarted does not.
    tenant.pass(40);
    test_connection(&door).await;
    door.patch(&format!("/Users/{}", people[0]), &write("favouriteColour"))
        .await;
    tenant.found("CFG-03").await;
    tenant.pass(7);
    test_connection(&door).await;
    for id in &people {
        let answer = door.patch(&format!("/Users/{id}"), &write("title")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let fixed = tenant.closed("CFG-03").await;
    assert_eq!(fixed["state"], "fixed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_stops_working_is_quarantine_at_once_and_closes_with_the_new_one() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    // A test that fails before anything was provisioned puts nothing into quarantine.
    let wrong = acceptance::harness::bench::Door {
        token: "nonsense".to_owned(),
        ..door.clone()
    };
    test_connection(&wrong).await;
    tenant.clean("CFG-03").await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let new = tenant.door().await;
    tenant.pass(40);
    assert_eq!(test_connection(&door).await.status, 401);
    let card = tenant.found_with("CFG-03", OVERVIEW, RESTART).await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(told.contains("refused although it worked before"), "{told}");
    tenant.found("CONN-20").await;
    test_connection(&new).await;
    let title = entra_patch("title", json!("Lead"));
    new.patch(&format!("/Users/{ada}"), &title).await;
    tenant.closed("CFG-03").await;
    tenant.closed("CONN-20").await;
}
