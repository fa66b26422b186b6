//! Reading Bulk requests and answering them, RFC 7644 §3.7.

use scim::bulk::{self, Limits, Method, Outcome, Rejected};
use scim::{Error, Finding, ScimType, Strictness};
use serde_json::{Value, json};

use crate::support::rules;

pub(crate) const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

fn around(operations: Value) -> Value {
    json!({ "schemas": [BULK], "Operations": operations })
}

pub(crate) fn read(operations: Value) -> bulk::Request {
    bulk::parse(around(operations), Limits::default())
        .expect("a bulk request")
        .value
}

fn refused(body: Value) -> Error {
    bulk::parse(body, Limits::default())
        .expect_err("refused")
        .error
}

/// Why the only operation cannot be tried.
fn rejection(operation: Value) -> Rejected {
    let mut operations = read(json!([operation])).operations;
    operations.pop().expect("one").expect_err("rejected")
}

fn noted(operation: Value) -> Vec<Finding> {
    bulk::parse(around(json!([operation])), Limits::default())
        .expect("a bulk request")
        .findings
}

#[test]
fn the_four_methods_are_read_with_all_their_members() {
    let request = read(json!([
        { "method": "POST", "path": "/Users", "bulkId": "a", "data": { "userName": "ada" } },
        { "method": "PUT", "path": "/Users/1", "version": "W/\"3\"", "data": {} },
        { "method": "PATCH", "path": "/Groups/2", "data": { "Operations": [] } },
        { "method": "DELETE", "path": "/Users/3" },
    ]));
    assert_eq!(request.fail_on_errors, None);
    let operations: Vec<_> = request
        .operations
        .into_iter()
        .map(|entry| entry.expect("fine"))
        .collect();
    let methods = [Method::Post, Method::Put, Method::Patch, Method::Delete];
    for (operation, method) in operations.iter().zip(methods) {
        assert_eq!(operation.method, method);
    }
    assert_eq!(operations[0].target.endpoint, "/Users");
    assert_eq!(operations[0].target.id, None);
    assert_eq!(operations[0].bulk_id.as_deref(), Some("a"));
    assert_eq!(operations[1].target.id.as_deref(), Some("1"));
    assert_eq!(operations[1].version.as_deref(), Some("W/\"3\""));
    assert_eq!(operations[2].target.endpoint, "/Groups");
    assert_eq!(operations[3].data, Value::Null);
}

#[test]
fn a_body_that_is_no_bulk_request_is_refused_as_a_whole() {
    for body in [
        json!([]),
        json!({ "schemas": [BULK] }),
        json!({ "schemas": [BULK], "Operations": [] }),
        json!({ "schemas": [BULK], "Operations": {} }),
        around(json!(["POST"])),
    ] {
        assert_eq!(
            refused(body.clone()).scim_type,
            Some(ScimType::InvalidSyntax),
            "{body}"
        );
    }
}

#[test]
fn more_operations_than_allowed_are_413_and_the_limit_is_named() {
    let delete = json!({ "method": "DELETE", "path": "/Users/1" });
    let many = |count: usize| around(vec![delete.clone(); count].into());
    let limits = Limits { operations: 3 };
    assert!(bulk::parse(many(3), limits).is_ok());
    let error = bulk::parse(many(4), limits).expect_err("too many").error;
    assert_eq!((error.status, error.scim_type), (413, None));
    assert!(error.detail.contains("3 are allowed"), "{error}");
    assert!(bulk::parse(many(1000), Limits::default()).is_ok());
    assert_eq!(refused(many(1001)).status, 413);
}

#[test]
fn an_operation_that_makes_no_sense_is_rejected_alone_and_keeps_its_name() {
    let post = |member: &str, value: Value| {
        let mut operation =
            json!({ "method": "POST", "path": "/Users", "bulkId": "a", "data": {} });
        operation[member] = value;
        operation
    };
    for operation in [
        post("method", json!("GET")),
        post("method", json!(null)),
        post("path", json!(null)),
        post("path", json!("/Users/1")),
        post("path", json!("")),
        post("path", json!("https://example.com/Users")),
        post("path", json!("/Users?x=1")),
        post("data", json!(null)),
        post("data", json!("{}")),
        post("version", json!(3)),
    ] {
        let rejected = rejection(operation.clone());
        assert_eq!(rejected.error.scim_type, Some(ScimType::InvalidSyntax));
        assert_eq!(rejected.bulk_id.as_deref(), Some("a"), "{operation}");
    }
    assert_eq!(
        rejection(json!({ "method": "GET", "path": "/Users" })).method,
        "GET"
    );
}

