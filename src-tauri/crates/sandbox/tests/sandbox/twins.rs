//! What the twin of a connection decides, and what another one would mean.

use sandbox::{ConnectionChange, Error, NewConnection, Twins};
use serde_json::{Value, json};

use crate::bench::{Bench, ENTERPRISE};

fn choose(bench: &Bench, twin: &str) {
    let change = ConnectionChange {
        twin: Some(twin.into()),
        ..ConnectionChange::default()
    };
    bench
        .workspace
        .change_connection(bench.id(), change)
        .unwrap();
}

fn person(bench: &Bench, name: &str, more: Value) -> String {
    let mut body = json!({"userName": format!("{name}@x"), "displayName": name});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    bench.create("User", body).record.id
}

fn report(bench: &Bench, name: &str, manager: &str) -> String {
    person(
        bench,
        name,
        json!({ENTERPRISE: {"manager": {"value": manager}}}),
    )
}

fn manager(bench: &Bench, id: &str) -> Option<String> {
    let line = bench.workspace.manager(bench.id(), id).unwrap().unwrap();
    line.id
}

/// A twin that finds managers by these, in this order.
fn found_by(bench: &Bench, order: &str) {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "format = 1\nid = \"mine\"\nname = \"Mine\"\nabout = \"Mine.\"\n[managers]\nmatch = [{order}]\n"
    );
    std::fs::write(folder.path().join("mine.toml"), text).unwrap();
    let mut twins = Twins::built_in();
    twins.add_folder(folder.path()).unwrap();
    assert_eq!(twins.broken(), []);
    bench.workspace.use_twins(twins).unwrap();
}

#[test]
fn the_first_way_that_finds_anybody_counts() {
    let bench = Bench::new();
    let ada = person(&bench, "ada", json!({}));
    let bram = person(&bench, "bram", json!({"externalId": ada}));
    let by = report(&bench, "chidi", &ada);
    assert_eq!(
        manager(&bench, &by),
        Some(ada.clone()),
        "generic: the id first"
    );
    choose(&bench, "ransomleak");
    assert_eq!(
        manager(&bench, &by),
        Some(bram.clone()),
        "the externalId first"
    );
    let late = report(&bench, "dora", &ada);
    assert_eq!(manager(&bench, &late), Some(bram), "and for who comes then");
    choose(&bench, "generic");
    assert_eq!(manager(&bench, &by), Some(ada.clone()));
    assert_eq!(manager(&bench, &late), Some(ada));
}

#[test]
fn a_twin_that_does_not_know_user_names_leaves_the_line_waiting() {
    let bench = Bench::new();
    let ada = person(&bench, "ada", json!({}));
    let by = report(&bench, "bram", "ADA@x");
    assert_eq!(manager(&bench, &by), Some(ada));
    choose(&bench, "ransomleak");
    assert_eq!(manager(&bench, &by), None);
    let late = report(&bench, "chidi", "ada@x");
    assert_eq!(manager(&bench, &late), None);
}

#[test]
fn every_address_finds_its_person_whenever_it_comes_and_goes() {
    let bench = Bench::new();
    found_by(&bench, "\"email\"");
    choose(&bench, "mine");
    let (second, login, number) = (
        report(&bench, "r1", "SECOND@x"),
        report(&bench, "r2", "Ada@x"),
        report(&bench, "r3", "ada-login"),
    );
    let ada = person(
        &bench,
        "ada",
        json!({"emails": [{"value": "first@x", "primary": true}, {"value": "second@x"}]}),
    );
    assert_eq!(manager(&bench, &second), Some(ada.clone()));
    assert_eq!(manager(&bench, &login), None, "the userName is no address");
    let emails = |values: &[&str]| {
        let values: Vec<Value> = values.iter().map(|value| json!({"value": value})).collect();
        bench.patch(
            "User",
            &ada,
            json!([{"op": "replace", "path": "emails", "value": values}]),
        );
    };
    emails(&["first@x", "ada@x"]);
    assert_eq!(manager(&bench, &login), Some(ada.clone()), "now it is one");
    assert_eq!(manager(&bench, &second), None);
    emails(&["first@x"]);
    assert_eq!(manager(&bench, &login), None);
    assert_eq!(manager(&bench, &number), None);
}

