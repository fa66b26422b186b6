//! Groups: members are rows, and an edit touches only the rows it names.

use sandbox::{Cause, ChangeKind, ConnectionChange, Member, Want};
use scim::ScimType;
use serde_json::{Value, json};

use crate::bench::{Bench, refused};

fn member(value: &str, display: &str, kind: &str) -> Member {
    Member {
        value: value.into(),
        display: Some(display.into()),
        kind: Some(kind.into()),
    }
}

fn add(ids: &[&str]) -> Value {
    let values: Vec<_> = ids.iter().map(|id| json!({"value": id})).collect();
    json!([{"op": "add", "path": "members", "value": values}])
}

#[test]
fn members_are_kept_in_the_order_they_were_added_with_kind_and_name() {
    let bench = Bench::new();
    let ada = bench
        .create("User", json!({"userName": "ada@x", "displayName": "Ada"}))
        .record
        .id;
    let grace = bench.user("grace@x");
    let inner = bench.group("Inner", &[]);
    let group = bench.group("Staff", &[&grace, &inner, &ada]);
    let members = bench.read("Group", &group).members.unwrap();
    assert_eq!(
        members,
        [
            member(&grace, "grace@x", "User"),
            member(&inner, "Inner", "Group"),
            member(&ada, "Ada", "User")
        ]
    );
    assert!(!bench.read("Group", &group).document.contains_key("members"));
    let without = bench
        .directory()
        .read("Group", &group, Want::DOCUMENT)
        .unwrap()
        .unwrap();
    assert_eq!(without.members, None);
}

