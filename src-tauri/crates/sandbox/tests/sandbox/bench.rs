//! A workspace in a temporary folder with fixed clock and ids, and short ways to fill it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sandbox::clock::Virtual;
use sandbox::ids::Fixed;
use sandbox::{
    Capture, Cause, Connection, Directory, Error, Exchange, Location, Message, Options, Origin,
    Record, Story, Want, Workspace, Written,
};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const ENTERPRISE: &str = scim::schema::ENTERPRISE_USER;

pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<Virtual>,
    pub(crate) workspace: Workspace,
    pub(crate) connection: Connection,
}

/// 2026-01-05 08:00:00 UTC, a Monday.
pub(crate) fn start() -> Timestamp {
    "2026-01-05T08:00:00Z".parse().unwrap()
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Virtual::new(start()));
        let workspace = Workspace::open(Options {
            location: Location::File(folder.path().join("contoso.scimbox")),
            clock: Arc::clone(&clock) as _,
            ids: Arc::new(Fixed::new(1)),
            capture: Capture::On,
        })
        .unwrap();
        let connection = workspace.default_connection().unwrap();
        Self {
            folder,
            clock,
            workspace,
            connection,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("contoso.scimbox")
    }

    pub(crate) fn options(&self, seed: u64) -> Options {
        Options {
            location: Location::File(self.path()),
            clock: Arc::clone(&self.clock) as _,
            ids: Arc::new(Fixed::new(seed)),
            capture: Capture::On,
        }
    }

    /// A second workspace on the same file, as the command line opens it.
    pub(crate) fn beside(&self) -> Workspace {
        Workspace::open_beside(
            self.path(),
            Arc::clone(&self.clock) as _,
            Arc::new(Fixed::new(99)),
        )
        .unwrap()
    }

    pub(crate) fn id(&self) -> &str {
        &self.connection.id
    }

    pub(crate) fn directory(&self) -> Directory {
        self.workspace.directory(&self.connection)
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    pub(crate) fn create(&self, kind: &str, body: Value) -> Written {
        self.directory()
            .create(kind, body, Cause::default())
            .wait()
            .unwrap()
    }

    /// Creates a User with this `userName` and returns its id.
    pub(crate) fn user(&self, user_name: &str) -> String {
        self.create("User", json!({ "userName": user_name }))
            .record
            .id
    }

    /// Creates a Group with these members and returns its id.
    pub(crate) fn group(&self, name: &str, members: &[&str]) -> String {
        let members: Vec<_> = members.iter().map(|id| json!({ "value": id })).collect();
        self.create("Group", json!({ "displayName": name, "members": members }))
            .record
            .id
    }

    pub(crate) fn patch(&self, kind: &str, id: &str, operations: Value) -> Written {
        self.try_patch(kind, id, operations).unwrap()
    }

    pub(crate) fn try_patch(
        &self,
        kind: &str,
        id: &str,
        operations: Value,
    ) -> Result<Written, Error> {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.directory()
            .patch(kind, id, body, None, Cause::default())
            .wait()
    }

    pub(crate) fn read(&self, kind: &str, id: &str) -> Record {
        self.directory().read(kind, id, Want::ALL).unwrap().unwrap()
    }

    /// The ids of a group's members.
    pub(crate) fn members(&self, group: &str) -> Vec<String> {
        self.read("Group", group)
            .members
            .unwrap()
            .into_iter()
            .map(|m| m.value)
            .collect()
    }

    /// Waits until `seq` has moved on far enough that `count` exchanges are stored.
    pub(crate) fn await_exchanges(&self, count: u64) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while self.workspace.pulse().exchanges < count {
            assert!(
                std::time::Instant::now() < deadline,
                "exchanges were not written in time"
            );
            let seq = self.workspace.pulse().newest_seq;
            let _ = self
                .workspace
                .watch()
                .wait_timeout(seq, std::time::Duration::from_millis(200));
        }
    }

    /// An exchange of the default connection under a number of its own.
    pub(crate) fn exchange(&self) -> Exchange {
        Exchange {
            number: self.workspace.reserve_exchange(),
            connection_id: Some(self.connection.id.clone()),
            stray: None,
            at: self.workspace.clock().now(),
            duration_us: 900,
            method: "GET".into(),
            path: "/scim/v2/Users".into(),
            query: None,
            status: 200,
            idp: None,
            user_agent: None,
            origin: Origin::Client,
            token_id: None,
            subject: None,
            story: Story::Other,
            error: None,
            findings: Vec::new(),
            request: Message::default(),
            response: Message::default(),
        }
    }
}

/// The status of a refusal.
pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> scim::Error {
    match outcome {
        Err(Error::Refused(refused)) => refused.error,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// Every byte of every file in a folder.
pub(crate) fn everything_in(folder: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        all.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    all
}

pub(crate) fn contains(hay: &[u8], needle: &str) -> bool {
    hay.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// A query as its parameters stand in an address.
pub(crate) fn query(pairs: &[(&str, &str)]) -> scim::Query {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    scim::Query::from_pairs(&pairs).unwrap().value
}
