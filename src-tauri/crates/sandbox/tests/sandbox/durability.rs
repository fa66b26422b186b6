//! Many writers at once: nothing acknowledged is lost, nothing refused is there.

use std::collections::HashSet;

use sandbox::{Cause, Want, Workspace};
use serde_json::json;

use crate::bench::Bench;

#[test]
fn concurrent_writers_share_commits_and_leave_a_sound_file() {
    let bench = Bench::new();
    let group = bench.group("All", &[]);
    let commits = bench.workspace.pulse().commits;
    let ids: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let (bench, group) = (&bench, &group);
                scope.spawn(move || write_some(bench, group, thread))
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 8 * 20);
    let writes = 8 * 20 * 2 + 8 * 20;
    let commits = bench.workspace.pulse().commits - commits;
    assert!(commits < writes, "{writes} writes took {commits} commits");
    bench.workspace.close();
    let db = rusqlite::Connection::open(bench.path()).unwrap();
    let verdict: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    let violations: i64 = db
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(violations, 0);
    let unordered: i64 = db
        .query_row(
            "SELECT count(*) - count(DISTINCT seq) FROM versions",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(unordered, 0);
    drop(db);
    let again = Workspace::open(bench.options(2)).unwrap();
    let connection = again.default_connection().unwrap();
    let directory = again.directory(&connection);
    for id in &ids {
        assert_eq!(
            directory
                .read("User", id, Want::DOCUMENT)
                .unwrap()
                .unwrap()
                .version,
            2
        );
    }
    let members = directory.read("Group", &group, Want::ALL).unwrap().unwrap();
    assert_eq!(members.members.unwrap().len(), ids.len());
    assert_eq!(members.version, 1 + ids.len() as i64);
}

/// Creates, changes and adds to the group 20 people, with a refused write after each.
fn write_some(bench: &Bench, group: &str, thread: usize) -> Vec<String> {
    let directory = bench.directory();
    let mut ids = Vec::new();
    for n in 0..20 {
        let body = json!({"userName": format!("{thread}-{n}@x")});
        let pending = directory.create("User", body.clone(), Cause::default());
        let twice = directory.create("User", body, Cause::default());
        let id = pending.wait().unwrap().record.id;
        assert!(
            twice.wait().is_err(),
            "the second one with that name is refused"
        );
        let title = json!({"Operations": [{"op": "add", "path": "title", "value": "T"}]});
        directory
            .patch("User", &id, title, None, Cause::default())
            .wait()
            .unwrap();
        let member =
            json!({"Operations": [{"op": "add", "path": "members", "value": [{"value": id}]}]});
        directory
            .patch("Group", group, member, None, Cause::default())
            .wait()
            .unwrap();
        ids.push(id);
    }
    ids
}

#[test]
fn writes_are_seen_by_reads_that_begin_after_their_answer() {
    let bench = Bench::new();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let directory = bench.directory();
            scope.spawn(move || {
                for n in 0..20 {
                    let body = json!({"userName": format!("{thread}-{n}@x")});
                    let id = directory
                        .create("User", body, Cause::default())
                        .wait()
                        .unwrap()
                        .record
                        .id;
                    assert!(directory.read("User", &id, Want::ALL).unwrap().is_some());
                }
            });
        }
    });
}

#[test]
fn a_burst_of_exchanges_loses_and_doubles_none() {
    let bench = Bench::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..500 {
                    bench.workspace.record(bench.exchange());
                }
            });
        }
    });
    bench.await_exchanges(2_000);
    let db = rusqlite::Connection::open(bench.path()).unwrap();
    let (rows, numbers, last): (i64, i64, i64) = db
        .query_row(
            "SELECT count(*), count(DISTINCT number), max(number) FROM exchanges",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!((rows, numbers, last), (2_000, 2_000, 2_000));
    assert!(
        bench.workspace.pulse().commits < 200,
        "{:?}",
        bench.workspace.pulse()
    );
}
