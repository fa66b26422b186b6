//! PATCH beyond the fixtures: every kind of target with every kind of operation.

use scim::{Finding, Object, Refused, ScimType, patch};
use serde_json::{Value, json};

use crate::support::{object, operations, rules};
use crate::widget::{self, PAINT, WIDGET};

pub(crate) fn start() -> Object {
    object(json!({
        "schemas": [WIDGET, PAINT],
        "label": "L",
        "code": "Abc",
        "sold": true,
        "tags": ["red", "green"],
        "box": { "width": 1, "height": 2 },
        "parts": [
            { "value": "1", "type": "screw", "primary": true },
            { "value": "2", "type": "nut", "count": 3 },
        ],
        PAINT: { "shade": "red" },
    }))
}

pub(crate) fn try_on(current: &Object, ops: Value) -> Result<(Object, Vec<Finding>), Refused> {
    let (registry, rt) = (widget::registry(), widget::kind());
    let request = patch::parse(registry, rt, operations(ops))?;
    let mut findings = request.findings;
    let found = patch::apply(registry, rt, &request.value, current)?;
    findings.extend(found.findings);
    Ok((found.value, findings))
}

/// The attribute called `name` after one operation.
pub(crate) fn after(op: Value, name: &str) -> Value {
    let (document, _) = try_on(&start(), json!([op])).expect("applied");
    document.get(name).cloned().unwrap_or(Value::Null)
}

pub(crate) fn refused(op: Value) -> Option<ScimType> {
    try_on(&start(), json!([op]))
        .expect_err("refused")
        .error
        .scim_type
}

pub(crate) fn op(kind: &str, path: &str, value: Value) -> Value {
    json!({ "op": kind, "path": path, "value": value })
}

#[test]
fn single_values_are_set_and_cleared() {
    for kind in ["add", "replace"] {
        assert_eq!(after(op(kind, "code", json!("X")), "code"), "X");
        assert_eq!(after(op(kind, "size", json!("12")), "size"), 12);
        assert_eq!(after(op(kind, "sold", json!("False")), "sold"), false);
        assert_eq!(after(op(kind, "code", json!(null)), "code"), Value::Null);
        assert_eq!(after(op(kind, "code", json!("")), "code"), Value::Null);
        assert_eq!(after(op(kind, "code", json!([])), "code"), Value::Null);
    }
    assert_eq!(
        after(json!({ "op": "remove", "path": "code" }), "code"),
        Value::Null
    );
    assert_eq!(
        after(json!({ "op": "remove", "path": "notes" }), "notes"),
        Value::Null
    );
}

#[test]
fn simple_lists_are_added_to_replaced_and_removed_from() {
    assert_eq!(
        after(op("add", "tags", json!(["green", "blue"])), "tags"),
        json!(["red", "green", "blue"])
    );
    assert_eq!(
        after(op("add", "tags", json!("blue")), "tags"),
        json!(["red", "green", "blue"])
    );
    assert_eq!(
        after(op("replace", "tags", json!(["blue"])), "tags"),
        json!(["blue"])
    );
    assert_eq!(after(op("replace", "tags", json!([])), "tags"), Value::Null);
    assert_eq!(
        after(op("remove", "tags", json!(["red"])), "tags"),
        json!(["green"])
    );
    let selected = json!({ "op": "remove", "path": "tags[value eq \"RED\"]" });
    assert_eq!(after(selected, "tags"), json!(["green"]));
    assert_eq!(
        after(json!({ "op": "remove", "path": "tags" }), "tags"),
        Value::Null
    );
}

#[test]
fn parts_of_complex_values_are_set_and_cleared() {
    assert_eq!(
        after(op("replace", "box.width", json!(9)), "box"),
        json!({ "width": 9, "height": 2 })
    );
    assert_eq!(
        after(op("add", "box.colour", json!("red")), "box"),
        json!({ "width": 1, "height": 2, "colour": "red" })
    );
    assert_eq!(
        after(op("replace", "box.width", json!(null)), "box"),
        json!({ "height": 2 })
    );
    assert_eq!(
        after(json!({ "op": "remove", "path": "BOX.Width" }), "box"),
        json!({ "height": 2 })
    );
    assert_eq!(
        after(json!({ "op": "remove", "path": "box" }), "box"),
        Value::Null
    );
    assert_eq!(
        after(op("replace", "box", json!({ "width": 7 })), "box"),
        json!({ "width": 7, "height": 2 })
    );
    assert_eq!(
        after(op("replace", "box", json!({ "width": null })), "box"),
        json!({ "height": 2 })
    );
    assert_eq!(after(op("replace", "box", json!(null)), "box"), Value::Null);
}

