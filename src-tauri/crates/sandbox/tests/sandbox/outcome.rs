//! What becomes of people by the rules of a twin: their status and whether they could sign in, in lists,
//! filters and numbers.

use sandbox::{ConnectionChange, PeopleQuery, PersonRow, Status, Twins, Verdict, Workspace};
use serde_json::{Value, json};

use crate::bench::Bench;

/// A workspace whose connection follows a twin of its own with these lines.
pub(crate) fn following(rules: &str) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("format = 1\nid = \"mine\"\nname = \"Mine\"\nabout = \"Mine.\"\n{rules}\n");
    std::fs::write(folder.path().join("mine.toml"), text).unwrap();
    let mut twins = Twins::built_in();
    twins.add_folder(folder.path()).unwrap();
    assert_eq!(twins.broken(), []);
    let mut bench = Bench::new();
    bench.workspace.use_twins(twins).unwrap();
    let change = ConnectionChange {
        twin: Some("mine".to_owned()),
        ..ConnectionChange::default()
    };
    let id = bench.id().to_owned();
    bench.connection = bench.workspace.change_connection(&id, change).unwrap();
    bench
}

fn login(attribute: &str, sso: &str) -> String {
    format!("[login]\nattribute = \"{attribute}\"\nsso = \"{sso}\"")
}

/// Somebody with these addresses, the first of them primary.
fn person(bench: &Bench, user_name: &str, addresses: &[&str], active: bool) -> String {
    let emails = addresses.iter().enumerate();
    let emails: Vec<Value> = emails
        .map(|(at, address)| json!({"value": address, "primary": at == 0, "type": "work"}))
        .collect();
    let body = json!({"userName": user_name, "emails": emails, "active": active});
    bench.create("User", body).record.id
}

fn rows(workspace: &Workspace, connection: &str, query: &PeopleQuery) -> Vec<PersonRow> {
    workspace.people(connection, query).unwrap().rows
}

fn all(bench: &Bench) -> Vec<PersonRow> {
    rows(&bench.workspace, bench.id(), &PeopleQuery::default())
}

fn verdict(bench: &Bench, user_name: &str) -> Verdict {
    let found = all(bench)
        .into_iter()
        .find(|row| row.user_name == user_name);
    found.unwrap().sign_in.verdict
}

/// A company in which everything that can be wrong with a login is.
fn company(bench: &Bench) {
    person(bench, "ada@x", &["ada@x"], true);
    person(bench, "Bea@x", &["bea@X"], true);
    person(bench, "cem@upn", &["cem@x"], true);
    person(bench, "dan@upn", &[], true);
    person(bench, "eva@upn", &["ada@x"], true);
    person(bench, "fin@old", &["fin@new", "FIN@old"], true);
    person(bench, "gil@upn", &["gil@x"], false);
    person(bench, "hal@upn", &["SHARED@x"], true);
    person(bench, "ida@upn", &["shared@x"], true);
    person(bench, "jo_y.com#EXT#@x", &["jo@y.com"], true);
}

#[test]
fn a_user_name_that_is_not_the_address_is_named_with_what_would_become_of_it() {
    let bench = following(&login("userName", "email"));
    company(&bench);
    assert_eq!(verdict(&bench, "ada@x"), Verdict::Matches);
    assert_eq!(verdict(&bench, "Bea@x"), Verdict::OtherCase);
    assert_eq!(verdict(&bench, "cem@upn"), Verdict::Differs);
    assert_eq!(verdict(&bench, "dan@upn"), Verdict::Missing);
    assert_eq!(verdict(&bench, "eva@upn"), Verdict::SomebodyElse);
    assert_eq!(verdict(&bench, "fin@old"), Verdict::Matches);
    assert_eq!(verdict(&bench, "gil@upn"), Verdict::Barred);
    let people = all(&bench);
    let eva = people
        .iter()
        .find(|row| row.user_name == "eva@upn")
        .unwrap();
    let ada = people.iter().find(|row| row.user_name == "ada@x").unwrap();
    let other = eva.sign_in.other.clone();
    assert_eq!(other, Some((ada.id.clone(), "ada@x".to_owned())));
    let guests = people.iter().filter(|row| row.sign_in.guest);
    assert_eq!(guests.count(), 1);
}

