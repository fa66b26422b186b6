//! PATCH where the request is odd: messages, unknown names, many findings, large lists.

use scim::{ScimType, Strictness, patch};
use serde_json::{Value, json};

use crate::patches::{after, op, start, try_on};
use crate::support::{ENTERPRISE, USER, kind, object, operations, play, registry, rules};
use crate::widget::{self, WIDGET};

#[test]
fn unknown_attributes_are_kept_and_noted_and_refused_by_a_strict_server() {
    let ops = json!([
        op("add", "unheard", json!({ "of": 1 })),
        op("add", "parts[value eq \"1\"].weight", json!(4)),
        op("add", &format!("{WIDGET}:other"), json!("o")),
    ]);
    let (document, findings) = try_on(&start(), ops.clone()).expect("applied");
    assert_eq!(document["unheard"], json!({ "of": 1 }));
    assert_eq!(document["parts"][0]["weight"], 4);
    assert_eq!(document["other"], "o");
    assert_eq!(rules(&findings), ["UPD-20"; 3]);
    let found = patch::parse(widget::registry(), widget::kind(), operations(ops)).expect("read");
    let strict = found.judge(Strictness::Strict).expect_err("strict");
    assert_eq!(strict.error.scim_type, Some(ScimType::InvalidPath));
}

#[test]
fn an_unknown_part_of_something_is_refused_in_every_mode() {
    for path in [
        "unheard.more",
        "constructor.name",
        "box.depth",
        "urn:example:params:scim:schemas:1.5:Widget:box.depth",
    ] {
        let refused = try_on(&start(), json!([op("add", path, json!(2))])).expect_err(path);
        assert_eq!(
            refused.error.scim_type,
            Some(ScimType::InvalidPath),
            "{path}"
        );
    }
}

#[test]
fn what_nobody_knows_cannot_be_removed_but_what_was_kept_can() {
    let removal = json!([{ "op": "remove", "path": "unheard" }]);
    let refused = try_on(&start(), removal.clone()).expect_err("nothing there");
    assert_eq!(refused.error.scim_type, Some(ScimType::NoTarget));
    let mut kept = start();
    kept.insert("unheard".into(), json!("x"));
    let (document, findings) = try_on(&kept, removal).expect("removed");
    assert_eq!(document.get("unheard"), None);
    assert_eq!(rules(&findings), ["UPD-20"]);
}

#[test]
fn more_operations_than_allowed_are_413() {
    let many = |count: usize| operations(vec![op("replace", "active", json!(true)); count].into());
    assert!(patch::parse(registry(), kind("User"), many(1000)).is_ok());
    let refused = patch::parse(registry(), kind("User"), many(1001)).expect_err("too many");
    assert_eq!(refused.error.status, 413);
    assert!(refused.error.detail.contains("1000"), "{refused}");
}

#[test]
fn the_message_may_be_odd_but_must_hold_operations() {
    let parse = |body: Value| patch::parse(registry(), kind("User"), body);
    for body in [
        json!({ "operations": [{ "OP": "Replace", "Path": "active", "VALUE": "true" }] }),
        json!({ "schemas": "x", "Operations": [{ "op": "replace", "path": "active", "value": true }] }),
        json!({ "Operations": [{ "op": "replace", "path": null, "value": { "active": true } }] }),
        json!({ "Operations": [{ "op": "replace", "path": "", "value": { "active": true } }] }),
        json!({ "Operations": [{ "op": "replace", "path": USER, "value": { "active": true } }] }),
        json!({ "Operations": [{ "op": "replace", "value": { USER: { "active": true } } }] }),
    ] {
        let request = parse(body.clone()).unwrap_or_else(|refused| panic!("{body}: {refused}"));
        assert_eq!(request.value.operations.len(), 1, "{body}");
        assert_eq!(
            request.value.operations[0].path.to_string(),
            "active",
            "{body}"
        );
    }
    for (body, wanted) in [
        (json!([]), ScimType::InvalidSyntax),
        (json!({}), ScimType::InvalidSyntax),
        (json!({ "Operations": null }), ScimType::InvalidSyntax),
        (json!({ "Operations": "x" }), ScimType::InvalidSyntax),
        (
            json!({ "Operations": { "op": "replace", "path": "active", "value": true } }),
            ScimType::InvalidSyntax,
        ),
        (
            json!({ "op": "replace", "path": "active", "value": true }),
            ScimType::InvalidSyntax,
        ),
        (json!({ "Operations": [] }), ScimType::InvalidSyntax),
        (json!({ "Operations": ["x"] }), ScimType::InvalidSyntax),
        (json!({ "Operations": [{}] }), ScimType::InvalidSyntax),
        (
            json!({ "Operations": [{ "op": 7 }] }),
            ScimType::InvalidSyntax,
        ),
        (
            json!({ "Operations": [{ "op": "test", "path": "a", "value": 1 }] }),
            ScimType::InvalidSyntax,
        ),
        (
            json!({ "Operations": [{ "op": "add", "path": 7, "value": 1 }] }),
            ScimType::InvalidPath,
        ),
        (
            json!({ "Operations": [{ "op": "add", "path": "active" }] }),
            ScimType::InvalidValue,
        ),
        (
            json!({ "Operations": [{ "op": "add" }] }),
            ScimType::InvalidValue,
        ),
        (
            json!({ "Operations": [{ "op": "add", "value": "x" }] }),
            ScimType::InvalidValue,
        ),
        (
            json!({ "Operations": [{ "op": "add", "value": { "a b": 1 } }] }),
            ScimType::InvalidPath,
        ),
        (
            json!({ "Operations": [{ "op": "remove" }] }),
            ScimType::NoTarget,
        ),
        (
            json!({ "Operations": [{ "op": "remove", "path": USER }] }),
            ScimType::NoTarget,
        ),
    ] {
        let refused = parse(body.clone()).expect_err("refused");
        assert_eq!(refused.error.scim_type, Some(wanted), "{body}");
    }
}

