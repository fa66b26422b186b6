//! Small questions about JSON values: case-insensitive members, emptiness, depth.
//!
//! RFC 7643 §2.1: attribute names are case-insensitive. §2.5: null, an empty array and an
//! absent attribute are the same state, "unassigned".

use serde_json::Value;

use crate::Object;

/// The key of `object` that equals `name` without regard to case.
pub(crate) fn key_of<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    if let Some((key, _)) = object.get_key_value(name) {
        return Some(key);
    }
    object
        .keys()
        .find(|key| key.eq_ignore_ascii_case(name))
        .map(String::as_str)
}

/// The member of `object` called `name` without regard to case.
pub(crate) fn member<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// Removes and returns the member called `name`, without regard to case, keeping the order.
pub(crate) fn take(object: &mut Object, name: &str) -> Option<Value> {
    if let Some(value) = object.shift_remove(name) {
        return Some(value);
    }
    let key = key_of(object, name)?.to_owned();
    object.shift_remove(&key)
}

/// True for what RFC 7643 §2.5 calls unassigned, and for the empty string and empty object.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(map) => map.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// True when `value` nests deeper than `limit`. Does not recurse beyond the limit.
pub(crate) fn deeper_than(value: &Value, limit: usize) -> bool {
    match value {
        Value::Array(items) => limit == 0 || items.iter().any(|item| deeper_than(item, limit - 1)),
        Value::Object(map) => limit == 0 || map.values().any(|item| deeper_than(item, limit - 1)),
        _ => false,
    }
}

/// "True", "FALSE", "true" … as a boolean.
pub(crate) fn text_bool(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// What kind of JSON value it is, for sentences.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// A short rendering of a value for a sentence.
pub(crate) fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    let mut cut: String = text.chars().take(59).collect();
    cut.push('…');
    cut
}