#[test]
fn where_the_address_is_the_login_nobody_may_share_it() {
    let bench = following(&login("email", "email"));
    company(&bench);
    assert_eq!(verdict(&bench, "ada@x"), Verdict::Shared);
    assert_eq!(verdict(&bench, "eva@upn"), Verdict::Shared);
    assert_eq!(verdict(&bench, "hal@upn"), Verdict::Shared);
    assert_eq!(verdict(&bench, "ida@upn"), Verdict::Shared);
    assert_eq!(verdict(&bench, "cem@upn"), Verdict::Matches);
    assert_eq!(verdict(&bench, "dan@upn"), Verdict::Missing);
}

#[test]
fn the_filter_and_the_number_find_those_whose_verdict_says_so() {
    for attribute in ["userName", "email"] {
        for sso in ["any", "email"] {
            let bench = following(&login(attribute, sso));
            company(&bench);
            let mut told: Vec<String> = all(&bench)
                .into_iter()
                .filter(|row| row.sign_in.verdict.is_refused())
                .map(|row| row.user_name)
                .collect();
            let filter = PeopleQuery {
                not_signing_in: true,
                ..PeopleQuery::default()
            };
            let found = rows(&bench.workspace, bench.id(), &filter);
            let mut found: Vec<String> = found.into_iter().map(|row| row.user_name).collect();
            told.sort();
            found.sort();
            assert_eq!(found, told, "{attribute} {sso}");
            let overview = bench.workspace.overview(bench.id()).unwrap();
            assert_eq!(overview.not_signing_in, told.len() as u64);
            let attention = PeopleQuery {
                needs_attention: true,
                ..PeopleQuery::default()
            };
            let attention = rows(&bench.workspace, bench.id(), &attention);
            for name in &told {
                assert!(attention.iter().any(|row| row.user_name == *name), "{name}");
            }
        }
    }
}

#[test]
fn a_mended_login_is_judged_anew_with_those_whom_it_was_in_the_way_of() {
    let bench = following(&login("email", "email"));
    let ada = person(&bench, "ada@x", &["team@x"], true);
    person(&bench, "bea@x", &["team@x"], true);
    assert_eq!(verdict(&bench, "bea@x"), Verdict::Shared);
    let mended = json!([{"op": "replace", "path": "emails", "value": [{"value": "ada@x"}]}]);
    bench.patch("User", &ada, mended);
    assert_eq!(verdict(&bench, "ada@x"), Verdict::Matches);
    assert_eq!(verdict(&bench, "bea@x"), Verdict::Matches);
}

#[test]
fn people_are_filtered_by_what_the_twin_makes_of_them() {
    let bench = following("[leaving]\ninactive = \"disable\"");
    company(&bench);
    let having = |status| {
        let query = PeopleQuery {
            status: Some(status),
            ..PeopleQuery::default()
        };
        bench.workspace.people(bench.id(), &query).unwrap().total
    };
    assert_eq!(having(Status::Active), 9);
    assert_eq!(having(Status::Disabled), 1);
    for none in [Status::Deactivated, Status::Staged, Status::Removed] {
        assert_eq!(having(none), 0, "{none:?}");
    }
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!(overview.inactive_status, Status::Disabled);
}

#[test]
fn who_is_deleted_is_disabled_where_the_twin_says_so_and_gone_for_scim() {
    let bench = following("[leaving]\ndeleted = \"disable\"");
    let ada = person(&bench, "ada@x", &[], true);
    let deleted = bench
        .directory()
        .delete("User", &ada, None, sandbox::Cause::default());
    deleted.wait().unwrap();
    let none = bench.directory().read("User", &ada, sandbox::Want::ALL);
    assert_eq!(none.unwrap(), None);
    let removed = bench.workspace.removed_resource(bench.id(), &ada);
    assert_eq!(removed.unwrap().unwrap().row.status, Status::Disabled);
    let page = bench
        .workspace
        .removed(bench.id(), &sandbox::RemovedQuery::default());
    assert_eq!(page.unwrap().rows[0].status, Status::Disabled);
}