#[test]
fn an_employee_number_finds_its_person_whenever_it_comes_and_goes() {
    let bench = Bench::new();
    let ada = person(
        &bench,
        "ada",
        json!({ENTERPRISE: {"employeeNumber": "E-1"}}),
    );
    let by = report(&bench, "bram", "e-1");
    assert_eq!(manager(&bench, &by), None, "not in the order of generic");
    found_by(&bench, "\"id\", \"employeeNumber\"");
    let preview = bench.workspace.twin_preview(bench.id(), "mine").unwrap();
    assert_eq!(preview.linked.count, 1, "known before the column is filled");
    choose(&bench, "mine");
    assert_eq!(manager(&bench, &by), Some(ada.clone()));
    let path = format!("{ENTERPRISE}:employeeNumber");
    bench.patch(
        "User",
        &ada,
        json!([{"op": "replace", "path": path, "value": "E-2"}]),
    );
    assert_eq!(manager(&bench, &by), None);
    let chidi = person(
        &bench,
        "chidi",
        json!({ENTERPRISE: {"employeeNumber": "E-1"}}),
    );
    assert_eq!(manager(&bench, &by), Some(chidi.clone()));
    choose(&bench, "generic");
    assert_eq!(manager(&bench, &by), None);
    choose(&bench, "mine");
    assert_eq!(manager(&bench, &by), Some(chidi));
}

#[test]
fn a_file_that_says_something_else_than_before_counts_at_once() {
    let bench = Bench::new();
    found_by(&bench, "\"userName\"");
    choose(&bench, "mine");
    let ada = person(&bench, "ada", json!({"externalId": "A"}));
    let by = report(&bench, "bram", "A");
    assert_eq!(manager(&bench, &by), None);
    found_by(&bench, "\"externalId\"");
    assert_eq!(manager(&bench, &by), Some(ada.clone()));
    bench.workspace.use_twins(Twins::built_in()).unwrap();
    assert_eq!(
        manager(&bench, &by),
        Some(ada),
        "a twin that is gone keeps its last word"
    );
    let found = bench.workspace.connection(bench.id()).unwrap();
    assert_eq!(found.twin, "mine");
}

#[test]
fn a_preview_says_that_people_would_be_staged_and_groups_no_roles() {
    let bench = Bench::new();
    person(&bench, "Ada", json!({}));
    let away = person(&bench, "Away", json!({}));
    bench.patch(
        "User",
        &away,
        json!([{"op": "replace", "path": "active", "value": false}]),
    );
    bench.group("Admins", &[]);
    let then = |twin: &str| bench.workspace.twin_preview(bench.id(), twin).unwrap();
    assert_eq!(
        then("21risk").changes(),
        [
            "2 people would be staged: nobody has an account in 21RISK before a sync, and only those whose email domain is set up for single sign-on get one.",
            "1 group would be a group of users and not a role in 21RISK: Admins.",
        ]
    );
    choose(&bench, "21risk");
    let back = then("ransomleak").changes();
    assert!(
        back[0].starts_with("2 people would be in RansomLeak at once"),
        "{back:?}"
    );
    assert!(back[1].contains("a role in RansomLeak"), "{back:?}");
}

