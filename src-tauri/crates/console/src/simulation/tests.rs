//! Every dialect played by command against a real listener, and what the commands then show.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use sandbox::{Capture, Location, Options, Workspace, clock, ids};
use serde_json::{Value, json};

use crate::{Host, HostOptions, NoVault};

async fn host(capture: Capture) -> Host {
    let workspace = Workspace::open(Options {
        location: Location::Memory,
        clock: Arc::new(clock::System),
        ids: Arc::new(ids::Random),
        capture,
    });
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let host = Host::start(HostOptions {
        workspace: workspace.unwrap(),
        listen: server::Options {
            listen,
            may_move: false,
        },
        vault: Arc::new(NoVault),
        version: "0.0.0",
        capture: capture == Capture::On,
    });
    host.await.unwrap()
}

async fn ask(host: &Host, command: &str, request: Value) -> Value {
    let answer = host.console().rpc(command, request.clone()).await;
    answer.unwrap_or_else(|failure| panic!("{command} {request}: {failure:?}"))
}

async fn connection(host: &Host) -> String {
    let all = ask(host, "connections", json!({})).await;
    all[0]["id"].as_str().unwrap().to_owned()
}

async fn play(host: &Host, connection: &str, dialect: &str) -> Value {
    let start = json!({"connection": connection, "idp": dialect, "pace": "instant"});
    let started = ask(host, "startSimulation", start).await;
    assert_eq!(started["idp"], dialect);
    let mut ticks = host.console().subscribe();
    let over = ticks.wait_for(|tick| {
        let simulation = tick.as_ref().and_then(|tick| tick.simulation.as_ref());
        simulation.is_some_and(|simulation| simulation.ended_at.is_some())
    });
    let tick = tokio::time::timeout(Duration::from_secs(60), over).await;
    serde_json::to_value(&tick.unwrap().unwrap().clone().unwrap().simulation).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_identity_provider_leaves_the_whole_company_with_managers_and_groups() {
    for dialect in ["entra", "entraCompliant", "okta"] {
        let host = host(Capture::On).await;
        let connection = connection(&host).await;
        let over = play(&host, &connection, dialect).await;
        assert_eq!(over["state"], "finished", "{dialect}: {over}");
        assert_eq!((&over["failed"], &over["people"]), (&json!(0), &json!(60)));
        assert_eq!(over["sent"], over["planned"], "{dialect}: {over}");
        let of = json!({"connection": connection});
        let overview = ask(&host, "overview", of.clone()).await;
        assert_eq!(overview["people"], 60, "{dialect}");
        assert_eq!(overview["managersLinked"], 56, "{dialect}: {overview}");
        assert_eq!(overview["failed"], 0, "{dialect}");
        let groups = ask(&host, "groups", of).await;
        let sizes: Vec<_> = groups["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(size)
            .collect();
        assert_eq!(sizes.len(), 5, "{dialect}");
        assert!(sizes.contains(&("Editors", 8)), "{dialect}: {sizes:?}");
        assert!(sizes.iter().all(|(_, members)| *members > 0), "{sizes:?}");
        host.stop(Duration::from_secs(5)).await;
    }
}

fn size(group: &Value) -> (&str, u64) {
    (
        group["name"].as_str().unwrap(),
        group["members"].as_u64().unwrap(),
    )
}

/// The version of a person in which the manager was set, and the manager's name.
async fn managed(host: &Host, connection: &str) -> (Value, String) {
    let people = json!({"connection": connection, "text": "Zoë Lindgren"});
    let found = ask(host, "people", people).await;
    let of = json!({"connection": connection, "id": found["rows"][0]["id"]});
    let card = ask(host, "person", of).await;
    let timeline = card["timeline"].as_array().unwrap();
    let entry = timeline.iter().find(|entry| {
        let changes = entry["changes"].as_array().unwrap();
        changes
            .iter()
            .any(|change| change["path"].as_str().unwrap().contains("manager"))
    });
    let name = card["row"]["manager"]["name"].as_str().unwrap().to_owned();
    (entry.unwrap().clone(), name)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_manager_carries_the_name_beside_the_id() {
    for dialect in ["entra", "okta"] {
        let host = host(Capture::On).await;
        let connection = connection(&host).await;
        play(&host, &connection, dialect).await;
        let (entry, name) = managed(&host, &connection).await;
        let exchange = json!({"number": entry["exchange"]});
        let detail = ask(&host, "exchange", exchange).await;
        for changes in [&entry["changes"], &detail["changes"]] {
            let mut changes = changes.as_array().unwrap().iter();
            let change = changes
                .find(|change| change["path"].as_str().unwrap().ends_with("manager.value"))
                .unwrap_or_else(|| panic!("{dialect}: {entry}"));
            assert_eq!(change["afterName"], json!(name), "{dialect}: {change}");
            assert_ne!(change["after"], change["afterName"]);
            assert_eq!(change.get("beforeName"), None, "there was none before");
        }
        assert_eq!(entry["recorded"], true);
        host.stop(Duration::from_secs(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_recording_no_version_and_no_team_leads_to_an_exchange() {
    let host = host(Capture::Off).await;
    let connection = connection(&host).await;
    play(&host, &connection, "entra").await;
    let (entry, _) = managed(&host, &connection).await;
    assert!(entry["exchange"].is_i64(), "{entry}");
    assert_eq!(entry["recorded"], false);
    let teams = ask(&host, "teams", json!({"connection": connection})).await;
    let teams = teams.as_array().unwrap();
    assert!(!teams.is_empty());
    assert!(teams.iter().all(|team| team["firstExchange"].is_null()));
    host.stop(Duration::from_secs(5)).await;
}
