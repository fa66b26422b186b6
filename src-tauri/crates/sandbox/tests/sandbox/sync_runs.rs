//! Runs: what they make, their counts and steps, what breaks them off, and going on with them.

use sandbox::sync::{GroupCounts, RunStep, StepState, SyncCause, SyncCounts, SyncStatus, Verdict};
use sandbox::{ConnectionChange, Empty, Error, NewConnection, Workspace};
use serde_json::json;

use crate::staging::with_domain;

#[test]
fn a_run_makes_accounts_with_their_groups_and_access_and_says_what_it_did() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let bram = bench.stage("bram@contoso.com");
    bench.stage("cem@elsewhere.com");
    let idle = bench.stage("dora@contoso.com");
    bench.set(&idle, "active", json!(false));
    bench.group("Editors", &[&ada, &bram]);
    bench.group("Auditors", &[&ada]);
    let run = bench.sync();
    let counts = SyncCounts {
        considered: 4,
        blocked: 2,
        created: 2,
        groups: GroupCounts {
            created: 2,
            ..GroupCounts::default()
        },
        ..SyncCounts::default()
    };
    assert_eq!((run.number, run.counts), (1, counts));
    assert_eq!(
        (run.status, run.cause),
        (SyncStatus::Completed, SyncCause::Manual)
    );
    let account = bench.account(&ada).unwrap();
    let groups: Vec<_> = account.groups.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(groups, ["Auditors", "Editors"]);
    assert_eq!(account.access, ["Base access", "Auditors", "Editors"]);
    assert!(account.active && account.in_tenant && account.staged);
    assert_eq!(account.login, "ada@contoso.com");
    let card = bench.workspace.sync_run(bench.id(), 1).unwrap();
    let steps: Vec<_> = card
        .steps
        .iter()
        .map(|step| (step.step, step.state, step.done))
        .collect();
    let done = StepState::Done;
    assert_eq!(
        steps,
        [
            (RunStep::Decide, done, 4),
            (RunStep::CreateAccount, done, 2),
            (RunStep::AddToTenant, done, 2),
            (RunStep::AddToGroups, done, 2),
            (RunStep::ComputeAccess, done, 2),
            (RunStep::TakeAccess, done, 0),
            (RunStep::BringGroups, done, 2),
        ]
    );
    let people = bench
        .workspace
        .sync_run_people(bench.id(), 1, None, (0, 10))
        .unwrap();
    assert_eq!(people.total, 4);
    assert!(people.rows[0].finished && people.rows[0].id == ada);
    assert_eq!(people.rows[2].domain.as_deref(), Some("elsewhere.com"));
}

#[test]
fn a_run_brings_accounts_up_to_date_and_takes_access_from_those_who_left() {
    let bench = with_domain();
    let [ada, bram, cem] =
        ["ada", "bram", "cem"].map(|name| bench.stage(&format!("{name}@contoso.com")));
    let group = bench.group("Editors", &[&ada]);
    bench.sync();
    bench.advance(3600);
    bench.member(&group, "remove", &ada);
    bench.set(&bram, "active", json!(false));
    bench.unstage(&cem);
    assert!(
        bench.accounts().iter().all(|account| account.active),
        "nothing happens before a run"
    );
    let run = bench.sync();
    let counts = SyncCounts {
        considered: 3,
        updated: 1,
        disabled: 2,
        groups: GroupCounts {
            emptied: 1,
            ..GroupCounts::default()
        },
        ..SyncCounts::default()
    };
    assert_eq!(run.counts, counts);
    let account = bench.account(&ada).unwrap();
    assert_eq!(account.access, ["Base access"]);
    assert_eq!((account.made_by, account.changed_by), (1, 2));
    assert_eq!(
        account.changed_at.duration_since(account.made_at).as_secs(),
        3600
    );
    assert!(!bench.account(&bram).unwrap().active);
    assert!(!bench.account(&cem).unwrap().active);
    let again = bench.sync();
    assert_eq!(again.counts.unchanged, 1, "a further run changes nothing");
    assert_eq!((again.counts.updated, again.counts.disabled), (0, 0));
}

#[test]
fn an_account_without_access_goes_by_the_present_name_of_its_group() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let group = bench.group("Site Inspectors", &[&ada]);
    bench.group("Editors", &[&ada]);
    bench.sync();
    bench.set(&ada, "active", json!(false));
    bench.sync();
    let rename = json!([{"op": "replace", "path": "displayName", "value": "Site Auditors"}]);
    bench.patch("Group", &group, rename);
    assert_eq!(bench.sync().counts.groups.renamed, 1);
    let account = bench.account(&ada).unwrap();
    let groups: Vec<_> = account.groups.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(groups, ["Editors", "Site Auditors"]);
    assert_eq!(account.access, ["Base access", "Editors", "Site Auditors"]);
    assert!(!account.active);
}

