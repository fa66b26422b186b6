//! S22 (21RISK): the sync runs every hour from 06:00 to 18:00 UTC from Monday to Friday, 18:00 included,
//! and by hand at any time.

use crate::tenant::{Tenant, assert_states, entra, provision};
use jiff::Timestamp;
use serde_json::{Value, json};

fn at(time: &str) -> i64 {
    time.parse::<Timestamp>().unwrap().as_millisecond()
}

/// When a run was due, once it has ended.
async fn due(tenant: &Tenant, run: i64) -> Value {
    let card = tenant.ended(run).await;
    assert_states(
        &card["run"],
        &json!({"cause": "scheduled", "status": "completed"}),
    );
    card["run"]["due"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_working_day_has_thirteen_runs_and_friday_evening_is_followed_by_monday_morning() {
    let tenant = Tenant::with_sso().await;
    // Friday; the days before are made up for by one run.
    tenant.clock.set("2026-11-27T05:59:59Z".parse().unwrap());
    assert_eq!(due(&tenant, 1).await, at("2026-11-26T18:00:00Z"));
    for hour in 6..=18_i64 {
        let time = format!("2026-11-27T{hour:02}:00:00Z");
        tenant.clock.set(time.parse().unwrap());
        assert_eq!(due(&tenant, hour - 4).await, at(&time));
    }
    let friday = 14;
    // What is not in the schedule starts nothing: the next run is the one that is due.
    for time in [
        "2026-11-27T19:00:00Z",
        "2026-11-28T09:00:00Z",
        "2026-11-29T12:00:00Z",
        "2026-11-30T06:00:00Z",
    ] {
        tenant.clock.set(time.parse().unwrap());
    }
    assert_eq!(due(&tenant, friday + 1).await, at("2026-11-30T06:00:00Z"));
    let runs = tenant.about("syncRuns").await;
    assert_eq!(runs["total"], friday + 1);
    assert_eq!(runs["rows"][0]["missed"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_five_runs_are_listed_and_the_button_works_at_any_time() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let staging = tenant.about("sync").await["staging"].clone();
    let next = ["10", "11", "12", "13", "14"];
    let next = next.map(|hour| at(&format!("2026-11-23T{hour}:00:00Z")));
    assert_states(
        &staging["schedule"],
        &json!({"cron": "0 6-18 * * MON-FRI", "zone": "UTC", "next": next}),
    );
    let card = tenant.sync().await;
    assert_states(
        &card["run"],
        &json!({"cause": "manual", "counts": {"created": 1}}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_while_the_computer_slept_is_made_up_for_by_one_run_that_says_so() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    provision(&door, &entra("Ada", "o-1", json!({}))).await;
    tenant.clock.set("2026-11-23T14:30:00Z".parse().unwrap());
    let card = tenant.ended(1).await;
    assert_states(
        &card["run"],
        &json!({"cause": "scheduled", "due": at("2026-11-23T14:00:00Z"), "missed": 5,
                "counts": {"created": 1}}),
    );
    tenant.clock.set("2026-11-23T15:00:00Z".parse().unwrap());
    let card = tenant.ended(2).await;
    assert_states(&card["run"], &json!({"missed": 0}));
    assert_eq!(tenant.about("syncRuns").await["total"], 2);
}
