//! Operations on members, taken out of a request as edits of rows.

use scim::patch::{self, RowEdit};
use scim::{Error, filter};
use serde_json::{Value, json};

use crate::support::{kind, operations, registry};

fn split(ops: Value) -> Result<(usize, Vec<RowEdit>), Error> {
    let request = patch::parse(registry(), kind("Group"), operations(ops))
        .map_err(|refused| refused.error)?;
    let (rest, edits) = request.value.split_rows("members");
    Ok((rest.operations.len(), edits))
}

fn edits(ops: Value) -> Vec<RowEdit> {
    split(ops).expect("a request").1
}

#[test]
fn adding_and_removing_keep_their_order_and_the_rest_stays() {
    let (rest, edits) = split(json!([
        { "op": "Replace", "path": "displayName", "value": "Platform" },
        { "op": "Add", "path": "members", "value": [{ "$ref": null, "value": "a" }] },
        { "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": "a" }] },
        { "op": "add", "path": "externalId", "value": "x" },
    ]))
    .expect("a request");
    assert_eq!(rest, 2);
    assert_eq!(
        edits,
        [
            RowEdit::Add(vec![json!({ "value": "a" })]),
            RowEdit::Remove(vec!["a".to_owned()])
        ]
    );
}

#[test]
fn one_member_is_removed_by_its_value_path() {
    let one = json!([{ "op": "remove", "path": "members[value eq \"a\"]" }]);
    assert_eq!(edits(one), [RowEdit::Remove(vec!["a".to_owned()])]);
}

#[test]
fn another_value_path_stays_a_filter() {
    let ops = json!([{ "op": "remove", "path": "members[type eq \"User\" and display sw \"A\"]" }]);
    let filter = filter::parse("type eq \"User\" and display sw \"A\"")
        .expect("a filter")
        .value;
    assert_eq!(edits(ops), [RowEdit::RemoveWhere(filter.clone())]);
    assert!(patch::element_matches(
        &filter,
        &json!({ "value": "1", "type": "User", "display": "Ada" })
    ));
    assert!(!patch::element_matches(
        &filter,
        &json!({ "value": "2", "type": "Group", "display": "Ada" })
    ));
}

#[test]
fn removal_without_value_and_replacement_by_nothing_clear() {
    assert_eq!(
        edits(json!([{ "op": "remove", "path": "members" }])),
        [RowEdit::Clear]
    );
    for nothing in [json!([]), json!(null), json!("")] {
        let ops = json!([{ "op": "replace", "path": "members", "value": nothing }]);
        assert_eq!(edits(ops), [RowEdit::Clear]);
    }
    let pathless = json!([{ "op": "replace", "value": { "members": [] } }]);
    assert_eq!(edits(pathless), [RowEdit::Clear]);
}

#[test]
fn a_removal_that_names_nobody_removes_nobody() {
    for nobody in [
        json!([]),
        json!([{}]),
        json!(""),
        json!([{ "display": "Ada" }]),
    ] {
        let ops = json!([{ "op": "remove", "path": "members", "value": nobody }]);
        assert_eq!(edits(ops), [RowEdit::Remove(Vec::new())], "{nobody}");
    }
}

#[test]
fn a_replacement_lists_all_members() {
    let ops = json!([{ "op": "replace", "value": {
        "id": "g", "members": [{ "value": "a", "display": "A" }, { "value": "b" }],
    } }]);
    assert_eq!(
        edits(ops),
        [RowEdit::Replace(vec![
            json!({ "value": "a", "display": "A" }),
            json!({ "value": "b" })
        ])]
    );
}

#[test]
fn a_selected_member_can_be_exchanged_or_added() {
    let exchange =
        json!([{ "op": "replace", "path": "members[value eq \"a\"]", "value": { "value": "b" } }]);
    assert_eq!(
        edits(exchange),
        [
            RowEdit::Remove(vec!["a".to_owned()]),
            RowEdit::Add(vec![json!({ "value": "b" })])
        ]
    );
    let add = json!([{ "op": "add", "path": "members[value eq \"a\"]", "value": {} }]);
    let filter = filter::parse("value eq \"a\"").expect("a filter").value;
    assert_eq!(patch::element_named(&filter).as_deref(), Some("a"));
    let added = vec![json!({ "value": "a" })];
    assert_eq!(edits(add), [RowEdit::AddWhere(filter, added)]);
}

#[test]
fn names_of_members_are_not_the_clients_to_change() {
    let ops =
        json!([{ "op": "replace", "path": "members[value eq \"a\"].display", "value": "Ada" }]);
    assert!(edits(ops).is_empty());
}

#[test]
fn members_may_be_one_object_or_a_list_of_plain_ids() {
    let object = json!([{ "op": "add", "path": "members", "value": { "value": "a" } }]);
    assert_eq!(edits(object), [RowEdit::Add(vec![json!({ "value": "a" })])]);
    let plain = json!([{ "op": "add", "path": "members", "value": ["a", "b"] }]);
    assert_eq!(
        edits(plain),
        [RowEdit::Add(vec![
            json!({ "value": "a" }),
            json!({ "value": "b" })
        ])]
    );
    let removed = json!([{ "op": "remove", "path": "members", "value": ["a"] }]);
    assert_eq!(edits(removed), [RowEdit::Remove(vec!["a".to_owned()])]);
}

#[test]
fn names_are_case_insensitive_and_may_be_qualified() {
    for path in [
        "Members",
        "MEMBERS",
        "urn:ietf:params:scim:schemas:core:2.0:Group:members",
    ] {
        let ops = json!([{ "op": "add", "path": path, "value": [{ "value": "a" }] }]);
        assert_eq!(
            edits(ops),
            [RowEdit::Add(vec![json!({ "value": "a" })])],
            "{path}"
        );
    }
}

#[test]
fn nonsense_never_becomes_a_membership() {
    for value in [
        json!("bad"),
        json!(7),
        json!(true),
        json!([null]),
        json!([{ "value": "a" }, null]),
    ] {
        let ops = json!([{ "op": "replace", "path": "members", "value": value }]);
        let error = split(ops).expect_err("nonsense");
        assert_eq!(error.scim_type, Some(scim::ScimType::InvalidValue));
    }
}
