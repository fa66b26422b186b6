//! A running host with a connection that follows the twin of a guide, and the two identity providers
//! that the guides are about, as far as they are requests.

use acceptance::harness::bench::{Door, START};
use acceptance::harness::expectation::differences;
use acceptance::harness::population::ENTERPRISE;
use acceptance::harness::wire::Answer;
use console::{Console, Host, HostOptions, NoVault};
use sandbox::clock::Virtual;
use sandbox::{Capture, Location, Options, Workspace, ids};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A tenant of an application, empty at first.
pub(crate) struct Tenant {
    pub(crate) console: Console,
    pub(crate) connection: String,
    host: Host,
    folder: TempDir,
}

impl Tenant {
    /// The default connection, following a twin.
    pub(crate) async fn of(twin: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(Options {
            location: Location::File(folder.path().join("tenant.scimbox")),
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
        let mut tenant = Self {
            console: host.console(),
            connection: String::new(),
            host,
            folder,
        };
        let all = tenant.ask("connections", json!({})).await;
        tenant.connection = all[0]["id"].as_str().unwrap().to_owned();
        tenant.follow(&tenant.connection.clone(), twin).await;
        tenant
    }

    /// Asks a command that must succeed.
    pub(crate) async fn ask(&self, command: &str, request: Value) -> Value {
        let answer = self.console.rpc(command, request.clone()).await;
        answer.unwrap_or_else(|failure| panic!("{command} {request}: {failure:?}"))
    }

    /// Asks a command about the default connection.
    pub(crate) async fn about(&self, command: &str) -> Value {
        self.ask(command, json!({"connection": self.connection}))
            .await
    }

    pub(crate) async fn follow(&self, connection: &str, twin: &str) {
        let request = json!({"connection": connection, "twin": twin});
        self.ask("changeTwin", request).await;
    }

    /// A connection as the window shows it.
    pub(crate) async fn connection(&self, id: &str) -> Value {
        let all = self.ask("connections", json!({})).await;
        let mut all = all.as_array().unwrap().iter();
        all.find(|one| one["id"] == id).unwrap().clone()
    }

    /// Generates a token for a connection: the way in behind its address, and what the window showed.
    pub(crate) async fn generate(&self, connection: &str) -> (Door, Value) {
        let request = json!({"connection": connection, "label": "Entra"});
        let minted = self.ask("mintToken", request).await;
        let view = self.connection(connection).await;
        let base = view["baseUrl"].as_str().unwrap();
        let (host, path) = base
            .strip_prefix("http://")
            .unwrap()
            .split_once('/')
            .unwrap();
        let door = Door {
            address: host.parse().unwrap(),
            base: format!("/{path}"),
            token: minted["secret"].as_str().unwrap().to_owned(),
            token_id: minted["token"]["id"].as_str().unwrap().to_owned(),
            connection_id: connection.to_owned(),
        };
        (door, minted)
    }

    /// Generates a token for the default connection.
    pub(crate) async fn door(&self) -> Door {
        self.generate(&self.connection).await.0
    }

    /// Somebody's card.
    pub(crate) async fn card(&self, id: &str) -> Value {
        let request = json!({"connection": self.connection, "id": id});
        self.ask("person", request).await
    }

    /// What another twin would mean.
    pub(crate) async fn preview(&self, twin: &str) -> Value {
        let request = json!({"connection": self.connection, "twin": twin});
        self.ask("twinPreview", request).await
    }

    /// The log of requests, newest first, once so many are in it.
    pub(crate) async fn log(&self, count: usize) -> Value {
        let mut ticks = self.console.subscribe();
        loop {
            ticks.borrow_and_update();
            let page = self.about("traffic").await;
            if page["rows"].as_array().unwrap().len() >= count {
                return page["rows"].clone();
            }
            ticks.changed().await.unwrap();
        }
    }

    /// Stops it and gives the files that are left.
    pub(crate) async fn stop(self) -> (TempDir, Vec<PathBuf>) {
        self.host.stop(std::time::Duration::from_secs(10)).await;
        let files = files(self.folder.path());
        (self.folder, files)
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Fails unless `actual` states `expected`.
#[track_caller]
pub(crate) fn assert_states(actual: &Value, expected: &Value) {
    let wrong = differences(expected, actual);
    assert!(wrong.is_empty(), "{wrong:#?}\nin {actual}");
}

/// The sentence of a SCIM error with this status.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{}", answer.text());
    answer.json()["detail"].as_str().unwrap().to_owned()
}

/// Somebody as Entra ID creates them by the guides' mappings; `more` is laid over it.
pub(crate) fn entra(name: &str, object: &str, more: Value) -> Value {
    let address = format!("{}@contoso.com", name.to_lowercase());
    let mut body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "externalId": object,
        "userName": address,
        "active": true,
        "displayName": name,
        "emails": [{"primary": true, "type": "work", "value": address}],
        "meta": {"resourceType": "User"},
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// Creates somebody as Entra ID does: looks first, then posts.
pub(crate) async fn provision(door: &Door, body: &Value) -> String {
    let name = body["userName"].as_str().unwrap().replace('@', "%40");
    let found = door
        .get(&format!("/Users?filter=userName+eq+%22{name}%22"))
        .await;
    assert_eq!(found.json()["totalResults"], json!(0), "{}", found.text());
    let made = door.post("/Users", body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// A PATCH as Entra ID spells it, without the flag.
pub(crate) fn entra_patch(path: &str, value: Value) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Replace", "path": path, "value": value}],
    })
}