#[test]
fn a_refused_request_leaves_everything_as_it_was_and_tells_what_it_noticed() {
    let current = start();
    let ops = json!([
        op("Replace", "code", json!("New")),
        op("replace", "size", json!("many"))
    ]);
    let refused = try_on(&current, ops).expect_err("refused");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidValue));
    assert_eq!(current, start());
}

#[test]
fn several_oddities_are_all_noted() {
    let ops = json!([
        op("Replace", "active", json!("False")),
        op("Add", &format!("{ENTERPRISE}:manager"), json!("7")),
        op(
            "replace",
            "emails[type eq \"work\"].value",
            json!("a@example.com")
        ),
        op("replace", "title", json!("")),
    ]);
    let user = object(json!({ "schemas": [USER], "userName": "ada", "title": "T" }));
    let (_, findings) = play(kind("User"), &user, operations(ops)).expect("applied");
    assert_eq!(
        rules(&findings),
        ["UPD-01", "UPD-01", "CRT-15", "UPD-08", "UPD-04", "UPD-10"]
    );
}

#[test]
fn a_role_comes_and_goes_without_touching_the_others() {
    let user = object(
        json!({ "schemas": [USER], "userName": "a", "roles": [{ "value": "x" }, { "value": "y" }] }),
    );
    let ops = json!([
        op(
            "add",
            "roles",
            json!([{ "value": "z", "type": "WindowsAzureActiveDirectoryRole" }])
        ),
        op("remove", "roles", json!([{ "value": "x" }])),
    ]);
    let (document, findings) = play(kind("User"), &user, operations(ops)).expect("applied");
    assert_eq!(
        document["roles"],
        json!([{ "value": "y" }, { "value": "z", "type": "WindowsAzureActiveDirectoryRole" }])
    );
    assert_eq!(rules(&findings), ["UPD-02"]);
}

#[test]
fn thousands_of_elements_are_added_compared_and_removed_without_delay() {
    let many = |range: std::ops::Range<u32>| -> Value {
        range.map(|n| json!({ "value": format!("r{n}") })).collect()
    };
    let user = object(json!({ "schemas": [USER], "userName": "a", "roles": many(0..20_000) }));
    let ops = json!([
        op("add", "roles", many(10_000..30_000)),
        op("remove", "roles", many(0..5_000)),
    ]);
    let (document, _) = play(kind("User"), &user, operations(ops)).expect("applied");
    assert_eq!(document["roles"].as_array().expect("roles").len(), 25_000);
    let changes = scim::diff(registry(), kind("User"), &user, &document);
    assert_eq!(changes.len(), 15_000, "5,000 went and 10,000 came");
}

#[test]
fn the_same_oddity_in_many_operations_is_noted_once() {
    let user = object(json!({ "schemas": [USER], "userName": "a" }));
    let one = op("Add", "roles", json!([{ "value": "x" }]));
    let ops = Value::Array(vec![one; 50]);
    let (_, findings) = play(kind("User"), &user, operations(ops)).expect("applied");
    assert_eq!(rules(&findings), ["UPD-01"]);
}

#[test]
fn a_bare_value_becomes_an_element_where_it_is_no_reference() {
    assert_eq!(
        after(op("add", "parts", json!("9")), "parts")[2],
        json!({ "value": "9" })
    );
    assert_eq!(
        after(op("replace", "parts[type eq \"nut\"]", json!("9")), "parts")[1],
        json!({ "type": "nut", "value": "9" })
    );
    let (_, findings) = try_on(&start(), json!([op("add", "parts", json!("9"))])).expect("applied");
    assert_eq!(rules(&findings), ["CRT-12", "RFC-bare-value"]);
}

