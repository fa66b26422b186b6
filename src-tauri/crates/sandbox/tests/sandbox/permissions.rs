//! Roles by hand, of groups and by default: what counts, who has it, and what the next write does.

use sandbox::twins::RoleOrigin;
use sandbox::{EditKind, Error, GroupsQuery, Held, PeopleQuery};
use serde_json::json;

use crate::bench::Bench;
use crate::outcome::following;

const KEEPS: &str = "[permissions]\ndefault = \"base\"\nby-hand = true\n[groups]\nuse = \"roles\"";

fn overwrites() -> String {
    KEEPS.replace("by-hand = true", "by-hand = true\ncycle = \"overwrites\"")
}

fn set(bench: &Bench, person: &str, names: &[&str]) -> i64 {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    let set = bench
        .workspace
        .set_permissions(bench.id(), person, Some(names), "window");
    set.unwrap().unwrap().seq
}

/// The roles that count.
fn roles(bench: &Bench, id: &str) -> Vec<String> {
    let person = bench.workspace.person(bench.id(), id).unwrap().unwrap();
    let roles = person.row.roles.into_iter().filter(|role| role.counts);
    roles
        .map(|role| format!("{} {}", role.origin.word(), role.name))
        .collect()
}

fn kinds(bench: &Bench, id: &str) -> Vec<EditKind> {
    let edits = bench.workspace.hand_edits(bench.id(), id).unwrap();
    edits.into_iter().map(|edit| edit.kind).collect()
}

fn holders(bench: &Bench, held: Held) -> Vec<String> {
    let query = PeopleQuery {
        held: Some(held),
        ..PeopleQuery::default()
    };
    let page = bench.workspace.people(bench.id(), &query).unwrap();
    page.rows.into_iter().map(|row| row.user_name).collect()
}

#[test]
fn an_edit_counts_until_it_is_undone_and_never_shows_in_the_resource() {
    let bench = following(KEEPS);
    let ada = bench.user("ada");
    let before = bench.read("User", &ada);
    assert_eq!(roles(&bench, &ada), ["default base"]);
    let seq = set(&bench, &ada, &["Administrator", "Auditor"]);
    assert_eq!(
        roles(&bench, &ada),
        ["by-hand Administrator", "by-hand Auditor"]
    );
    assert_eq!(bench.read("User", &ada), before, "no SCIM");
    let undo = |seq| {
        bench
            .workspace
            .undo_permissions(bench.id(), &ada, seq, "window")
    };
    let undone = undo(seq).unwrap().unwrap();
    assert_eq!(roles(&bench, &ada), ["default base"]);
    assert_eq!(kinds(&bench, &ada), [EditKind::Undone, EditKind::Set]);
    assert!(
        matches!(undo(seq), Err(Error::EditOutdated)),
        "not the last one"
    );
    undo(undone.seq).unwrap();
    assert_eq!(roles(&bench, &ada).len(), 2, "undoing is undone as well");
}

#[test]
fn the_same_again_is_no_edit_and_nothing_by_hand_is_not_the_same_as_none() {
    let bench = following(KEEPS);
    let ada = bench.user("ada");
    let seq = set(&bench, &ada, &["Administrator"]);
    assert_eq!(set(&bench, &ada, &["Administrator"]), seq);
    set(&bench, &ada, &[]);
    assert_eq!(roles(&bench, &ada), [""; 0], "taken away by hand");
    let given = bench
        .workspace
        .set_permissions(bench.id(), &ada, None, "window");
    given.unwrap();
    assert_eq!(roles(&bench, &ada), ["default base"]);
}

#[test]
fn a_write_of_the_identity_provider_leaves_an_edit_where_the_twin_keeps_it() {
    let bench = following(KEEPS);
    let ada = bench.user("ada");
    set(&bench, &ada, &["Administrator"]);
    bench.patch(
        "User",
        &ada,
        json!([{"op": "replace", "path": "title", "value": "Lead"}]),
    );
    bench.group("Editors", &[&ada]);
    assert_eq!(roles(&bench, &ada), ["by-hand Administrator"]);
    assert_eq!(kinds(&bench, &ada), [EditKind::Set]);
}

