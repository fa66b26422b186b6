//! Names for the ids in changes, and exchanges that are in the log.

use std::collections::{HashMap, HashSet};

use sandbox::{Cause, Error};
use serde_json::json;

use crate::bench::Bench;

fn names(bench: &Bench, references: &[&str]) -> HashMap<String, String> {
    let references = references.iter().map(|text| (*text).to_owned()).collect();
    bench.workspace.names(bench.id(), references).unwrap()
}

#[test]
fn a_reference_has_the_name_of_whom_it_leads_to_by_id_external_id_or_user_name() {
    let bench = Bench::new();
    let ada = json!({"userName": "ada@x", "externalId": "M-1", "displayName": "Ada Byron"});
    let ada = bench.create("User", ada).record.id;
    let staff = bench.group("Staff", &[]);
    let found = names(&bench, &[&ada, "M-1", "ADA@x", &staff, "nobody"]);
    let expected = [
        (ada.as_str(), "Ada Byron"),
        ("M-1", "Ada Byron"),
        ("ADA@x", "Ada Byron"),
        (staff.as_str(), "Staff"),
    ];
    let expected = expected.map(|(reference, name)| (reference.to_owned(), name.to_owned()));
    assert_eq!(found, HashMap::from(expected));
}

#[test]
fn whoever_was_deleted_keeps_the_last_name() {
    let bench = Bench::new();
    let ada = json!({"userName": "ada@x", "displayName": "Ada Byron"});
    let ada = bench.create("User", ada).record.id;
    let married = json!([{"op": "replace", "path": "displayName", "value": "Ada Lovelace"}]);
    bench.patch("User", &ada, married);
    let bram = bench.user("bram@x");
    for id in [&ada, &bram] {
        let gone = bench.directory().delete("User", id, None, Cause::default());
        gone.wait().unwrap();
    }
    let found = names(&bench, &[&ada, &bram]);
    assert_eq!(found[&ada], "Ada Lovelace");
    assert_eq!(found[&bram], "bram@x");
}

#[test]
fn names_of_another_connection_stay_there() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let other = sandbox::NewConnection {
        name: "Other".into(),
        ..Default::default()
    };
    let other = bench.workspace.add_connection(other).unwrap();
    let references = HashSet::from([ada]);
    let found = bench
        .workspace
        .names(&other.id, references.clone())
        .unwrap();
    assert_eq!(found, HashMap::new());
    assert!(matches!(
        bench.workspace.names("scim_conn_nowhere", references),
        Err(Error::UnknownConnection(_))
    ));
}

#[test]
fn only_exchanges_in_the_log_count_as_recorded() {
    let bench = Bench::new();
    let (kept, never) = (bench.exchange(), bench.exchange());
    bench.workspace.record(kept.clone());
    bench.await_exchanges(1);
    let numbers = [kept.number, never.number];
    let recorded = || bench.workspace.recorded(&numbers).unwrap();
    assert_eq!(recorded(), HashSet::from([kept.number]));
    bench.workspace.clear_traffic(None).unwrap();
    assert_eq!(recorded(), HashSet::new());
}
