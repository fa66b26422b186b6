//! The roles that somebody gained and lost, as their own timeline tells them.

use sandbox::{Cause, RoleChange, RoleEvent};
use serde_json::{Value, json};

use crate::bench::Bench;

fn by(exchange: i64) -> Cause {
    Cause {
        exchange: Some(exchange),
        token_id: None,
    }
}

fn patch(bench: &Bench, group: &str, exchange: i64, operation: Value) {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    let directory = bench.directory();
    let patched = directory.patch("Group", group, body, None, by(exchange));
    patched.wait().unwrap();
}

fn events(bench: &Bench, person: &str) -> Vec<RoleEvent> {
    bench.workspace.role_events(bench.id(), person).unwrap()
}

/// What happened, to which name, by which exchange; the oldest first.
fn told(bench: &Bench, person: &str) -> Vec<(RoleChange, String, Option<i64>)> {
    let events = events(bench, person).into_iter().rev();
    events
        .map(|event| (event.change, event.name, event.exchange))
        .collect()
}

#[test]
fn a_role_is_gained_renamed_lost_and_gained_again() {
    let bench = Bench::new();
    let ada = bench.user("ada");
    let group = bench.group("Editors", &[]);
    let member = json!([{"value": ada}]);
    let rename = |name: &str| json!({"op": "replace", "path": "displayName", "value": name});
    patch(
        &bench,
        &group,
        10,
        json!({"op": "add", "path": "members", "value": member}),
    );
    patch(&bench, &group, 11, rename("Authors"));
    patch(
        &bench,
        &group,
        12,
        json!({"op": "remove", "path": "members", "value": member}),
    );
    patch(&bench, &group, 13, rename("Writers"));
    patch(
        &bench,
        &group,
        14,
        json!({"op": "add", "path": "members", "value": member}),
    );
    let name = |name: &str| name.to_owned();
    let wanted = [
        (RoleChange::Gained, name("Editors"), Some(10)),
        (RoleChange::Renamed, name("Authors"), Some(11)),
        (RoleChange::Lost, name("Authors"), Some(12)),
        (RoleChange::Gained, name("Writers"), Some(14)),
    ];
    assert_eq!(told(&bench, &ada), wanted);
    let renamed = &events(&bench, &ada)[2];
    assert_eq!(renamed.before.as_deref(), Some("Editors"));
}

#[test]
fn a_role_that_is_deleted_is_lost_by_everybody_and_who_is_deleted_loses_all() {
    let bench = Bench::new();
    let (ada, bram) = (bench.user("ada"), bench.user("bram"));
    let editors = bench.group("Editors", &[&ada, &bram]);
    let authors = bench.group("Authors", &[&bram]);
    let directory = bench.directory();
    directory
        .delete("Group", &editors, None, by(20))
        .wait()
        .unwrap();
    directory
        .delete("User", &bram, None, by(21))
        .wait()
        .unwrap();
    let last = told(&bench, &ada).pop().unwrap();
    assert_eq!(last, (RoleChange::Deleted, "Editors".to_owned(), Some(20)));
    let last = told(&bench, &bram).pop().unwrap();
    let wanted = (RoleChange::PersonDeleted, "Authors".to_owned(), Some(21));
    assert_eq!(last, wanted);
    assert_eq!(bench.members(&authors), [""; 0]);
}

#[test]
fn somebody_who_was_taken_out_and_put_back_by_one_request_lost_nothing() {
    let bench = Bench::new();
    let (ada, bram) = (bench.user("ada"), bench.user("bram"));
    let group = bench.group("Editors", &[&ada]);
    let body = json!({"displayName": "Editors", "members": [{"value": bram}, {"value": ada}]});
    let directory = bench.directory();
    let replaced = directory.replace("Group", &group, body, None, by(30));
    replaced.wait().unwrap();
    let changes: Vec<RoleChange> = events(&bench, &ada).iter().map(|one| one.change).collect();
    assert_eq!(changes, [RoleChange::Gained]);
    let bram = told(&bench, &bram);
    assert_eq!(bram, [(RoleChange::Gained, "Editors".to_owned(), Some(30))]);
}
