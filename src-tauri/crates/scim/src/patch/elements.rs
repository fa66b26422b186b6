//! Operations on multi-valued attributes: as a whole, on selected elements, on one
//! sub-attribute of all of them.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Kind;
use super::apply::{Step, fitted, merge, set_sub};
use super::seed::seed;
use crate::filter::{Filter, evaluate::element_matches};
use crate::json::{is_blank, member};
use crate::resource::value;
use crate::{Error, Finding, Object};

/// `emails`, without brackets and sub-attribute.
pub(super) fn whole(
    step: &Step<'_>,
    old: Value,
    findings: &mut Vec<Finding>,
) -> Result<Value, Error> {
    let mut items = list(old);
    match step.kind {
        Kind::Remove if step.value.is_null() => return Ok(Value::Null),
        Kind::Remove => remove_listed(step, &mut items, findings),
        Kind::Replace => return Ok(fitted(step, step.attribute, findings)?.unwrap_or_default()),
        Kind::Add => {
            if let Some(Value::Array(new)) = fitted(step, step.attribute, findings)?.map(list_value)
            {
                add(step, &mut items, new, findings);
            }
        }
    }
    Ok(Value::Array(items))
}

/// `emails[type eq "work"]` and `emails[type eq "work"].value`.
pub(super) fn select(
    step: &Step<'_>,
    filter: &Filter,
    old: Value,
    findings: &mut Vec<Finding>,
) -> Result<Value, Error> {
    let single = step.attribute.is_some_and(|a| !a.multi_valued);
    let mut items = list(old);
    let hits: Vec<usize> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| element_matches(filter, step.attribute, item))
        .map(|(index, _)| index)
        .collect();
    if hits.is_empty() {
        no_match(step, filter, &mut items, findings)?;
    } else {
        matched(step, filter, &mut items, &hits, findings)?;
    }
    drop_hollow(step, &mut items);
    if single {
        return Ok(items.pop().unwrap_or_default());
    }
    Ok(Value::Array(items))
}

fn matched(
    step: &Step<'_>,
    filter: &Filter,
    items: &mut Vec<Value>,
    hits: &[usize],
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    if step.kind == Kind::Remove && step.sub.is_none() {
        let mut index = 0;
        let mut next = hits.iter().copied().peekable();
        items.retain(|_| {
            let hit = next.next_if_eq(&index).is_some();
            index += 1;
            !hit
        });
        return Ok(());
    }
    for &hit in hits {
        let Some(item) = items.get_mut(hit) else {
            continue;
        };
        match (step.sub, item) {
            (Some(sub), Value::Object(map)) => set_sub(step, sub, map, findings)?,
            (_, item) => replace_element(step, filter, item, findings)?,
        }
    }
    items.retain(|item| !item.is_null());
    keep_one_primary(items, hits.first().copied());
    Ok(())
}

/// RFC 7644 §3.5.2.3: a matching record is replaced. Lenient: what the path itself says of it,
/// such as its type, stays when the new record does not say otherwise.
fn replace_element(
    step: &Step<'_>,
    filter: &Filter,
    item: &mut Value,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let Some(new) = one(step, findings)? else {
        *item = Value::Null;
        return Ok(());
    };
    match (item, new, step.kind) {
        (Value::Object(old), Value::Object(new), Kind::Add) => {
            merge(old, new, step.value.as_object());
        }
        (item, Value::Object(new), _) => {
            let mut element = seed(filter, step.attribute).unwrap_or_default();
            merge(&mut element, new, step.value.as_object());
            *item = Value::Object(element);
        }
        (item, new, _) => *item = new,
    }
    Ok(())
}