#[test]
fn it_is_set_anew_by_a_write_to_the_person_or_their_group_where_the_twin_overwrites() {
    let bench = following(&overwrites());
    let (ada, bram) = (bench.user("ada"), bench.user("bram"));
    set(&bench, &ada, &["Administrator"]);
    set(&bench, &bram, &["Auditor"]);
    // Also one that changes nothing: it is what a cycle sends.
    let same = json!([{"op": "replace", "path": "userName", "value": "ada"}]);
    let written = bench.patch("User", &ada, same);
    assert!(!written.changed);
    assert_eq!(roles(&bench, &ada), ["default base"]);
    assert_eq!(kinds(&bench, &ada), [EditKind::Overwritten, EditKind::Set]);
    assert_eq!(
        roles(&bench, &bram),
        ["by-hand Auditor"],
        "nobody wrote to him"
    );
    bench.group("Editors", &[&bram]);
    assert_eq!(roles(&bench, &bram), ["group Editors"]);
    bench.patch(
        "User",
        &ada,
        json!([{"op": "replace", "path": "title", "value": "Lead"}]),
    );
    assert_eq!(kinds(&bench, &ada).len(), 2, "nothing was left to set anew");
}

#[test]
fn roles_are_listed_with_who_has_them_from_where() {
    let bench = following(KEEPS);
    let (ada, bram, _cleo) = (bench.user("ada"), bench.user("bram"), bench.user("cleo"));
    set(&bench, &ada, &["Administrator"]);
    bench.group("Editors", &[&ada, &bram]);
    let asked = |query| bench.workspace.roles(bench.id(), &query).unwrap();
    let listed = asked(GroupsQuery::default()).rows;
    let told: Vec<(RoleOrigin, &str, u64)> = listed
        .iter()
        .map(|role| (role.origin, role.name.as_str(), role.people))
        .collect();
    let wanted = [
        (RoleOrigin::Default, "base", 1),
        (RoleOrigin::ByHand, "Administrator", 1),
        (RoleOrigin::Group, "Editors", 2),
    ];
    assert_eq!(told, wanted);
    assert_eq!(holders(&bench, Held::Default), ["cleo"]);
    let administrators = Held::ByHand("Administrator".to_owned());
    assert_eq!(holders(&bench, administrators), ["ada"]);
    let some = asked(GroupsQuery {
        text: Some("EDIT".to_owned()),
        ..GroupsQuery::default()
    });
    assert_eq!((some.rows.len(), some.matching, some.total), (1, 1, 3));
    let mut one_by_one = Vec::new();
    for offset in 0..4 {
        let page = asked(GroupsQuery {
            offset,
            limit: Some(1),
            ..GroupsQuery::default()
        });
        one_by_one.extend(page.rows);
    }
    assert_eq!(one_by_one, listed, "pages of one are the whole list");
}

#[test]
fn nobody_sets_by_hand_what_the_application_does_not_let_them() {
    let bench = following("[groups]\nuse = \"roles\"");
    let ada = bench.user("ada");
    let set = |id: &str| {
        let names = Some(vec!["Administrator".to_owned()]);
        bench
            .workspace
            .set_permissions(bench.id(), id, names, "window")
    };
    assert!(matches!(set(&ada), Err(Error::NotByHand(app)) if app == "Mine"));
    let bench = following(KEEPS);
    let nobody = bench
        .workspace
        .set_permissions(bench.id(), "nobody", None, "window");
    assert!(matches!(nobody, Err(Error::NotFound { .. })));
}

#[test]
fn another_twin_says_what_would_no_longer_count_and_what_becomes_of_leavers() {
    let bench = following(KEEPS);
    let ada = bench.user("ada");
    set(&bench, &ada, &["Administrator"]);
    bench.create("User", json!({"userName": "bram", "active": false}));
    let preview = bench.workspace.twin_preview(bench.id(), "unleash").unwrap();
    let wanted = [
        "1 person would no longer have the role base, which Unleash does not have.",
        "1 person who is inactive would be disabled, now deactivated.",
        "What was set by hand for 1 person would not count: in Unleash nothing is set by hand.",
    ];
    assert_eq!(preview.changes(), wanted);
    let same = bench.workspace.twin_preview(bench.id(), "mine").unwrap();
    assert_eq!(same.changes(), [""; 0]);
}

#[test]
fn emptying_a_connection_takes_what_was_set_by_hand_and_the_roles_that_ended() {
    let bench = following(KEEPS);
    let ada = bench.user("ada");
    set(&bench, &ada, &["Administrator"]);
    let group = bench.group("Editors", &[&ada]);
    let directory = bench.directory();
    let deleted = directory.delete("Group", &group, None, sandbox::Cause::default());
    deleted.wait().unwrap();
    assert_eq!(
        bench.workspace.role_events(bench.id(), &ada).unwrap().len(),
        2
    );
    let people = sandbox::Empty {
        people: true,
        traffic: false,
    };
    bench
        .workspace
        .empty_connection(bench.id(), people)
        .unwrap();
    assert_eq!(kinds(&bench, &ada), []);
    assert_eq!(bench.workspace.role_events(bench.id(), &ada).unwrap(), []);
}
