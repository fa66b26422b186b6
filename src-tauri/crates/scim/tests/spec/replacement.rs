//! PUT bodies, RFC 7644 §3.5.1.

use scim::{Object, Refused, ScimType, accept_replacement};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, USER, kind, object, operations, play, registry, rules};
use crate::widget::{self, PAINT, WIDGET};

fn put(body: Value, current: Value) -> Result<Object, Refused> {
    accept_replacement(registry(), kind("User"), body, &object(current)).map(|found| found.value)
}

fn put_widget(body: Value, current: Value) -> Result<Object, Refused> {
    accept_replacement(widget::registry(), widget::kind(), body, &object(current))
        .map(|found| found.value)
}

#[test]
fn what_is_left_out_is_cleared() {
    let current = json!({ "schemas": [USER], "userName": "ada", "title": "T", "nickName": "N" });
    let after = put(
        json!({ "schemas": [USER], "userName": "ada", "title": "U" }),
        current,
    );
    assert_eq!(
        Value::Object(after.expect("accepted")),
        json!({ "schemas": [USER], "userName": "ada", "title": "U" })
    );
}

#[test]
fn active_keeps_its_value_when_left_out() {
    for active in [true, false] {
        let current = json!({ "schemas": [USER], "userName": "ada", "active": active });
        let after =
            put(json!({ "schemas": [USER], "userName": "ada" }), current).expect("accepted");
        assert_eq!(after["active"], active);
    }
    let current = json!({ "schemas": [USER], "userName": "ada" });
    let after = put(json!({ "schemas": [USER], "userName": "ada" }), current).expect("accepted");
    assert!(after.get("active").is_none());
}

#[test]
fn active_that_is_sent_counts() {
    let current = json!({ "schemas": [USER], "userName": "ada", "active": true });
    let body = json!({ "schemas": [USER], "userName": "ada", "active": "False" });
    assert_eq!(put(body, current).expect("accepted")["active"], false);
}

#[test]
fn echoed_read_only_attributes_are_ignored() {
    let body = json!({
        "schemas": [USER], "id": "1", "userName": "ada", "groups": [{ "value": "g" }],
        "meta": { "created": "2026-02-13T15:05:24.000-08:00" },
    });
    let found = accept_replacement(registry(), kind("User"), body, &Object::new());
    let found = found.expect("accepted");
    assert_eq!(
        Value::Object(found.value),
        json!({ "schemas": [USER], "userName": "ada" })
    );
    assert_eq!(rules(&found.findings), ["CRT-07", "CRT-07", "CRT-07"]);
}

#[test]
fn name_and_reference_of_a_manager_are_never_stored_however_they_are_sent() {
    let name = format!("{ENTERPRISE}:manager.displayName");
    let body = json!({
        "schemas": [USER, ENTERPRISE], "userName": "ada", (name): "Key",
        ENTERPRISE: { "manager": { "value": "m", "$ref": "../Users/m", "displayName": "Zed" } },
    });
    let found = accept_replacement(registry(), kind("User"), body, &Object::new());
    let found = found.expect("accepted");
    assert_eq!(
        found.value[ENTERPRISE],
        json!({ "manager": { "value": "m" } })
    );
    let echoed = found.findings.iter().filter(|f| f.rule == "CRT-07");
    assert!(echoed.clone().count() >= 2);
    assert!(echoed.into_iter().all(|finding| finding.strict.is_none()));

    let manager = format!("{ENTERPRISE}:manager");
    for (path, value, is_refused) in [
        (&manager, json!({ "value": "n", "displayName": "N" }), false),
        (&format!("{manager}.$ref"), json!("../Users/n"), false),
        (&format!("{manager}.displayName"), json!("N"), true),
    ] {
        let body = operations(json!([{ "op": "replace", "path": path, "value": value }]));
        let (after, noted) = play(kind("User"), &found.value, body).expect("applied");
        let value = if path == &manager { "n" } else { "m" };
        assert_eq!(after[ENTERPRISE], json!({ "manager": { "value": value } }));
        assert_eq!(
            noted.iter().any(|f| f.strict.is_some()),
            is_refused,
            "{path}"
        );
    }
}

#[test]
fn a_required_attribute_cannot_be_left_out() {
    let current = json!({ "schemas": [USER], "userName": "ada" });
    let refused = put(json!({ "schemas": [USER], "title": "T" }), current).expect_err("refused");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidValue));
}

#[test]
fn an_immutable_attribute_may_be_set_once_and_repeated() {
    let body = |serial: Value| json!({ "schemas": [WIDGET, PAINT], "label": "L", "serial": serial, PAINT: { "shade": "s" } });
    let fresh = put_widget(body(json!("1")), json!({ "label": "L" })).expect("set");
    assert_eq!(fresh["serial"], "1");
    let current = json!({ "label": "L", "serial": "1" });
    assert!(
        put_widget(body(json!("1")), current.clone()).is_ok(),
        "the same value"
    );
    let refused = put_widget(body(json!("2")), current.clone()).expect_err("another value");
    assert_eq!(refused.error.scim_type, Some(ScimType::Mutability));
    let kept = put_widget(body(json!(null)), current).expect("left out");
    assert_eq!(kept["serial"], "1", "left out means untouched");
}
