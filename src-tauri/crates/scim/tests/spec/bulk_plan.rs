//! References between operations of a Bulk request and the order that follows, RFC 7644 §3.7.1
//! and §3.7.2.

use std::collections::HashMap;

use scim::bulk::{self, Step, Substitution};
use serde_json::{Value, json};

use crate::bulk::read;

/// A POST of `name` whose data refers to `others`.
fn post(name: &str, others: &[&str]) -> Value {
    let members: Vec<Value> = others
        .iter()
        .map(|other| json!({ "value": format!("bulkId:{other}") }))
        .collect();
    json!({
        "method": "POST", "path": "/Groups", "bulkId": name,
        "data": { "displayName": name, "members": members },
    })
}

fn plan(operations: Value) -> Vec<Step> {
    read(operations).plan()
}

fn ids(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    pairs
        .iter()
        .map(|(name, id)| ((*name).to_owned(), (*id).to_owned()))
        .collect()
}

#[test]
fn without_references_the_order_is_that_of_the_request() {
    let delete = json!({ "method": "DELETE", "path": "/Users/1" });
    let steps = plan(json!([post("a", &[]), delete, post("b", &[])]));
    assert_eq!(steps, [Step::Run(0), Step::Run(1), Step::Run(2)]);
}

#[test]
fn what_is_referred_to_comes_first() {
    let steps = plan(json!([
        post("g", &["a", "b"]),
        post("a", &[]),
        post("b", &["c"]),
        post("c", &[])
    ]));
    assert_eq!(
        steps,
        [Step::Run(1), Step::Run(3), Step::Run(2), Step::Run(0)]
    );
}

#[test]
fn operations_that_create_nothing_keep_their_order() {
    let add = |id: &str, name: &str| {
        json!({ "method": "PATCH", "path": format!("/Groups/{id}"), "data": { "Operations": [
            { "op": "add", "path": "members", "value": [{ "value": format!("bulkId:{name}") }] },
        ] } })
    };
    let steps = plan(json!([
        add("1", "a"),
        add("1", "b"),
        post("b", &[]),
        post("a", &[])
    ]));
    assert_eq!(
        steps,
        [Step::Run(3), Step::Run(0), Step::Run(2), Step::Run(1)]
    );
}

#[test]
fn a_circle_of_two_is_cut_and_closed() {
    let steps = plan(json!([post("a", &["b"]), post("b", &["a"])]));
    assert_eq!(
        steps,
        [
            Step::RunWithout(1, vec!["a".into()]),
            Step::Run(0),
            Step::Complete(1),
        ]
    );
}

#[test]
fn something_that_refers_to_itself_is_completed_at_once() {
    let steps = plan(json!([post("a", &["a"]), post("b", &[])]));
    assert_eq!(
        steps,
        [
            Step::RunWithout(0, vec!["a".into()]),
            Step::Complete(0),
            Step::Run(1),
        ]
    );
}

#[test]
fn a_long_circle_is_cut_once() {
    let names: Vec<String> = (0..1000).map(|i| format!("n{i}")).collect();
    let operations: Vec<Value> = (0..1000)
        .map(|i| post(&names[i], &[&names[(i + 1) % 1000]]))
        .collect();
    let steps = plan(operations.into());
    assert_eq!(steps.len(), 1001);
    assert_eq!(steps[0], Step::RunWithout(999, vec!["n0".into()]));
    assert_eq!(steps[1000], Step::Complete(999));
}