#[test]
fn adding_one_to_a_thousand_members_touches_one_row() {
    let bench = Bench::new();
    let ids: Vec<String> = (0..1_000).map(|n| format!("member-{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let group = bench.group("Everybody", &ids);
    let late = bench.user("late@x");
    let before = member_rows(&bench);
    let written = bench.patch("Group", &group, add(&[&late]));
    assert_eq!(
        written.member_changes.added,
        [member(&late, "late@x", "User")]
    );
    assert_eq!(written.member_changes.removed, []);
    assert_eq!(written.member_changes.total_after, 1_001);
    let after = member_rows(&bench);
    assert_eq!(
        after[..1_000],
        before[..],
        "not one of the thousand rows was written again"
    );
    assert_eq!(after.len(), 1_001);
    let timeline = bench
        .workspace
        .timeline(bench.id(), "Group", &group)
        .unwrap();
    assert_eq!(timeline[0].member_changes, written.member_changes);
    assert_eq!(
        timeline[0].changes,
        [],
        "the list itself is no attribute change"
    );
}

/// Row numbers and values of all memberships, in order; a row written anew has a new number.
fn member_rows(bench: &Bench) -> Vec<(i64, String)> {
    let db = rusqlite::Connection::open(bench.path()).unwrap();
    let mut all = db
        .prepare("SELECT row, value FROM members ORDER BY row")
        .unwrap();
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn members_are_removed_by_list_and_by_filter() {
    let bench = Bench::new();
    let group = bench.group("G", &["a", "b", "c", "d"]);
    bench.patch(
        "Group",
        &group,
        json!([{"op": "Remove", "path": "members", "value": [{"value": "b"}]}]),
    );
    assert_eq!(bench.members(&group), ["a", "c", "d"]);
    bench.patch(
        "Group",
        &group,
        json!([{"op": "remove", "path": "members[value eq \"c\"]"}]),
    );
    assert_eq!(bench.members(&group), ["a", "d"]);
    let filter = "members[value sw \"a\" or value eq \"zzz\"]";
    let written = bench.patch("Group", &group, json!([{"op": "remove", "path": filter}]));
    assert_eq!(bench.members(&group), ["d"]);
    assert_eq!(written.member_changes.total_after, 1);
    bench.patch(
        "Group",
        &group,
        json!([{"op": "remove", "path": "members"}]),
    );
    assert_eq!(bench.members(&group), [""; 0]);
}

#[test]
fn a_replaced_list_tells_who_came_and_who_went_and_keeps_the_others_rows() {
    let bench = Bench::new();
    let group = bench.group("G", &["a", "b", "c"]);
    let before = member_rows(&bench);
    let values = json!([{"value": "c"}, {"value": "x"}, {"value": "a"}]);
    let written = bench.patch(
        "Group",
        &group,
        json!([{"op": "replace", "path": "members", "value": values}]),
    );
    let names = |members: &[Member]| members.iter().map(|m| m.value.clone()).collect::<Vec<_>>();
    assert_eq!(names(&written.member_changes.added), ["x"]);
    assert_eq!(names(&written.member_changes.removed), ["b"]);
    let after = member_rows(&bench);
    assert_eq!((&after[0], &after[1]), (&before[0], &before[2]));
}

#[test]
fn drift_and_duplicates_are_noted_and_change_nothing() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let group = bench.group("G", &[&ada]);
    let rules = |written: &sandbox::Written| {
        written
            .findings
            .iter()
            .map(|f| f.rule.to_string())
            .collect::<Vec<_>>()
    };
    let again = bench.patch("Group", &group, add(&[&ada]));
    assert!(!again.changed);
    assert!(
        rules(&again).contains(&"UPD-22".to_owned()),
        "{:?}",
        again.findings
    );
    let gone = bench.patch(
        "Group",
        &group,
        json!([{"op": "remove", "path": "members[value eq \"no\"]"}]),
    );
    assert!(!gone.changed);
    assert!(
        rules(&gone).contains(&"UPD-23".to_owned()),
        "{:?}",
        gone.findings
    );
    let unknown = bench.patch("Group", &group, add(&["not-here"]));
    assert!(unknown.changed);
    assert!(
        rules(&unknown).contains(&"CRT-20".to_owned()),
        "{:?}",
        unknown.findings
    );
    assert_eq!(
        bench.read("Group", &group).version,
        2,
        "only the last one counted"
    );
}

#[test]
fn many_members_that_are_not_here_make_one_finding() {
    let bench = Bench::new();
    let group = bench.group("G", &[]);
    let written = bench.patch("Group", &group, add(&["a", "b", "c"]));
    let details: Vec<_> = written
        .findings
        .iter()
        .filter(|f| f.rule == "CRT-20")
        .map(|f| f.detail.as_str())
        .collect();
    assert_eq!(details, ["The member 'a' and 2 more are not here (yet)."]);
}

#[test]
fn added_and_removed_in_one_request_is_no_change() {
    let bench = Bench::new();
    let group = bench.group("G", &["a"]);
    let written = bench.patch(
        "Group",
        &group,
        json!([
            {"op": "add", "path": "members", "value": [{"value": "b"}]},
            {"op": "remove", "path": "members[value eq \"b\"]"},
        ]),
    );
    assert!(written.member_changes.is_empty() && !written.changed);
    assert_eq!(written.member_changes.total_after, 1);
}

#[test]
fn a_replacement_without_members_clears_them() {
    let bench = Bench::new();
    let group = bench.group("G", &["a", "b"]);
    let body = json!({"displayName": "G"});
    let outcome = bench
        .directory()
        .replace("Group", &group, body, None, Cause::default())
        .wait();
    assert_eq!(outcome.unwrap().member_changes.removed.len(), 2);
    assert_eq!(bench.members(&group), [""; 0]);
}

#[test]
fn the_groups_of_a_user_come_from_the_memberships() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let staff = bench.group("Staff", &[&ada]);
    let admins = bench.group("admins", &[]);
    bench.patch("Group", &admins, add(&[&ada]));
    let groups = bench.read("User", &ada).groups.unwrap();
    assert_eq!(
        groups,
        [
            member(&admins, "admins", "Group"),
            member(&staff, "Staff", "Group")
        ]
    );
    bench
        .directory()
        .delete("Group", &staff, None, Cause::default())
        .wait()
        .unwrap();
    assert_eq!(bench.read("User", &ada).groups.unwrap().len(), 1);
}

#[test]
fn a_deleted_user_leaves_its_groups_and_their_timelines_tell() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let staff = bench.group("Staff", &[&ada, "other"]);
    let cause = Cause {
        exchange: Some(418),
        token_id: None,
    };
    let deleted = bench
        .directory()
        .delete("User", &ada, None, cause)
        .wait()
        .unwrap();
    assert_eq!(deleted.memberships, [member(&staff, "Staff", "Group")]);
    assert_eq!(bench.members(&staff), ["other"]);
    let entry = &bench
        .workspace
        .timeline(bench.id(), "Group", &staff)
        .unwrap()[0];
    assert_eq!(
        (entry.change_kind, entry.exchange),
        (ChangeKind::MemberDeleted, Some(418))
    );
    assert_eq!(
        entry.member_changes.removed,
        [member(&ada, "ada@x", "User")]
    );
    assert_eq!(entry.member_changes.total_after, 1);
}

