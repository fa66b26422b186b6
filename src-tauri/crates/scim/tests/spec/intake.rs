//! POST bodies beyond the fixtures: every data type, limits, odd shapes.

use scim::{Finding, Found, Object, Refused, ScimType, Strictness, accept_new};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, GROUP, USER, kind, object, operations, play, registry, rules};
use crate::widget::{self, PAINT, WIDGET};

fn user(body: Value) -> Result<Found<Object>, Refused> {
    accept_new(registry(), kind("User"), body)
}

fn widget(extra: Value) -> Result<(Object, Vec<Finding>), Refused> {
    let mut body = object(json!({
        "schemas": [WIDGET, PAINT], "label": "L", PAINT: { "shade": "red" },
    }));
    body.extend(object(extra));
    let found = accept_new(widget::registry(), widget::kind(), Value::Object(body))?;
    let mut document = found.value;
    for known in ["schemas", "label", PAINT] {
        document.shift_remove(known);
    }
    Ok((document, found.findings))
}

fn kept(extra: Value) -> Value {
    Value::Object(widget(extra).expect("accepted").0)
}

fn noted(extra: Value) -> Vec<String> {
    let findings = widget(extra).expect("accepted").1;
    rules(&findings).iter().map(ToString::to_string).collect()
}

fn refused(extra: Value) -> (u16, Option<ScimType>) {
    let error = widget(extra).expect_err("refused").error;
    (error.status, error.scim_type)
}

const INVALID: (u16, Option<ScimType>) = (400, Some(ScimType::InvalidValue));

#[test]
fn a_body_that_is_no_object_is_invalid_syntax() {
    for body in [
        json!(null),
        json!([]),
        json!("x"),
        json!(7),
        json!([{ "userName": "x" }]),
    ] {
        let refused = user(body).expect_err("refused");
        assert_eq!(refused.error.scim_type, Some(ScimType::InvalidSyntax));
    }
}

#[test]
fn a_body_that_nests_too_deep_is_invalid_syntax() {
    let mut deep = json!("x");
    for _ in 0..62 {
        deep = json!({ "a": deep });
    }
    assert!(user(json!({ "schemas": [USER], "userName": "x", "custom": deep })).is_ok());
    for _ in 0..1000 {
        deep = json!([deep]);
    }
    let refused = user(json!({ "schemas": [USER], "userName": "x", "custom": deep }));
    assert_eq!(
        refused.expect_err("too deep").error.scim_type,
        Some(ScimType::InvalidSyntax)
    );
}

#[test]
fn values_of_the_right_type_are_kept_as_they_are() {
    let extra = json!({
        "code": "Abc", "size": 12, "weight": 2.5, "sold": true,
        "made": "2026-03-01T12:00:00.000-08:00", "blob": "QUJD", "link": "https://example.com",
        "serial": "S", "pin": "1234", "notes": "N", "badge": "B", "tags": ["a", "b"],
        "box": { "width": 1, "height": 2, "colour": "red" },
        "parts": [{ "value": "1", "type": "t", "count": 3, "primary": true, "aliases": ["x"] }],
    });
    assert_eq!(kept(extra.clone()), extra);
    assert!(noted(extra).is_empty());
}

#[test]
fn whole_numbers_and_times_in_another_form_are_understood_and_noted() {
    let extra = json!({ "size": 5.0 });
    assert_eq!(kept(extra.clone()), json!({ "size": 5 }));
    assert_eq!(noted(extra), ["RFC-whole-number"]);
    assert!(noted(json!({ "size": 5, "weight": 5.0 })).is_empty());
    for odd in ["2020-01-01", "2020-01-01t00:00:00z", "2020-01-01 09:00:00Z"] {
        assert_eq!(noted(json!({ "made": odd })), ["RFC-date-time"], "{odd}");
    }
    assert!(noted(json!({ "made": "2020-01-01T09:00:00+02:00" })).is_empty());
}

#[test]
fn a_manager_who_is_only_linked_is_found_by_the_link() {
    let manager = |address: &str| {
        let body = json!({
            "schemas": [USER, ENTERPRISE], "userName": "a",
            ENTERPRISE: { "manager": { "$ref": address } },
        });
        let found = user(body).expect("accepted");
        found
            .value
            .get(ENTERPRISE)
            .map(|part| part["manager"].clone())
    };
    for address in ["../Users/c7", "https://x.example/scim/v2/Users/c7/"] {
        assert_eq!(
            manager(address),
            Some(json!({ "value": "c7" })),
            "{address}"
        );
    }
    assert_eq!(manager("../Groups/c7"), None);
}

#[test]
fn numbers_and_booleans_sent_as_text_are_understood_and_noted() {
    let extra = json!({ "size": "12", "weight": " 2.5 ", "sold": "TRUE" });
    assert_eq!(
        kept(extra.clone()),
        json!({ "size": 12, "weight": 2.5, "sold": true })
    );
    assert_eq!(
        noted(extra),
        ["RFC-number-as-text", "RFC-number-as-text", "CRT-15"]
    );
    assert_eq!(kept(json!({ "sold": 0 })), json!({ "sold": false }));
    assert_eq!(
        kept(json!({ "label": "x", "code": true })),
        json!({ "code": "true" })
    );
}

