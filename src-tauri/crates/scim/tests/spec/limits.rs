//! What is larger than anybody needs is refused or cut short, and never takes long.

use scim::bulk::{self, Limits};
use scim::{Object, Projection, ScimType, Strictness, accept_new, filter, limits, patch, path};
use serde_json::{Value, json};

use crate::support::{USER, kind, operations, registry, rules};

fn deep(levels: usize) -> Value {
    (0..levels).fold(json!(1), |inner, _| json!([inner]))
}

#[test]
fn every_body_nests_at_most_64_levels() {
    let body = |levels: usize| json!({ "schemas": [USER], "userName": "ada", "x": deep(levels) });
    assert!(accept_new(registry(), kind("User"), body(limits::JSON_DEPTH - 1)).is_ok());
    let refused = accept_new(registry(), kind("User"), body(limits::JSON_DEPTH));
    let error = refused.expect_err("too deep").error;
    assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
    assert!(error.detail.contains("64"), "{error}");
    let ops = operations(json!([{ "op": "add", "path": "x", "value": deep(64) }]));
    let refused = patch::parse(registry(), kind("User"), ops).expect_err("too deep");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidSyntax));
}

#[test]
fn a_filter_and_a_path_have_a_length_and_a_depth() {
    let long = format!("userName eq \"{}\"", "x".repeat(limits::FILTER_LENGTH));
    let error = filter::parse(&long).expect_err("too long");
    assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
    let nested = |depth: usize| format!("{}a pr{}", "(".repeat(depth), ")".repeat(depth));
    assert!(filter::parse(&nested(limits::FILTER_DEPTH)).is_ok());
    assert!(filter::parse(&nested(limits::FILTER_DEPTH + 1)).is_err());
    let error = path::parse(&"x".repeat(limits::FILTER_LENGTH + 1)).expect_err("too long");
    assert_eq!(error.scim_type, Some(ScimType::InvalidPath));
}

#[test]
fn of_thousands_of_findings_the_first_are_kept_and_strict_mode_still_refuses() {
    let mut body = Object::new();
    body.insert("schemas".into(), json!([USER]));
    body.insert("userName".into(), json!("ada"));
    for index in 0..5000 {
        body.insert(format!("unheard{index}"), json!(1));
    }
    let found = accept_new(registry(), kind("User"), Value::Object(body)).expect("accepted");
    assert_eq!(found.value.len(), 5002, "the data is kept");
    let noted = rules(&found.findings);
    assert_eq!(noted.len(), limits::FINDINGS + 1);
    assert_eq!(noted.last(), Some(&"RFC-more-findings"));
    let last = found.findings.last().expect("the last");
    assert!(last.detail.starts_with("4800 more"), "{}", last.detail);
    assert!(found.judge(Strictness::Strict).is_err());
}

#[test]
fn a_refusal_by_strict_mode_is_not_lost_among_remarks() {
    let operations: Vec<Value> = (0..400)
        .map(|index| json!({ "op": "replace", "value": { format!("name{index}"): "" } }))
        .collect();
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations,
    });
    let found = patch::parse(registry(), kind("User"), body).expect("read");
    assert!(found.findings.len() <= limits::FINDINGS + 2);
    assert!(found.judge(Strictness::Strict).is_err());
}

#[test]
fn a_list_of_nonsense_attributes_is_cut_short() {
    let text = "a b,".repeat(100_000);
    let found = Projection::parse(Some(&text), None);
    assert_eq!(found.value, Projection::default());
    assert_eq!(found.findings.len(), limits::ATTRIBUTE_LIST + 1);
}

#[test]
fn tens_of_thousands_of_references_are_found_without_delay() {
    let members: Vec<Value> = (0..50_000)
        .map(|index| json!({ "value": format!("bulkId:n{index}") }))
        .collect();
    let mut data = json!({ "members": members, "$ref": "/bulkId:x".repeat(100_000) });
    assert_eq!(bulk::references(&data).len(), 50_001);
    let unresolved = bulk::substitute(&mut data, &|name| Some(name.to_owned()));
    assert_eq!(unresolved, Vec::<String>::new());
    assert_eq!(data["$ref"], "/x".repeat(100_000));
    let operation = json!({ "method": "PUT", "path": "/Groups/1", "data": {
        "members": (0..50_000).map(|i| json!({ "value": format!("bulkId:n{i}") })).collect::<Vec<_>>(),
    } });
    let found = bulk::parse(json!({ "Operations": [operation] }), Limits::default());
    let entry = found.expect("a request").value.operations.pop();
    assert!(entry.expect("one").is_err(), "they refer to nothing");
}
