//! The workspace file: who may open it, who may read it, what happens at its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sandbox::clock::Virtual;
use sandbox::ids::Fixed;
use sandbox::{Capture, Cause, Error, Location, Options, Want, Workspace};
use serde_json::json;

use crate::bench::{Bench, start};

#[test]
fn a_second_server_is_refused_and_told_where_the_first_listens() {
    let bench = Bench::new();
    bench.workspace.announce("http://127.0.0.1:8787/scim/v2");
    let refusal = Workspace::open(bench.options(2)).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "contoso.scimbox is already open in another Scimbox (process {}, \
             http://127.0.0.1:8787/scim/v2). Close it there, or open another workspace.",
            std::process::id()
        )
    );
    bench.workspace.close();
    Workspace::open(bench.options(3)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_leads_to_the_same_lock() {
    let bench = Bench::new();
    let mut options = bench.options(2);
    let Location::File(file) = &options.location else {
        panic!("the bench works on a file")
    };
    let link = file.with_file_name("link.scimbox");
    std::os::unix::fs::symlink(file, &link).unwrap();
    options.location = Location::File(link);
    let refusal = Workspace::open(options).unwrap_err();
    assert!(matches!(refusal, Error::Locked { .. }), "{refusal}");
}

#[cfg(unix)]
#[test]
fn a_file_with_a_second_name_is_refused_under_both_until_one_is_gone() {
    let bench = Bench::new();
    let other = bench.folder.path().join("other.scimbox");
    std::fs::hard_link(bench.path(), &other).unwrap();
    let under = |path: &std::path::Path| Options {
        location: Location::File(path.to_owned()),
        ..bench.options(2)
    };
    let beside = |path: &std::path::Path| {
        Workspace::open_beside(path, Arc::clone(&bench.clock) as _, Arc::new(Fixed::new(3)))
    };
    // The first server runs: neither a second one nor the command line may come in by the other name.
    for refused in [Workspace::open(under(&other)), beside(&other)] {
        let refusal = refused.unwrap_err();
        assert!(matches!(refusal, Error::ManyNames { .. }), "{refusal}");
        assert!(refusal.to_string().contains("other.scimbox"), "{refusal}");
    }
    assert!(!bench.folder.path().join("other.scimbox.lock").exists());
    bench.workspace.close();
    assert!(matches!(
        Workspace::open(under(&bench.path())),
        Err(Error::ManyNames { .. })
    ));
    std::fs::remove_file(&other).unwrap();
    Workspace::open(under(&bench.path())).unwrap();
}

#[test]
fn the_last_clone_to_go_lets_go_of_the_file() {
    let bench = Bench::new();
    let options = bench.options(2);
    let Bench {
        workspace,
        connection,
        folder,
        ..
    } = bench;
    let directory = workspace.directory(&connection);
    drop(workspace);
    Workspace::open(options.clone()).unwrap_err();
    drop(directory);
    Workspace::open(options).unwrap();
    drop(folder);
}

#[cfg(unix)]
#[test]
fn every_file_of_a_workspace_belongs_to_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.user("a@x");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(bench.folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        let name = entry.file_name().into_string().unwrap();
        assert_eq!(mode, 0o600, "{name}");
        names.push(name);
    }
    names.sort();
    let expected = ["", "-shm", "-wal", ".lock"].map(|end| format!("contoso.scimbox{end}"));
    assert_eq!(names, expected);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_could_read_is_taken_back() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.workspace.close();
    std::fs::set_permissions(bench.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
    let _open = Workspace::open(bench.options(2)).unwrap();
    let mode = std::fs::metadata(bench.path())
        .unwrap()
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o600);
}