#[test]
fn every_other_method_needs_the_path_of_one_resource() {
    for method in ["PUT", "PATCH", "DELETE"] {
        for path in ["/Users", "/", "/Users/1/2", "/Users//1"] {
            let rejected = rejection(json!({ "method": method, "path": path, "data": {} }));
            assert_eq!(rejected.error.status, 400, "{method} {path}");
        }
    }
}

#[test]
fn the_same_bulk_id_twice_is_rejected_the_second_time() {
    let post = json!({ "method": "POST", "path": "/Users", "bulkId": "a", "data": {} });
    let request = read(json!([post, post]));
    assert!(request.operations[0].is_ok());
    let rejected = request.operations[1].as_ref().expect_err("twice");
    assert_eq!(rejected.error.scim_type, Some(ScimType::InvalidValue));
    assert!(rejected.error.detail.contains("'a'"));
}

#[test]
fn a_reference_to_nothing_is_rejected() {
    let group = json!({
        "method": "POST", "path": "/Groups", "bulkId": "g",
        "data": { "displayName": "x", "members": [{ "value": "bulkId:nobody" }] },
    });
    let rejected = rejection(group);
    assert_eq!(rejected.error.scim_type, Some(ScimType::InvalidValue));
    assert!(rejected.error.detail.contains("bulkId:nobody"));
    let delete = json!({ "method": "DELETE", "path": "/Users/bulkId:nobody" });
    assert!(rejection(delete).error.detail.contains("bulkId:nobody"));
}

#[test]
fn fail_on_errors_is_a_number_and_0_sets_no_limit() {
    let with = |value: Value| {
        let mut body = around(json!([{ "method": "DELETE", "path": "/Users/1" }]));
        body["failOnErrors"] = value;
        bulk::parse(body, Limits::default())
    };
    assert_eq!(with(json!(2)).expect("read").value.fail_on_errors, Some(2));
    assert_eq!(with(json!(null)).expect("read").value.fail_on_errors, None);
    for (sent, read) in [(json!("3"), Some(3)), (json!(0), None)] {
        let found = with(sent).expect("read");
        assert_eq!(found.value.fail_on_errors, read);
        assert_eq!(rules(&found.findings), ["RFC-fail-on-errors"]);
        assert!(found.judge(Strictness::Strict).is_err());
    }
    for wrong in [json!(-1), json!(1.5), json!("x"), json!([1]), json!(true)] {
        let error = with(wrong.clone()).expect_err("refused").error;
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue), "{wrong}");
    }
}

#[test]
fn oddities_are_understood_noted_and_refused_when_strict() {
    let table = [
        (
            json!({ "method": "delete", "path": "/Users/1" }),
            "RFC-bulk-method",
        ),
        (
            json!({ "method": "DELETE", "path": "Users/1" }),
            "RFC-bulk-path",
        ),
        (
            json!({ "method": "DELETE", "path": "/Users/1/" }),
            "RFC-bulk-path",
        ),
        (
            json!({ "method": "POST", "path": "/Users", "data": {} }),
            "RFC-bulk-id",
        ),
        (
            json!({ "method": "POST", "path": "/Users", "bulkId": 7, "data": {} }),
            "RFC-text-expected",
        ),
    ];
    for (operation, rule) in table {
        let findings = noted(operation.clone());
        assert_eq!(rules(&findings), [rule], "{operation}");
        assert!(findings[0].strict.is_some(), "{operation}");
    }
    let body = json!({ "Operations": [{ "method": "DELETE", "path": "/Users/1" }] });
    let found = bulk::parse(body, Limits::default()).expect("understood");
    assert_eq!(rules(&found.findings), ["RFC-message-schemas"]);
    let data = noted(json!({ "method": "DELETE", "path": "/Users/1", "data": {} }));
    assert_eq!(rules(&data), ["RFC-bulk-data"]);
    assert_eq!(data[0].strict, None);
}

