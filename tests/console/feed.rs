//! The feed: a tick with counters, not an event per request.

use crate::desk::Desk;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_moves_the_counters() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let mut ticks = desk.console.subscribe();
    door.post("/Users", &json!({"userName": "ada"})).await;
    door.get("/Users/none").await;
    let tick = ticks
        .wait_for(|tick| tick.as_ref().is_some_and(|tick| tick.exchanges == 2))
        .await;
    let tick = tick.unwrap().clone().unwrap();
    assert_eq!((tick.exchanges, tick.failed), (2, 1));
    assert!(tick.seq >= 3, "two exchanges and one change: {}", tick.seq);
    assert!(tick.stored_bytes > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_connections_or_tokens_moves_the_revision() {
    let desk = Desk::start().await;
    let mut ticks = desk.console.subscribe();
    let before = ticks
        .wait_for(Option::is_some)
        .await
        .unwrap()
        .clone()
        .unwrap()
        .revision;
    desk.ask("addConnection", json!({"name": "Second app"}))
        .await;
    let moved = ticks
        .wait_for(|tick| tick.as_ref().is_some_and(|tick| tick.revision > before))
        .await;
    assert!(moved.is_ok());
}
