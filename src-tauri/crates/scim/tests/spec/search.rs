//! Queries in a body, RFC 7644 §3.4.3 and RFC 9865 §3.

use scim::query::from_search_request;
use scim::{CursorRequest, ScimType, Strictness};
use serde_json::{Value, json};

use crate::support::{kind, registry, rules};

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

fn with(member: &str, value: Value) -> Value {
    json!({ "schemas": [SEARCH], member: value })
}

#[test]
fn every_parameter_can_be_posted() {
    let body = json!({
        "schemas": [SEARCH], "attributes": ["userName", "name.givenName"],
        "filter": "title pr", "sortBy": "userName", "sortOrder": "descending",
        "startIndex": 11, "count": 10,
    });
    let found = from_search_request(body).expect("a query");
    assert!(found.findings.is_empty());
    let query = found.value;
    assert_eq!(query.filter.expect("a filter").to_string(), "title pr");
    assert_eq!((query.start_index, query.count), (11, Some(10)));
    assert_eq!(query.sort_by.expect("sorted").to_string(), "userName");
    assert!(query.descending);
    assert!(query.projection.wants(registry(), kind("User"), "name"));
    assert!(!query.projection.wants(registry(), kind("User"), "emails"));
}

#[test]
fn a_posted_cursor_is_read_like_one_in_the_url() {
    let first = from_search_request(with("cursor", json!(""))).expect("a query");
    assert_eq!(first.value.cursor, Some(CursorRequest::First));
    let next = from_search_request(with("cursor", json!("VZUT"))).expect("a query");
    assert_eq!(next.value.cursor, Some(CursorRequest::At("VZUT".into())));
    let error = from_search_request(with("cursor", json!("a b"))).expect_err("no cursor");
    assert_eq!(error.scim_type, Some(ScimType::InvalidCursor));
}

#[test]
fn what_the_schema_of_the_message_demands_is_refused_otherwise() {
    let wrong = [
        json!([]),
        json!("filter"),
        with("filter", json!(7)),
        with("startIndex", json!([1])),
        with("count", json!(true)),
        with("attributes", json!({ "a": 1 })),
        with("attributes", json!(["userName", 1])),
        with("sortBy", json!(["userName"])),
        with("cursor", json!(5)),
    ];
    for body in wrong {
        let error = from_search_request(body.clone()).expect_err("refused");
        assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax), "{body}");
    }
    let error = from_search_request(with("filter", json!("userName eq"))).expect_err("refused");
    assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
}

#[test]
fn oddities_of_clients_are_understood_noted_and_refused_when_strict() {
    let table = [
        (json!({ "filter": "title pr" }), "RFC-message-schemas"),
        (json!({ "schemas": ["urn:x:y"] }), "RFC-message-schemas"),
        (with("startIndex", json!("3")), "RFC-number-as-text"),
        (with("count", json!("3")), "RFC-number-as-text"),
        (with("attributes", json!("userName,emails")), "CRT-12"),
        (with("excludedAttributes", json!("emails")), "CRT-12"),
        (with("sortOrder", json!("down")), "RFC-sort-order"),
        (with("filter", json!("")), "RFC-empty-filter"),
    ];
    for (body, rule) in table {
        let found = from_search_request(body.clone()).expect("understood");
        assert_eq!(rules(&found.findings), [rule], "{body}");
        assert!(found.judge(Strictness::Strict).is_err(), "{body}");
    }
}

#[test]
fn numbers_and_lists_in_text_mean_what_they_say() {
    let body = json!({
        "schemas": [SEARCH], "startIndex": "3", "count": "4", "attributes": "userName, emails",
    });
    let query = from_search_request(body).expect("a query").value;
    assert_eq!((query.start_index, query.count), (3, Some(4)));
    assert!(query.projection.wants(registry(), kind("User"), "emails"));
}

#[test]
fn members_that_are_null_are_not_there_and_unknown_ones_are_noted() {
    let body =
        json!({ "schemas": [SEARCH], "filter": null, "count": null, "aadOptscim062020": true });
    let found = from_search_request(body).expect("a query");
    assert_eq!(found.value.filter, None);
    assert_eq!(rules(&found.findings), ["CONN-17"]);
    let body = json!({ "SCHEMAS": [SEARCH], "tenant": "x", "STARTINDEX": 2 });
    let found = from_search_request(body).expect("a query");
    assert_eq!(found.value.start_index, 2);
    assert_eq!(rules(&found.findings), ["RFC-unknown-parameter"]);
}

#[test]
fn a_list_of_attributes_has_a_limit() {
    let names = |count: usize| -> Value { (0..count).map(|i| json!(format!("a{i}"))).collect() };
    let fits = from_search_request(with("attributes", names(256))).expect("a query");
    assert!(fits.findings.is_empty());
    let long = from_search_request(with("attributes", names(257))).expect("a query");
    assert_eq!(rules(&long.findings), ["RFC-attribute-list-length"]);
    assert!(long.judge(Strictness::Strict).is_err());
}

#[test]
fn a_body_that_nests_too_deep_is_refused() {
    let mut deep = json!(1);
    for _ in 0..70 {
        deep = json!([deep]);
    }
    let error = from_search_request(with("filter", deep)).expect_err("too deep");
    assert!(error.detail.contains("64"), "{error}");
}
