//! A running server on a workspace file of its own, with the clock and the ids held still.
//!
//! The workspace is a real file in a temporary folder and the server a real socket on a free
//! port: what a test sees is what an identity provider would see.

use crate::harness::exchange::WorkloadIdentity;
use crate::harness::wire::{Answer, Request, send};
use jiff::{SignedDuration, Timestamp};
use sandbox::clock::Virtual;
use sandbox::ids::Fixed;
use sandbox::{
    Capture, Connection, ConnectionChange, Location, NewConnection, NewToken, Options,
    StoredExchange, TrafficQuery, Workload, Workspace,
};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// What the clock of a bench shows at first.
pub const START: &str = "2026-11-23T09:00:00Z";

/// A server under test and everything it needs. Dropping it deletes the workspace.
#[derive(Debug)]
pub struct Bench {
    /// The open workspace, for what has no way in over HTTP.
    pub workspace: Workspace,
    /// The clock; it moves only when told to.
    pub clock: Arc<Virtual>,
    server: server::Server,
    folder: TempDir,
}

impl Bench {
    /// Opens a fresh workspace and serves it.
    ///
    /// # Panics
    /// When either fails.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let clock = Arc::new(Virtual::new(START.parse().expect("the start is a time")));
        let workspace = Workspace::open(Options {
            location: Location::File(folder.path().join("test.scimbox")),
            clock: clock.clone(),
            ids: Arc::new(Fixed::new(42)),
            capture: Capture::On,
        });
        let workspace = workspace.expect("a fresh workspace opens");
        let server = serve(workspace.clone());
        Self {
            workspace,
            clock,
            server,
            folder,
        }
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The workspace file.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("test.scimbox")
    }

    /// The connection behind `/scim/v2`, with a fresh token.
    ///
    /// # Panics
    /// When the workspace has none.
    #[must_use]
    pub fn default_door(&self) -> Door {
        let connection = self
            .workspace
            .default_connection()
            .expect("there is a default connection");
        self.door(connection, "/scim/v2".to_owned())
    }

    /// A new connection behind its own base URL, with a fresh token.
    ///
    /// # Panics
    /// When the name is taken.
    #[must_use]
    pub fn named_door(&self, name: &str) -> Door {
        let new = NewConnection {
            name: name.to_owned(),
            ..NewConnection::default()
        };
        let connection = self
            .workspace
            .add_connection(new)
            .expect("the name is free");
        let base = format!("/scim/v2/{}", connection.id);
        self.door(connection, base)
    }

    fn door(&self, connection: Connection, base: String) -> Door {
        let new = NewToken {
            label: "test".to_owned(),
            created_by: "cli".to_owned(),
            expires_at: None,
        };
        let minted = self
            .workspace
            .mint_token(&connection.id, new)
            .expect("a token is minted");
        Door {
            address: self.address(),
            base,
            token: minted.secret.expose().to_owned(),
            token_id: minted.token.id,
            connection_id: connection.id,
        }
    }

    /// Changes the options of a connection.
    ///
    /// # Panics
    /// When the connection is gone.
    pub fn change(&self, door: &Door, change: ConnectionChange) {
        self.workspace
            .change_connection(&door.connection_id, change)
            .expect("the connection is there");
    }

    /// Lets somebody who can sign an assertion swap it for a token.
    ///
    /// # Panics
    /// When the identity is refused.
    pub fn register_workload(
        &self,
        door: &Door,
        identity: &WorkloadIdentity,
        public_key_pem: &str,
    ) {
        let workload = Workload {
            client_id: identity.client_id.clone(),
            issuer: identity.issuer.clone(),
            subject: identity.subject.clone(),
            audience: identity.audience.clone(),
            public_key_pem: public_key_pem.to_owned(),
        };
        let registered = self
            .workspace
            .register_workload(&door.connection_id, workload);
        registered.expect("the workload identity is registered");
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.workspace.clock().now()
    }

    /// The recorded exchanges of a connection, newest first, once every request that was
    /// answered so far is among them.
    ///
    /// # Panics
    /// When one is not recorded within ten seconds.
    #[must_use]
    pub fn recorded(&self, door: &Door) -> Vec<StoredExchange> {
        let log = "the log can be read";
        let newest = self.workspace.reserve_exchange() - 1;
        let written = (0..100).any(|_| {
            let before = self.workspace.pulse().newest_seq;
            let there = self.workspace.exchange(newest).expect(log).is_some();
            if !there {
                let patience = Duration::from_millis(100);
                let _ = self.workspace.watch().wait_timeout(before, patience);
            }
            there
        });
        assert!(written, "exchange #{newest} was not recorded");
        let connection = Some(door.connection_id.clone());
        let limit = Some(1000);
        let query = TrafficQuery {
            connection,
            limit,
            ..TrafficQuery::default()
        };
        let page = self.workspace.traffic(&query).expect(log);
        let numbers = page.rows.iter().map(|row| row.number);
        let all = numbers.map(|number| self.workspace.exchange(number).expect(log));
        all.flatten().collect()
    }

    /// Stops the server and folds everything into the file, which stays until the bench goes.
    ///
    /// # Panics
    /// When a request does not end.
    pub async fn stop(self) -> Stopped {
        assert!(
            self.server.stop(Duration::from_secs(10)).await,
            "every request ends"
        );
        self.workspace.close();
        Stopped {
            folder: self.folder,
        }
    }
}

/// What is left of a bench after it was stopped: the folder with the workspace.
#[derive(Debug)]
pub struct Stopped {
    folder: TempDir,
}

impl Stopped {
    /// Every file in the folder of the workspace with its bytes.
    ///
    /// # Panics
    /// When the folder cannot be read.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        files_of(self.folder.path())
    }
}

/// Every file in a folder with its bytes.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn files_of(folder: &std::path::Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths
        .map(|path| {
            (
                path.clone(),
                std::fs::read(&path).expect("the file can be read"),
            )
        })
        .collect()
}

fn serve(workspace: Workspace) -> server::Server {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let bound = server::bind(&server::Options {
        listen,
        may_move: false,
    });
    let bound = bound.expect("a port is free");
    server::Server::start(bound, server::App::new(workspace)).expect("the server starts")
}

/// A base URL with the token for it.
#[derive(Clone, Debug)]
pub struct Door {
    /// Where the server listens.
    pub address: SocketAddr,
    /// Path of the base URL, without a slash at its end.
    pub base: String,
    /// The secret of the token.
    pub token: String,
    /// The id of the token.
    pub token_id: String,
    /// The connection behind it.
    pub connection_id: String,
}

impl Door {
    /// A request below the base URL, with the token.
    #[must_use]
    pub fn request(&self, method: &str, path: &str) -> Request {
        Request::new(method, format!("{}{path}", self.base)).bearer(&self.token)
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: &Request) -> Answer {
        send(self.address, request).await
    }

    /// GET below the base URL.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(&self.request("GET", path)).await
    }

    /// DELETE below the base URL.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(&self.request("DELETE", path)).await
    }

    /// POST below the base URL.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(&self.request("POST", path).json(body)).await
    }

    /// PUT below the base URL.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(&self.request("PUT", path).json(body)).await
    }

    /// PATCH below the base URL.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(&self.request("PATCH", path).json(body)).await
    }
}
