//! S22 (21RISK), rehearsed: the clock of the program is set ahead to the next run, which comes at once, and
//! back to real time, after which nothing has run twice and nothing is left out.

use crate::tenant::{Tenant, assert_states, entra, provision};
use jiff::Timestamp;
use serde_json::{Value, json};

fn at(time: &str) -> i64 {
    time.parse::<Timestamp>().unwrap().as_millisecond()
}

impl Tenant {
    async fn moved(&self, jump: &str) -> Value {
        let request = json!({"connection": self.connection, "jump": jump});
        self.ask("moveClock", request).await
    }

    async fn runs(&self) -> Value {
        self.about("syncRuns").await["total"].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn jumping_to_the_next_run_begins_it_at_once_and_whatever_is_noted_has_the_virtual_time() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let mut ticks = tenant.console.subscribe();
    let clock = tenant.moved("nextRun").await;
    let ten = at("2026-11-23T10:00:00Z");
    assert_states(
        &clock,
        &json!({"now": ten, "ahead": 3_600_000, "nextRun": at("2026-11-23T11:00:00Z")}),
    );
    ticks
        .wait_for(|tick| {
            tick.as_ref()
                .is_some_and(|tick| tick.clock_ahead == 3_600_000)
        })
        .await
        .unwrap();
    let card = tenant.ended(1).await;
    assert_states(
        &card["run"],
        &json!({"cause": "scheduled", "due": ten, "missed": 0, "started": ten, "finished": ten,
                "counts": {"created": 1}}),
    );
    let ben = provision(&door, &entra("Ben", "o-2", json!({}))).await;
    let stored = door.get(&format!("/Users/{ben}")).await.json();
    assert_eq!(stored["meta"]["created"], "2026-11-23T10:00:00Z");
    tenant.settled();
    assert_eq!(tenant.about("traffic").await["rows"][0]["at"], ten);
    // It runs on with real time.
    tenant.pass(60);
    assert_eq!(
        tenant.ended(2).await["run"]["due"],
        at("2026-11-23T11:00:00Z")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_days_at_once_are_one_run_that_says_how_many_times_had_passed() {
    let tenant = Tenant::with_sso().await;
    tenant.moved("days30").await;
    let run = tenant.ended(1).await["run"].clone();
    // From Monday 09:00 to Wednesday 09:00: nine times on that Monday, 21 whole working days, and 06:00 to
    // 09:00, which itself is in time.
    assert_states(
        &run,
        &json!({"due": at("2026-12-23T09:00:00Z"), "missed": 9 + 21 * 13 + 3}),
    );
    tenant.moved("hour").await;
    let run = tenant.ended(2).await["run"].clone();
    assert_states(
        &run,
        &json!({"due": at("2026-12-23T10:00:00Z"), "missed": 0}),
    );
    assert_eq!(tenant.runs().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_to_real_time_runs_nothing_and_real_times_are_kept_as_before() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door().await;
    tenant.moved("days30").await;
    tenant.ended(1).await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let back = tenant.moved("real").await;
    assert_states(
        &back,
        &json!({"now": at("2026-11-23T09:00:00Z"), "ahead": 0, "nextRun": at("2026-11-23T10:00:00Z")}),
    );
    // What comes now is the newest all the same, and nothing of a resource is older than itself.
    let changed = crate::tenant::entra_patch("title", json!("Judge"));
    assert_eq!(
        door.patch(&format!("/Users/{ada}"), &changed).await.status,
        200
    );
    let meta = door.get(&format!("/Users/{ada}")).await.json()["meta"].clone();
    assert_eq!(meta["created"], meta["lastModified"]);
    tenant.settled();
    let rows = tenant.about("traffic").await["rows"].clone();
    assert_eq!(rows[0]["at"], at("2026-11-23T09:00:00Z"));
    assert_eq!(rows[1]["method"], "PATCH");
    assert_eq!(tenant.runs().await, 1);
    for hour in [10, 11] {
        let time = format!("2026-11-23T{hour}:00:00Z");
        tenant.clock.set(time.parse().unwrap());
        let run = tenant.ended(hour - 8).await["run"].clone();
        assert_states(&run, &json!({"due": at(&time), "missed": 0}));
    }
    assert_eq!(tenant.runs().await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_brings_real_time_and_the_schedule_goes_on_from_there() {
    let tenant = Tenant::with_sso().await;
    tenant.moved("day").await;
    tenant.ended(1).await;
    let tenant = tenant.restarted().await;
    let clock = tenant.about("clock").await;
    assert_states(
        &clock,
        &json!({"now": at("2026-11-23T09:00:00Z"), "ahead": 0}),
    );
    // The file says that tomorrow is dealt with; the times of today come all the same.
    tenant.moved("nextRun").await;
    let run = tenant.ended(2).await["run"].clone();
    assert_states(
        &run,
        &json!({"due": at("2026-11-23T10:00:00Z"), "missed": 0}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_scheduled_there_is_no_next_run_to_jump_to() {
    let tenant = Tenant::of("ransomleak").await;
    assert_eq!(tenant.about("clock").await["nextRun"], Value::Null);
    let request = json!({"connection": tenant.connection, "jump": "nextRun"});
    let refused = tenant.console.rpc("moveClock", request).await.unwrap_err();
    assert!(
        refused.message.contains("no next run"),
        "{}",
        refused.message
    );
    let ahead = tenant.moved("hour").await["ahead"].clone();
    assert_eq!(ahead, 3_600_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_within_the_day_is_refused_a_day_ahead_and_works_in_real_time_again() {
    let tenant = Tenant::with_sso().await;
    let door = tenant.door_until(60).await;
    assert_eq!(door.get("/Users").await.status, 200);
    tenant.moved("day").await;
    assert_eq!(door.get("/Users").await.status, 401);
    tenant.moved("real").await;
    assert_eq!(door.get("/Users").await.status, 200);
}
