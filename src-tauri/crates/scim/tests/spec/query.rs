//! List parameters, RFC 7644 §3.4.2.

use scim::{Query, ScimType, Strictness};

use crate::support::{kind, registry, rules};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn read(list: &[(&str, &str)]) -> Query {
    Query::from_pairs(&pairs(list)).expect("a query").value
}

fn noted(list: &[(&str, &str)]) -> Vec<String> {
    let found = Query::from_pairs(&pairs(list)).expect("a query");
    rules(&found.findings)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn without_parameters_everything_is_listed_from_the_first() {
    assert_eq!(read(&[]), Query::default());
    assert_eq!(Query::default().start_index, 1);
    assert_eq!(Query::default().count, None);
}

#[test]
fn all_parameters_are_read() {
    let query = read(&[
        ("filter", "userName eq \"ada\""),
        ("startIndex", "11"),
        ("count", "10"),
        ("sortBy", "name.familyName"),
        ("sortOrder", "descending"),
        ("attributes", "userName,name.givenName"),
    ]);
    assert_eq!(
        query.filter.expect("a filter").to_string(),
        "userName eq \"ada\""
    );
    assert_eq!((query.start_index, query.count), (11, Some(10)));
    assert_eq!(
        query.sort_by.expect("sorted").to_string(),
        "name.familyName"
    );
    assert!(query.descending);
    assert!(query.projection.wants(registry(), kind("User"), "userName"));
    assert!(!query.projection.wants(registry(), kind("User"), "emails"));
}

#[test]
fn a_start_below_one_is_one_and_a_count_below_zero_is_zero() {
    for (sent, start) in [("0", 1), ("-5", 1), ("1", 1), ("7", 7)] {
        assert_eq!(read(&[("startIndex", sent)]).start_index, start);
    }
    for (sent, count) in [("0", 0), ("-1", 0), ("25", 25)] {
        assert_eq!(read(&[("count", sent)]).count, Some(count));
    }
    assert!(
        noted(&[("startIndex", "0"), ("count", "-1")]).is_empty(),
        "the RFC says so"
    );
}

#[test]
fn a_number_that_is_none_falls_back_and_is_noted() {
    let list = [("startIndex", "first"), ("count", "1e3")];
    assert_eq!((read(&list).start_index, read(&list).count), (1, None));
    assert_eq!(noted(&list), ["RFC-paging-number", "RFC-paging-number"]);
    let strict = Query::from_pairs(&pairs(&list))
        .expect("a query")
        .judge(Strictness::Strict);
    assert_eq!(
        strict.expect_err("strict").error.scim_type,
        Some(ScimType::InvalidValue)
    );
}

#[test]
fn names_of_parameters_are_read_without_regard_to_case() {
    let query = read(&[
        ("STARTINDEX", "3"),
        ("Filter", "title pr"),
        ("excludedattributes", "emails"),
    ]);
    assert_eq!(query.start_index, 3);
    assert!(query.filter.is_some());
    assert!(!query.projection.wants(registry(), kind("User"), "emails"));
}

#[test]
fn unknown_parameters_are_ignored_and_entras_flag_is_named() {
    assert_eq!(noted(&[("aadOptscim062020", "")]), ["CONN-17"]);
    assert_eq!(noted(&[("AzureAdScimPatch062020", "")]), ["CONN-17"]);
    assert_eq!(noted(&[("tenant", "x")]), ["RFC-unknown-parameter"]);
    let found = Query::from_pairs(&pairs(&[("aadOptscim062020", "")])).expect("a query");
    assert!(found.judge(Strictness::Strict).is_ok());
}

#[test]
fn a_bad_filter_is_refused() {
    let error = Query::from_pairs(&pairs(&[("filter", "userName eq")])).expect_err("bad");
    assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
}

#[test]
fn an_empty_filter_lists_everything_and_is_noted() {
    assert_eq!(read(&[("filter", " ")]).filter, None);
    assert_eq!(noted(&[("filter", "")]), ["RFC-empty-filter"]);
}

#[test]
fn odd_sorting_is_noted_and_not_fatal() {
    assert_eq!(noted(&[("sortOrder", "down")]), ["RFC-sort-order"]);
    assert!(!read(&[("sortOrder", "down")]).descending);
    assert!(read(&[("sortOrder", "DESCENDING")]).descending);
    assert_eq!(noted(&[("sortBy", "a b")]), ["RFC-sort-by"]);
    assert_eq!(read(&[("sortBy", "a b")]).sort_by, None);
}

#[test]
fn check_judges_the_filter() {
    let query = read(&[("filter", "active gt \"x\"")]);
    assert!(query.check(registry(), kind("User")).is_err());
    assert_eq!(read(&[]).check(registry(), kind("User")), Ok(Vec::new()));
    let unsortable = read(&[("sortBy", "shoeSize")]);
    let findings = unsortable
        .check(registry(), kind("User"))
        .expect("findings");
    assert_eq!(rules(&findings), ["UPD-20"]);
    assert!(findings[0].strict.is_some());
    let unknown = read(&[("filter", "shoeSize eq 42")]);
    let findings = unknown.check(registry(), kind("User")).expect("findings");
    assert_eq!(rules(&findings), ["UPD-20"]);
}

#[test]
fn a_parameter_that_is_sent_twice_counts_the_second_time_and_is_noted() {
    let list = [("filter", "title pr"), ("filter", "active eq true")];
    let query = read(&list);
    assert_eq!(
        query.filter.expect("a filter").to_string(),
        "active eq true"
    );
    assert_eq!(noted(&list), ["RFC-repeated-parameter"]);
}

#[test]
fn an_attribute_of_an_extension_needs_its_urn_where_strict() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for (name, value, refusal) in [
        ("filter", "department eq \"R&D\"", ScimType::InvalidFilter),
        (
            "filter",
            "not (manager.value eq \"1\")",
            ScimType::InvalidFilter,
        ),
        ("filter", "manager pr", ScimType::InvalidFilter),
        ("filter", "manager[value eq \"1\"]", ScimType::InvalidFilter),
        ("sortBy", "department", ScimType::InvalidValue),
    ] {
        let bare = read(&[(name, value)]);
        let findings = bare.check(registry(), kind("User")).expect("tolerated");
        assert_eq!(rules(&findings), ["RFC-extension-attribute"], "{value}");
        let strict = findings.first().and_then(|finding| finding.strict.as_ref());
        assert_eq!(strict.expect("a refusal").scim_type, Some(refusal));
    }
    for (name, value) in [
        (
            "filter",
            format!("{urn}:department eq \"R&D\" and {urn}:manager[value pr]"),
        ),
        ("sortBy", format!("{urn}:department")),
        ("filter", "userName pr and meta.created pr".to_owned()),
    ] {
        let whole = read(&[(name, &value)]);
        let findings = whole.check(registry(), kind("User")).expect("known");
        assert_eq!(rules(&findings), [""; 0], "{value}");
    }
}