/// Lenient: Entra and Okta set `emails[type eq "work"].value` for people who have none yet.
fn no_match(
    step: &Step<'_>,
    filter: &Filter,
    items: &mut Vec<Value>,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let nothing = Error::no_target(format!("'{}' selects nothing.", step.path));
    if step.kind == Kind::Remove || is_blank(step.value) {
        findings.push(
            Finding::warn(
                "UPD-23",
                "RFC 7644 §3.5.2.2",
                format!("'{}' selects nothing; nothing removed.", step.path),
            )
            .at(step.path.to_string())
            .strict(nothing),
        );
        return Ok(());
    }
    let Some(mut element) = seed(filter, step.attribute) else {
        return Err(nothing);
    };
    match step.sub {
        Some(sub) => set_sub(step, sub, &mut element, findings)?,
        None => {
            if let Some(Value::Object(new)) = one(step, findings)? {
                merge(&mut element, new, None);
            }
        }
    }
    findings.push(
        Finding::warn(
            "UPD-04",
            "RFC 7644 §3.5.2.3",
            format!("'{}' selected nothing; the element was created.", step.path),
        )
        .at(step.path.to_string())
        .strict(nothing),
    );
    items.push(Value::Object(element));
    let last = items.len() - 1;
    keep_one_primary(items, Some(last));
    Ok(())
}

/// `emails.value` without brackets: the sub-attribute of every element.
pub(super) fn sub_of_all(
    step: &Step<'_>,
    old: Value,
    findings: &mut Vec<Finding>,
) -> Result<Value, Error> {
    let Some(sub) = step.sub else { return Ok(old) };
    let mut items = list(old);
    if step.kind == Kind::Remove && !step.value.is_null() && is_blank(step.value) {
        findings.push(remove_nothing(step));
        return Ok(Value::Array(items));
    }
    if items.is_empty() && step.kind != Kind::Remove {
        items.push(Value::Object(Object::new()));
    }
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        set_sub(step, sub, item, findings)?;
    }
    drop_hollow(step, &mut items);
    Ok(Value::Array(items))
}

/// The value of the step as one element.
fn one(step: &Step<'_>, findings: &mut Vec<Finding>) -> Result<Option<Value>, Error> {
    let value = match step.value.clone() {
        Value::Array(mut items) if items.len() == 1 => items.pop().unwrap_or_default(),
        other => other,
    };
    if is_blank(&value) {
        return Ok(None);
    }
    match step.attribute {
        Some(attribute) => value::fit_one(attribute, &step.path.to_string(), value, findings),
        None => Ok(Some(value)),
    }
}

/// Merges new elements in. Found by their value through an index, since a client may send
/// thousands.
fn add(step: &Step<'_>, items: &mut Vec<Value>, new: Vec<Value>, findings: &mut Vec<Finding>) {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        index.entry(identity(item)).or_default().push(at);
    }
    for element in new {
        let primary = is_primary(&element);
        let alike = index.entry(identity(&element)).or_default();
        let known = alike
            .iter()
            .copied()
            .find(|at| items.get(*at).is_some_and(|item| is_same(item, &element)));
        let at = known.unwrap_or(items.len());
        match (items.get_mut(at), element) {
            (Some(Value::Object(old)), Value::Object(element)) => {
                if lacks_type(&element, old) {
                    findings.push(known_by_value(step));
                }
                merge(old, element, None);
            }
            (Some(_), _) => {}
            (None, element) => {
                alike.push(at);
                items.push(element);
            }
        }
        if primary {
            keep_one_primary(items, Some(at));
        }
    }
    if let Some(attribute) = step.attribute {
        value::note_duplicates(attribute, &step.path.to_string(), items, findings);
    }
}

/// Whether the element that is there has a type and the new one names none.
fn lacks_type(new: &Object, old: &Object) -> bool {
    member(old, "type").is_some() && member(new, "type").is_none()
}

/// Two complex values are one only when all parts agree (RFC 7644 §3.5.2.1); but clients that name a
/// value without its type mean the one that they know.
fn known_by_value(step: &Step<'_>) -> Finding {
    let path = step.path.to_string();
    Finding::info(
        "RFC-known-by-value",
        "RFC 7644 §3.5.2.1",
        format!(
            "A value of '{path}' is there already with a type; what was sent was merged into it, also where strict. Compared part by part it would be another value."
        ),
    )
    .at(path)
}

/// What two elements must share to be the same: their `value`, or everything.
fn identity(item: &Value) -> String {
    let value = item.as_object().and_then(|map| member(map, "value"));
    value.unwrap_or(item).to_string()
}