#[test]
fn a_removal_that_lists_nothing_removes_nothing_and_one_without_value_everything() {
    let mut person = object(json!({
        "schemas": [USER], "userName": "ada",
        "emails": [{ "value": "a@x", "type": "work" }, { "value": "b@x", "type": "home" }],
    }));
    person.insert("tags".into(), json!([{ "value": "t" }]));
    let remove = |path: &str, value: Value| {
        let body = operations(json!([{ "op": "remove", "path": path, "value": value }]));
        play(kind("User"), &person, body).expect("applied")
    };
    for value in [
        json!([]),
        json!([{}]),
        json!({}),
        json!(""),
        json!([{ "value": null }]),
        json!([{ "value": "", "type": "work" }]),
        json!([{ "value": null, "type": "work", "primary": true }]),
    ] {
        let (document, findings) = remove("emails", value.clone());
        assert_eq!(document, person, "{value}");
        let nobody = findings.iter().find(|f| f.rule == "RFC-remove-nobody");
        let refusal = nobody.and_then(|f| f.strict.as_ref()).expect("a refusal");
        assert_eq!(refusal.scim_type, Some(ScimType::InvalidValue), "{value}");
    }
    for value in [json!([]), json!([{}]), json!({}), json!("")] {
        let (document, findings) = remove("tags", value.clone());
        assert_eq!(document, person, "{value}");
        assert!(rules(&findings).contains(&"RFC-remove-nobody"), "{value}");
        assert_eq!(remove("emails.type", value).0, person);
    }
    let mixed = json!([{}, { "value": "nobody" }]);
    assert_eq!(remove("tags", mixed).0, person);
    assert_eq!(remove("emails", Value::Null).0.get("emails"), None);
    let all = operations(json!([{ "op": "remove", "path": "emails" }]));
    let (document, findings) = play(kind("User"), &person, all).expect("applied");
    assert_eq!(document.get("emails"), None);
    assert!(findings.is_empty());
}

#[test]
fn schemas_cannot_be_removed_and_what_does_not_go_with_the_resource_is_told() {
    let person = object(json!({ "schemas": [USER], "userName": "ada" }));
    let try_op = |operation: Value| play(kind("User"), &person, operations(json!([operation])));
    for removal in [
        json!({ "op": "remove", "path": "schemas" }),
        op("remove", "schemas", Value::Null),
    ] {
        let refused = try_op(removal).expect_err("required");
        assert_eq!(refused.error.scim_type, Some(ScimType::InvalidValue));
    }
    for (operation, schemas, rule) in [
        (
            op("add", "schemas", json!([ENTERPRISE])),
            json!([USER]),
            "RFC-schemas-derived",
        ),
        (
            op("replace", "schemas", json!(["urn:x:y", USER])),
            json!([USER, "urn:x:y"]),
            "CRT-08",
        ),
        (
            op("remove", "schemas", json!([USER])),
            json!([USER]),
            "RFC-schemas-derived",
        ),
    ] {
        let (after, findings) = try_op(operation).expect("applied");
        assert_eq!(after["schemas"], schemas);
        let told = findings.iter().find(|finding| finding.rule == rule);
        let refusal = told.and_then(|finding| finding.strict.as_ref());
        assert_eq!(
            refusal.expect("a refusal").scim_type,
            Some(ScimType::InvalidValue)
        );
    }
    let both = json!([
        op("add", &format!("{ENTERPRISE}:department"), json!("D")),
        op("add", "schemas", json!([ENTERPRISE])),
    ]);
    let (after, findings) = play(kind("User"), &person, operations(both)).expect("applied");
    assert_eq!(after["schemas"], json!([USER, ENTERPRISE]));
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn nothing_is_created_from_a_path_that_contradicts_itself() {
    let set = |path: &str| operations(json!([op("replace", path, json!("a@b"))]));
    let current = object(json!({ "schemas": [USER], "userName": "ada" }));
    let odd = "emails[type eq \"work\" and type eq \"home\"].value";
    let refused = play(kind("User"), &current, set(odd)).expect_err("it selects nothing, ever");
    assert_eq!(refused.error.scim_type, Some(ScimType::NoTarget));
    let twice = "emails[type eq \"work\" and type eq \"work\"].value";
    let (document, _) = play(kind("User"), &current, set(twice)).expect("created");
    assert_eq!(document["emails"][0]["type"], "work");
}

#[test]
fn clearing_a_part_of_what_has_no_parts_changes_nothing_the_second_time_either() {
    let urn = format!("{ENTERPRISE}:A");
    let body = operations(json!([op(
        "replace",
        &urn,
        json!({ "name.givenName": null, "name": false })
    )]));
    let person = object(json!({ "schemas": [USER], "userName": "ada" }));
    let (once, _) = play(kind("User"), &person, body.clone()).expect("applied");
    assert_eq!(once[&urn], json!({ "name": false }));
    let (twice, _) = play(kind("User"), &once, body).expect("applied again");
    assert_eq!(once, twice);
}
