//! S25 (all Entra): cycles about 40 minutes apart, and *Provision on demand* for one person between them.
//! Each is recognised as what it is, and the next cycle is expected when it will come.

use serde_json::{Value, json};
use simulator::{Company, Dialect, Edit, Effect, Pace, Plan, Progress, Session};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::faults::test_connection;
use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};

/// What each burst was, the oldest first, with its people.
async fn told(tenant: &Tenant) -> Vec<(String, u64)> {
    tenant.settled();
    let view = tenant.about("cycles").await;
    let newest_first = view["cycles"].as_array().unwrap().iter().rev();
    let told = newest_first.map(|one| {
        let kind = one["kind"].as_str().unwrap().to_owned();
        (kind, one["people"].as_u64().unwrap())
    });
    told.collect()
}

fn named(told: &[(&str, u64)]) -> Vec<(String, u64)> {
    told.iter()
        .map(|(kind, people)| ((*kind).to_owned(), *people))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_a_push_and_the_next_cycle_are_told_apart() {
    for dialect in [Dialect::EntraLegacy, Dialect::EntraCompliant] {
        let tenant = Tenant::of("ransomleak").await;
        let door = tenant.door().await;
        let base = format!("http://{}{}", door.address, door.base);
        let company = Company::generated(3, 20).unwrap();
        let plan = Plan::new(
            &base,
            &door.token,
            company.clone(),
            dialect,
            Pace::Instant,
            3,
        );
        let (progress, _seen) = watch::channel(Progress::default());
        let first = simulator::run(plan, progress, CancellationToken::new()).await;
        assert_eq!(first.unwrap().failures, []);
        assert_eq!(told(&tenant).await, named(&[("cycle", 20)]));

        let session = Session::new(&base, &door.token, dialect).unwrap();
        tenant.pass(20);
        let mut person = company.person(4).unwrap();
        person.title = Some("Lead".to_owned());
        let (effect, found) = session.provision_on_demand(1, &person).await.unwrap();
        assert_eq!(effect, Effect::Changed);
        assert_eq!(
            told(&tenant).await,
            named(&[("cycle", 20), ("onDemand", 1)])
        );

        tenant.pass(20);
        let other = company.person(5).unwrap();
        let other = session
            .find_person(&other.user_name)
            .await
            .unwrap()
            .unwrap();
        let changes = [found.id, other.id].map(|id| (id, Edit::replace("title", "Engineer")));
        session.incremental(2, &changes).await.unwrap();
        let all = named(&[("cycle", 20), ("onDemand", 1), ("cycle", 2)]);
        assert_eq!(told(&tenant).await, all);

        // Nothing has changed since: the cycle is nothing but its test, and still one.
        tenant.pass(40);
        session.incremental(3, &[]).await.unwrap();
        let mut all = all;
        all.push(("cycle".to_owned(), 0));
        assert_eq!(told(&tenant).await, all);

        let view = tenant.about("cycles").await;
        assert_eq!(
            view["nextAt"],
            Value::Null,
            "a rehearsal is followed by nothing"
        );
        assert_eq!(view["cycles"][0]["played"], json!(true));
        let found = tenant.diagnoses().await;
        let odd = found.iter().find(|row| row["severity"] != "info");
        assert_eq!(odd, None, "{dialect:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_cycle_is_expected_forty_minutes_after_the_start_of_the_last() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let start: i64 = "2026-11-23T09:00:00Z"
        .parse::<jiff::Timestamp>()
        .unwrap()
        .as_millisecond();
    let minutes = |count: i64| json!(start + count * 60_000);
    test_connection(&door).await;
    tenant.settled();
    let view = tenant.about("cycles").await;
    assert_states(
        &view,
        &json!({"cycles": [{"kind": "test"}], "nextAt": null}),
    );

    tenant.pass(6);
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    tenant.pass(3);
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    tenant.settled();
    let cycle = json!({
        "kind": "cycle", "provider": "Entra ID", "played": false, "people": 2,
        "startedAt": minutes(6), "endedAt": minutes(9), "writes": 2, "failed": 0,
    });
    let view = tenant.about("cycles").await;
    let all = json!({"cycles": [cycle, {"kind": "test"}], "nextAt": minutes(46)});
    assert_states(&view, &all);

    // Somebody is brought on demand in between: the next cycle comes when it would have come.
    tenant.pass(10);
    let lead = entra_patch("title", json!("Lead"));
    door.patch(&format!("/Users/{ada}"), &lead).await;
    tenant.settled();
    let view = tenant.about("cycles").await;
    let push =
        json!({"cycles": ["<includes>", {"kind": "onDemand", "people": 1}], "nextAt": minutes(46)});
    assert_states(&view, &push);

    tenant.pass(27);
    for id in [&ada, &bram] {
        let title = entra_patch("title", json!("Head"));
        door.patch(&format!("/Users/{id}"), &title).await;
    }
    tenant.settled();
    let view = tenant.about("cycles").await;
    assert_eq!(view["cycles"].as_array().unwrap().len(), 4);
    assert_states(&view["cycles"][0], &json!({"kind": "cycle", "people": 2}));
    assert_eq!(
        view["nextAt"],
        minutes(46 + 40),
        "as far apart as the last two"
    );
}
