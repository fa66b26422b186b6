//! Everything of one kind, one by one.

use std::ops::ControlFlow;

use sandbox::{Error, ExportedLine, ManagerState, PeopleQuery, PeopleSort};
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE};

fn person(bench: &Bench, name: &str, manager: Option<&str>) -> String {
    let mut body = json!({"userName": format!("{name}@x"), "displayName": name, ENTERPRISE: {"department": "D"}});
    if let Some(manager) = manager {
        body[ENTERPRISE]["manager"] = json!({ "value": manager });
    }
    bench.create("User", body).record.id
}

fn people(bench: &Bench, query: &PeopleQuery) -> Vec<String> {
    let mut names = Vec::new();
    let each = |person: sandbox::ExportedPerson| {
        names.push(person.row.name);
        ControlFlow::Continue(())
    };
    bench
        .workspace
        .export_people(bench.id(), query, each)
        .unwrap();
    names
}

fn org(bench: &Bench) -> Vec<ExportedLine> {
    let mut lines = Vec::new();
    let each = |line| {
        lines.push(line);
        ControlFlow::Continue(())
    };
    bench.workspace.export_org(bench.id(), each).unwrap();
    lines
}

#[test]
fn everybody_is_handed_over_over_the_bounds_of_pages_and_in_the_order_of_the_list() {
    let bench = Bench::new();
    for number in 0..1_203 {
        person(&bench, &format!("Person {number:04}"), None);
    }
    let query = PeopleQuery {
        sort: PeopleSort::Name,
        descending: true,
        limit: Some(1),
        offset: 7,
        ..PeopleQuery::default()
    };
    let names = people(&bench, &query);
    let expected: Vec<String> = (0..1_203)
        .rev()
        .map(|number| format!("Person {number:04}"))
        .collect();
    assert!(names == expected, "{} names", names.len());
    let some = PeopleQuery {
        text: Some("person 110".to_owned()),
        ..PeopleQuery::default()
    };
    // Some ids have these digits as well, so the list says how many there are.
    let listed = bench.workspace.people(bench.id(), &some).unwrap().total;
    assert!((12..200).contains(&listed), "{listed}");
    assert_eq!(people(&bench, &some).len() as u64, listed);
}

#[test]
fn a_person_is_handed_over_with_what_lists_do_not_show() {
    let bench = Bench::new();
    let ada = bench
        .create("User", json!({"userName": "ada@x", "externalId": "E-1"}))
        .record
        .id;
    let grace = person(&bench, "Grace", Some("E-1"));
    bench.group("Admins", &[&grace]);
    let mut found = Vec::new();
    let each = |person| {
        found.push(person);
        ControlFlow::Continue(())
    };
    bench
        .workspace
        .export_people(bench.id(), &PeopleQuery::default(), each)
        .unwrap();
    assert_eq!(found[0].external_id.as_deref(), Some("E-1"));
    assert_eq!(found[0].row.id, ada);
    assert_eq!(found[1].manager_user_name.as_deref(), Some("ada@x"));
    assert_eq!(found[1].row.roles[0].name, "Admins");
    assert_eq!(found[1].created, crate::bench::start());
}

#[test]
fn whoever_asks_may_end_it_early() {
    let bench = Bench::new();
    for name in ["A", "B", "C"] {
        person(&bench, name, None);
    }
    bench.group("G", &["1", "2", "3"]);
    let mut seen = 0;
    let mut stop = || {
        seen += 1;
        ControlFlow::Break(())
    };
    bench
        .workspace
        .export_people(bench.id(), &PeopleQuery::default(), |_| stop())
        .unwrap();
    bench.workspace.export_org(bench.id(), |_| stop()).unwrap();
    bench
        .workspace
        .export_groups(bench.id(), None, |_, _| stop())
        .unwrap();
    assert_eq!(seen, 3);
}

#[test]
fn groups_come_with_all_their_members_and_without_any() {
    let bench = Bench::new();
    let ada = person(&bench, "Ada", None);
    bench.group("Editors", &[&ada, "nobody"]);
    bench.group("Empty", &[]);
    let mut seen = Vec::new();
    let each = |group: &sandbox::GroupRow, member: Option<sandbox::ExportedMember>| {
        let member = member.map(|member| (member.name, member.user_name, member.known));
        seen.push((group.name.clone(), member));
        ControlFlow::Continue(())
    };
    bench
        .workspace
        .export_groups(bench.id(), None, each)
        .unwrap();
    let ada = (Some("Ada".to_owned()), Some("Ada@x".to_owned()), true);
    let expected = [
        ("Editors".to_owned(), Some(ada)),
        ("Editors".to_owned(), Some((None, None, false))),
        ("Empty".to_owned(), None),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn the_org_chart_is_handed_over_from_the_top_with_paths_and_reasons() {
    let bench = Bench::new();
    let ada = person(&bench, "Ada", None);
    let bram = person(&bench, "Bram", Some(&ada));
    person(&bench, "Chidi", Some(&bram));
    person(&bench, "Waiting", Some("8842"));
    let one = person(&bench, "One", Some("Two@x"));
    person(&bench, "Two", Some(&one));
    person(&bench, "Under the circle", Some(&one));
    let lines = org(&bench);
    let told: Vec<(&str, ManagerState, u32, u32)> = lines
        .iter()
        .map(|line| (line.name.as_str(), line.state, line.depth, line.below))
        .collect();
    use ManagerState::{Linked, Loop, None as Nobody, Pending};
    assert_eq!(
        told,
        [
            ("Ada", Nobody, 0, 2),
            ("Bram", Linked, 1, 1),
            ("Chidi", Linked, 2, 0),
            ("One", Loop, 0, 1),
            ("Under the circle", Linked, 1, 0),
            ("Two", Loop, 0, 0),
            ("Waiting", Pending, 0, 0),
        ]
    );
    assert_eq!(lines[2].above, ["Ada", "Bram"]);
    assert_eq!(lines[2].manager_name.as_deref(), Some("Bram"));
    assert_eq!(lines[6].reference.as_deref(), Some("8842"));
}

#[test]
fn an_unknown_connection_is_refused_before_anybody_is_handed_over() {
    let bench = Bench::new();
    let refused = bench
        .workspace
        .export_org("scim_conn_x", |_| panic!("nobody is there"));
    assert!(matches!(refused, Err(Error::UnknownConnection(_))));
}

#[test]
fn a_value_that_is_never_returned_is_not_among_what_is_handed_over() {
    let bench = Bench::new();
    bench.create(
        "User",
        json!({"userName": "ada", "password": "hunter2-hunter2", "nickName": "Value"}),
    );
    let mut text = String::new();
    let each = |person: sandbox::ExportedPerson| {
        text = format!("{person:?}");
        ControlFlow::Continue(())
    };
    bench
        .workspace
        .export_people(bench.id(), &PeopleQuery::default(), each)
        .unwrap();
    assert!(text.contains("ada") && !text.contains("hunter2"), "{text}");
}
