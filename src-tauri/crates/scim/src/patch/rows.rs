//! Operations on an attribute that is kept in rows, so that a group of 100,000 members is never
//! loaded for adding one.

use serde_json::Value;

use super::{Kind, Operation, Request};
use crate::filter::{Filter, Literal, Op};
use crate::json::{is_blank, member};

/// One edit of the rows, to be played in order.
#[derive(Debug, Clone, PartialEq)]
pub enum RowEdit {
    /// Add these elements; one that is there already stays as it is (UPD-22).
    Add(Vec<Value>),
    /// Add these elements where an element satisfies the filter; where none does, that is UPD-04.
    AddWhere(Filter, Vec<Value>),
    /// Remove the elements with these `value`s; a missing one is no error (UPD-23).
    Remove(Vec<String>),
    /// Remove the elements that satisfy the filter; see [`super::element_matches`].
    RemoveWhere(Filter),
    /// These elements, and no others.
    Replace(Vec<Value>),
    /// No elements.
    Clear,
}

pub(super) fn split(request: Request, attribute: &str) -> (Request, Vec<RowEdit>) {
    let mut rest = Vec::new();
    let mut edits = Vec::new();
    for operation in request.operations {
        if operation
            .path
            .attribute
            .name
            .eq_ignore_ascii_case(attribute)
        {
            edit(operation, &mut edits);
        } else {
            rest.push(operation);
        }
    }
    (Request { operations: rest }, edits)
}

fn edit(operation: Operation, edits: &mut Vec<RowEdit>) {
    let Operation { kind, path, value } = operation;
    let whole = path
        .last_sub()
        .is_none_or(|sub| sub.eq_ignore_ascii_case("value"));
    // `null` is as good as no value; an empty list is a list that names nobody.
    let says_whom = value.as_ref().is_some_and(|value| !value.is_null());
    let listed = elements(value);
    match (kind, path.filter) {
        // `members.value` without brackets lists the members all the same.
        (Kind::Add, None) if whole => push_add(listed, edits),
        (Kind::Replace, None) if whole && listed.is_empty() => edits.push(RowEdit::Clear),
        (Kind::Replace, None) if whole => edits.push(RowEdit::Replace(listed)),
        (Kind::Remove, None) if whole && !says_whom => edits.push(RowEdit::Clear),
        (Kind::Remove, None) if whole => edits.push(RowEdit::Remove(values(&listed))),
        (Kind::Remove, Some(filter)) if path.sub.is_none() || whole => {
            edits.push(remove_where(*filter));
        }
        (Kind::Add, Some(filter)) if whole => {
            let whom = named(&filter).filter(|_| listed.is_empty());
            let added = whom.map_or(listed, |name| vec![element(&name)]);
            if !added.is_empty() {
                edits.push(RowEdit::AddWhere(*filter, added));
            }
        }
        (Kind::Replace, Some(filter)) if whole => {
            edits.push(remove_where(*filter));
            push_add(listed, edits);
        }
        // Names and references of members are the server's; setting them changes nothing.
        _ => {}
    }
}

fn push_add(listed: Vec<Value>, edits: &mut Vec<RowEdit>) {
    if !listed.is_empty() {
        edits.push(RowEdit::Add(listed));
    }
}

fn remove_where(filter: Filter) -> RowEdit {
    match named(&filter) {
        Some(value) => RowEdit::Remove(vec![value]),
        None => RowEdit::RemoveWhere(filter),
    }
}

/// The value in `value eq "…"`, when the filter is nothing but that.
pub(crate) fn named(filter: &Filter) -> Option<String> {
    match filter {
        Filter::Compare {
            path,
            op: Op::Eq,
            value: Literal::Text(text),
        } if path.name.eq_ignore_ascii_case("value") && path.sub.is_none() => Some(text.clone()),
        _ => None,
    }
}

fn element(value: &str) -> Value {
    serde_json::json!({ "value": value })
}

/// The elements of a value; a bare text is the `value` of one, a single object is one.
fn elements(value: Option<Value>) -> Vec<Value> {
    let items = match value {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) => items,
        Some(other) => vec![other],
    };
    items
        .into_iter()
        .filter(|item| !is_blank(item))
        .map(|item| match item {
            Value::String(text) => element(&text),
            other => other,
        })
        .collect()
}

fn values(items: &[Value]) -> Vec<String> {
    items
        .iter()
        .filter_map(|item| item.as_object().and_then(|map| member(map, "value")))
        .map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect()
}