#[test]
fn a_closed_workspace_has_folded_in_its_log_and_takes_nothing_more() {
    let bench = Bench::new();
    let id = bench.user("a@x");
    bench.workspace.close();
    bench.workspace.close();
    let write = bench
        .directory()
        .create("User", json!({"userName": "b@x"}), Cause::default());
    assert!(matches!(write.wait(), Err(Error::Closed)));
    assert!(matches!(
        bench.directory().read("User", &id, Want::ALL),
        Err(Error::Closed)
    ));
    bench.workspace.record(bench.exchange());
    assert!(!bench.folder.path().join("contoso.scimbox-wal").exists());
    let again = Workspace::open(bench.options(2)).unwrap();
    let connection = again.default_connection().unwrap();
    assert!(
        again
            .directory(&connection)
            .read("User", &id, Want::ALL)
            .unwrap()
            .is_some()
    );
}

#[test]
fn what_waits_is_written_before_closing() {
    let bench = Bench::new();
    let writes: Vec<_> = (0..50)
        .map(|n| {
            bench.workspace.record(bench.exchange());
            let body = json!({"userName": format!("u{n}@x")});
            bench.directory().create("User", body, Cause::default())
        })
        .collect();
    bench.workspace.close();
    assert!(writes.into_iter().all(|write| write.wait().is_ok()));
    let again = Workspace::open(bench.options(2)).unwrap();
    assert_eq!(again.pulse().exchanges, 50);
}

#[test]
fn a_foreign_or_damaged_file_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.scimbox");
    std::fs::write(
        &path,
        "Just some notes, much longer than a header of SQLite. ".repeat(40),
    )
    .unwrap();
    let before = std::fs::read(&path).unwrap();
    let options = Options::new(Location::File(path.clone()));
    let refusal = Workspace::open(options).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "notes.scimbox is not a Scimbox workspace."
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_file_is_refused_by_server_and_command_line() {
    let bench = Bench::new();
    bench.workspace.close();
    let db = rusqlite::Connection::open(bench.path()).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let refusal = Workspace::open(bench.options(2)).unwrap_err();
    assert!(
        matches!(refusal, Error::NewerFile { found: 99, .. }),
        "{refusal}"
    );
    let beside = Workspace::open_beside(
        bench.path(),
        Arc::clone(&bench.clock) as _,
        Arc::new(Fixed::new(3)),
    );
    assert!(matches!(beside, Err(Error::NewerFile { .. })));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing").join("a.scimbox");
    let folder = path.parent().unwrap().display().to_string();
    let refusal = Workspace::open(Options::new(Location::File(path))).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "a.scimbox cannot be opened because there is no folder {folder}. Make the folder first, \
             or name a workspace in another one."
        )
    );
}

#[test]
fn a_folder_is_no_workspace_and_gets_no_lock_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo");
    std::fs::create_dir(&path).unwrap();
    let refusal = Workspace::open(Options::new(Location::File(path.clone()))).unwrap_err();
    assert!(matches!(refusal, Error::IsFolder(_)), "{refusal}");
    let below = path.join("notes.txt");
    std::fs::write(&below, "Dear diary").unwrap();
    let inside_a_file = Options::new(Location::File(below.join("a.scimbox")));
    let refusal = Workspace::open(inside_a_file).unwrap_err();
    assert!(matches!(refusal, Error::NoFolder { .. }), "{refusal}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_workspace_in_memory_serves_several_readers_and_leaves_nothing_behind() {
    let workspace = Workspace::open(Options {
        location: Location::Memory,
        clock: Arc::new(Virtual::new(start())),
        ids: Arc::new(Fixed::new(1)),
        capture: Capture::On,
    })
    .unwrap();
    let connection = workspace.default_connection().unwrap();
    let directory = workspace.directory(&connection);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let directory = directory.clone();
            scope.spawn(move || {
                for n in 0..25 {
                    let body = json!({"userName": format!("{thread}-{n}@x")});
                    let id = directory
                        .create("User", body, Cause::default())
                        .wait()
                        .unwrap()
                        .record
                        .id;
                    assert!(directory.read("User", &id, Want::ALL).unwrap().is_some());
                    let page = directory
                        .query("User", &scim::Query::default(), Want::DOCUMENT)
                        .unwrap();
                    assert!(page.total > n);
                }
            });
        }
    });
    assert_eq!(workspace.overview(&connection.id).unwrap().people, 100);
    let another = Workspace::open(Options::new(Location::Memory)).unwrap();
    let other = another.default_connection().unwrap();
    assert_eq!(
        another.overview(&other.id).unwrap().people,
        0,
        "each has a memory of its own"
    );
    for entry in std::fs::read_dir(".").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains("scimbox"), "{name}");
    }
}

