//! Paging by cursor, RFC 9865 §2.

use scim::{CursorRequest, Error, Found, ListResponse, Query, ScimType, Strictness};
use serde_json::json;

use crate::support::rules;

fn ask(list: &[(&str, &str)]) -> Result<Found<Query>, Error> {
    let pairs: Vec<(String, String)> = list
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Query::from_pairs(&pairs)
}

#[test]
fn an_empty_cursor_asks_for_the_first_page() {
    let found = ask(&[("cursor", ""), ("count", "10")]).expect("a query");
    assert_eq!(found.value.cursor, Some(CursorRequest::First));
    assert_eq!(found.value.count, Some(10));
    assert!(found.findings.is_empty());
}

#[test]
fn without_a_cursor_paging_is_by_index() {
    assert_eq!(ask(&[]).expect("a query").value.cursor, None);
}

#[test]
fn a_cursor_is_taken_as_it_is() {
    let found = ask(&[("Cursor", "VZUTiyhEQJ94IR-._~")]).expect("a query");
    let at = CursorRequest::At("VZUTiyhEQJ94IR-._~".to_owned());
    assert_eq!(found.value.cursor, Some(at));
}

#[test]
fn a_cursor_of_other_characters_or_of_enormous_length_is_none_of_ours() {
    for text in ["a b", "a/b", "ä", "a+b", "\"", &"x".repeat(513)] {
        let error = ask(&[("cursor", text)]).expect_err(text);
        assert_eq!(error.scim_type, Some(ScimType::InvalidCursor), "{text}");
        assert_eq!(error.status, 400);
    }
    assert!(ask(&[("cursor", &"x".repeat(512))]).is_ok());
}

#[test]
fn beside_a_cursor_a_count_must_be_a_number() {
    for text in ["ten", "1e3", "", "1.5", "99999999999999999999"] {
        let error = ask(&[("cursor", ""), ("count", text)]).expect_err(text);
        assert_eq!(error.scim_type, Some(ScimType::InvalidCount), "{text}");
    }
    assert!(ask(&[("count", "ten")]).is_ok(), "tolerated by index");
}

#[test]
fn a_negative_count_is_none_at_all() {
    let found = ask(&[("count", "-3"), ("cursor", "")]).expect("a query");
    assert_eq!(found.value.count, Some(0));
    assert!(found.findings.is_empty(), "the RFC says so");
}

#[test]
fn a_count_beyond_the_largest_page_is_noted_and_refused_when_strict() {
    let found = ask(&[("cursor", ""), ("count", "1001")]).expect("a query");
    assert_eq!(found.value.count, Some(1001));
    assert_eq!(rules(&found.findings), ["RFC-cursor-count"]);
    let refused = found.judge(Strictness::Strict).expect_err("strict");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidCount));
}

#[test]
fn cursor_and_index_together_are_noted_and_the_cursor_wins() {
    let found = ask(&[("startIndex", "11"), ("cursor", "abc")]).expect("a query");
    assert_eq!(found.value.start_index, 1);
    assert_eq!(rules(&found.findings), ["RFC-cursor-and-index"]);
    let refused = found.judge(Strictness::Strict).expect_err("strict");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidCursor));
}

#[test]
fn a_page_in_the_middle_names_both_neighbours() {
    let page = ListResponse::by_cursor(
        Some(100),
        Some("YkU3OF86Pz0rGv"),
        Some("ze7L30kMiiLX6x"),
        vec![json!({ "id": "1" })],
    )
    .to_value();
    assert_eq!(
        page,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 100, "itemsPerPage": 1,
            "previousCursor": "ze7L30kMiiLX6x", "nextCursor": "YkU3OF86Pz0rGv",
            "Resources": [{ "id": "1" }],
        })
    );
}

#[test]
fn the_last_page_has_no_next_and_an_unknown_total_is_left_out() {
    let page = ListResponse::by_cursor(None, None, None, Vec::new()).to_value();
    assert_eq!(
        page,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "itemsPerPage": 0, "Resources": [],
        })
    );
}