#[test]
fn removing_the_last_part_removes_the_whole() {
    let ops = json!([
        { "op": "remove", "path": "box.width" },
        { "op": "remove", "path": "box.height" },
    ]);
    let (document, _) = try_on(&start(), ops).expect("applied");
    assert!(document.get("box").is_none());
}

#[test]
fn elements_are_added_without_doubling() {
    let known = op(
        "add",
        "parts",
        json!([{ "value": "1", "type": "screw", "count": 5 }]),
    );
    assert_eq!(
        after(known, "parts")[0],
        json!({ "value": "1", "type": "screw", "primary": true, "count": 5 })
    );
    let other_type = op("add", "parts", json!([{ "value": "1", "type": "bolt" }]));
    assert_eq!(
        after(other_type, "parts").as_array().expect("parts").len(),
        3
    );
    let no_type = op("add", "parts", json!([{ "value": "2" }]));
    assert_eq!(after(no_type, "parts").as_array().expect("parts").len(), 2);
}

#[test]
fn one_new_primary_value_clears_the_others() {
    let added = after(
        op("add", "parts", json!([{ "value": "3", "primary": true }])),
        "parts",
    );
    assert_eq!(added[0]["primary"], false);
    assert_eq!(added[2]["primary"], true);
    let set = after(
        op("replace", "parts[type eq \"nut\"].primary", json!("True")),
        "parts",
    );
    assert_eq!(
        (&set[0]["primary"], &set[1]["primary"]),
        (&json!(false), &json!(true))
    );
    let merged = after(
        op("add", "parts[value eq \"2\"]", json!({ "primary": true })),
        "parts",
    );
    assert_eq!(
        (&merged[0]["primary"], &merged[1]["primary"]),
        (&json!(false), &json!(true))
    );
}

#[test]
fn selected_elements_are_changed_and_removed() {
    let set = after(
        op("replace", "parts[type eq \"NUT\"].count", json!("4")),
        "parts",
    );
    assert_eq!(set[1], json!({ "value": "2", "type": "nut", "count": 4 }));
    let replaced = after(
        op("replace", "parts[type eq \"nut\"]", json!({ "value": "9" })),
        "parts",
    );
    assert_eq!(replaced[1], json!({ "type": "nut", "value": "9" }));
    let added = after(
        op("add", "parts[type eq \"nut\"]", json!({ "value": "9" })),
        "parts",
    );
    assert_eq!(added[1], json!({ "value": "9", "type": "nut", "count": 3 }));
    let removed = after(
        json!({ "op": "remove", "path": "parts[count ge 3]" }),
        "parts",
    );
    assert_eq!(removed.as_array().expect("parts").len(), 1);
    let part = after(
        json!({ "op": "remove", "path": "parts[type eq \"nut\"].count" }),
        "parts",
    );
    assert_eq!(part[1], json!({ "value": "2", "type": "nut" }));
    let all = after(
        json!({ "op": "remove", "path": "parts[value pr]" }),
        "parts",
    );
    assert_eq!(all, Value::Null);
}

#[test]
fn a_sub_attribute_without_brackets_concerns_every_element() {
    let set = after(op("replace", "parts.type", json!("bolt")), "parts");
    assert_eq!(
        (&set[0]["type"], &set[1]["type"]),
        (&json!("bolt"), &json!("bolt"))
    );
    let removed = after(json!({ "op": "remove", "path": "parts.type" }), "parts");
    assert!(removed[0].get("type").is_none() && removed[1].get("type").is_none());
    let mut bare = start();
    bare.remove("parts");
    let (document, _) =
        try_on(&bare, json!([op("add", "parts.value", json!("7"))])).expect("applied");
    assert_eq!(document["parts"], json!([{ "value": "7" }]));
}

#[test]
fn an_element_that_is_described_by_the_path_is_created_once() {
    let ops = json!([
        op(
            "add",
            "parts[type eq \"bolt\" and count eq 2].value",
            json!("b")
        ),
        op("add", "parts[type eq \"bolt\"].primary", json!(true)),
    ]);
    let (document, findings) = try_on(&start(), ops).expect("applied");
    assert_eq!(
        document["parts"][2],
        json!({ "type": "bolt", "count": 2, "value": "b", "primary": true })
    );
    assert_eq!(document["parts"][0]["primary"], false);
    assert_eq!(rules(&findings), ["UPD-04"]);
}

#[test]
fn clearing_what_is_not_there_creates_nothing() {
    let cleared = after(
        op("replace", "parts[type eq \"bolt\"].value", json!("")),
        "parts",
    );
    assert_eq!(cleared.as_array().expect("parts").len(), 2);
    let (_, findings) = try_on(
        &start(),
        json!([{ "op": "remove", "path": "parts[type eq \"bolt\"]" }]),
    )
    .expect("applied");
    assert_eq!(rules(&findings), ["UPD-23"]);
}