/// Only those listed go; what `parse` noted about it is UPD-02. Who lists nobody (a client with
/// nothing to remove, or with an id it could not find) removes nobody.
fn remove_listed(step: &Step<'_>, items: &mut Vec<Value>, findings: &mut Vec<Finding>) {
    let mut listed = list(step.value.clone());
    listed.retain(|wanted| !is_blank(wanted));
    if listed.is_empty() {
        findings.push(remove_nothing(step));
        return;
    }
    let (named, described): (Vec<&Value>, Vec<&Value>) = listed.iter().partition(|wanted| {
        wanted
            .as_object()
            .is_none_or(|map| member(map, "value").is_some())
    });
    let by_value = |item: &Value| cased(step, "value", identity(item));
    let named: HashSet<String> = named.into_iter().map(by_value).collect();
    let alike = |name: &str, one: &Value, other: &Value| match (one, other) {
        (Value::String(one), Value::String(other)) => {
            cased(step, name, one.clone()) == cased(step, name, other.clone())
        }
        _ => one == other,
    };
    let fits = |item: &Value, wanted: &Value| match (item.as_object(), wanted.as_object()) {
        (Some(item), Some(wanted)) => wanted
            .iter()
            .all(|(name, value)| member(item, name).is_some_and(|own| alike(name, own, value))),
        _ => false,
    };
    items.retain(|item| {
        !named.contains(&by_value(item)) && !described.iter().any(|wanted| fits(item, wanted))
    });
}

/// A text to compare by: as it is where case matters (`caseExact`), else folded, as in filters.
fn cased(step: &Step<'_>, part: &str, text: String) -> String {
    let definition = step.attribute.and_then(|a| a.sub(part).or(Some(a)));
    match definition.is_none_or(|definition| definition.case_exact) {
        true => text,
        false => text.to_lowercase(),
    }
}

fn remove_nothing(step: &Step<'_>) -> Finding {
    let path = step.path.to_string();
    Finding::warn(
        "RFC-remove-nobody",
        "RFC 7644 §3.5.2.2",
        format!(
            "The values of '{path}' to be removed are a list that names none; none was removed."
        ),
    )
    .at(path)
    .strict(Error::invalid_value("A removal has no 'value'."))
}

/// Elements are the same when value and type agree; a missing type agrees with every other.
fn is_same(a: &Value, b: &Value) -> bool {
    let (Value::Object(a), Value::Object(b)) = (a, b) else {
        return a == b;
    };
    match (member(a, "value"), member(b, "value")) {
        (Some(x), Some(y)) if x == y => match (member(a, "type"), member(b, "type")) {
            (Some(x), Some(y)) => x == y,
            _ => true,
        },
        (None, None) => a == b,
        _ => false,
    }
}

fn is_primary(item: &Value) -> bool {
    item.as_object().and_then(|map| member(map, "primary")) == Some(&Value::Bool(true))
}

/// RFC 7644 §3.5.2: when one value becomes primary, the others stop being it.
fn keep_one_primary(items: &mut [Value], favourite: Option<usize>) {
    if !favourite
        .and_then(|at| items.get(at))
        .is_some_and(is_primary)
    {
        return;
    }
    for (index, item) in items.iter_mut().enumerate() {
        if Some(index) != favourite
            && is_primary(item)
            && let Value::Object(map) = item
        {
            map.insert("primary".into(), Value::Bool(false));
        }
    }
}

/// Drops what an operation has emptied. An element that a client cleared by setting its value
/// to nothing goes with its `type`; one whose sub-attribute was removed stays, as asked.
fn drop_hollow(step: &Step<'_>, items: &mut Vec<Value>) {
    let says_nothing = |item: &Value| match item {
        Value::Object(map) => map
            .iter()
            .all(|(name, value)| is_blank(value) || name == "type" || name == "primary"),
        other => is_blank(other),
    };
    if step.kind == Kind::Remove {
        items.retain(|item| !is_blank(item));
    } else if is_blank(step.value) {
        items.retain(|item| !says_nothing(item));
    }
}

fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        other => vec![other],
    }
}

fn list_value(value: Value) -> Value {
    Value::Array(list(value))
}
