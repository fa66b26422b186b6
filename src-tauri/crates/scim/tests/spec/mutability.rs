//! What may change and what not: RFC 7644 §3.5.1 (PUT), §3.5.2 (PATCH), RFC 7643 §7.

use std::sync::OnceLock;

use scim::schema::{Registry, ResourceType};
use scim::{Object, Refused, ScimType, accept_replacement, patch};
use serde_json::{Value, json};

use crate::support::{object, operations, rules};

const DEED: &str = "urn:example:params:scim:schemas:1.0:Deed";
const FILING: &str = "urn:example:params:scim:schemas:extension:1.0:Filing";

fn deeds() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let schemas = [
            json!({ "id": DEED, "attributes": [
                { "name": "title", "required": true },
                { "name": "number", "mutability": "immutable" },
                { "name": "code", "mutability": "immutable", "caseExact": true },
                { "name": "signed", "type": "dateTime", "mutability": "immutable" },
                { "name": "parties", "multiValued": true, "mutability": "immutable" },
                { "name": "state", "mutability": "readOnly" },
                { "name": "pin", "mutability": "writeOnly", "returned": "never" },
                { "name": "seal", "type": "complex", "subAttributes": [
                    { "name": "value", "mutability": "immutable" },
                    { "name": "colour" },
                    { "name": "kept", "mutability": "readOnly" },
                ] },
                { "name": "witnesses", "type": "complex", "multiValued": true, "subAttributes": [
                    { "name": "value", "mutability": "immutable" },
                    { "name": "note" },
                ] },
                { "name": "stamp", "type": "complex", "subAttributes": [
                    { "name": "office", "required": true }, { "name": "year" },
                ] },
            ] }),
            json!({ "id": FILING, "attributes": [
                { "name": "filed", "mutability": "immutable" },
                { "name": "shelf" },
            ] }),
        ];
        let kinds = [json!({
            "name": "Deed", "endpoint": "/Deeds", "schema": DEED,
            "schemaExtensions": [{ "schema": FILING }],
        })];
        Registry::standard().with(&schemas, &kinds).expect("deeds")
    })
}

fn kind() -> &'static ResourceType {
    deeds().resource_type("Deed").expect("the deed")
}

fn current() -> Object {
    object(json!({
        "schemas": [DEED, FILING], "title": "T", "number": "Nr1", "code": "C1",
        "signed": "2026-01-31T09:00:00Z", "parties": ["a", "b"],
        "seal": { "value": "S1", "colour": "red" },
        "witnesses": [{ "value": "w1", "note": "n" }],
        FILING: { "filed": "F1", "shelf": "3" },
    }))
}

fn put(body: Value) -> Result<(Object, Vec<String>), Refused> {
    let mut whole = json!({ "schemas": [DEED, FILING], "title": "T" });
    for (name, value) in object(body) {
        whole[name] = value;
    }
    let found = accept_replacement(deeds(), kind(), whole, &current())?;
    let noted = rules(&found.findings).into_iter().map(str::to_owned);
    Ok((found.value, noted.collect()))
}

fn change(op: &str, path: &str, value: Value) -> Result<Object, Refused> {
    let body = operations(json!([{ "op": op, "path": path, "value": value }]));
    let request = patch::parse(deeds(), kind(), body)?;
    Ok(patch::apply(deeds(), kind(), &request.value, &current())?.value)
}

fn is_mutability<T: std::fmt::Debug>(result: Result<T, Refused>) -> bool {
    result.expect_err("refused").error.scim_type == Some(ScimType::Mutability)
}

#[test]
fn a_replacement_must_repeat_what_is_immutable() {
    for other in [
        json!({ "number": "Nr2" }),
        json!({ "code": "c1" }),
        json!({ "signed": "2026-01-31T09:00:01Z" }),
        json!({ "parties": ["a"] }),
        json!({ "seal": { "value": "S2" } }),
        json!({ FILING: { "filed": "F2" } }),
    ] {
        assert!(is_mutability(put(other.clone())), "{other}");
    }
}

#[test]
fn the_same_value_may_be_spelled_differently_where_the_schema_allows_it() {
    for same in [
        json!({ "number": "NR1" }),
        json!({ "signed": "2026-01-31T10:00:00+01:00" }),
        json!({ "parties": ["A", "B"] }),
        json!({ "seal": { "value": "s1", "colour": "blue" } }),
        json!({ FILING: { "filed": "f1" } }),
    ] {
        assert!(put(same.clone()).is_ok(), "{same}");
    }
}

#[test]
fn what_is_immutable_and_left_out_stays_and_the_rest_is_cleared() {
    let (after, _) = put(json!({ "seal": { "colour": "blue" } })).expect("accepted");
    assert_eq!(
        Value::Object(after),
        json!({
            "schemas": [DEED, FILING], "title": "T", "seal": { "colour": "blue", "value": "S1" },
            "number": "Nr1", "code": "C1", "signed": "2026-01-31T09:00:00Z",
            "parties": ["a", "b"], FILING: { "filed": "F1" },
        })
    );
}

