//! *Preview with sample people*: a whole cycle over real HTTP, started by command.

use crate::desk::{Desk, assert_states};
use serde_json::{Value, json};

async fn play(desk: &Desk, connection: &str) -> Value {
    let start = json!({"connection": connection, "idp": "entra", "pace": "instant"});
    let started = desk.ask("startSimulation", start).await;
    let run = started["run"].as_u64().unwrap();
    let mut ticks = desk.console.subscribe();
    let over = ticks.wait_for(|tick| {
        let simulation = tick.as_ref().and_then(|tick| tick.simulation.as_ref());
        simulation.is_some_and(|simulation| simulation.run == run && simulation.ended_at.is_some())
    });
    let tick = over.await.unwrap().clone().unwrap();
    serde_json::to_value(tick.simulation).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_company_arrives_with_its_reporting_lines_and_groups() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    let over = play(&desk, &connection).await;
    assert_states(
        &over,
        &json!({"state": "finished", "failed": 0, "people": 60}),
    );
    assert_eq!(over["sent"], over["planned"], "the plan was right: {over}");
    let of = json!({"connection": connection});
    let overview = desk.ask("overview", of.clone()).await;
    assert_states(
        &overview,
        &json!({"people": 60, "exchanges": over["sent"], "failed": 0}),
    );
    let org = desk.ask("org", of).await;
    let gaps = org["unresolved"].as_array().unwrap().iter();
    let unlinked: Vec<&Value> = gaps
        .filter(|gap| gap["state"] != json!("neverSent"))
        .collect();
    assert_eq!(
        unlinked.len(),
        2,
        "two report to somebody who has left: {unlinked:?}"
    );
    assert!(
        unlinked.iter().all(|gap| gap["state"] == json!("pending")),
        "{unlinked:?}"
    );
    let linked = overview["managersLinked"].as_u64().unwrap();
    assert_eq!(overview["managersSent"], json!(linked + 2), "{overview}");
    assert!(linked > 50, "{overview}");
    assert!(overview["roles"].as_u64().unwrap() >= 3 && overview["teams"].as_u64().unwrap() >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn playing_it_again_doubles_nobody() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    play(&desk, &connection).await;
    let again = play(&desk, &connection).await;
    assert_states(&again, &json!({"state": "finished", "failed": 0}));
    let overview = desk
        .ask("overview", json!({"connection": connection}))
        .await;
    assert_states(&overview, &json!({"people": 60}));
}