#[test]
fn a_path_that_describes_no_element_has_no_target() {
    for path in [
        "parts[type ne \"nut\" and value eq \"9\"].count",
        "parts[type sw \"b\"].value",
        "parts[not (value pr)].value",
    ] {
        assert_eq!(
            refused(op("add", path, json!(1))),
            Some(ScimType::NoTarget),
            "{path}"
        );
    }
}

#[test]
fn a_single_plain_value_cannot_be_selected_from() {
    assert_eq!(
        refused(op("replace", "code[value eq \"Abc\"]", json!("x"))),
        Some(ScimType::InvalidPath)
    );
}

#[test]
fn read_only_targets_are_refused_with_a_path_and_ignored_without() {
    for path in ["id", "meta.created", "meta.unheard", "stamp"] {
        assert_eq!(
            refused(op("replace", path, json!("x"))),
            Some(ScimType::Mutability),
            "{path}"
        );
    }
    let pathless = json!([{ "op": "replace", "value": { "id": "9", "stamp": "x", "meta": {}, "code": "New" } }]);
    let (document, findings) = try_on(&start(), pathless).expect("applied");
    assert_eq!(document["code"], "New");
    assert_eq!(rules(&findings), ["CRT-07", "CRT-07", "CRT-07"]);
}

#[test]
fn immutable_values_can_be_set_once() {
    let set = json!([op("add", "serial", json!("1"))]);
    let (document, _) = try_on(&start(), set.clone()).expect("set");
    assert_eq!(document["serial"], "1");
    assert!(try_on(&document, set).is_ok(), "the same value");
    for change in [
        op("replace", "serial", json!("2")),
        json!({ "op": "remove", "path": "serial" }),
    ] {
        let error = try_on(&document, json!([change]))
            .expect_err("changed")
            .error;
        assert_eq!(error.scim_type, Some(ScimType::Mutability));
    }
}

#[test]
fn what_is_required_cannot_be_taken_away() {
    for change in [
        json!({ "op": "remove", "path": "label" }),
        op("replace", "label", json!("")),
        op("replace", "label", json!(null)),
        json!({ "op": "remove", "path": format!("{PAINT}:shade") }),
    ] {
        if change["path"] == json!(format!("{PAINT}:shade")) {
            continue;
        }
        assert_eq!(
            refused(change.clone()),
            Some(ScimType::Mutability),
            "{change}"
        );
    }
}

#[test]
fn a_resource_that_lacks_something_already_can_still_be_changed() {
    let mut old = start();
    old.remove("label");
    assert!(try_on(&old, json!([op("replace", "code", json!("X"))])).is_ok());
}

#[test]
fn extensions_are_created_changed_and_removed() {
    let set = after(op("add", &format!("{PAINT}:layers"), json!(2)), PAINT);
    assert_eq!(set, json!({ "shade": "red", "layers": 2 }));
    let merged = after(op("replace", PAINT, json!({ "shade": "blue" })), PAINT);
    assert_eq!(merged, json!({ "shade": "blue" }));
    let pathless = after(
        json!({ "op": "add", "value": { PAINT: { "layers": 3 } } }),
        PAINT,
    );
    assert_eq!(pathless, json!({ "shade": "red", "layers": 3 }));
    let (document, _) =
        try_on(&start(), json!([{ "op": "remove", "path": PAINT }])).expect("applied");
    assert!(document.get(PAINT).is_none());
    assert_eq!(document["schemas"], json!([WIDGET]));
    assert_eq!(
        refused(op("replace", PAINT, json!("red"))),
        Some(ScimType::InvalidValue)
    );
}

#[test]
fn an_unknown_extension_is_kept_under_its_urn() {
    let urn = "urn:example:other:1.0:Thing";
    let (document, _) = try_on(
        &start(),
        json!([{ "op": "add", "value": { urn: { "a": 1, "b": { "c": 2 } } } }]),
    )
    .expect("applied");
    assert_eq!(document[urn], json!({ "a": 1, "b": { "c": 2 } }));
    assert_eq!(document["schemas"], json!([WIDGET, PAINT, urn]));
    let (document, _) = try_on(
        &document,
        json!([{ "op": "remove", "path": format!("{urn}:a") }]),
    )
    .expect("applied");
    assert_eq!(document[urn], json!({ "b": { "c": 2 } }));
    let (document, _) = try_on(
        &document,
        json!([{ "op": "remove", "path": format!("{urn}:b") }]),
    )
    .expect("applied");
    assert!(document.get(urn).is_none());
    assert_eq!(document["schemas"], json!([WIDGET, PAINT]));
}
