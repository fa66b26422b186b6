//! Lists: filters, order, pages (RFC 7644 §3.4.2).

use sandbox::{Cause, Page, Want};
use scim::Query;
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE, query, refused};

fn list(bench: &Bench, kind: &str, pairs: &[(&str, &str)]) -> Page {
    bench
        .directory()
        .query(kind, &query(pairs), Want::ALL)
        .unwrap()
}

fn names(page: &Page) -> Vec<&str> {
    let key = |kind: &str| {
        if kind == "User" {
            "userName"
        } else {
            "displayName"
        }
    };
    let name = |record: &'_ sandbox::Record| record.document.get(key(&record.kind)).is_some();
    assert!(page.records.iter().all(name));
    page.records
        .iter()
        .filter_map(|record| record.document[key(&record.kind)].as_str())
        .collect()
}

fn found<'a>(bench: &Bench, filter: &str, page: &'a mut Option<Page>) -> Vec<&'a str> {
    names(page.insert(list(bench, "User", &[("filter", filter)])))
}

macro_rules! assert_found {
    ($bench:expr, $filter:expr, $expected:expr) => {{
        let expected: &[&str] = &$expected;
        assert_eq!(found(&$bench, $filter, &mut None), expected, "{}", $filter);
    }};
}

/// Ada manages Grace; Grace is inactive; both are in Staff.
fn company() -> (Bench, String, String, String) {
    let bench = Bench::new();
    let ada = bench
        .create("User", json!({
            "userName": "Ada@x", "externalId": "EXT-1", "displayName": "Ada Ångström",
            "title": "Lead", "active": true,
            "emails": [{"value": "Ada@work.x", "type": "work"}, {"value": "ada@home.x", "type": "home"}],
            ENTERPRISE: {"department": "Finance"},
        }))
        .record
        .id;
    bench.advance(60);
    let grace = bench
        .create(
            "User",
            json!({
                "userName": "grace@x", "active": false, "nickName": "Amazing",
                "emails": [{"value": "grace@home.x", "type": "home", "primary": true}],
                ENTERPRISE: {"department": "finance", "manager": {"value": ada}},
            }),
        )
        .record
        .id;
    let staff = bench.group("Staff", &[&ada, &grace]);
    bench.group("Empty", &[]);
    (bench, ada, grace, staff)
}

#[test]
fn columns_compare_with_the_case_rules_of_the_schema() {
    let (bench, ada, ..) = company();
    assert_found!(bench, "userName eq \"ADA@X\"", ["Ada@x"]);
    assert_found!(bench, "externalId eq \"EXT-1\"", ["Ada@x"]);
    assert_found!(bench, "externalId eq \"ext-1\"", []);
    assert_found!(bench, &format!("id eq \"{ada}\""), ["Ada@x"]);
    assert_found!(bench, "displayName co \"ÅNG\"", ["Ada@x"]);
    assert_found!(bench, "title sw \"le\"", ["Ada@x"]);
    assert_found!(bench, "title ew \"AD\"", ["Ada@x"]);
    assert_found!(bench, "userName gt \"ada@x\"", ["grace@x"]);
    assert_found!(bench, "userName le \"ADA@X\"", ["Ada@x"]);
    assert_found!(bench, "department eq \"FINANCE\"", ["Ada@x", "grace@x"]);
    assert_found!(
        bench,
        &format!("{ENTERPRISE}:department eq \"finance\""),
        ["Ada@x", "grace@x"]
    );
}

#[test]
fn a_missing_attribute_satisfies_ne_and_not_but_nothing_else() {
    let (bench, ..) = company();
    assert_found!(bench, "title ne \"Lead\"", ["grace@x"]);
    assert_found!(bench, "not (title eq \"Lead\")", ["grace@x"]);
    assert_found!(bench, "title pr", ["Ada@x"]);
    assert_found!(bench, "not (title pr)", ["grace@x"]);
    assert_found!(bench, "title eq null", ["grace@x"]);
    assert_found!(bench, "not (title co \"z\")", ["Ada@x", "grace@x"]);
    assert_found!(bench, "nickName eq \"amazing\"", ["grace@x"]);
    assert_found!(bench, "nickName ne \"amazing\"", ["Ada@x"]);
}