#[test]
fn a_member_that_arrives_later_gets_its_kind_and_name() {
    let bench = Bench::new();
    let outer = bench.group("Outer", &["later"]);
    let before = bench.read("Group", &outer).members.unwrap();
    assert_eq!(
        before,
        [Member {
            value: "later".into(),
            display: None,
            kind: None
        }]
    );
    let sent =
        json!({"displayName": "G", "members": [{"value": "x", "type": "User", "display": "X"}]});
    let group = bench.create("Group", sent).record.id;
    assert_eq!(
        bench.read("Group", &group).members.unwrap(),
        [member("x", "X", "User")]
    );
}

/// Okta always sends the name of the day along, and `display` is immutable (RFC 7643 §2.4).
#[test]
fn another_name_than_a_member_has_is_noted_and_stays() {
    let bench = Bench::new();
    let [ada, grace] = [bench.user("ada@x"), bench.user("grace@x")];
    let sent = json!({"displayName": "G", "members": [{"value": ada, "display": "Old"}, {"value": grace}]});
    let group = bench.create("Group", sent);
    let noted = |findings: &[scim::Finding]| {
        let mut rules = findings.iter().map(|finding| finding.rule.as_ref());
        rules.any(|rule| rule == "RFC-member-display")
    };
    assert!(noted(&group.findings));
    let rename = json!([{"op": "add", "path": "displayName", "value": "New"}]);
    for person in [&ada, &grace] {
        bench.patch("User", person, rename.clone());
    }
    let members = bench.read("Group", &group.record.id).members.unwrap();
    assert_eq!(
        members,
        [member(&ada, "Old", "User"), member(&grace, "New", "User")]
    );
    let again =
        json!([{"op": "add", "path": "members", "value": [{"value": grace, "display": "New"}]}]);
    let written = bench.patch("Group", &group.record.id, again);
    assert!(
        !noted(&written.findings),
        "the name that she has is no remark"
    );
}

#[test]
fn a_rename_along_with_member_edits_is_one_version() {
    let bench = Bench::new();
    let group = bench.group("Old", &["a"]);
    let written = bench.patch(
        "Group",
        &group,
        json!([
            {"op": "replace", "value": {"id": group, "displayName": "New"}},
            {"op": "add", "path": "members", "value": [{"value": "b"}]},
        ]),
    );
    assert_eq!(written.record.version, 2);
    assert_eq!(written.record.document["displayName"], "New");
    assert_eq!(bench.members(&group), ["a", "b"]);
    assert_eq!(written.changes.len(), 1);
}

#[test]
fn a_removal_that_names_nobody_is_noted_and_removes_nobody() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let group = bench.group("Staff", &[&ada]);
    for nobody in [json!([]), json!([{}]), json!([{"display": "ada@x"}])] {
        let remove = json!([{"op": "remove", "path": "members", "value": nobody}]);
        let written = bench.patch("Group", &group, remove);
        assert!(!written.changed);
        let mut rules = written.findings.iter().map(|finding| &finding.rule);
        assert!(rules.any(|rule| rule == "RFC-remove-nobody"), "{nobody}");
    }
}

