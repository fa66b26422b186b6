//! What was acknowledged is there after `kill -9`.
//!
//! Four clients write through the real program until it is killed in the middle of their work,
//! twenty times over one workspace file. A client may be wrong about the one request that was
//! under way when the connection broke, and about nothing else.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "shared checks of tests fail by panicking"
)]

mod client;
mod company;
mod ledger;
mod syncs;

use acceptance::harness::process::Served;
use client::Client;
use ledger::Ledger;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Notify;

const TOKEN: &str = "crash-test-token-7d420df39995483194a6ecf8166f5f6a";
const ROUNDS: u32 = 20;
const CLIENTS: usize = 4;

/// Counts acknowledged writes of one round and says when there are enough to pull the plug.
pub(crate) struct Plug {
    acknowledged: AtomicU32,
    wanted: u32,
    enough: Notify,
}

impl Plug {
    fn after(wanted: u32) -> Self {
        Self {
            acknowledged: AtomicU32::new(0),
            wanted,
            enough: Notify::new(),
        }
    }

    pub(crate) fn count(&self) {
        if self.acknowledged.fetch_add(1, Ordering::SeqCst) + 1 == self.wanted {
            self.enough.notify_one();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_acknowledged_write_survives_twenty_kills() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("crash.scimbox");
    let mut ledgers: Vec<Ledger> = (0..CLIENTS).map(Ledger::new).collect();
    for round in 0..ROUNDS {
        let served = Served::start(&file, TOKEN);
        for ledger in &mut ledgers {
            ledger.check(&served.door, round).await;
        }
        check_integrity(&file, round);
        ledgers = write_until_killed(served, ledgers, round).await;
    }
    let served = Served::start(&file, TOKEN);
    for ledger in &mut ledgers {
        ledger.check(&served.door, ROUNDS).await;
    }
    check_integrity(&file, ROUNDS);
    let written: usize = ledgers.iter().map(Ledger::acknowledged).sum();
    assert!(
        written > 20 * 20,
        "only {written} writes were acknowledged: that is no load"
    );
    let broken: usize = ledgers.iter().map(Ledger::interrupted).sum();
    assert!(
        broken > 10,
        "only {broken} requests were interrupted: the kills missed the load"
    );
}

/// Lets the clients write; kills the server at a different moment each round.
async fn write_until_killed(served: Served, ledgers: Vec<Ledger>, round: u32) -> Vec<Ledger> {
    let plug = Arc::new(Plug::after(40 + (round * 23) % 60));
    let clients: Vec<_> = ledgers
        .into_iter()
        .map(|ledger| {
            let client = Client {
                door: served.door.clone(),
                plug: Arc::clone(&plug),
                round,
            };
            tokio::spawn(client.write_until_it_breaks(ledger))
        })
        .collect();
    plug.enough.notified().await;
    served.kill();
    let mut back = Vec::new();
    for client in clients {
        back.push(client.await.expect("the client ends"));
    }
    back
}

fn check_integrity(file: &Path, round: u32) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).expect("the file opens");
    let verdict = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    assert_eq!(verdict.as_deref(), Ok("ok"), "after kill {round}");
    let mut keys = connection
        .prepare("PRAGMA foreign_key_check")
        .expect("the check is known");
    let dangling = keys
        .query_map([], |_| Ok(()))
        .expect("the check runs")
        .count();
    assert_eq!(dangling, 0, "no reference leads nowhere after kill {round}");
}

/// The search for one person by login.
pub(crate) fn by_user_name(name: &str) -> String {
    format!(
        "/Users?filter=userName%20eq%20%22{}%22",
        name.replace('@', "%40")
    )
}