#[test]
fn a_preview_says_what_happens_then_and_changes_nothing() {
    let bench = Bench::new();
    let ada = person(
        &bench,
        "Ada",
        json!({"externalId": "A", "emails": [{"value": "ada@x", "type": "work"}]}),
    );
    let odd = person(
        &bench,
        "Odd",
        json!({"externalId": ada, "emails": [{"value": "other@x"}]}),
    );
    let loose = report(&bench, "Loose", "ada@x");
    let moved = report(&bench, "Moved", &ada);
    report(&bench, "Same", "A");
    let nick = json!({"nickName": "Nick", "phoneNumbers": [{"value": "1"}], ENTERPRISE: {"costCenter": "7"}});
    person(&bench, "Nick", nick);
    bench.group("Admins", &[&ada]);
    let preview = bench
        .workspace
        .twin_preview(bench.id(), "ransomleak")
        .unwrap();
    assert_eq!(manager(&bench, &loose), Some(ada.clone()), "only asked");
    assert_eq!(preview.before.as_ref().unwrap().id, "generic");
    assert_eq!((preview.people, preview.linked.count), (6, 0));
    assert_eq!((preview.loosened.count, preview.moved.count), (1, 1));
    let turned = &preview.moved.examples[0];
    assert_eq!(
        (
            turned.person.name.as_str(),
            turned.before.as_deref(),
            turned.after.as_deref()
        ),
        ("Moved", Some("Ada"), Some("Odd"))
    );
    assert_eq!(preview.loosened.examples[0].person.id, loose);
    assert_eq!(preview.strangers.count, 5, "all but Ada");
    let without: Vec<(&str, u64)> = preview
        .without
        .iter()
        .map(|one| (one.attribute.as_str(), one.people.count))
        .collect();
    assert_eq!(without, [("externalId", 4)]);
    let unused: Vec<&str> = preview
        .unused
        .iter()
        .map(|one| one.attribute.as_str())
        .collect();
    let cost = format!("{ENTERPRISE}:costCenter");
    assert_eq!(unused, ["nickName", "phoneNumbers", &cost]);
    assert_eq!(preview.unused_groups, 0);
    choose(&bench, "ransomleak");
    assert_eq!(manager(&bench, &loose), None);
    assert_eq!(manager(&bench, &moved), Some(odd));
    let back = bench.workspace.twin_preview(bench.id(), "generic").unwrap();
    assert_eq!(
        (back.linked.count, back.moved.count, back.loosened.count),
        (1, 1, 0)
    );
    assert_eq!(
        (back.strangers.count, back.without.len(), back.unused.len()),
        (0, 0, 0)
    );
    let unleash = bench.workspace.twin_preview(bench.id(), "unleash").unwrap();
    assert_eq!(unleash.unused_groups, 1);
    let risk = bench.workspace.twin_preview(bench.id(), "21risk").unwrap();
    assert_eq!(
        risk.strangers.count, 4,
        "they have no address to sign in with"
    );
}

#[test]
fn a_twin_that_is_not_known_is_refused_with_the_one_that_was_meant() {
    let bench = Bench::new();
    let told = bench
        .workspace
        .twin_preview(bench.id(), "ransomeleak")
        .unwrap_err();
    assert_eq!(
        told.to_string(),
        "There is no twin \"ransomeleak\". Did you mean ransomleak? `scimbox twin list` shows those that are known."
    );
    let new = NewConnection {
        name: "New".into(),
        twin: Some("nothing".into()),
        idp: None,
    };
    let told = bench.workspace.add_connection(new).unwrap_err();
    assert!(matches!(told, Error::UnknownTwin { nearest: None, .. }));
    let change = ConnectionChange {
        twin: Some("".into()),
        ..ConnectionChange::default()
    };
    assert!(
        bench
            .workspace
            .change_connection(bench.id(), change)
            .is_err()
    );
}

#[test]
fn a_preview_names_the_teams_lines_and_roles_that_come_and_go() {
    let bench = Bench::new();
    choose(&bench, "unleash");
    let of = |team: &str, manager: &str| json!({"externalId": team, ENTERPRISE: {"department": team, "manager": {"value": manager}}});
    let ada = person(&bench, "Ada", of("Dev", "nobody"));
    person(&bench, "Bram", of("Dev", &ada));
    person(&bench, "Chidi", of("Sales", &ada));
    bench.group("Editors", &[&ada]);
    let then = |twin: &str| bench.workspace.twin_preview(bench.id(), twin).unwrap();
    let preview = then("ransomleak");
    assert_eq!(
        preview.changes(),
        [
            "2 teams would come into being: Dev (2 people) and Sales (1 person).",
            "1 group would be a role in RansomLeak: Editors.",
            "2 reporting lines find their managers: Bram (then Ada) and Chidi (then Ada).",
        ]
    );
    choose(&bench, "ransomleak");
    assert_eq!(
        then("whistleblower").changes(),
        [
            "2 teams would go: Dev (2 people) and Sales (1 person).",
            "1 group would be no role any more in Whistleblower Software: Editors.",
            "3 people would have the role Base user permissions, with which everybody begins.",
            "2 reporting lines come loose: Bram (now Ada) and Chidi (now Ada).",
        ]
    );
    assert!(
        !then("whistleblower")
            .remarks()
            .iter()
            .any(|said| said.contains("groups"))
    );
    choose(&bench, "whistleblower");
    let unleash = then("unleash");
    let goes = "3 people would no longer have the role Base user permissions, which Unleash does not have.";
    assert_eq!(unleash.changes(), [goes]);
}
