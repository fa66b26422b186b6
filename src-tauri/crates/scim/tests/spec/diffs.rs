//! Differences between two states of a resource.

use scim::{Change, diff};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, kind, object, registry};

fn changes(before: Value, after: Value) -> Vec<Change> {
    diff(registry(), kind("User"), &object(before), &object(after))
}

fn told(before: Value, after: Value) -> Vec<String> {
    let side = |value: Option<Value>| value.map_or("-".to_owned(), |value| value.to_string());
    changes(before, after)
        .into_iter()
        .map(|change| {
            format!(
                "{}: {} > {}",
                change.path,
                side(change.before),
                side(change.after)
            )
        })
        .collect()
}

#[test]
fn equal_resources_do_not_differ() {
    let user =
        json!({ "userName": "a", "emails": [{ "value": "x" }], ENTERPRISE: { "division": "d" } });
    assert!(changes(user.clone(), user).is_empty());
    assert!(changes(json!({}), json!({})).is_empty());
}

#[test]
fn unassigned_equals_absent() {
    assert!(told(json!({ "title": null, "roles": [] }), json!({})).is_empty());
    assert!(told(json!({}), json!({ "title": "", "name": {} })).is_empty());
}

#[test]
fn names_are_case_insensitive() {
    assert!(told(json!({ "username": "a" }), json!({ "userName": "a" })).is_empty());
    assert!(
        told(
            json!({ ENTERPRISE: { "Department": "x" } }),
            json!({ ENTERPRISE.to_uppercase(): { "department": "x" } })
        )
        .is_empty()
    );
}

#[test]
fn simple_attributes_change_appear_and_disappear() {
    assert_eq!(
        told(
            json!({ "userName": "a", "title": "T", "active": true }),
            json!({ "userName": "b", "active": false, "nickName": "N" })
        ),
        [
            "userName: \"a\" > \"b\"",
            "title: \"T\" > -",
            "active: true > false",
            "nickName: - > \"N\""
        ]
    );
}

#[test]
fn complex_attributes_differ_by_sub_attribute() {
    assert_eq!(
        told(
            json!({ "name": { "givenName": "Ada", "familyName": "Okafor" } }),
            json!({ "name": { "givenName": "Ada", "familyName": "Lind", "middleName": "G" } })
        ),
        [
            "name.familyName: \"Okafor\" > \"Lind\"",
            "name.middleName: - > \"G\""
        ]
    );
}

#[test]
fn extension_attributes_carry_their_urn() {
    assert_eq!(
        told(
            json!({ ENTERPRISE: { "department": "R&D", "manager": { "value": "1" } } }),
            json!({ ENTERPRISE: { "department": "Sales", "manager": { "value": "2" } } })
        ),
        [
            format!("{ENTERPRISE}:department: \"R&D\" > \"Sales\""),
            format!("{ENTERPRISE}:manager.value: \"1\" > \"2\""),
        ]
    );
    assert_eq!(
        told(json!({}), json!({ ENTERPRISE: { "department": "Sales" } })),
        [format!("{ENTERPRISE}:department: - > \"Sales\"")]
    );
}

#[test]
fn elements_are_matched_by_type_when_the_value_changed() {
    assert_eq!(
        told(
            json!({ "emails": [{ "value": "a@x", "type": "work", "primary": true }, { "value": "h@x", "type": "home" }] }),
            json!({ "emails": [{ "value": "h@x", "type": "home" }, { "value": "b@x", "type": "work", "primary": true }] })
        ),
        ["emails[type eq \"work\"].value: \"a@x\" > \"b@x\""]
    );
}

#[test]
fn elements_are_matched_by_value_when_the_type_changed() {
    assert_eq!(
        told(
            json!({ "emails": [{ "value": "a@x", "type": "work" }] }),
            json!({ "emails": [{ "value": "a@x", "type": "home" }] })
        ),
        ["emails[type eq \"work\"].type: \"work\" > \"home\""]
    );
    assert_eq!(
        told(
            json!({ "emails": [{ "value": "a@x" }] }),
            json!({ "emails": [{ "value": "a@x", "display": "A" }] })
        ),
        ["emails[value eq \"a@x\"].display: - > \"A\""]
    );
}

#[test]
fn elements_come_and_go() {
    assert_eq!(
        told(
            json!({ "roles": [{ "value": "admin" }, { "value": "user" }] }),
            json!({ "roles": [{ "value": "user" }, { "value": "audit" }] })
        ),
        [
            "roles[value eq \"admin\"]: {\"value\":\"admin\"} > -",
            "roles[value eq \"audit\"]: - > {\"value\":\"audit\"}",
        ]
    );
    assert_eq!(
        told(
            json!({}),
            json!({ "emails": [{ "value": "a@x", "type": "work" }] })
        ),
        ["emails[type eq \"work\"]: - > {\"value\":\"a@x\",\"type\":\"work\"}"]
    );
    assert_eq!(
        told(
            json!({ "emails": [{ "value": "a@x", "type": "work" }] }),
            json!({ "emails": [{ "value": "a@x", "type": "work" }, { "value": "b@x", "type": "home" }] })
        ),
        ["emails[type eq \"home\"]: - > {\"value\":\"b@x\",\"type\":\"home\"}"]
    );
}

#[test]
fn the_order_of_elements_does_not_count() {
    let one =
        json!({ "emails": [{ "value": "a", "type": "work" }, { "value": "b", "type": "home" }] });
    let two =
        json!({ "emails": [{ "value": "b", "type": "home" }, { "value": "a", "type": "work" }] });
    assert!(told(one, two).is_empty());
}

#[test]
fn schemas_meta_and_id_follow_from_the_rest() {
    assert!(
        told(
            json!({ "schemas": ["a"], "id": "1", "meta": { "version": "1" } }),
            json!({ "schemas": ["b"], "id": "2", "meta": { "version": "2" } })
        )
        .is_empty()
    );
}

#[test]
fn a_change_of_kind_is_told_as_a_whole() {
    assert_eq!(
        told(json!({ "custom": { "a": 1 } }), json!({ "custom": [1] })),
        ["custom: {\"a\":1} > [1]"]
    );
    assert_eq!(
        told(json!({ "tags": ["a"] }), json!({ "tags": ["a", "b"] })),
        ["tags: [\"a\"] > [\"a\",\"b\"]"]
    );
}

#[test]
fn two_elements_of_one_type_are_told_by_value() {
    assert_eq!(
        told(
            json!({ "emails": [{ "value": "a@x", "type": "work" }] }),
            json!({ "emails": [{ "value": "a@x", "type": "work" }, { "value": "b@x", "type": "work" }] })
        ),
        ["emails[value eq \"b@x\"]: - > {\"value\":\"b@x\",\"type\":\"work\"}"]
    );
}

#[test]
fn an_untyped_primary_value_continues_the_primary_one() {
    assert_eq!(
        told(
            json!({ "emails": [{ "value": "a@x", "primary": true }] }),
            json!({ "emails": [{ "value": "b@x", "primary": true }] })
        ),
        ["emails[value eq \"a@x\"].value: \"a@x\" > \"b@x\""]
    );
}

#[test]
fn a_complex_attribute_that_appears_is_told_by_part() {
    assert_eq!(
        told(json!({}), json!({ "name": { "givenName": "Ada" } })),
        ["name.givenName: - > \"Ada\""]
    );
    assert_eq!(
        told(
            json!({ ENTERPRISE: { "manager": { "value": "1" } } }),
            json!({})
        ),
        [format!("{ENTERPRISE}:manager.value: \"1\" > -")]
    );
}
