//! A running host with its console, and a client that provisions a small company.

use acceptance::harness::bench::{Door, START};
use acceptance::harness::expectation::differences;
use acceptance::harness::population::{ENTERPRISE, create, group};
use console::{Console, Host, HostOptions, NoVault};
use sandbox::clock::Virtual;
use sandbox::{Capture, Location, Options, Workspace, ids};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tempfile::TempDir;

/// A host on a workspace of its own, without a keyring.
pub(crate) struct Desk {
    pub(crate) console: Console,
    host: Host,
    _folder: TempDir,
}

impl Desk {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(Options {
            location: Location::File(folder.path().join("desk.scimbox")),
            clock: Arc::new(Virtual::new(START.parse().unwrap())),
            ids: Arc::new(ids::Random),
            capture: Capture::On,
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
            capture: true,
        });
        let host = host.await.unwrap();
        Self {
            console: host.console(),
            host,
            _folder: folder,
        }
    }

    /// Asks a command that must succeed.
    pub(crate) async fn ask(&self, command: &str, request: Value) -> Value {
        let answer = self.console.rpc(command, request.clone()).await;
        answer.unwrap_or_else(|failure| panic!("{command} {request}: {failure:?}"))
    }

    /// The id of the default connection.
    pub(crate) async fn connection(&self) -> String {
        let all = self.ask("connections", json!({})).await;
        all[0]["id"].as_str().unwrap().to_owned()
    }

    /// Mints a token by command and returns the way in that it opens.
    pub(crate) async fn door(&self) -> Door {
        let connection = self.connection().await;
        let minted = self
            .ask(
                "mintToken",
                json!({"connection": connection, "label": "Entra"}),
            )
            .await;
        let (address, path) = self.split();
        Door {
            address,
            base: path,
            token: minted["secret"].as_str().unwrap().to_owned(),
            token_id: minted["token"]["id"].as_str().unwrap().to_owned(),
            connection_id: connection,
        }
    }

    fn split(&self) -> (SocketAddr, String) {
        let base = self.host.base_url();
        let rest = base.strip_prefix("http://").unwrap();
        let (address, path) = rest.split_once('/').unwrap();
        (address.parse().unwrap(), format!("/{path}"))
    }
}

/// Fails unless `actual` states `expected`.
#[track_caller]
pub(crate) fn assert_states(actual: &Value, expected: &Value) {
    let wrong = differences(expected, actual);
    assert!(wrong.is_empty(), "{wrong:#?}\nin {actual}");
}

/// What was provisioned: ids of the people in their order, and of the groups.
pub(crate) struct Company {
    pub(crate) people: Vec<String>,
    pub(crate) groups: Vec<String>,
    /// How many requests it took.
    pub(crate) requests: usize,
}

fn colleague(number: usize, manager: Option<&str>) -> Value {
    let team = if number.is_multiple_of(2) {
        "Platform"
    } else {
        "Finance"
    };
    let mut enterprise = json!({"department": team});
    if let Some(manager) = manager {
        enterprise["manager"] = json!(manager);
    }
    json!({
        "userName": format!("person{number:02}@example.com"),
        "externalId": format!("object-{number:02}"),
        "displayName": format!("Person {number:02}"),
        "title": "Colleague",
        "active": true,
        ENTERPRISE: enterprise,
    })
}

/// Provisions nineteen people under the twentieth, who arrives last, and three groups. The
/// manager is named by externalId, because nobody knows the id before the person is there.
pub(crate) async fn provision(door: &Door, with_the_boss: bool) -> Company {
    let mut company = Company {
        people: Vec::new(),
        groups: Vec::new(),
        requests: 0,
    };
    for number in 1..20 {
        let probe = format!("/Users?filter=userName+eq+%22person{number:02}%40example.com%22");
        assert_eq!(door.get(&probe).await.json()["totalResults"], json!(0));
        company
            .people
            .push(create(door, "/Users", &colleague(number, Some("object-20"))).await);
        company.requests += 2;
    }
    if with_the_boss {
        company
            .people
            .push(create(door, "/Users", &colleague(20, None)).await);
        company.requests += 1;
    }
    for (name, size) in [("Admins", 2), ("Editors", 5), ("Readers", 19)] {
        let members = &company.people[..size];
        company
            .groups
            .push(create(door, "/Groups", &group(name, members)).await);
        company.requests += 1;
    }
    company
}
