//! The log of requests as the window lists it.

use crate::desk::{Desk, assert_states, provision};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn every_request_is_listed_once_and_the_newest_first() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let page = settled(&desk, &door.connection_id, company.requests).await;
    let rows = page["rows"].as_array().unwrap();
    let numbers: Vec<i64> = rows
        .iter()
        .map(|row| row["number"].as_i64().unwrap())
        .collect();
    assert_eq!(numbers.len(), company.requests);
    assert!(
        numbers.windows(2).all(|pair| pair[0] > pair[1]),
        "newest first, none twice: {numbers:?}"
    );
    let newest = json!({"method": "POST", "status": 201, "story": {"type": "created"}, "subject": {"kind": "Group", "name": "Readers"}});
    assert_states(&rows[0], &newest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denied_request_shows_its_reason_and_no_token() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let of = json!({"connection": door.connection_id, "token": door.token_id});
    let minted = desk.ask("rotateToken", of).await;
    assert_ne!(minted["secret"], json!(door.token));
    let answer = door.get("/Users").await;
    assert_eq!(answer.status, 401);
    let page = settled(&desk, &door.connection_id, 1).await;
    assert_states(
        &page["rows"][0],
        &json!({"status": 401, "story": {"type": "denied"}}),
    );
    let number = page["rows"][0]["number"].clone();
    let detail = desk.ask("exchange", json!({"number": number})).await;
    let sentence = answer.json()["detail"].clone();
    assert_states(
        &detail,
        &json!({"error": {"status": 401, "detail": sentence}}),
    );
    assert!(!detail.to_string().contains(&door.token), "{detail}");
    assert!(
        detail["curl"].as_str().unwrap().starts_with("curl"),
        "{detail}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_can_be_followed_without_gaps() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    door.get("/Users").await;
    let first = settled(&desk, &door.connection_id, 1).await;
    for _ in 0..7 {
        door.get("/Groups").await;
    }
    settled(&desk, &door.connection_id, 8).await;
    let mut last = first["rows"][0]["seq"].as_i64().unwrap();
    let mut seen = 0;
    loop {
        let query = json!({"connection": door.connection_id, "afterSeq": last, "limit": 3});
        let page = desk.ask("traffic", query).await;
        let rows = page["rows"].as_array().unwrap().clone();
        let Some(newest) = rows.iter().filter_map(|row| row["seq"].as_i64()).max() else {
            break;
        };
        assert!(newest > last);
        (last, seen) = (newest, seen + rows.len());
    }
    assert_eq!(seen, 7);
}

/// The page once it holds so many requests; waits for the feed, not for some time.
pub(crate) async fn settled(desk: &Desk, connection: &str, count: usize) -> Value {
    let mut ticks = desk.console.subscribe();
    loop {
        ticks.borrow_and_update();
        let query = json!({"connection": connection, "limit": 500});
        let page = desk.ask("traffic", query).await;
        if page["rows"].as_array().unwrap().len() >= count {
            return page;
        }
        ticks.changed().await.expect("the feed goes on");
    }
}
