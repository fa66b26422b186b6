//! Teams over time: who came, who went, and what became of those that nobody is in any more.

use sandbox::{Cause, Team};
use serde_json::{Value, json};

use crate::bench::{Bench, ENTERPRISE};

fn person(bench: &Bench, name: &str, team: &str) -> String {
    let body = json!({"userName": format!("{name}@x"), "displayName": name,
        ENTERPRISE: {"department": team}});
    bench.create("User", body).record.id
}

fn go(bench: &Bench, id: &str, team: Value) {
    let path = format!("{ENTERPRISE}:department");
    let operation = json!([{"op": "replace", "path": path, "value": team}]);
    bench.patch("User", id, operation);
}

fn team(bench: &Bench, name: &str) -> Team {
    let teams = bench.workspace.teams(bench.id()).unwrap();
    teams.into_iter().find(|team| team.name == name).unwrap()
}

#[test]
fn a_team_that_everybody_left_stays_with_who_left_last() {
    let bench = Bench::new();
    let ada = person(&bench, "Ada", "Sales");
    person(&bench, "Bram", "Finance");
    assert_eq!(team(&bench, "Sales").emptied, None);
    bench.advance(60);
    go(&bench, &ada, "Finance".into());
    let sales = team(&bench, "Sales");
    assert_eq!(sales.members, 0);
    let emptied = sales.emptied.unwrap();
    assert_eq!(
        (emptied.last.name.as_str(), emptied.last.to.as_deref()),
        ("Ada", Some("Finance"))
    );
    assert_eq!(
        emptied.last.at.duration_since(sales.first_seen).as_secs(),
        60
    );
    assert_eq!(emptied.looks_renamed_to, None, "one person renames nothing");
    go(&bench, &ada, "Sales".into());
    assert_eq!(team(&bench, "Sales").emptied, None, "not any more");
    let gone = bench.directory();
    gone.delete("User", &ada, None, Cause::default())
        .wait()
        .unwrap();
    let last = team(&bench, "Sales").emptied.unwrap().last;
    assert!(last.gone && last.to.is_none());
    assert_eq!(bench.workspace.overview(bench.id()).unwrap().teams, 1);
}

#[test]
fn a_team_looks_renamed_when_four_in_five_are_in_the_same_other_team() {
    let bench = Bench::new();
    let ids: Vec<_> = (0..5)
        .map(|n| person(&bench, &format!("P{n}"), "QA"))
        .collect();
    for id in &ids[..4] {
        go(&bench, id, "Quality".into());
    }
    assert_eq!(team(&bench, "QA").emptied, None, "one is left");
    go(&bench, &ids[4], "Sales".into());
    let renamed = || team(&bench, "QA").emptied.unwrap().looks_renamed_to;
    assert_eq!(renamed().as_deref(), Some("Quality"));
    go(&bench, &ids[3], "Sales".into());
    assert_eq!(renamed(), None, "three of five are not enough");
}

#[test]
fn those_who_left_long_ago_do_not_hide_that_a_team_was_renamed() {
    let bench = Bench::new();
    let ids: Vec<_> = (0..5)
        .map(|n| person(&bench, &format!("P{n}"), "QA"))
        .collect();
    for id in &ids[..3] {
        go(&bench, id, "Sales".into());
    }
    bench.advance(2 * 60 * 60);
    for id in &ids[3..] {
        go(&bench, id, "Quality".into());
    }
    let emptied = team(&bench, "QA").emptied.unwrap();
    assert_eq!(emptied.looks_renamed_to.as_deref(), Some("Quality"));
}

#[test]
fn a_team_tells_since_when_each_is_in_it_and_who_came_and_went() {
    let bench = Bench::new();
    let ada = person(&bench, "Ada", "Sales");
    person(&bench, "Bram", "Finance");
    bench.advance(60);
    go(&bench, &ada, "Finance".into());
    bench.advance(60);
    let cleo = person(&bench, "Cleo", "Finance");
    go(&bench, &cleo, "".into());
    let card = bench
        .workspace
        .team(bench.id(), "Finance")
        .unwrap()
        .unwrap();
    let since = |at: jiff::Timestamp| at.duration_since(card.team.first_seen).as_secs();
    let members: Vec<_> = card
        .members
        .iter()
        .map(|member| {
            (
                member.name.as_str(),
                since(member.since),
                member.from.as_deref(),
            )
        })
        .collect();
    assert_eq!(members, [("Ada", 60, Some("Sales")), ("Bram", 0, None)]);
    let moves: Vec<_> = card
        .moves
        .iter()
        .map(|one| (one.name.as_str(), one.from.as_deref(), one.to.as_deref()))
        .collect();
    assert_eq!(
        moves,
        [
            ("Cleo", Some("Finance"), None),
            ("Ada", Some("Sales"), Some("Finance"))
        ]
    );
    assert_eq!(bench.workspace.team(bench.id(), "finance").unwrap(), None);
}

#[test]
fn a_team_names_those_that_look_renamed_to_it_and_the_emptied_ones_are_counted() {
    let bench = Bench::new();
    let ids: Vec<_> = (0..5)
        .map(|n| person(&bench, &format!("P{n}"), "QA"))
        .collect();
    let alone = person(&bench, "Ada", "Sales");
    for id in &ids {
        go(&bench, id, "Quality".into());
    }
    go(&bench, &alone, "Quality".into());
    assert_eq!(team(&bench, "Quality").renamed_from, ["QA"]);
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!((overview.teams, overview.empty_teams), (1, 2));
    let rows = bench.workspace.teams(bench.id()).unwrap().len() as u64;
    assert_eq!(rows, overview.teams + overview.empty_teams);
}