#[test]
fn an_extension_that_is_kept_is_also_listed() {
    let body = json!({ "schemas": [DEED], "title": "T" });
    let found = accept_replacement(deeds(), kind(), body, &current()).expect("accepted");
    assert_eq!(found.value["schemas"], json!([DEED, FILING]));
    assert_eq!(found.value[FILING], json!({ "filed": "F1" }));
}

#[test]
fn what_is_read_only_is_ignored_in_a_replacement() {
    let (after, noted) = put(json!({ "state": "open", "id": "x" })).expect("accepted");
    assert_eq!(after.get("state"), None);
    assert_eq!(noted, ["CRT-07", "CRT-07"]);
}

#[test]
fn what_is_not_set_yet_can_be_set() {
    let body = json!({ "schemas": [DEED], "title": "T", "number": "1", "seal": { "value": "x" } });
    let before = object(json!({ "title": "T", "seal": { "colour": "red" } }));
    let found = accept_replacement(deeds(), kind(), body, &before).expect("accepted");
    assert_eq!(found.value["number"], "1");
    let request = patch::parse(
        deeds(),
        kind(),
        operations(json!([{ "op": "add", "path": "number", "value": "1" }])),
    );
    let after = patch::apply(deeds(), kind(), &request.expect("read").value, &before);
    assert_eq!(after.expect("applied").value["number"], "1");
}

#[test]
fn a_patch_cannot_change_or_remove_what_is_immutable() {
    for (op, path, value) in [
        ("replace", "number", json!("Nr2")),
        ("add", "code", json!("c1")),
        ("remove", "number", Value::Null),
        ("add", "parties", json!(["c"])),
        ("remove", "parties", Value::Null),
        ("replace", "seal.value", json!("S2")),
        ("remove", "seal.value", Value::Null),
        ("remove", "seal", Value::Null),
        ("replace", "seal", json!({ "value": "S2" })),
        ("replace", "witnesses[value eq \"w1\"].value", json!("w2")),
        ("replace", &format!("{FILING}:filed"), json!("F2")),
        ("remove", FILING, Value::Null),
        ("replace", FILING, json!({ "filed": "F2" })),
    ] {
        assert!(is_mutability(change(op, path, value)), "{op} {path}");
    }
}

#[test]
fn a_patch_may_repeat_what_is_immutable_and_change_the_rest() {
    for (op, path, value) in [
        ("replace", "number", json!("NR1")),
        ("add", "parties", json!(["a"])),
        ("replace", "seal", json!({ "colour": "blue" })),
        ("replace", "seal.colour", json!("blue")),
        ("remove", "witnesses[value eq \"w1\"]", Value::Null),
        ("replace", "witnesses", json!([{ "value": "w2" }])),
        ("replace", "witnesses[value eq \"w1\"].note", json!("m")),
        ("replace", &format!("{FILING}:shelf"), json!("4")),
        ("replace", FILING, json!({ "shelf": "4" })),
    ] {
        assert!(change(op, path, value).is_ok(), "{op} {path}");
    }
    let after = change("replace", "seal", json!({ "colour": "blue" })).expect("merged");
    assert_eq!(after["seal"], json!({ "value": "S1", "colour": "blue" }));
}

#[test]
fn a_patch_on_what_is_read_only_is_refused() {
    for path in ["state", "id", "meta.created", "meta"] {
        assert!(is_mutability(change("replace", path, json!("x"))), "{path}");
        assert!(is_mutability(change("remove", path, Value::Null)), "{path}");
    }
}

#[test]
fn a_patch_that_fails_at_its_end_changes_nothing() {
    let body = operations(json!([
        { "op": "replace", "path": "title", "value": "U" },
        { "op": "replace", "path": "number", "value": "Nr2" },
    ]));
    let before = current();
    let request = patch::parse(deeds(), kind(), body).expect("read");
    let result = patch::apply(deeds(), kind(), &request.value, &before);
    assert!(is_mutability(result));
    assert_eq!(before, current());
}

#[test]
fn a_required_part_is_required_where_its_attribute_is_there() {
    let missing = put(json!({ "stamp": { "year": "1999" } })).expect_err("refused");
    assert_eq!(missing.error.scim_type, Some(ScimType::InvalidValue));
    assert!(missing.error.detail.contains("stamp.office"), "{missing}");
    assert!(put(json!({ "stamp": { "office": "Oslo" } })).is_ok());
    assert!(put(json!({})).is_ok());
    let half = change("add", "stamp.year", json!("1999")).expect_err("refused");
    assert_eq!(half.error.scim_type, Some(ScimType::InvalidValue));
    assert!(change("add", "stamp.office", json!("Oslo")).is_ok());
}