#[test]
fn members_are_read_without_regard_to_case() {
    let body = json!({
        "Schemas": [BULK], "FailOnErrors": 1,
        "operations": [{ "Method": "POST", "Path": "/Users", "BulkId": "a", "Data": {} }],
    });
    let found = bulk::parse(body, Limits::default()).expect("a bulk request");
    assert!(found.findings.is_empty());
    assert_eq!(found.value.fail_on_errors, Some(1));
    assert!(found.value.operations[0].is_ok());
}

#[test]
fn a_body_that_nests_too_deep_is_refused() {
    let mut deep = json!(1);
    for _ in 0..64 {
        deep = json!([deep]);
    }
    let error = refused(around(
        json!([{ "method": "POST", "path": "/Users", "data": deep }]),
    ));
    assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
}

#[test]
fn the_response_lists_outcomes_as_section_3_7_3_shows_them() {
    let request = read(json!([
        { "method": "POST", "path": "/Users", "bulkId": "a", "data": {} },
        { "method": "GET", "path": "/Users", "bulkId": "b" },
    ]));
    let created = Outcome {
        method: "POST".into(),
        bulk_id: Some("a".into()),
        version: Some("W/\"1\"".into()),
        location: Some("https://example.com/v2/Users/1".into()),
        status: 201,
        response: None,
    };
    let failed = Outcome::failed(
        request.operations[0].as_ref().expect("fine"),
        None,
        &Error::uniqueness("Taken."),
    );
    let rejected = Outcome::rejected(request.operations[1].as_ref().expect_err("GET"));
    assert!(!created.is_error() && failed.is_error() && rejected.is_error());
    let answer = bulk::response(&[created, failed, rejected]);
    assert_eq!(
        answer["schemas"],
        json!(["urn:ietf:params:scim:api:messages:2.0:BulkResponse"])
    );
    assert_eq!(
        answer["Operations"][0],
        json!({
            "location": "https://example.com/v2/Users/1", "method": "POST", "bulkId": "a",
            "version": "W/\"1\"", "status": "201",
        })
    );
    assert_eq!(answer["Operations"][1]["status"], "409");
    assert_eq!(
        answer["Operations"][1]["response"]["scimType"],
        "uniqueness"
    );
    assert_eq!(answer["Operations"][2]["method"], "GET");
    assert_eq!(answer["Operations"][2]["response"]["status"], "400");
}

#[test]
fn only_what_may_refer_to_somebody_is_a_reference() {
    let data = json!({
        "title": "bulkId:t", "userName": "bulkId:u", "name": { "givenName": "bulkId:g" },
        "members": [{ "value": "bulkId:m", "display": "bulkId:d", "$ref": "/Users/bulkId:r" }],
        "manager": "bulkId:b", "urn:x:1.0:Thing:owner": "bulkId:o",
    });
    assert_eq!(bulk::references(&data), ["m", "r", "b", "o"]);
}

#[test]
fn what_is_odd_about_an_operation_is_refused_in_its_place_where_strict() {
    let body = around(json!([
        { "method": "POST", "path": "/Users", "data": { "userName": "a" } },
        { "method": "post", "path": "/Users", "bulkId": "b", "data": { "userName": "b" } },
        { "method": "POST", "path": "/Users", "bulkId": "c", "data": { "userName": "c" } },
    ]));
    let read = || bulk::parse(body.clone(), Limits::default()).expect("a bulk request");
    let tolerant = bulk::judge(read(), Strictness::Tolerant).expect("tolerated");
    assert!(tolerant.value.operations.iter().all(Result::is_ok));
    let strict = bulk::judge(read(), Strictness::Strict).expect("the message is fine");
    let tried: Vec<bool> = strict.value.operations.iter().map(Result::is_ok).collect();
    assert_eq!(tried, [false, false, true]);
    let message = json!({ "Operations": body["Operations"] });
    let found = bulk::parse(message, Limits::default()).expect("a bulk request");
    let refused = bulk::judge(found, Strictness::Strict).expect_err("it is no such message");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidSyntax));
}