#[test]
fn a_password_is_kept_of_no_type_in_no_spelling() {
    let bench = Bench::new();
    let group = bench.create(
        "Group",
        json!({"displayName": "Staff", "password": "s3cret", "PassWord": "s3cret"}),
    );
    assert!(!format!("{:?}", group.record.document).contains("s3cret"));
}

/// Operations on members that change nothing a strict server would let through.
fn senseless(ada: &str, grace: &str) -> Vec<(&'static str, String, Value, ScimType)> {
    use ScimType::{Mutability, NoTarget};
    let one = |part: &str| format!("members[value eq \"{ada}\"]{part}");
    let none = "members[value eq \"zz\"]".to_owned();
    let groups = "members[type eq \"Group\"]".to_owned();
    vec![
        ("remove", none.clone(), Value::Null, NoTarget),
        ("remove", groups.clone(), Value::Null, NoTarget),
        ("add", none.clone(), json!({"value": grace}), NoTarget),
        ("add", none.clone(), json!({}), NoTarget),
        ("add", groups.clone(), json!({"value": grace}), NoTarget),
        ("replace", none, json!({"value": ada}), NoTarget),
        ("replace", one(".value"), json!(grace), Mutability),
        ("replace", one(".type"), json!("Group"), Mutability),
        ("replace", one(".display"), json!("A"), Mutability),
        (
            "replace",
            "members.display".to_owned(),
            json!("A"),
            Mutability,
        ),
        ("add", groups + ".value", json!(grace), Mutability),
    ]
}

#[test]
fn a_strict_connection_refuses_paths_that_select_no_member_or_change_what_is_fixed() {
    let bench = Bench::new();
    let [ada, grace] = [bench.user("ada@x"), bench.user("grace@x")];
    let group = bench.group("Staff", &[&ada]);
    let edits = senseless(&ada, &grace);
    for (op, path, value, _) in &edits {
        let edit = json!([{"op": op, "path": path, "value": value}]);
        let written = bench.patch("Group", &group, edit);
        let told = written
            .findings
            .iter()
            .any(|finding| finding.strict.is_some());
        assert!(told, "{op} {path}");
        let back = json!([{"op": "replace", "path": "members", "value": [{"value": ada}]}]);
        bench.patch("Group", &group, back);
    }
    let strict = ConnectionChange {
        strictness: Some(scim::Strictness::Strict),
        ..ConnectionChange::default()
    };
    let strict = bench
        .workspace
        .change_connection(bench.id(), strict)
        .unwrap();
    for (op, path, value, expected) in edits {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": op, "path": path, "value": value}],
        });
        let outcome = bench
            .workspace
            .directory(&strict)
            .patch("Group", &group, body, None, Cause::default())
            .wait();
        assert_eq!(refused(outcome).scim_type, Some(expected), "{op} {path}");
    }
    assert_eq!(bench.members(&group), [ada]);
}

#[test]
fn each_role_tells_which_exchange_added_the_person_and_since_when() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let called = bench.exchange();
    bench.workspace.record(called.clone());
    bench.await_exchanges(1);
    let first = bench.group("Readers", &[&ada]);
    let second = bench.group("Editors", &[]);
    bench.advance(60);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "add", "path": "members", "value": [{"value": ada}]}],
    });
    let cause = sandbox::Cause {
        exchange: Some(called.number),
        token_id: None,
    };
    let again = bench.directory().patch("Group", &second, body, None, cause);
    again.wait().unwrap();
    let person = bench.workspace.person(bench.id(), &ada).unwrap().unwrap();
    let told: Vec<_> = person
        .role_sources
        .iter()
        .map(|role| {
            let since = role.since.unwrap().duration_since(person.record.created);
            (role.id.as_str(), since.as_secs(), role.exchange)
        })
        .collect();
    assert_eq!(
        told,
        [
            (second.as_str(), 60, Some(called.number)),
            (first.as_str(), 0, None)
        ]
    );
}
