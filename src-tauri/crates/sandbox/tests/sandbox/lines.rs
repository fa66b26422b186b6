//! Reporting lines over time: who waits, who was left, what others did to a line, and that the order of
//! arrival makes no difference.

use std::collections::BTreeMap;

use sandbox::{Cause, Directory, LineCause, LineChanges, ManagerState, Options, Workspace};
use sandbox::{Gap, Location};
use serde_json::{Value, json};

use crate::bench::{Bench, ENTERPRISE};

/// A person who is called by number, with the number of the manager.
fn person(number: usize, manager: Option<usize>) -> Value {
    let mut body = json!({
        "userName": format!("p{number}@x"), "externalId": format!("E{number}"), ENTERPRISE: {},
    });
    if let Some(manager) = manager {
        body[ENTERPRISE]["manager"] = json!({ "value": format!("E{manager}") });
    }
    body
}

fn by(exchange: i64) -> Cause {
    Cause {
        exchange: Some(exchange),
        token_id: None,
    }
}

fn line(bench: &Bench, id: &str) -> sandbox::ManagerLink {
    let manager = bench.workspace.manager(bench.id(), id).unwrap();
    manager.unwrap()
}

fn create(bench: &Bench, body: Value, exchange: i64) -> (String, LineChanges) {
    let written = bench.directory().create("User", body, by(exchange)).wait();
    let written = written.unwrap();
    (written.record.id, written.lines)
}

fn delete(bench: &Bench, id: &str, exchange: i64) -> LineChanges {
    let gone = bench.directory().delete("User", id, None, by(exchange));
    gone.wait().unwrap().lines
}

#[test]
fn a_manager_who_left_is_told_from_one_who_has_not_come() {
    let bench = Bench::new();
    let (boss, _) = create(&bench, person(0, None), 1);
    let (ada, _) = create(&bench, person(1, Some(0)), 2);
    let (bram, _) = create(&bench, person(2, Some(9)), 3);
    let gone = delete(&bench, &boss, 4);
    assert_eq!((gone.backfilled, gone.unlinked), (0, 1));
    let left = line(&bench, &ada);
    assert_eq!(left.state, ManagerState::Dangling);
    let who = left.gone.unwrap();
    assert_eq!(
        (who.id.as_str(), who.name.as_str()),
        (boss.as_str(), "p0@x")
    );
    assert_eq!(line(&bench, &bram).state, ManagerState::Pending);
    let late = create(&bench, person(3, Some(0)), 5).0;
    assert_eq!(line(&bench, &late).state, ManagerState::Dangling);
    let org = bench.workspace.org(bench.id()).unwrap();
    let gaps: Vec<_> = org.unresolved.iter().map(|gap| gap.gap).collect();
    assert_eq!(gaps, [Gap::Dangling, Gap::Pending, Gap::Dangling]);
    assert_eq!(org.unresolved[0].gone.as_ref().unwrap().id, boss);
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!(
        (overview.pending_managers, overview.dangling_managers),
        (1, 2)
    );
}

#[test]
fn a_manager_who_was_taken_away_is_told_from_one_who_was_never_sent() {
    let bench = Bench::new();
    let (ada, _) = create(&bench, person(1, Some(0)), 1);
    let (bram, _) = create(&bench, person(2, None), 2);
    let path = format!("{ENTERPRISE}:manager");
    bench.patch("User", &ada, json!([{"op": "remove", "path": path}]));
    let cleared = line(&bench, &ada);
    assert_eq!(cleared.state, ManagerState::Cleared);
    assert_eq!(cleared.reference.as_deref(), Some("E0"));
    assert_eq!(line(&bench, &bram).state, ManagerState::None);
    let back = json!([{"op": "replace", "path": path, "value": {"value": "E2"}}]);
    bench.patch("User", &ada, back);
    assert_eq!(line(&bench, &ada).state, ManagerState::Linked);
}

#[test]
fn each_change_of_a_line_by_somebody_else_names_the_exchange() {
    let bench = Bench::new();
    let (ada, _) = create(&bench, person(1, Some(0)), 1);
    create(&bench, person(2, Some(0)), 2);
    let (boss, lines) = create(&bench, person(0, None), 3);
    assert_eq!(lines.backfilled, 2);
    let renamed = json!({"userName": "p0@x", "externalId": "E00"});
    let renamed = bench
        .directory()
        .replace("User", &boss, renamed, None, by(4))
        .wait();
    assert_eq!(renamed.unwrap().lines.unlinked, 2);
    let renamed = bench.directory();
    let renamed = renamed.replace("User", &boss, person(0, None), None, by(5));
    assert_eq!(renamed.wait().unwrap().lines.backfilled, 2);
    delete(&bench, &boss, 6);
    create(&bench, person(0, None), 7);
    let events = bench.workspace.line_events(bench.id(), &ada).unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.exchange, event.cause, event.waited, event.linked))
        .collect();
    assert_eq!(
        told,
        [
            (Some(7), LineCause::Arrived, true, true),
            (Some(6), LineCause::Removed, false, false),
            (Some(5), LineCause::Renamed, true, true),
            (Some(4), LineCause::Renamed, false, false),
            (Some(3), LineCause::Arrived, true, true),
        ]
    );
    assert_eq!(events[4].manager, boss);
    assert!(events[4].manager_gone && !events[0].manager_gone);
    assert_eq!(bench.workspace.overview(bench.id()).unwrap().backfilled, 6);
    assert_eq!(bench.workspace.line_events(bench.id(), &boss).unwrap(), []);
}