#[test]
fn nobody_sees_an_account_before_its_last_step() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let group = bench.group("Editors", &[&ada]);
    let mut syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    let mut turns = 0;
    while syncing.advance().unwrap() {
        turns += 1;
        let run = bench.workspace.latest_sync(bench.id()).unwrap().unwrap();
        assert_eq!(run.status, SyncStatus::InProgress);
        let made = bench.account(&ada);
        // Two turns decide, then four steps: the fourth hands the account over.
        assert_eq!(made.is_some(), turns >= 6, "after {turns}");
        if let Some(account) = made {
            assert_eq!(account.access, ["Base access", "Editors"]);
        }
    }
    assert_eq!(turns, 7, "and groups come last");
    drop(syncing);
    // The same holds for a change: groups and access change together.
    bench.member(&group, "remove", &ada);
    let mut syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    let mut states = Vec::new();
    while syncing.advance().unwrap() {
        let account = bench.account(&ada).unwrap();
        states.push((account.groups.len(), account.access.len()));
    }
    assert!(
        states.iter().all(|state| [(1, 2), (0, 1)].contains(state)),
        "{states:?}"
    );
}

#[test]
fn a_connection_has_one_run_at_a_time_also_with_two_processes() {
    let bench = with_domain();
    let other = NewConnection {
        name: "Other".into(),
        twin: Some("21risk".into()),
        idp: None,
    };
    let other = bench.workspace.add_connection(other).unwrap();
    let syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    let refused = bench.workspace.begin_sync(bench.id());
    assert!(matches!(refused, Err(Error::SyncRunning)));
    let beside = bench.beside();
    assert!(matches!(
        beside.begin_sync(bench.id()),
        Err(Error::SyncRunning)
    ));
    let another = bench.workspace.begin_sync(&other.id).unwrap();
    another.carry_out().unwrap();
    syncing.carry_out().unwrap();
    let run = beside.begin_sync(bench.id()).unwrap().carry_out().unwrap();
    assert_eq!(run.number, 2);
}

#[test]
fn a_run_that_was_in_progress_when_scimbox_was_closed_has_failed_and_goes_on_from_its_step() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let mut syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    // Two turns decide, one makes the account.
    for _ in 0..3 {
        assert!(syncing.advance().unwrap());
    }
    let options = bench.options(2);
    bench.workspace.close();
    drop(syncing);
    let workspace = Workspace::open(options).unwrap();
    let card = workspace.sync_run(bench.id(), 1).unwrap();
    assert_eq!(card.run.status, SyncStatus::Failed);
    assert_eq!(
        card.run.failure.as_deref(),
        Some("Scimbox was closed during the run.")
    );
    assert!(card.run.repeatable && card.run.finished.is_some());
    let states: Vec<_> = card.steps.iter().map(|step| step.state).collect();
    use StepState::{Done, Failed, Waiting};
    assert_eq!(
        states,
        [Done, Done, Failed, Waiting, Waiting, Waiting, Waiting]
    );
    let run = workspace.retry_sync(bench.id(), 1).unwrap();
    let run = run.carry_out().unwrap();
    assert_eq!(
        (run.cause, run.retry_of, run.counts.created),
        (SyncCause::Retry, Some(1), 1)
    );
    assert_eq!(run.counts.considered, 1, "that was decided before");
    let card = workspace.sync_run(bench.id(), 2).unwrap();
    let steps: Vec<_> = card.steps.iter().map(|step| step.step).collect();
    assert_eq!(steps[0], RunStep::AddToTenant);
    let before = workspace.sync_run(bench.id(), 1).unwrap().run;
    assert_eq!(
        (before.status, before.repeatable, before.retried_by),
        (SyncStatus::Failed, false, Some(2)),
        "that it failed stays to be seen"
    );
    let people = workspace.sync_run_people(bench.id(), 2, Some(Verdict::Create), (0, 9));
    assert_eq!(people.unwrap().rows[0].id, ada);
    for (number, why) in [(1, "another run after it"), (2, "it completed")] {
        let refused = workspace.retry_sync(bench.id(), number).unwrap_err();
        assert!(refused.to_string().contains(why), "{refused}");
    }
    let refused = workspace.retry_sync(bench.id(), 7);
    assert!(matches!(refused, Err(Error::UnknownSync(7))));
}