#[test]
fn the_pulse_moves_with_every_commit_and_wakes_those_who_wait() {
    let bench = Bench::new();
    let watch = bench.workspace.watch();
    let before = bench.workspace.pulse();
    let waiting = std::thread::spawn({
        let watch = watch.clone();
        move || watch.wait_timeout(before.newest_seq, Duration::from_secs(20))
    });
    bench.user("a@x");
    let seen = waiting.join().unwrap();
    assert_eq!(seen.newest_seq, before.newest_seq + 1);
    assert!(seen.commits > before.commits && seen.stored_bytes > 0);
    let at_once = watch.wait_timeout(before.newest_seq, Duration::from_secs(20));
    assert_eq!(at_once.newest_seq, seen.newest_seq);
    let timed_out = watch.wait_timeout(seen.newest_seq, Duration::from_millis(1));
    assert_eq!(timed_out.newest_seq, seen.newest_seq);
}

#[test]
fn a_callback_hears_every_commit_until_it_is_stopped() {
    let bench = Bench::new();
    let heard = Arc::new(AtomicU64::new(0));
    let listening = bench.workspace.watch().on_commit(Box::new({
        let heard = Arc::clone(&heard);
        move |pulse| heard.store(pulse.commits, Ordering::SeqCst)
    }));
    bench.user("a@x");
    let deadline = Instant::now() + Duration::from_secs(20);
    while heard.load(Ordering::SeqCst) < bench.workspace.pulse().commits {
        assert!(Instant::now() < deadline, "the callback was not called");
        std::thread::yield_now();
    }
    listening.stop();
    let last = heard.load(Ordering::SeqCst);
    bench.user("b@x");
    bench.user("c@x");
    assert_eq!(heard.load(Ordering::SeqCst), last);
}

#[test]
fn a_change_by_another_process_is_noticed() {
    let bench = Bench::new();
    let before = bench.workspace.pulse().outside_changes;
    let beside = bench.beside();
    beside
        .mint_token(bench.id(), sandbox::NewToken::default())
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while bench.workspace.pulse().outside_changes == before {
        assert!(Instant::now() < deadline, "the change was not noticed");
        std::thread::yield_now();
    }
    bench.user("own@x");
}

#[test]
fn the_order_of_changes_survives_reopening() {
    let bench = Bench::new();
    bench.user("a@x");
    let seq = bench.workspace.pulse().newest_seq;
    bench.workspace.close();
    let again = Workspace::open(bench.options(2)).unwrap();
    assert_eq!(again.pulse().newest_seq, seq);
    let connection = again.default_connection().unwrap();
    let body = json!({"userName": "b@x"});
    again
        .directory(&connection)
        .create("User", body, Cause::default())
        .wait()
        .unwrap();
    assert_eq!(again.pulse().newest_seq, seq + 1);
}

#[test]
fn the_command_line_may_make_a_new_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.scimbox");
    let clock = Arc::new(Virtual::new(start()));
    let beside =
        Workspace::open_beside(&path, Arc::clone(&clock) as _, Arc::new(Fixed::new(1))).unwrap();
    assert_eq!(beside.connections().unwrap().len(), 1);
    let server = Workspace::open(Options::new(Location::File(path))).unwrap();
    assert_eq!(server.connections().unwrap().len(), 1);
}