#[test]
fn booleans_may_be_written_as_text() {
    let (bench, ..) = company();
    assert_found!(bench, "active eq true", ["Ada@x"]);
    assert_found!(bench, "active eq \"False\"", ["grace@x"]);
    assert_found!(bench, "active ne true", ["grace@x"]);
    assert_found!(bench, "active pr and userName pr", ["Ada@x", "grace@x"]);
}

#[test]
fn several_values_match_when_one_does() {
    let (bench, ..) = company();
    assert_found!(bench, "emails.value eq \"ADA@HOME.X\"", ["Ada@x"]);
    assert_found!(bench, "emails eq \"grace@home.x\"", ["grace@x"]);
    assert_found!(
        bench,
        "emails[type eq \"work\" and value eq \"ada@home.x\"]",
        []
    );
    assert_found!(
        bench,
        "emails[type eq \"home\" and value eq \"ada@home.x\"]",
        ["Ada@x"]
    );
    assert_found!(
        bench,
        "emails[type eq \"home\"].value eq \"ada@home.x\"",
        ["Ada@x"]
    );
    assert_found!(bench, "emails[type eq \"work\"]", ["Ada@x"]);
    assert_found!(
        bench,
        "emails.type eq \"home\" and emails.primary eq true",
        ["grace@x"]
    );
}

#[test]
fn managers_and_memberships_are_answered_from_their_rows() {
    let (bench, ada, grace, staff) = company();
    assert_found!(bench, &format!("manager eq \"{ada}\""), ["grace@x"]);
    assert_found!(
        bench,
        &format!("manager.value eq \"{ada}\" and id eq \"{grace}\""),
        ["grace@x"]
    );
    assert_found!(bench, "manager pr", ["grace@x"]);
    assert_found!(bench, "not (manager pr)", ["Ada@x"]);
    assert_found!(
        bench,
        &format!("groups eq \"{staff}\""),
        ["Ada@x", "grace@x"]
    );
    assert_found!(bench, "groups.display eq \"staff\"", ["Ada@x", "grace@x"]);
    let groups = |filter: &str| {
        let page = list(&bench, "Group", &[("filter", filter)]);
        names(&page).join(",")
    };
    assert_eq!(groups(&format!("members eq \"{ada}\"")), "Staff");
    assert_eq!(groups(&format!("members[value eq \"{grace}\"]")), "Staff");
    assert_eq!(
        groups(&format!("id eq \"{staff}\" and members.value eq \"{ada}\"")),
        "Staff"
    );
    assert_eq!(
        groups(&format!("members.value eq \"{}\"", ada.to_uppercase())),
        "Staff"
    );
    assert_eq!(
        groups(&format!(
            "members[value eq \"{ada}\" and type eq \"Group\"]"
        )),
        ""
    );
    assert_eq!(groups("members pr"), "Staff");
    assert_eq!(groups("not (members pr)"), "Empty");
    assert_eq!(groups("members.value eq \"nobody\""), "");
    assert_eq!(groups("displayName eq \"STAFF\""), "Staff");
}

#[test]
fn times_compare_as_instants() {
    let (bench, ..) = company();
    assert_found!(
        bench,
        "meta.created gt \"2026-01-05T08:00:00Z\"",
        ["grace@x"]
    );
    assert_found!(
        bench,
        "meta.created eq \"2026-01-05T09:00:00+01:00\"",
        ["Ada@x"]
    );
    assert_found!(
        bench,
        "meta.lastModified lt \"2026-01-05T08:00:00.0005Z\"",
        ["Ada@x"]
    );
    assert_found!(
        bench,
        "meta.created ge \"2026-01-05\"",
        ["Ada@x", "grace@x"]
    );
    assert_found!(bench, "meta.resourceType eq \"User\"", ["Ada@x", "grace@x"]);
    assert_found!(bench, "meta.resourceType eq \"Group\"", []);
}

