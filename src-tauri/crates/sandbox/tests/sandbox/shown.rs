//! Filters and orders by what a resource shows, but does not store (RFC 7644 §3.4.2).

use sandbox::Want;
use scim::{Query, ScimType};
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE, refused};

fn query(pairs: &[(&str, &str)]) -> Query {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Query::from_pairs(&pairs).unwrap().value
}

fn names(bench: &Bench, kind: &str, pairs: &[(&str, &str)]) -> String {
    let page = bench
        .directory()
        .query(kind, &query(pairs), Want::ALL)
        .unwrap();
    let names = page.records.iter().map(|record| {
        let name = record.document.get("displayName").unwrap();
        name.as_str().unwrap().to_owned()
    });
    names.collect::<Vec<_>>().join(",")
}

/// Zoe manages Ada, Bob manages Cy, somebody unknown manages Dan. Ada and Cy are in groups.
fn company() -> (Bench, String) {
    let bench = Bench::new();
    let person = |name: &str, manager: Option<&str>| {
        let mut body = json!({"userName": format!("{name}@x"), "displayName": name});
        if let Some(manager) = manager {
            body[ENTERPRISE] = json!({"manager": {"value": manager, "displayName": "Fake"}});
        }
        bench.create("User", body).record.id
    };
    let zoe = person("Zoe", None);
    let bob = person("Bob", None);
    let ada = person("Ada", Some(&zoe));
    let cy = person("Cy", Some(&bob));
    person("Dan", Some("nobody"));
    bench.group("Staff", &[&cy, &ada]);
    bench.group("Alumni", &[&ada]);
    bench.group("Empty", &[]);
    (bench, zoe)
}

#[test]
fn managers_are_found_by_the_name_they_have_and_not_by_one_that_was_sent() {
    let (bench, zoe) = company();
    let found = |filter: &str| names(&bench, "User", &[("filter", filter)]);
    let manager = format!("{ENTERPRISE}:manager");
    assert_eq!(found(&format!("{manager}.displayName eq \"zoe\"")), "Ada");
    assert_eq!(found(&format!("{manager}.displayName eq \"Fake\"")), "");
    assert_eq!(found(&format!("{manager}.displayName pr")), "Ada,Cy");
    assert_eq!(found(&format!("{manager}.$ref pr")), "Ada,Cy");
    assert_eq!(found(&format!("{manager} pr")), "Ada,Cy,Dan");
    assert_eq!(
        found(&format!("{manager}[displayName sw \"b\" and value pr]")),
        "Cy"
    );
    let rename = json!([{"op": "replace", "path": "displayName", "value": "Amy"}]);
    bench.patch("User", &zoe, rename);
    assert_eq!(found(&format!("{manager}.displayName eq \"Amy\"")), "Ada");
    let by = format!("{manager}.displayName");
    let sorted = |order| names(&bench, "User", &[("sortBy", &by), ("sortOrder", order)]);
    assert_eq!(sorted("ascending"), "Ada,Cy,Amy,Bob,Dan");
    assert_eq!(sorted("descending"), "Amy,Bob,Dan,Cy,Ada");
}

#[test]
fn groups_members_and_versions_are_found_as_they_are_shown() {
    let (bench, zoe) = company();
    let people = |filter: &str| names(&bench, "User", &[("filter", filter)]);
    let groups = |filter: &str| names(&bench, "Group", &[("filter", filter)]);
    assert_eq!(people("groups.type eq \"direct\""), "Ada,Cy");
    assert_eq!(people("not (groups.$ref pr)"), "Zoe,Bob,Dan");
    assert_eq!(
        people("groups[type eq \"direct\" and display eq \"Alumni\"]"),
        "Ada"
    );
    assert_eq!(groups("members.$ref pr"), "Staff,Alumni");
    let edit = json!([{"op": "add", "path": "title", "value": "T"}]);
    bench.patch("User", &zoe, edit);
    assert_eq!(people("meta.version eq \"W/\\\"2\\\"\""), "Zoe");
    assert_eq!(
        people("meta.version pr and meta.location pr"),
        "Zoe,Bob,Ada,Cy,Dan"
    );
    let sorted = |kind, by| names(&bench, kind, &[("sortBy", by), ("sortOrder", "descending")]);
    assert_eq!(sorted("User", "meta.version"), "Zoe,Bob,Ada,Cy,Dan");
    assert_eq!(sorted("User", "meta.location"), sorted("User", "id"));
    assert_eq!(sorted("User", "groups.display"), "Zoe,Bob,Dan,Cy,Ada");
    assert_eq!(sorted("Group", "members.display"), "Empty,Staff,Alumni");
}

#[test]
fn comparing_an_address_is_refused_and_asking_for_one_is_not() {
    let (bench, _) = company();
    let refusal = |kind: &str, filter: &str| {
        let query = query(&[("filter", filter)]);
        let error = refused(bench.directory().query(kind, &query, Want::DOCUMENT));
        assert_eq!(error.scim_type, Some(ScimType::InvalidFilter), "{filter}");
        error.detail
    };
    let manager = format!("{ENTERPRISE}:manager.$ref co \"x\"");
    for filter in [
        "meta.location ew \"1\"",
        "groups.$ref co \"Groups\"",
        "userName pr and not (groups[$ref eq \"x\"])",
        &manager,
    ] {
        assert!(
            refusal("User", filter).contains("compare the id"),
            "{filter}"
        );
    }
    refusal("Group", "members.$ref co \"Users\"");
    let by_presence = [("filter", "meta.location eq null")];
    assert_eq!(names(&bench, "User", &by_presence), "");
}
