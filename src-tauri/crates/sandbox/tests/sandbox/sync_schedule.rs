//! When syncs run by themselves: by the injected clock, once for whatever was missed.

use sandbox::sync::{SyncCause, SyncRun};
use sandbox::{ConnectionChange, Twins, Workspace};

use crate::bench::Bench;
use crate::staging::with_domain;

/// Runs what is due, as a host does, and gives the runs.
fn run_due(workspace: &Workspace) -> Vec<SyncRun> {
    let (due, _) = workspace.due_syncs().unwrap();
    due.iter()
        .map(|due| workspace.begin_due_sync(due).unwrap())
        .map(|syncing| syncing.carry_out().unwrap())
        .collect()
}

fn set(bench: &Bench, at: &str) {
    bench.clock.set(at.parse().unwrap());
}

#[test]
fn a_working_day_has_thirteen_runs_and_the_week_ends_on_friday_at_eighteen() {
    let bench = with_domain();
    set(&bench, "2026-01-09T05:30:10Z");
    assert_eq!(run_due(&bench.workspace).len(), 1, "for the days before");
    let mut starts = Vec::new();
    // Friday, Saturday, Sunday, and Monday until seven.
    for _ in 0..74 * 2 {
        bench.advance(1800);
        for run in run_due(&bench.workspace) {
            assert_eq!((run.cause, run.missed), (SyncCause::Scheduled, 0));
            starts.push(run.due.unwrap().to_string());
        }
        assert!(run_due(&bench.workspace).is_empty(), "each time once");
    }
    let friday: Vec<_> = (6..=18)
        .map(|hour| format!("2026-01-09T{hour:02}:00:00Z"))
        .collect();
    assert_eq!(starts[..13], friday[..]);
    assert_eq!(
        starts[13..],
        ["2026-01-12T06:00:00Z", "2026-01-12T07:00:00Z"]
    );
}

#[test]
fn what_was_missed_during_sleep_is_made_up_for_by_one_run() {
    let bench = with_domain();
    set(&bench, "2026-01-05T08:00:00Z");
    assert!(run_due(&bench.workspace).is_empty());
    set(&bench, "2026-01-05T12:00:20Z");
    let runs = run_due(&bench.workspace);
    assert_eq!(runs.len(), 1);
    assert_eq!(
        runs[0].missed, 3,
        "9, 10 and 11 o'clock; the one at 12 is in time"
    );
    set(&bench, "2026-01-05T14:30:00Z");
    let runs = run_due(&bench.workspace);
    assert_eq!(
        (runs[0].missed, runs[0].due.unwrap().to_string().as_str()),
        (2, "2026-01-05T14:00:00Z"),
        "the one at 14 is long past as well"
    );
    assert!(run_due(&bench.workspace).is_empty());
}

#[test]
fn what_was_missed_while_scimbox_was_closed_is_made_up_for_by_one_run() {
    let bench = with_domain();
    assert!(run_due(&bench.workspace).is_empty());
    let options = bench.options(2);
    bench.workspace.close();
    set(&bench, "2026-01-10T11:00:00Z");
    let workspace = Workspace::open(options).unwrap();
    let runs = run_due(&workspace);
    assert_eq!(
        runs.iter().map(|run| run.missed).collect::<Vec<_>>(),
        [10 + 4 * 13],
        "the rest of Monday and four days, on a Saturday"
    );
    assert!(run_due(&workspace).is_empty());
}

#[test]
fn while_a_run_is_at_work_the_next_one_stays_due() {
    let bench = with_domain();
    assert!(run_due(&bench.workspace).is_empty());
    let by_hand = bench.workspace.begin_sync(bench.id()).unwrap();
    set(&bench, "2026-01-05T09:00:00Z");
    let (due, _) = bench.workspace.due_syncs().unwrap();
    assert!(bench.workspace.begin_due_sync(&due[0]).is_err());
    by_hand.carry_out().unwrap();
    assert_eq!(run_due(&bench.workspace).len(), 1);
}

#[test]
fn another_twin_begins_anew() {
    let bench = with_domain();
    assert!(run_due(&bench.workspace).is_empty());
    let follow = |twin: &str| {
        let change = ConnectionChange {
            twin: Some(twin.into()),
            ..ConnectionChange::default()
        };
        bench
            .workspace
            .change_connection(bench.id(), change)
            .unwrap();
    };
    follow("unleash");
    set(&bench, "2026-01-05T12:00:00Z");
    assert!(run_due(&bench.workspace).is_empty());
    assert_eq!(
        bench.workspace.due_syncs().unwrap().1,
        None,
        "there is no schedule"
    );
    bench
        .workspace
        .use_twins(zoned(&bench, "0 6 * * *"))
        .unwrap();
    follow("zoned");
    assert!(run_due(&bench.workspace).is_empty(), "nothing was missed");
}

fn zoned(bench: &Bench, cron: &str) -> Twins {
    let text = format!(
        "format = 1\nid = \"zoned\"\nname = \"Zoned\"\nabout = \"In Copenhagen.\"\n[staging]\n\
         button = \"Go\"\nsteps = [\"create-account\"]\n[staging.schedule]\ncron = \"{cron}\"\n\
         zone = \"Europe/Copenhagen\"\n"
    );
    std::fs::write(bench.folder.path().join("zoned.toml"), text).unwrap();
    let mut twins = Twins::built_in();
    twins.add_folder(bench.folder.path()).unwrap();
    twins
}

#[test]
fn the_hours_stay_those_of_the_zone_when_summer_time_begins_and_ends() {
    let bench = with_domain();
    bench
        .workspace
        .use_twins(zoned(&bench, "0 6-18 * * MON-FRI"))
        .unwrap();
    let change = ConnectionChange {
        twin: Some("zoned".into()),
        ..ConnectionChange::default()
    };
    bench
        .workspace
        .change_connection(bench.id(), change)
        .unwrap();
    // Summer time begins on Sunday 29 March 2026 and ends on Sunday 25 October.
    for (friday, last, first) in [
        ("2026-03-27", "17:00:00Z", "2026-03-30T04:00:00Z"),
        ("2026-10-23", "16:00:00Z", "2026-10-26T05:00:00Z"),
    ] {
        set(&bench, &format!("{friday}T00:00:00Z"));
        let next = bench.workspace.upcoming_syncs(bench.id(), 14).unwrap();
        let next: Vec<_> = next.unwrap().next.iter().map(ToString::to_string).collect();
        assert_eq!(next[12], format!("{friday}T{last}"), "18:00 is the 13th");
        assert_eq!(next[13], first, "06:00 on Monday");
    }
}