#[test]
fn every_operation_is_run_exactly_once_whatever_refers_to_what() {
    let all = ["a", "b", "c", "d"];
    for links in 0u32..1 << 16 {
        if links.count_ones() > 5 {
            continue;
        }
        let operations: Vec<Value> = (0..4)
            .map(|from| {
                let others: Vec<&str> = (0..4)
                    .filter(|to| links >> (from * 4 + to) & 1 == 1)
                    .map(|to| all[to])
                    .collect();
                post(all[from], &others)
            })
            .collect();
        let request = read(operations.into());
        let mut made = Vec::new();
        let mut open = Vec::new();
        for step in request.plan() {
            let (at, missing) = match step {
                Step::Run(at) => (at, Vec::new()),
                Step::RunWithout(at, missing) => {
                    open.push(at);
                    (at, missing)
                }
                Step::Complete(at) => {
                    open.retain(|other| *other != at);
                    assert!(made.contains(&all[at]));
                    continue;
                }
            };
            let data = &request.operations[at].as_ref().expect("a post").data;
            for name in bulk::references(data) {
                assert!(
                    missing.contains(&name) != made.contains(&name.as_str()),
                    "{links:b}: {name}"
                );
            }
            made.push(all[at]);
        }
        made.sort_unstable();
        assert_eq!(
            (made.as_slice(), open.len()),
            (all.as_slice(), 0),
            "{links:b}"
        );
    }
}

#[test]
fn a_rejected_operation_is_still_in_the_plan_so_that_it_is_answered_in_its_place() {
    let steps = plan(json!([{ "method": "GET" }, post("a", &[])]));
    assert_eq!(steps, [Step::Run(0), Step::Run(1)]);
}

#[test]
fn references_are_found_wherever_they_stand() {
    let data = json!({
        "schemas": ["x"],
        "manager": { "value": "bulkId:boss", "$ref": "../Users/bulkId:boss" },
        "friend": "bulkId:a b",
        "displayName": "about bulkId:nobody",
        "Operations": [
            { "op": "remove", "path": "members[value eq \"bulkId:c\"]" },
            { "op": "add", "path": "members", "value": [{ "value": "bulkId:d" }] },
        ],
        "empty": "bulkId:",
    });
    assert_eq!(bulk::references(&data), ["boss", "a b", "c", "d"]);
}

#[test]
fn ids_take_the_place_of_references() {
    let mut data = json!({
        "manager": { "value": "bulkId:boss", "$ref": "../Users/bulkId:boss" },
        "path": "members[value eq \"bulkId:c\" or value eq \"bulkId:boss\"]",
        "displayName": "about bulkId:nobody",
    });
    let known = ids(&[("boss", "92b7"), ("c", "4c1e")]);
    let unresolved = bulk::substitute(&mut data, &|name| known.get(name).cloned());
    assert!(unresolved.is_empty());
    assert_eq!(
        data,
        json!({
            "manager": { "value": "92b7", "$ref": "../Users/92b7" },
            "path": "members[value eq \"4c1e\" or value eq \"92b7\"]",
            "displayName": "about bulkId:nobody",
        })
    );
}

#[test]
fn what_cannot_be_resolved_stays_and_is_a_conflict() {
    let operations = json!([
        post("a", &[]),
        { "method": "PUT", "path": "/Groups/bulkId:a", "data": { "members": [{ "value": "bulkId:a" }] } },
    ]);
    let mut operation = read(operations)
        .operations
        .pop()
        .expect("two")
        .expect("fine");
    let none = Substitution::operation(&mut operation.clone(), &|_| None);
    assert_eq!(none.unresolved, ["a", "a"]);
    let error = none.complete().expect_err("a conflict");
    assert_eq!((error.status, error.scim_type), (409, None));
    let all = Substitution::operation(&mut operation, &|_| Some("1".into()));
    assert_eq!(all.complete(), Ok(()));
    assert_eq!(operation.target.id.as_deref(), Some("1"));
    assert_eq!(operation.data["members"][0]["value"], "1");
}

#[test]
fn leaving_references_out_takes_what_would_be_nothing_without_them() {
    let data = json!({
        "displayName": "x",
        "members": [{ "value": "bulkId:b", "type": "Group" }, { "value": "1" }],
        "urn:x:y": { "manager": { "value": "bulkId:b", "displayName": "B" }, "friend": "bulkId:b", "note": "n" },
        "tags": ["bulkId:b", "t"],
    });
    let left = bulk::without(&data, &["b".to_owned()]);
    assert_eq!(
        left,
        json!({
            "displayName": "x", "members": [{ "value": "1" }],
            "urn:x:y": { "note": "n" }, "tags": ["t"],
        })
    );
    assert_eq!(bulk::without(&data, &[]), data);
}
