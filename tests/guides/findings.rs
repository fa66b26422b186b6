//! Findings about everybody together: which exchange mended them, and managers who are not active.

use acceptance::harness::bench::Door;
use acceptance::harness::population::ENTERPRISE;
use serde_json::{Value, json};

use crate::tenant::{Tenant, entra, entra_patch, provision};

async fn reporting(door: &Door, name: &str, object: &str, manager: &str) -> String {
    let work = json!({ENTERPRISE: {"department": "Sales", "manager": {"value": manager}}});
    provision(door, &entra(name, object, work)).await
}

/// The number of the latest exchange.
async fn latest(tenant: &Tenant) -> Value {
    tenant.settled();
    tenant.about("traffic").await["rows"][0]["number"].clone()
}

/// The one row of a rule and case, by a few words of what it says.
async fn saying(tenant: &Tenant, rule: &str, words: &str) -> Value {
    let all = tenant.of_rule(rule).await;
    let mut fit = all
        .iter()
        .filter(|row| row["sentence"].as_str().unwrap().contains(words));
    fit.next().unwrap_or_else(|| panic!("{all:#?}")).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_everybody_is_closed_by_the_exchange_that_mended_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    reporting(&door, "Adele", "8841", "8842").await;
    tenant.pass(6);
    let waiting = "names a manager who is not here";
    assert_eq!(saying(&tenant, "UPD-09", waiting).await["state"], "open");
    provision(&door, &entra("Nestor", "8842", json!({}))).await;
    let mended = latest(&tenant).await;
    // Others who come before anybody looks have mended nothing.
    for (name, object) in [("Bram", "8850"), ("Chidi", "8851")] {
        reporting(&door, name, object, "8842").await;
    }
    let fixed = saying(&tenant, "UPD-09", waiting).await;
    assert_eq!(
        (&fixed["state"], &fixed["closedBy"]),
        (&json!("fixed"), &mended)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_who_waits_does_not_close_what_is_open() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    reporting(&door, "Adele", "8841", "8842").await;
    tenant.pass(6);
    let waiting = "a manager who is not here";
    assert_eq!(saying(&tenant, "UPD-09", waiting).await["reopened"], 0);
    reporting(&door, "Bram", "8850", "8849").await;
    assert_eq!(saying(&tenant, "UPD-09", waiting).await["state"], "open");
    tenant.pass(6);
    let both = saying(&tenant, "UPD-09", "2 people name a manager").await;
    assert_eq!(
        (&both["state"], &both["reopened"]),
        (&json!("open"), &json!(0))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_teams_that_look_like_one_are_closed_by_the_last_who_moved() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let of = |team: &str| json!({ENTERPRISE: {"department": team}});
    provision(&door, &entra("Ada", "o-1", of("Finance"))).await;
    let bram = provision(&door, &entra("Bram", "o-2", of("finance "))).await;
    assert_eq!(tenant.found("SBX-06").await["row"]["state"], "open");
    let path = format!("{ENTERPRISE}:department");
    door.patch(
        &format!("/Users/{bram}"),
        &entra_patch(&path, json!("Finance")),
    )
    .await;
    let mended = latest(&tenant).await;
    provision(&door, &entra("Chidi", "o-3", of("Sales"))).await;
    let fixed = tenant.closed("SBX-06").await;
    assert_eq!(fixed["closedBy"], mended);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_is_not_active_and_still_has_people_is_found_until_they_move() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let nestor = provision(&door, &entra("Nestor", "8842", json!({}))).await;
    let adele = reporting(&door, "Adele", "8841", "8842").await;
    let words = "not active any more";
    let switch = async |on: &str| {
        let patch = entra_patch("active", json!(on));
        door.patch(&format!("/Users/{nestor}"), &patch).await;
    };
    switch("False").await;
    let opening = latest(&tenant).await;
    let found = saying(&tenant, "UPD-09", words).await;
    let sentence = "1 person reports to somebody who is not active any more. Not active: Nestor.";
    assert_eq!(found["sentence"], sentence);
    assert_eq!(
        (&found["severity"], &found["openedBy"]),
        (&json!("warn"), &opening)
    );
    assert_eq!(tenant.card(&adele).await["row"]["findings"], 1);
    switch("True").await;
    let mended = latest(&tenant).await;
    provision(&door, &entra("Bram", "8850", json!({}))).await;
    let fixed = saying(&tenant, "UPD-09", words).await;
    assert_eq!(
        (&fixed["state"], &fixed["closedBy"]),
        (&json!("fixed"), &mended)
    );
    switch("False").await;
    assert_eq!(saying(&tenant, "UPD-09", words).await["state"], "open");
    let path = format!("{ENTERPRISE}:manager");
    door.patch(
        &format!("/Users/{adele}"),
        &entra_patch(&path, json!("8850")),
    )
    .await;
    let moved = latest(&tenant).await;
    let fixed = saying(&tenant, "UPD-09", words).await;
    assert_eq!(
        (&fixed["state"], &fixed["closedBy"]),
        (&json!("fixed"), &moved)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whistleblower_is_told_that_no_deletion_follows_who_was_unassigned() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    tenant.clean("DEP-01").await;
    let path = format!("/Users/{ada}");
    door.patch(&path, &entra_patch("active", json!("False")))
        .await;
    let card = tenant
        .found_with("DEP-01", "Users and groups", "assign the person again")
        .await;
    assert!(
        card["consequence"]
            .as_str()
            .unwrap()
            .contains("sends nothing more")
    );
    assert_eq!(tenant.card(&ada).await["row"]["status"], "disabled");
    assert_eq!(door.delete(&path).await.status, 204);
    let mended = latest(&tenant).await;
    assert_eq!(tenant.closed("DEP-01").await["closedBy"], mended);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_says_of_a_manager_who_was_not_here_then_that_he_was_not() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let adele = provision(&door, &entra("Adele", "8841", json!({}))).await;
    let path = format!("{ENTERPRISE}:manager");
    door.patch(
        &format!("/Users/{adele}"),
        &entra_patch(&path, json!("8842")),
    )
    .await;
    let change = async || {
        let card = tenant.card(&adele).await;
        let changes = card["timeline"][0]["changes"].as_array().unwrap().clone();
        changes[0].clone()
    };
    assert_eq!(change().await["afterAwaited"], true);
    provision(&door, &entra("Nestor", "8842", json!({}))).await;
    let then = change().await;
    assert_eq!(
        (&then["afterAwaited"], &then["afterName"]),
        (&json!(true), &Value::Null)
    );
    let brought = latest(&tenant).await;
    let line = tenant.card(&adele).await["lines"][0].clone();
    assert_eq!(
        (&line["manager"], &line["exchange"]),
        (&json!("Nestor"), &brought)
    );
    provision(&door, &entra("Head", "8800", json!({}))).await;
    door.patch(
        &format!("/Users/{adele}"),
        &entra_patch(&path, json!("8800")),
    )
    .await;
    let later = change().await;
    assert_eq!(
        (&later["afterName"], &later["afterAwaited"]),
        (&json!("Head"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_requests_the_first_and_the_latest_are_shown() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    for number in 0..25 {
        let guest = json!({"userName": format!("g{number}_x#EXT#@contoso.example")});
        let body = entra(&format!("G{number}"), &format!("o-{number}"), guest);
        assert_eq!(door.post("/Users", &body).await.status, 201);
        tenant.diagnoses().await;
    }
    let card = tenant.found("CRT-18").await;
    assert_eq!(card["row"]["people"], 25);
    let shown = card["exchanges"].as_array().unwrap();
    assert_eq!(shown.len(), 21, "the first and the latest twenty");
}