#[test]
fn an_own_new_name_is_no_event_of_somebody_else() {
    let bench = Bench::new();
    let (own, lines) = create(&bench, person(1, Some(1)), 1);
    assert_eq!(lines, LineChanges::default());
    assert_eq!(line(&bench, &own).state, ManagerState::Myself);
    assert_eq!(bench.workspace.line_events(bench.id(), &own).unwrap(), []);
}

#[test]
fn spans_are_counted_on_all_levels_and_end_in_circles() {
    let bench = Bench::new();
    let ids: Vec<_> = [None, Some(0), Some(0), Some(1), Some(3)]
        .into_iter()
        .enumerate()
        .map(|(number, manager)| create(&bench, person(number, manager), 1).0)
        .collect();
    let span = |id: &str| {
        let person = bench.workspace.person(bench.id(), id).unwrap().unwrap();
        (person.reports.len(), person.below, person.above)
    };
    assert_eq!(span(&ids[0]), (2, 4, 0));
    assert_eq!(span(&ids[1]), (1, 2, 1));
    assert_eq!(span(&ids[4]), (0, 0, 3));
    let path = format!("{ENTERPRISE}:manager");
    let circle = json!([{"op": "add", "path": path, "value": {"value": "E4"}}]);
    bench.patch("User", &ids[0], circle);
    assert_eq!(span(&ids[0]), (2, 4, 3), "each of the circle once");
}

/// How many people the law is shown with.
const MANY: usize = 10_000;

/// Numbers in an order that looks random and is the same in each run.
fn shuffled(count: usize, mut seed: u64) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    for place in (1..count).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let other = usize::try_from(seed >> 33).unwrap() % (place + 1);
        numbers.swap(place, other);
    }
    numbers
}

/// The company of the law: everybody but the first has one of those before as manager.
fn manager_of(number: usize) -> Option<usize> {
    (number > 0).then(|| (number - 1) / 5)
}

fn arrive(directory: &Directory, order: &[usize]) -> Vec<(usize, String)> {
    let create = |number: &usize| {
        let body = person(*number, manager_of(*number));
        (*number, directory.create("User", body, Cause::default()))
    };
    let waiting: Vec<_> = order.iter().map(create).collect();
    let written = |(number, pending): (usize, sandbox::Pending<sandbox::Written>)| {
        (number, pending.wait().unwrap().record.id)
    };
    waiting.into_iter().map(written).collect()
}

/// Who reports to whom, by name, and how many lines lead nowhere.
fn tree(workspace: &Workspace, connection: &str) -> (BTreeMap<String, Option<String>>, usize) {
    let org = workspace.org(connection).unwrap();
    let names: BTreeMap<&str, &str> = org
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node.name.as_str()))
        .collect();
    let manager = |id: &String| names[id.as_str()].to_owned();
    let lines = org
        .nodes
        .iter()
        .map(|node| (node.name.clone(), node.manager_id.as_ref().map(manager)));
    (lines.collect(), org.unresolved.len())
}

#[test]
fn the_order_of_arrival_and_managers_who_leave_and_return_make_no_difference() {
    let company = || {
        let workspace = Workspace::open(Options::new(Location::Memory)).unwrap();
        let connection = workspace.default_connection().unwrap();
        let directory = workspace.directory(&connection);
        (workspace, connection.id, directory)
    };
    let (best, best_id, directory) = company();
    arrive(&directory, &(0..MANY).collect::<Vec<_>>());
    let expected = tree(&best, &best_id);
    assert_eq!(expected.0.len(), MANY);
    assert_eq!(expected.0["p9999@x"].as_deref(), Some("p1999@x"));
    assert_eq!(expected.1, 0);

    let (random, random_id, directory) = company();
    let ids: BTreeMap<_, _> = arrive(&directory, &shuffled(MANY, 7)).into_iter().collect();
    assert_eq!(tree(&random, &random_id), expected);
    let backfilled = random.overview(&random_id).unwrap().backfilled;
    assert!((3_000..MANY as u64).contains(&backfilled), "{backfilled}");

    // Three hundred of the two thousand managers leave and come back, in other orders.
    let leaving: Vec<usize> = shuffled(2_000, 11).into_iter().take(300).collect();
    for number in &leaving {
        let gone = directory.delete("User", &ids[number], None, Cause::default());
        gone.wait().unwrap();
    }
    let overview = random.overview(&random_id).unwrap();
    assert!(overview.dangling_managers > 1_000, "{overview:?}");
    assert_eq!(overview.pending_managers, 0);
    let mut returning = leaving;
    returning.reverse();
    arrive(&directory, &returning);
    assert_eq!(tree(&random, &random_id), expected);
}