#[test]
fn what_cannot_be_understood_is_an_invalid_value() {
    for extra in [
        json!({ "size": "many" }),
        json!({ "size": 1.5 }),
        json!({ "size": true }),
        json!({ "size": [1, 2] }),
        json!({ "weight": "heavy" }),
        json!({ "sold": "perhaps" }),
        json!({ "sold": 2 }),
        json!({ "sold": { "a": true, "b": false } }),
        json!({ "made": "yesterday" }),
        json!({ "made": 20_260_301 }),
        json!({ "code": ["a", "b"] }),
        json!({ "code": { "x": "y" } }),
        json!({ "box": "red" }),
        json!({ "box": [{ "width": 1 }, { "width": 2 }] }),
        json!({ "box": { "width": "wide" } }),
        json!({ "parts": [[1]] }),
        json!({ "parts": [true] }),
        json!({ "tags": [{ "a": 1 }] }),
        json!({ PAINT: "red" }),
    ] {
        assert_eq!(refused(extra.clone()), INVALID, "{extra}");
    }
}

#[test]
fn a_single_value_may_come_wrapped() {
    for wrapped in [
        json!(["Abc"]),
        json!({ "value": "Abc" }),
        json!({ "code": "Abc" }),
    ] {
        let extra = json!({ "code": wrapped });
        assert_eq!(kept(extra.clone()), json!({ "code": "Abc" }));
        assert_eq!(noted(extra), ["RFC-single-value-wrapped"]);
    }
    assert_eq!(kept(json!({ "code": [] })), json!({}));
    assert_eq!(kept(json!({ "code": {} })), json!({}));
    assert_eq!(
        kept(json!({ "box": [{ "width": 1 }] })),
        json!({ "box": { "width": 1 } })
    );
}

#[test]
fn a_list_may_come_as_one_value() {
    assert_eq!(kept(json!({ "tags": "a" })), json!({ "tags": ["a"] }));
    assert_eq!(
        kept(json!({ "parts": { "value": "1" } })),
        json!({ "parts": [{ "value": "1" }] })
    );
    assert_eq!(noted(json!({ "tags": "a" })), ["CRT-12"]);
    assert_eq!(
        kept(json!({ "parts": ["1"] })),
        json!({ "parts": [{ "value": "1" }] })
    );
    assert_eq!(noted(json!({ "parts": ["1"] })), ["RFC-bare-value"]);
}

#[test]
fn nothing_unassigned_is_stored() {
    let extra = json!({
        "code": null, "notes": "", "tags": [], "box": {}, "sold": "", "size": "",
        "parts": [null, {}, { "value": null }, { "value": "", "type": "t" }],
    });
    assert_eq!(kept(extra), json!({}));
    assert_eq!(
        kept(json!({ "box": { "width": null, "colour": "" } })),
        json!({})
    );
    assert_eq!(
        kept(json!({ "tags": ["a", null, ""] })),
        json!({ "tags": ["a"] })
    );
}

#[test]
fn read_only_attributes_are_ignored_and_noted() {
    assert_eq!(
        kept(json!({ "stamp": "x", "id": "1", "meta": { "version": "2" } })),
        json!({})
    );
    assert_eq!(
        noted(json!({ "stamp": "x", "id": "1" })),
        ["CRT-07", "CRT-07"]
    );
}

#[test]
fn unknown_attributes_and_sub_attributes_are_kept_and_noted() {
    let extra = json!({ "unheard": { "of": [1] }, "box": { "width": 1, "depth": 9 } });
    assert_eq!(kept(extra.clone()), extra);
    assert_eq!(noted(extra), ["UPD-20", "UPD-20"]);
    assert!(noted(json!({ "unheard": null })).is_empty());
}

#[test]
fn keys_may_be_paths() {
    let extra = json!({ "box.width": 4, "box.colour": "red", format!("{PAINT}:layers"): 2 });
    let found = widget(extra).expect("accepted");
    assert_eq!(
        Value::Object(found.0),
        json!({ "box": { "width": 4, "colour": "red" } })
    );
    assert_eq!(rules(&found.1), ["UPD-06", "UPD-06", "UPD-06"]);
}

#[test]
fn the_core_attributes_may_come_wrapped_in_their_urn() {
    let found = user(json!({ "schemas": [USER], USER: { "userName": "ada", "title": "T" } }));
    let found = found.expect("accepted");
    assert_eq!(found.value["userName"], "ada");
    assert_eq!(found.value["title"], "T");
    assert_eq!(rules(&found.findings), ["RFC-core-wrapped"]);
}

#[test]
fn a_required_extension_that_is_missing_is_noted() {
    let body = json!({ "schemas": [WIDGET], "label": "L" });
    let found = accept_new(widget::registry(), widget::kind(), body).expect("accepted");
    assert_eq!(rules(&found.findings), ["RFC-extension-required"]);
    assert!(found.judge(Strictness::Strict).is_err());
}

