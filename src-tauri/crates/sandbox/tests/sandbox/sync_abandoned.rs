//! Runs whose process dies while another one is looking: nobody has to open the workspace anew.

use sandbox::Error;
use sandbox::sync::{SyncCause, SyncStatus};

use crate::staging::with_domain;

#[test]
fn a_run_beside_the_window_whose_process_died_fails_when_somebody_looks_and_can_be_gone_on_with() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let beside = bench.beside();
    let mut syncing = beside.begin_sync(bench.id()).unwrap();
    for _ in 0..3 {
        assert!(syncing.advance().unwrap());
    }
    let status = || bench.workspace.latest_sync(bench.id()).unwrap().unwrap();
    // It is somebody's, however long it says nothing.
    bench.advance(86_400);
    assert!(bench.workspace.fail_abandoned_syncs().unwrap());
    assert_eq!(status().status, SyncStatus::InProgress);
    let refused = bench.workspace.begin_sync(bench.id());
    assert!(matches!(refused, Err(Error::SyncRunning)));
    // The operating system takes the lock of a process that is killed; so does this.
    drop(syncing);
    assert!(!bench.workspace.fail_abandoned_syncs().unwrap());
    let failed = status();
    assert_eq!(failed.status, SyncStatus::Failed);
    assert_eq!(
        failed.failure.as_deref(),
        Some("Scimbox was closed during the run.")
    );
    assert_eq!(failed.finished, Some(bench.workspace.clock().now()));
    assert!(failed.repeatable);
    let retry = bench.workspace.retry_sync(bench.id(), 1).unwrap();
    let retry = retry.carry_out().unwrap();
    assert_eq!((retry.cause, retry.counts.created), (SyncCause::Retry, 1));
    assert!(bench.account(&ada).is_some_and(|account| account.active));
}

#[test]
fn a_run_at_work_in_this_process_is_left_alone() {
    let bench = with_domain();
    bench.stage("ada@contoso.com");
    let mut syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    while syncing.advance().unwrap() {
        assert!(!bench.workspace.fail_abandoned_syncs().unwrap());
    }
    let run = bench.workspace.latest_sync(bench.id()).unwrap().unwrap();
    assert_eq!(run.status, SyncStatus::Completed);
}

#[test]
fn looking_after_runs_keeps_nobody_from_beginning_one() {
    let bench = with_domain();
    bench.stage("ada@contoso.com");
    let beside = bench.beside();
    let looker = std::thread::spawn(move || {
        for _ in 0..200 {
            beside.fail_abandoned_syncs().unwrap();
        }
    });
    while !looker.is_finished() {
        let mut syncing = bench.workspace.begin_sync(bench.id()).unwrap();
        syncing.advance().unwrap();
        // Left without an end: there is always something to look after.
        drop(syncing);
    }
    looker.join().unwrap();
}
