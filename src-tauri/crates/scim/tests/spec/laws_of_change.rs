//! Laws about changes: what a PATCH leaves is a valid resource, changes lead from one state to
//! the other, and no bytes at all make a reader panic.

use proptest::prelude::*;
use scim::bulk::{self, Limits, Step};
use scim::diff::apply;
use scim::query::from_search_request;
use scim::{
    AttributePath, Object, Projection, Query, accept_new, accept_replacement, diff, filter, patch,
    path,
};
use serde_json::{Value, json};

use crate::laws::{any_json, any_operation, any_path, person};
use crate::support::{ENTERPRISE, GROUP, USER, kind, object, operations, registry};

fn element() -> impl Strategy<Value = Value> {
    let text = |values: &'static [&'static str]| {
        prop::option::of(prop::sample::select(values)).prop_map(|v| json!(v))
    };
    let flag = prop::option::of(any::<bool>()).prop_map(|v| json!(v));
    (
        text(&["a@b.c", "A@b.c", "d\"e", "f"]),
        text(&["work", "Work", "home"]),
        text(&["x", "y"]),
        flag,
    )
        .prop_map(|(value, kind, display, primary)| {
            json!({ "value": value, "type": kind, "display": display, "primary": primary })
        })
}

/// People with more lists, and with what no schema knows.
fn anybody() -> impl Strategy<Value = Object> {
    let elements = || prop::collection::vec(element(), 0..4);
    let text = || prop::option::of("[a-z]{1,3}");
    (
        elements(),
        elements(),
        elements(),
        prop::collection::vec("[a-z]{1,2}", 0..3),
        (text(), text(), text(), text()),
        prop::option::of(any::<bool>()),
    )
        .prop_map(|(emails, roles, known, tags, texts, active)| {
            let (title, given, department, custom) = texts;
            let body = json!({
                "schemas": [USER], "userName": "ada", "title": title, "active": active,
                "name": { "givenName": given }, "emails": emails, "roles": roles,
                "tags": tags, "shoe": custom,
                ENTERPRISE: { "department": department },
                "urn:example:x:1.0:Y": { "tag": title, "list": known },
            });
            accept_new(registry(), kind("User"), body)
                .expect("a person")
                .value
        })
}

fn group() -> impl Strategy<Value = Object> {
    let member = prop::sample::select(vec!["a", "b", "c"]);
    prop::collection::vec(member, 0..4).prop_map(|members| {
        let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
        object(json!({ "schemas": [GROUP], "displayName": "g", "members": members }))
    })
}