#[test]
fn a_required_attribute_of_an_extension_that_is_there_must_be_there() {
    let body = json!({ "schemas": [WIDGET, PAINT], "label": "L", PAINT: { "layers": 2 } });
    let refused = accept_new(widget::registry(), widget::kind(), body).expect_err("refused");
    assert!(
        refused.error.detail.contains("shade"),
        "{}",
        refused.error.detail
    );
}

#[test]
fn findings_made_before_a_refusal_come_with_it() {
    let refused = user(json!({ "schemas": [USER], "id": "x", "active": "False" }));
    let refused = refused.expect_err("no userName");
    assert_eq!(rules(&refused.findings), ["CRT-07", "CRT-15"]);
    assert!(refused.error.detail.contains("userName"));
}

#[test]
fn schemas_lists_what_is_there() {
    let urns = |body: Value| user(body).expect("accepted").value["schemas"].clone();
    assert_eq!(urns(json!({ "userName": "a" })), json!([USER]));
    assert_eq!(
        urns(json!({ "schemas": USER, "userName": "a" })),
        json!([USER])
    );
    assert_eq!(
        urns(json!({ "schemas": [ENTERPRISE], "userName": "a" })),
        json!([USER])
    );
    assert_eq!(
        urns(
            json!({ "schemas": [USER, "urn:x:y"], "userName": "a", ENTERPRISE: { "division": "d" } })
        ),
        json!([USER, "urn:x:y", ENTERPRISE])
    );
    assert_eq!(
        urns(json!({ "schemas": [7, null, USER], "userName": "a" })),
        json!([USER])
    );
}

#[test]
fn an_extension_that_says_nothing_is_not_stored() {
    for empty in [
        json!({}),
        json!(null),
        json!({ "department": null }),
        json!({ "manager": "" }),
    ] {
        let found = user(json!({ "schemas": [USER], "userName": "a", ENTERPRISE: empty }));
        assert_eq!(
            Value::Object(found.expect("accepted").value),
            json!({ "schemas": [USER], "userName": "a" })
        );
    }
}

#[test]
fn a_password_that_is_no_text_is_refused_by_a_strict_server_without_repeating_it() {
    let known = object(json!({ "schemas": [USER], "userName": "ada" }));
    for (password, is_refused) in [
        (json!({ "a": 4711 }), true),
        (json!(4711), true),
        (json!(["4711"]), true),
        (json!("4711"), false),
        (json!(null), false),
    ] {
        let body = json!({ "schemas": [USER], "userName": "ada", "password": password });
        let created = accept_new(registry(), kind("User"), body).expect("tolerated");
        assert_eq!(created.value, known);
        let change = json!([{ "op": "replace", "path": "password", "value": password }]);
        let (after, findings) = play(kind("User"), &known, operations(change)).expect("tolerated");
        assert_eq!(after, known);
        let patched = Found {
            value: after,
            findings,
        };
        for found in [created, patched] {
            let outcome = found.judge(Strictness::Strict);
            let error = outcome.as_ref().err().map(|refused| &refused.error);
            assert_eq!(error.is_some(), is_refused, "{password}");
            let is_value = |error: &scim::Error| error.scim_type == Some(ScimType::InvalidValue);
            assert!(error.is_none_or(is_value));
            assert!(error.is_none_or(|error| !error.detail.contains("4711")));
        }
    }
}

#[test]
fn an_extension_is_listed_as_its_key_is_spelled() {
    let shouted = ENTERPRISE.to_uppercase();
    let body = json!({
        "schemas": [USER.to_lowercase(), shouted, "URN:X:Y"], "userName": "ada",
        ENTERPRISE: { "department": "x" }, "urn:x:y": { "a": 1 },
    });
    let found = user(body).expect("accepted");
    assert_eq!(found.value["schemas"], json!([USER, ENTERPRISE, "urn:x:y"]));
    assert!(found.value.contains_key(ENTERPRISE) && found.value.contains_key("urn:x:y"));
}

#[test]
fn a_schema_that_is_none_of_the_resource_type_is_kept_and_refused_by_a_strict_server() {
    let data = json!({ "department": "x" });
    let bodies = [
        (
            "User",
            json!({ "schemas": [USER, "urn:x:y"], "userName": "a" }),
        ),
        (
            "User",
            json!({ "schemas": [USER, "urn:x:y"], "userName": "a", "urn:x:y": { "a": 1 } }),
        ),
        ("User", json!({ "schemas": [USER, GROUP], "userName": "a" })),
        (
            "Group",
            json!({ "schemas": [GROUP, ENTERPRISE], "displayName": "g" }),
        ),
        (
            "Group",
            json!({ "schemas": [GROUP, ENTERPRISE], "displayName": "g", ENTERPRISE: data }),
        ),
    ];
    for (name, body) in bodies {
        let found = accept_new(registry(), kind(name), body.clone()).expect("tolerated");
        assert_eq!(Value::Object(found.value.clone()), body);
        assert_eq!(rules(&found.findings), ["CRT-08"], "{body}");
        let refused = found.judge(Strictness::Strict).expect_err("strict");
        assert_eq!(refused.error.scim_type, Some(ScimType::InvalidSyntax));
    }
}
