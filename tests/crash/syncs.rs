//! A hundred syncs that are broken off at a random step end with every account exactly once.
//!
//! Sixty are the real program, ended by `kill -9` after a random number of its transactions; forty are broken
//! off between two transactions in this process. Those that end before the blow falls are not counted. Between them people come, leave, come back, change their
//! name and their groups, so that each sync has something to do. Each that was broken off is shown as failed
//! and can be gone on with, and nobody ever sees half an account.

use crate::company::Company;
use acceptance::harness::process::binary;
use rusqlite::{Connection, OpenFlags};
use sandbox::sync::{SyncRun, SyncStatus};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Syncs of the real program that must be broken off, and of this process.
const WANTED: [u32; 2] = [60, 40];
/// Some end before the blow falls; with more than these the blows miss.
const ROUNDS: u32 = 300;
/// Transactions of a sync of this company: four to decide, one for each of five steps; the first has more.
const TURNS: u64 = 9;

#[test]
fn a_hundred_broken_syncs_end_with_every_account_exactly_once() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("sync.scimbox");
    let mut company = Company::found(&file);
    let mut broken = [0, 0];
    for round in 0.. {
        assert!(round < ROUNDS, "only {broken:?} syncs were broken off");
        let before = company.latest();
        let retry = before.as_ref().is_some_and(|run| run.repeatable) && company.chance(2) == 0;
        let after = company.chance(TURNS);
        // Both kinds take turns, three of the one and two of the other, while any are wanted.
        let here =
            (round % 5 == 1 || round % 5 == 3 || broken[0] >= WANTED[0]) && broken[1] < WANTED[1];
        if here {
            company.break_off(retry, after);
        } else {
            company.close();
            kill(&file, retry, after);
            company.open();
        }
        let run = company.latest().expect("there was a run");
        broken[usize::from(here)] += u32::from(judge(&run, before.as_ref(), round));
        company.check(round);
        company.change();
        if broken[0] >= WANTED[0] && broken[1] >= WANTED[1] {
            break;
        }
    }
    company.close();
    for _ in 0..2 {
        let status = sync(&file, &["now"]).wait();
        assert!(status.expect("it ends").success());
    }
    company.open();
    let run = company.latest().expect("there was a run");
    let counts = run.counts;
    assert_eq!(
        (
            counts.created,
            counts.updated,
            counts.restored,
            counts.disabled,
            counts.skipped
        ),
        (0, 0, 0, 0, 0),
        "the second of two syncs changes nothing"
    );
    company.check_all();
}

/// Whether a run was broken off; then it is shown as failed and can be gone on with.
fn judge(run: &SyncRun, before: Option<&SyncRun>, round: u32) -> bool {
    let began = before.is_none_or(|before| before.number < run.number);
    match run.status {
        SyncStatus::InProgress => panic!("round {round}: nobody carries {run:?} out"),
        SyncStatus::Completed => false,
        SyncStatus::Failed => {
            let why = run.failure.as_deref();
            assert_eq!(why, Some("Scimbox was closed during the run."), "{round}");
            assert!(run.repeatable && run.finished.is_some(), "{round}: {run:?}");
            began
        }
    }
}

fn sync(file: &Path, arguments: &[&str]) -> Child {
    Command::new(binary())
        .arg("sync")
        .args(arguments)
        .args(["Sandbox", "--workspace"])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("scimbox can be started")
}

/// Starts a sync in the real program and kills it after so many of its transactions.
fn kill(file: &Path, retry: bool, after: u64) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let watch = Connection::open_with_flags(file, flags).expect("the file opens");
    let begun = transactions(&watch);
    let mut child = sync(file, &[if retry { "retry" } else { "now" }]);
    let ended = loop {
        if transactions(&watch) > begun + after {
            break None;
        }
        match child.try_wait().expect("its state can be asked for") {
            None => std::thread::yield_now(),
            ended => break ended,
        }
    };
    if let Some(status) = ended {
        assert!(status.success(), "it ended by itself and failed");
        return;
    }
    child.kill().expect("it can be killed");
    child.wait().expect("its end can be waited for");
}

/// Each transaction of a sync takes one place in the order of all changes.
fn transactions(watch: &Connection) -> u64 {
    let seq = watch.query_row("SELECT seq FROM counters", [], |row| row.get::<_, i64>(0));
    u64::try_from(seq.expect("the counter can be read")).expect("it is never negative")
}
