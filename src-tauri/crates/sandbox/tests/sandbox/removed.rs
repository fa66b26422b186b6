//! People and groups that are gone.

use sandbox::{Cause, ConnectionChange, Empty, RemovedQuery, RemovedRow};
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE};

fn delete(bench: &Bench, kind: &str, id: &str, exchange: Option<i64>) {
    let cause = Cause {
        exchange,
        token_id: None,
    };
    bench
        .directory()
        .delete(kind, id, None, cause)
        .wait()
        .unwrap();
}

fn gone(bench: &Bench, text: &str) -> Vec<RemovedRow> {
    let query = RemovedQuery {
        text: Some(text.to_owned()),
        ..RemovedQuery::default()
    };
    bench.workspace.removed(bench.id(), &query).unwrap().rows
}

/// Nestor in Operations under Ada, with a role; returns his id.
fn nestor(bench: &Bench) -> String {
    let ada = json!({"userName": "ada@x", "externalId": "E1", "displayName": "Ada"});
    bench.create("User", ada);
    let body = json!({
        "userName": "Nestor@X", "externalId": "E2", "displayName": "Nestor Wilke", "title": "Director",
        ENTERPRISE: {"department": "Operations", "manager": "E1"},
    });
    let nestor = bench.create("User", body).record.id;
    bench.group("Editors", &[&nestor]);
    nestor
}

#[test]
fn a_removed_person_stays_findable_as_they_were() {
    let bench = Bench::new();
    let id = nestor(&bench);
    let called = bench.exchange();
    bench.workspace.record(called.clone());
    bench.await_exchanges(1);
    bench.advance(60);
    delete(&bench, "User", &id, Some(called.number));
    let rows = gone(&bench, "wilke operations");
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!((row.kind.as_str(), row.id.as_str()), ("User", id.as_str()));
    assert_eq!(row.name, "Nestor Wilke");
    assert_eq!(row.team.as_deref(), Some("Operations"));
    assert_eq!(row.title.as_deref(), Some("Director"));
    assert_eq!(row.manager.as_deref(), Some("E1"));
    assert_eq!(row.manager_name.as_deref(), Some("Ada"));
    assert!(!row.manager_gone);
    assert_eq!(row.roles[0].name, "Editors");
    assert_eq!(row.exchange, Some(called.number));
    assert_eq!(row.idp, called.idp);
    let card = bench.workspace.removed_resource(bench.id(), &id).unwrap();
    let card = card.unwrap();
    assert_eq!(card.record.document["title"], "Director");
    assert_eq!(card.record.version, 1);
    assert_eq!(row.at.duration_since(card.record.created).as_secs(), 60);
    assert_eq!(card.back_as, None);
    assert_eq!(bench.workspace.counts(bench.id()).unwrap().removed, 1);
    assert_eq!(gone(&bench, "somebody else"), []);
}

#[test]
fn a_manager_who_goes_later_is_told_as_gone() {
    let bench = Bench::new();
    let id = nestor(&bench);
    delete(&bench, "User", &id, None);
    let ada = gone(&bench, "nestor")[0].manager_id.clone().unwrap();
    delete(&bench, "User", &ada, None);
    let rows = gone(&bench, "");
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Ada", "Nestor Wilke"], "the latest first");
    assert!(rows[1].manager_gone);
}

#[test]
fn whoever_comes_back_was_here_before() {
    let bench = Bench::new();
    let id = nestor(&bench);
    delete(&bench, "User", &id, None);
    let was_here = |id: &str| {
        let person = bench.workspace.person(bench.id(), id).unwrap().unwrap();
        person.was_here.map(|gone| (gone.id, gone.name))
    };
    let same = Some((id.clone(), "Nestor Wilke".to_owned()));
    let by_name = bench.user("nestor@x");
    assert_eq!(was_here(&by_name), same);
    let removed = bench.workspace.removed_resource(bench.id(), &id).unwrap();
    assert_eq!(removed.unwrap().back_as.unwrap().id, by_name);
    let other = json!({"userName": "n.wilke@x", "externalId": "E2"});
    let by_external_id = bench.create("User", other).record.id;
    assert_eq!(was_here(&by_external_id), same);
    assert_eq!(was_here(&bench.user("bram@x")), None);
}

#[test]
fn a_removed_group_tells_how_many_it_had() {
    let bench = Bench::new();
    let one = bench.user("one@x");
    let group = bench.group("Editors", &[&one, &bench.user("two@x")]);
    delete(&bench, "Group", &group, None);
    let row = &gone(&bench, "editors")[0];
    assert_eq!((row.kind.as_str(), row.members), ("Group", 2));
    let person = bench.workspace.person(bench.id(), &one).unwrap().unwrap();
    assert_eq!(person.row.roles, [], "the role went with the group");
    let only = |kind: &str| {
        let query = RemovedQuery {
            kind: Some(kind.to_owned()),
            ..RemovedQuery::default()
        };
        bench.workspace.removed(bench.id(), &query).unwrap().total
    };
    assert_eq!((only("User"), only("Group")), (0, 1));
}

#[test]
fn pages_go_on_where_the_last_ended_and_emptying_forgets() {
    let bench = Bench::new();
    for number in 0..5 {
        let id = bench.user(&format!("p{number}@x"));
        delete(&bench, "User", &id, None);
    }
    let page = |offset| {
        let query = RemovedQuery {
            offset,
            limit: Some(2),
            ..RemovedQuery::default()
        };
        let page = bench.workspace.removed(bench.id(), &query).unwrap();
        let names: Vec<_> = page.rows.into_iter().map(|row| row.name).collect();
        (names.join(" "), page.total)
    };
    assert_eq!(page(0), ("p4@x p3@x".to_owned(), 5));
    assert_eq!(page(4), ("p0@x".to_owned(), 5));
    let people = Empty {
        people: true,
        traffic: false,
    };
    bench
        .workspace
        .empty_connection(bench.id(), people)
        .unwrap();
    assert_eq!(page(0), (String::new(), 0));
    assert_eq!(bench.workspace.counts(bench.id()).unwrap().removed, 0);
}

#[test]
fn who_is_gone_was_only_what_the_application_makes_of_people() {
    let bench = Bench::new();
    let id = nestor(&bench);
    delete(&bench, "User", &id, None);
    assert_eq!(gone(&bench, "wilke")[0].team.as_deref(), Some("Operations"));
    let unleash = ConnectionChange {
        twin: Some("unleash".to_owned()),
        ..ConnectionChange::default()
    };
    let changed = bench.workspace.change_connection(bench.id(), unleash);
    changed.unwrap();
    let row = &gone(&bench, "wilke")[0];
    assert_eq!((&row.team, &row.title), (&None, &None));
    assert_eq!((&row.manager, &row.manager_name), (&None, &None));
    let card = bench.workspace.removed_resource(bench.id(), &id).unwrap();
    let card = card.unwrap();
    assert_eq!(&card.row, row);
    assert_eq!(card.record.document["title"], "Director", "as it was sent");
    assert!(
        card.unused.contains(&"title".to_owned()),
        "{:?}",
        card.unused
    );
}