fn bulk_operation() -> impl Strategy<Value = Value> {
    let name = || prop::sample::select(vec!["a", "b", "c", "d"]);
    let method = prop::sample::select(vec!["POST", "PUT", "PATCH", "DELETE", "post", "GET"]);
    let path = prop::sample::select(vec!["/Users", "/Users/1", "/Users/bulkId:a", "Groups", "/"]);
    let data = prop_oneof![
        2 => prop::collection::vec(name(), 0..3).prop_map(|names| {
            let members = names.iter().map(|n| json!({ "value": format!("bulkId:{n}") }));
            json!({ "members": members.collect::<Vec<_>>() })
        }),
        1 => any_json(),
    ];
    (method, path, prop::option::of(name()), data).prop_map(|(method, path, bulk_id, data)| {
        json!({ "method": method, "path": path, "bulkId": bulk_id, "data": data })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn what_a_patch_leaves_is_a_valid_resource(
        person in person(),
        ops in prop::collection::vec(any_operation(), 1..4),
    ) {
        let rt = kind("User");
        if let Ok(request) = patch::parse(registry(), rt, operations(Value::Array(ops)))
            && let Ok(found) = patch::apply(registry(), rt, &request.value, &person)
        {
            let again = accept_new(registry(), rt, Value::Object(found.value));
            prop_assert!(again.is_ok(), "{:?}", again);
        }
    }

    #[test]
    fn what_a_patch_leaves_of_a_group_is_a_valid_group(
        group in group(),
        ops in prop::collection::vec(any_operation(), 1..4),
    ) {
        let rt = kind("Group");
        if let Ok(request) = patch::parse(registry(), rt, operations(Value::Array(ops)))
            && let Ok(found) = patch::apply(registry(), rt, &request.value, &group)
        {
            prop_assert!(accept_new(registry(), rt, Value::Object(found.value)).is_ok());
        }
    }

    #[test]
    fn a_change_leads_to_the_state_after(before in anybody(), after in anybody()) {
        let rt = kind("User");
        let changes = diff(registry(), rt, &before, &after);
        let reached = apply(registry(), rt, &before, &changes)
            .map_err(|error| TestCaseError::fail(format!("{error}: {changes:?}")))?;
        let left = diff(registry(), rt, &reached, &after);
        prop_assert!(left.is_empty(), "left {:?} of {:?}", left, changes);
        let schemas = |state: &Object| {
            let mut urns: Vec<String> = state["schemas"].as_array().into_iter().flatten()
                .filter_map(Value::as_str).map(str::to_owned).collect();
            urns.sort();
            urns
        };
        prop_assert_eq!(schemas(&reached), schemas(&after));
    }

    #[test]
    fn no_changes_lead_nowhere(state in anybody()) {
        let reached = apply(registry(), kind("User"), &state, &[]);
        prop_assert_eq!(reached.ok(), Some(state));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = filter::parse(&text);
        let _ = path::parse(&text);
        let _ = AttributePath::parse(&text);
        let _ = Projection::parse(Some(&text), Some(&text));
        for name in ["filter", "count", "startIndex", "cursor", "sortBy", "attributes"] {
            let _ = Query::from_pairs(&[("cursor".into(), String::new()), (name.into(), text.to_string())]);
        }
        if let Ok(body) = serde_json::from_slice::<Value>(&bytes) {
            let _ = bulk::parse(body.clone(), Limits::default());
            let _ = patch::parse(registry(), kind("User"), body);
        }
    }

    #[test]
    fn no_body_makes_a_message_reader_panic(body in any_json()) {
        let _ = from_search_request(body.clone());
        let _ = bulk::parse(json!({ "Operations": body.clone() }), Limits::default());
        let _ = bulk::parse(body.clone(), Limits::default());
        let _ = bulk::references(&body);
        let _ = accept_replacement(registry(), kind("Group"), body, &Object::new());
    }

    #[test]
    fn every_bulk_operation_is_planned_once_after_what_it_refers_to(
        ops in prop::collection::vec(bulk_operation(), 1..8),
    ) {
        let body = json!({ "Operations": ops });
        let Ok(found) = bulk::parse(body, Limits::default()) else { return Ok(()) };
        let request = found.value;
        let mut done = vec![0; request.operations.len()];
        let hopeless: Vec<String> = request.operations.iter()
            .filter_map(|entry| entry.as_ref().err()?.bulk_id.clone())
            .collect();
        let mut made: Vec<String> = Vec::new();
        for step in request.plan() {
            let (at, missing) = match step {
                Step::Run(at) => (at, Vec::new()),
                Step::RunWithout(at, missing) => (at, missing),
                Step::Complete(at) => {
                    prop_assert_eq!(done[at], 1);
                    continue;
                }
            };
            done[at] += 1;
            let Ok(operation) = &request.operations[at] else { continue };
            for name in bulk::references(&operation.data) {
                prop_assert!([&made, &missing, &hopeless].iter().any(|names| names.contains(&name)));
            }
            made.extend(operation.bulk_id.clone());
        }
        prop_assert!(done.iter().all(|times| *times == 1));
    }

    #[test]
    fn references_that_are_all_resolved_leave_none(names in prop::collection::vec("[a-z]{1,4}", 0..5)) {
        let members: Vec<Value> = names.iter()
            .map(|name| json!({ "value": format!("bulkId:{name}"), "$ref": format!("/Users/bulkId:{name}") }))
            .collect();
        let mut data = json!({ "members": members });
        prop_assert_eq!(bulk::substitute(&mut data, &|name| Some(format!("id-{name}"))), Vec::<String>::new());
        prop_assert_eq!(bulk::references(&data), Vec::<String>::new());
    }

    #[test]
    fn a_printed_path_is_canonical(path in any_path()) {
        let text = path.to_string();
        prop_assume!(text.len() <= filter::MAX_LENGTH);
        let again = path::parse(&text).map(|found| found.value.to_string());
        prop_assert_eq!(again.ok(), Some(text));
    }
}
