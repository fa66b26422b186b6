//! What a commit promises, on real files.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use crate::store::counters;
use crate::traffic::fixture;
use crate::{Error, Location, NewToken, Options, Workspace};

fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(Options::new(Location::File(
        folder.path().join("a.scimbox"),
    )))
    .unwrap();
    (folder, workspace)
}

/// Keeps the writer busy until the returned sender is used or dropped, so that what is sent
/// meanwhile ends up in one batch.
fn hold(workspace: &Workspace) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    let (started, ready) = mpsc::channel();
    drop(workspace.write(move |_| {
        started.send(()).ok();
        held.recv().ok();
        Ok(())
    }));
    ready.recv().unwrap();
    release
}

fn add_team(name: &str) -> impl FnOnce(&mut super::Write<'_>) -> Result<(), Error> + Send + use<> {
    let name = name.to_owned();
    move |write| {
        Ok(crate::store::resources::note_team(
            write.db, 1, &name, 0, None,
        )?)
    }
}

fn teams(workspace: &Workspace) -> Vec<String> {
    let names = |db: &crate::store::Db| -> rusqlite::Result<Vec<String>> {
        db.prepare("SELECT name FROM teams ORDER BY name")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    workspace.read(|db| Ok(names(db)?)).unwrap()
}

/// A job whose damage shows only when the whole is committed.
fn break_the_commit(write: &mut super::Write<'_>) -> Result<(), Error> {
    write.db.execute_batch(
        "PRAGMA defer_foreign_keys = ON; \
         INSERT INTO teams (connection, name, first_seen) VALUES (999, 'orphan', 0);",
    )?;
    Ok(())
}

#[test]
fn jobs_that_wait_are_committed_together() {
    let (_folder, workspace) = workspace();
    let release = hold(&workspace);
    let before = workspace.pulse().commits;
    let jobs: Vec<_> = (0..50)
        .map(|n| workspace.write(add_team(&format!("t{n:02}"))))
        .collect();
    drop(release);
    for job in jobs {
        job.wait().unwrap();
    }
    assert_eq!(
        workspace.pulse().commits - before,
        2,
        "the holding one and all the others"
    );
    assert_eq!(teams(&workspace).len(), 50);
}

#[test]
fn a_panicking_job_is_undone_and_neither_stops_the_writer_nor_its_neighbours() {
    let (_folder, workspace) = workspace();
    let release = hold(&workspace);
    let before = workspace.write(add_team("before"));
    let broken = workspace.write::<(), _>(|write| {
        crate::store::resources::note_team(write.db, 1, "half done", 0, None)?;
        panic!("for the test");
    });
    let after = workspace.write(add_team("after"));
    drop(release);
    before.wait().unwrap();
    assert!(matches!(broken.wait(), Err(Error::Aborted)));
    after.wait().unwrap();
    assert_eq!(teams(&workspace), ["after", "before"]);
    workspace.write(add_team("later")).wait().unwrap();
}

#[test]
fn a_failing_job_gives_back_its_place_in_the_order() {
    let (_folder, workspace) = workspace();
    let first = workspace
        .write(|write| Ok(write.next_seq()))
        .wait()
        .unwrap();
    let failing = workspace.write::<(), _>(|write| {
        write.next_seq();
        Err(Error::NameMissing)
    });
    assert!(matches!(failing.wait(), Err(Error::NameMissing)));
    let second = workspace
        .write(|write| Ok(write.next_seq()))
        .wait()
        .unwrap();
    assert_eq!(second, first + 1);
}

#[test]
fn when_the_commit_fails_nobody_is_told_that_it_worked() {
    let (_folder, workspace) = workspace();
    let release = hold(&workspace);
    let good = workspace.write(add_team("good"));
    let fatal = workspace.write(break_the_commit);
    let refused = workspace.write::<(), _>(|_| Err(Error::NameMissing));
    drop(release);
    assert!(matches!(good.wait(), Err(Error::NotSaved(_))));
    assert!(matches!(fatal.wait(), Err(Error::NotSaved(_))));
    assert!(
        matches!(refused.wait(), Err(Error::NameMissing)),
        "keeps its own reason"
    );
    assert_eq!(teams(&workspace), [""; 0]);
    workspace.write(add_team("later")).wait().unwrap();
    assert_eq!(teams(&workspace), ["later"]);
}

#[test]
fn exchanges_and_token_uses_of_a_failed_commit_are_written_later() {
    let (_folder, workspace) = workspace();
    let connection = workspace.default_connection().unwrap().id;
    let token = workspace
        .mint_token(&connection, NewToken::default())
        .unwrap()
        .token
        .id;
    let release = hold(&workspace);
    for _ in 0..3 {
        workspace.record(fixture::exchange(workspace.reserve_exchange()));
    }
    workspace.note_token_use(&token);
    let fatal = workspace.write(break_the_commit);
    drop(release);
    assert!(matches!(fatal.wait(), Err(Error::NotSaved(_))));
    let seq = workspace.pulse().newest_seq;
    workspace.write(add_team("good")).wait().unwrap();
    let pulse = workspace.watch().wait_timeout(seq, Duration::from_secs(20));
    assert_eq!(pulse.exchanges, 3);
    assert_eq!(workspace.tokens(&connection).unwrap()[0].use_count, 1);
}

#[test]
fn the_counter_on_disk_follows_every_commit() {
    let (_folder, workspace) = workspace();
    let number = workspace.reserve_exchange();
    let seq = workspace
        .write(|write| Ok(write.next_seq()))
        .wait()
        .unwrap();
    let stored = workspace.read(|db| Ok(counters::read(db)?)).unwrap();
    assert_eq!((stored.seq, stored.exchange), (seq, number));
}

#[test]
fn a_callback_that_holds_the_last_clone_does_not_hang_the_writer() {
    let (_folder, workspace) = workspace();
    let watch = workspace.watch();
    let (gone, wait) = mpsc::channel();
    let slot = Arc::new(std::sync::Mutex::new(None));
    drop(watch.on_commit(Box::new({
        let slot = Arc::clone(&slot);
        move |_| {
            let last: Option<Workspace> = slot.lock().unwrap().take();
            if last.is_some() {
                drop(last);
                gone.send(()).ok();
            }
        }
    })));
    let write = workspace.write(add_team("x"));
    *slot.lock().unwrap() = Some(workspace.clone());
    drop(workspace);
    write.wait().ok();
    // Either the first commit took the clone, or the slot still has it and lets go here: without
    // the lock, which the callback wants too.
    let left = slot.lock().unwrap().take();
    if left.is_none() {
        wait.recv_timeout(Duration::from_secs(20)).unwrap();
    }
}
