//! A running host with its console, on a workspace file of its own and without a keyring: what the
//! window asks, beside the address that identity providers call.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use console::{Console, Host, HostOptions, NoVault};
use jiff::SignedDuration;
use sandbox::clock::Virtual;
use sandbox::{Capture, Location, NewToken, Options, Twins, Workspace, ids};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::bench::{Door, START};

/// The host. Its files go with it.
pub struct Desk {
    /// What the window talks to.
    pub console: Console,
    /// The host itself.
    pub host: Host,
    /// Where the workspace is.
    pub folder: TempDir,
    /// The clock; it moves only when told to.
    pub clock: Arc<Virtual>,
    workspace: Workspace,
    /// The highest number that was reserved to learn which was the last one.
    asked: AtomicI64,
}

impl Desk {
    /// A new workspace, its clock at [`START`].
    pub async fn start() -> Self {
        Self::knowing(Twins::built_in()).await
    }

    /// The same with these twins.
    pub async fn knowing(twins: Twins) -> Self {
        Self::at(
            tempfile::tempdir().expect("a temporary folder can be made"),
            twins,
        )
        .await
    }

    /// The workspace of a folder, which a host that has been stopped may have left there.
    pub async fn on(folder: TempDir) -> Self {
        Self::at(folder, Twins::built_in()).await
    }

    async fn at(folder: TempDir, twins: Twins) -> Self {
        let clock = Arc::new(Virtual::new(START.parse().expect("the start is a time")));
        let workspace = Workspace::open(Options {
            location: Location::File(folder.path().join("desk.scimbox")),
            clock: Arc::clone(&clock) as _,
            ids: Arc::new(ids::Random),
            capture: Capture::On,
        });
        let workspace = workspace.expect("a fresh workspace opens");
        workspace
            .use_twins(twins)
            .expect("nothing follows them yet");
        let host = Host::start(HostOptions {
            workspace: workspace.clone(),
            listen: server::Options {
                listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                may_move: false,
            },
            vault: Arc::new(NoVault),
            version: "0.0.0",
            capture: true,
        });
        let host = host.await.expect("any free port will do");
        Self {
            console: host.console(),
            host,
            folder,
            clock,
            workspace,
            asked: AtomicI64::new(0),
        }
    }

    /// Waits until every request that was answered so far is in the log.
    ///
    /// # Panics
    /// When one is not recorded within ten seconds.
    pub fn settled(&self) {
        let reserved = self.workspace.reserve_exchange();
        let before = self.asked.swap(reserved, Ordering::SeqCst);
        let newest = reserved - 1;
        let written = newest <= before
            || (0..100).any(|_| {
                let seen = self.workspace.pulse().newest_seq;
                let found = self
                    .workspace
                    .exchange(newest)
                    .expect("the log can be read");
                if found.is_none() {
                    let patience = Duration::from_millis(100);
                    let _ = self.workspace.watch().wait_timeout(seen, patience);
                }
                found.is_some()
            });
        assert!(written, "exchange #{newest} was not recorded");
    }

    /// Lets so many minutes pass.
    pub fn pass(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Asks a command that must succeed.
    pub async fn ask(&self, command: &str, request: Value) -> Value {
        let answer = self.console.rpc(command, request.clone()).await;
        answer.unwrap_or_else(|failure| panic!("{command} {request}: {failure:?}"))
    }

    /// A connection as the window shows it.
    pub async fn connection(&self, id: &str) -> Value {
        let all = self.ask("connections", json!({})).await;
        let all = all.as_array().expect("connections are a list");
        let found = all.iter().find(|one| one["id"] == id);
        found.expect("there is such a connection").clone()
    }

    /// The id of the default connection.
    pub async fn default_connection(&self) -> String {
        let all = self.ask("connections", json!({})).await;
        text(&all[0]["id"])
    }

    /// A way in to the default connection, with a token of its own.
    pub async fn door(&self) -> Door {
        let connection = self.default_connection().await;
        self.generate(&connection).await.0
    }

    /// A way in to the default connection with a token that ends after so many minutes.
    ///
    /// # Panics
    /// When the token cannot be made.
    pub async fn door_until(&self, minutes: i64) -> Door {
        let door = self.door().await;
        let now = self.workspace.clock().now();
        let new = NewToken {
            label: "Entra".to_owned(),
            created_by: "cli".to_owned(),
            expires_at: now.checked_add(SignedDuration::from_mins(minutes)).ok(),
        };
        let minted = self.workspace.mint_token(&door.connection_id, new);
        let minted = minted.expect("a token is minted");
        Door {
            token: minted.secret.expose().to_owned(),
            token_id: minted.token.id,
            ..door
        }
    }

    /// Generates a token for a connection: the way in behind its address, and what the window showed.
    pub async fn generate(&self, connection: &str) -> (Door, Value) {
        let request = json!({"connection": connection, "label": "Entra"});
        let minted = self.ask("mintToken", request).await;
        let base = text(&self.connection(connection).await["baseUrl"]);
        let rest = base.strip_prefix("http://");
        let (address, path) = rest.and_then(|rest| rest.split_once('/')).expect("a URL");
        let door = Door {
            address: address.parse().expect("an address of this computer"),
            base: format!("/{path}"),
            token: text(&minted["secret"]),
            token_id: text(&minted["token"]["id"]),
            connection_id: connection.to_owned(),
        };
        (door, minted)
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("it is text").to_owned()
}
