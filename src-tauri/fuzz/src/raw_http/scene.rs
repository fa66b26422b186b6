//! The server under test: the listener on a free port, and a workspace in memory with three people,
//! a group and a token.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use sandbox::{Cause, Workspace};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::subject;

/// What the kept inputs say after `Bearer`. A secret of nothing but this server.
const TOKEN: &str = "fuzz-token-0123456789";

/// What the kept inputs say instead of the ids of Ada, Bram, Chidi and the group, in this order. As long
/// as an id, so that the length of a body stays right.
const NAMES: [&str; 4] = [
    "00000000-0000-4000-8000-00000000000a",
    "00000000-0000-4000-8000-00000000000b",
    "00000000-0000-4000-8000-00000000000c",
    "00000000-0000-4000-8000-00000000000d",
];

/// More silence than this is a hang. It is longer than the server lingers and shorter than it waits
/// for a client that says nothing: the clients here say at once that they have finished.
const PATIENCE: Duration = Duration::from_secs(15);

/// Inputs after which everything is made anew, so that what earlier ones wrote neither piles up nor
/// is needed to understand a failure.
const USES: u32 = 200;

/// Answers after which the log is looked at. It is written in batches: looking after each answer would
/// be mostly waiting.
const LOOKED_AT: usize = 100;

pub(crate) struct Scene {
    runtime: Runtime,
    server: server::Server,
    workspace: Workspace,
    /// Of those in [`NAMES`].
    ids: [String; 4],
    uses: u32,
    /// Number of the newest exchange.
    newest: i64,
    /// What the log has to say about the exchanges that were not looked at yet.
    expected: Vec<(i64, u16)>,
}

impl Scene {
    pub(crate) fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime starts");
        let workspace = subject::workspace();
        let ids = populate(&workspace);
        let bound = server::bind(&server::Options {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            may_move: false,
        });
        let bound = bound.expect("a port is free");
        let server = {
            let _inside = runtime.enter();
            server::Server::start(bound, server::App::new(workspace.clone()))
        };
        Self {
            runtime,
            server: server.expect("the server starts"),
            newest: workspace.reserve_exchange(),
            workspace,
            ids,
            uses: 0,
            expected: Vec::new(),
        }
    }

    /// The scene for the next input, unless it is worn out.
    pub(crate) fn used(mut self) -> Option<Self> {
        self.uses += 1;
        if self.uses < USES {
            return Some(self);
        }
        self.look_at_the_log();
        let ended = self.runtime.block_on(self.server.stop(PATIENCE));
        assert!(ended, "a connection does not end");
        self.workspace.close();
        None
    }

    /// Says this and nothing more; returns everything that the server says until it hangs up.
    pub(crate) fn hear(&self, input: &[u8]) -> Vec<u8> {
        let stream = TcpStream::connect(self.server.address()).expect("the server accepts");
        let limits = stream
            .set_read_timeout(Some(PATIENCE))
            .and(stream.set_write_timeout(Some(PATIENCE)));
        limits.expect("a socket takes time limits");
        // A server that has refused may hang up while it is still being talked to.
        let _ = (&stream).write_all(&self.with_ids(input));
        let _ = stream.shutdown(Shutdown::Write);
        let mut heard = Vec::new();
        (&stream)
            .read_to_end(&mut heard)
            .expect("the server answers and hangs up");
        heard
    }

    fn with_ids(&self, input: &[u8]) -> Vec<u8> {
        let mut said = input.to_owned();
        for (name, id) in NAMES.iter().zip(&self.ids) {
            let length = name.len();
            for at in 0..said.len().saturating_sub(length - 1) {
                if said[at..].starts_with(name.as_bytes()) && id.len() == length {
                    said[at..at + length].copy_from_slice(id.as_bytes());
                }
            }
        }
        said
    }

    /// Fails when there were more or fewer exchanges than these answers, or, once it is looked at, when
    /// the log says otherwise about one.
    pub(crate) fn expects_in_the_log(&mut self, answers: &[u16]) {
        let newest = self.workspace.reserve_exchange();
        let numbers: Vec<i64> = (self.newest + 1..newest).collect();
        self.newest = newest;
        assert_eq!(numbers.len(), answers.len(), "{answers:?}");
        let answers = answers.iter().copied();
        self.expected.extend(numbers.into_iter().zip(answers));
        if self.expected.len() >= LOOKED_AT {
            self.look_at_the_log();
        }
    }

    /// Fails when the log says otherwise about an exchange than its answer did.
    pub(crate) fn look_at_the_log(&mut self) {
        for (number, status) in std::mem::take(&mut self.expected) {
            assert_eq!(self.recorded(number), status, "exchange #{number}");
        }
    }

    /// The status of an exchange, which is written within a commit or two.
    fn recorded(&self, number: i64) -> u16 {
        for _ in 0..50 {
            let before = self.workspace.pulse().newest_seq;
            let stored = self.workspace.exchange(number);
            if let Some(stored) = stored.expect("the log can be read") {
                return stored.exchange.status;
            }
            let patience = Duration::from_millis(100);
            let _ = self.workspace.watch().wait_timeout(before, patience);
        }
        0
    }
}

/// Puts in what the kept inputs talk about, and returns the ids of those in [`NAMES`].
fn populate(workspace: &Workspace) -> [String; 4] {
    let connection = workspace
        .default_connection()
        .expect("it is made with the workspace");
    let token = workspace.adopt_token(&connection.id, TOKEN, "fuzz");
    token.expect("the token can be used");
    let directory = workspace.directory(&connection);
    let create = |kind: &str, body: Value| {
        let written = directory.create(kind, body, Cause::default()).wait();
        written.expect("the resource is valid").record.id
    };
    let ada = create("User", subject::full_user());
    let bram = create(
        "User",
        json!({"userName": "bram.visser@example.com", "active": true}),
    );
    let chidi = create("User", json!({"userName": "chidi.mensah@example.com"}));
    let mut group = subject::group();
    group["members"] = json!([{"value": ada}, {"value": bram}]);
    let group = create("Group", group);
    [ada, bram, chidi, group]
}