#[test]
fn text_in_a_filter_is_never_sql() {
    let (bench, ..) = company();
    for nasty in ["' OR 1=1 --", "%", "_", "\\u0000", "\\\"", "$.x", "]"] {
        assert_found!(bench, &format!("userName eq \"{nasty}\""), []);
        assert_found!(bench, &format!("nickName co \"{nasty}\""), []);
        assert_found!(bench, &format!("members.value eq \"{nasty}\""), []);
    }
    assert_found!(bench, "urn:x:y:drop eq \"1\"", []);
}

#[test]
fn a_filter_the_rfc_forbids_is_refused() {
    let (bench, ..) = company();
    // Reading refuses it as well; a caller may also build the filter itself.
    let filter = scim::Filter::Compare {
        path: scim::AttributePath::of("active"),
        op: scim::filter::Op::Gt,
        value: scim::filter::Literal::Bool(true),
    };
    let query = Query {
        filter: Some(filter),
        ..Query::default()
    };
    let error = refused(bench.directory().query("User", &query, Want::DOCUMENT));
    assert_eq!(error.scim_type, Some(scim::ScimType::InvalidFilter));
}

#[test]
fn pages_follow_the_order_of_creation_and_do_not_shift() {
    let bench = Bench::new();
    for n in 0..7 {
        bench.user(&format!("u{n}@x"));
    }
    let first = list(&bench, "User", &[("count", "3")]);
    assert_eq!(
        (names(&first), first.total, first.start_index),
        (vec!["u0@x", "u1@x", "u2@x"], 7, 1)
    );
    let second = list(&bench, "User", &[("count", "3"), ("startIndex", "4")]);
    assert_eq!(
        (names(&second), second.start_index),
        (vec!["u3@x", "u4@x", "u5@x"], 4)
    );
    let beyond = list(&bench, "User", &[("startIndex", "99")]);
    assert_eq!((beyond.records.len(), beyond.total), (0, 7));
    let none = list(&bench, "User", &[("count", "0")]);
    assert_eq!((none.records.len(), none.total), (0, 7));
    let filtered = list(
        &bench,
        "User",
        &[("filter", "userName co \"u\""), ("count", "2")],
    );
    assert_eq!((filtered.records.len(), filtered.total), (2, 7));
}

#[test]
fn a_page_has_a_hundred_records_unless_asked_and_a_thousand_at_most() {
    let bench = Bench::new();
    let writes: Vec<_> = (0..1_005)
        .map(|n| {
            let body = json!({"userName": format!("u{n}@x")});
            bench.directory().create("User", body, Cause::default())
        })
        .collect();
    for write in writes {
        write.wait().unwrap();
    }
    let page = list(&bench, "User", &[]);
    assert_eq!((page.records.len(), page.total), (100, 1_005));
    let most = list(&bench, "User", &[("count", "5000")]);
    assert_eq!(most.records.len(), 1_000);
    assert_eq!(most.findings[0].rule, "RFC-page-size");
}

#[test]
fn sorting_puts_those_without_a_value_last_and_first_when_descending() {
    let bench = Bench::new();
    for (name, title, city) in [
        ("b@x", Some("beta"), "Zug"),
        ("A@x", None, "Aarau"),
        ("c@x", Some("Alpha"), "Bern"),
    ] {
        let mut body = json!({"userName": name, "addresses": [{"type": "work", "locality": city}]});
        if let Some(title) = title {
            body["title"] = title.into();
        }
        bench.create("User", body);
    }
    let sorted = |by: &str, order: &str| {
        let page = list(&bench, "User", &[("sortBy", by), ("sortOrder", order)]);
        names(&page).join(",")
    };
    assert_eq!(sorted("userName", "ascending"), "A@x,b@x,c@x");
    assert_eq!(sorted("title", "ascending"), "c@x,b@x,A@x");
    assert_eq!(sorted("title", "descending"), "A@x,b@x,c@x");
    assert_eq!(sorted("addresses.locality", "ascending"), "A@x,c@x,b@x");
    assert_eq!(
        sorted("meta.created", "descending"),
        "b@x,A@x,c@x",
        "equal ones keep their order"
    );
    assert_eq!(sorted("nonsense", "ascending"), "b@x,A@x,c@x");
}