#[test]
fn whoever_changed_during_a_run_is_left_to_the_next_one() {
    let bench = with_domain();
    let [ada, bram, cem] =
        ["ada", "bram", "cem"].map(|name| bench.stage(&format!("{name}@contoso.com")));
    bench.sync();
    let dora = bench.stage("dora@contoso.com");
    let eve = bench.stage("eve@contoso.com");
    bench.set(&bram, "active", json!(false));
    bench.set(&cem, "displayName", json!("Cem K"));
    let mut syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    for _ in 0..4 {
        assert!(syncing.advance().unwrap());
    }
    bench.set(&dora, "active", json!(false));
    bench.unstage(&eve);
    bench.set(&bram, "active", json!(true));
    bench.unstage(&cem);
    let run = syncing.carry_out().unwrap();
    assert_eq!(run.counts.skipped, 4);
    assert_eq!((run.counts.created, run.counts.disabled), (0, 0));
    assert!(bench.account(&dora).is_none() && bench.account(&eve).is_none());
    assert!(bench.account(&bram).unwrap().active);
    let next = bench.sync();
    assert_eq!((next.counts.disabled, next.counts.blocked), (1, 1));
    assert!(bench.account(&ada).unwrap().active && !bench.account(&cem).unwrap().active);
}

#[test]
fn small_batches_end_in_the_same_accounts() {
    let bench = with_domain();
    for number in 0..23 {
        bench.stage(&format!("p{number:02}@contoso.com"));
    }
    let syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    let run = syncing.in_batches_of(4).carry_out().unwrap();
    assert_eq!((run.counts.considered, run.counts.created), (23, 23));
    assert_eq!(bench.accounts().len(), 23);
}

#[test]
fn accounts_outlive_their_connection_and_go_with_what_is_emptied() {
    let bench = with_domain();
    bench.stage("ada@contoso.com");
    bench.sync();
    let what = Empty {
        people: true,
        traffic: false,
    };
    bench.workspace.empty_connection(bench.id(), what).unwrap();
    assert_eq!(bench.accounts(), []);
    assert_eq!(
        bench.workspace.sync_runs(bench.id(), 0, 9).unwrap().total,
        0
    );
    let new = NewConnection {
        name: "Leaving".into(),
        twin: Some("21risk".into()),
        idp: None,
    };
    let leaving = bench.workspace.add_connection(new).unwrap();
    bench
        .workspace
        .add_sso_domain(&leaving.id, "contoso.com")
        .unwrap();
    let body = json!({"userName": "bram@contoso.com",
        "emails": [{"value": "bram@contoso.com"}]});
    let directory = bench.workspace.directory(&leaving);
    let made = directory.create("User", body, sandbox::Cause::default());
    made.wait().unwrap();
    let syncing = bench.workspace.begin_sync(&leaving.id).unwrap();
    syncing.carry_out().unwrap();
    let named = ConnectionChange {
        name: Some("Left".into()),
        ..ConnectionChange::default()
    };
    bench
        .workspace
        .change_connection(&leaving.id, named)
        .unwrap();
    let cem = json!({"userName": "cem@contoso.com", "emails": [{"value": "cem@contoso.com"}]});
    let cem = directory.create("User", cem, sandbox::Cause::default());
    let cem = cem.wait().unwrap().record.id;
    let sync = || {
        let syncing = bench.workspace.begin_sync(&leaving.id).unwrap();
        syncing.carry_out().unwrap();
    };
    sync();
    directory
        .delete("User", &cem, None, sandbox::Cause::default())
        .wait()
        .unwrap();
    sync();
    let lost = bench.workspace.deletion_preview(&leaving.id).unwrap();
    assert_eq!((lost.accounts, lost.without), (2, 1));
    bench.workspace.delete_connection(&leaving.id).unwrap();
    let left = bench.workspace.retained().unwrap();
    let left = &left[0];
    assert_eq!(
        (left.name.as_str(), left.accounts, left.without),
        ("Left", 2, 1),
        "who has no access keeps none"
    );
    let all = sandbox::RetainedQuery::default();
    let kept = bench
        .workspace
        .retained_accounts(&leaving.id, &all)
        .unwrap();
    assert_eq!(kept.rows[0].login.as_deref(), Some("bram@contoso.com"));
}
