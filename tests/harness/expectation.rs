//! Compares an answer with the part of it that a test states, and names every difference.
//!
//! * An object states some members; others may be there.
//! * An array states all elements, in any order; one that starts with `"<includes>"` states
//!   some of them.
//! * A text in angle brackets states a kind: `<string>` (not empty), `<integer>`, `<boolean>`,
//!   `<contains TEXT>`, `<ends TEXT>`, `<instant TIME>`, `<between LOW HIGH>`.
//!
//! Absence is stated apart, with JSON Pointers: an attribute is absent when it is missing, null
//! or empty (RFC 7643 §2.5 calls all of these unassigned).

use serde_json::Value;

/// Every way in which `actual` differs from what `expected` states; empty means it agrees.
#[must_use]
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, actual, &mut found);
    found
}

/// The pointers among `absent` that lead to an assigned value after all.
#[must_use]
pub fn present(absent: &[String], actual: &Value) -> Vec<String> {
    let there = absent.iter().filter_map(|pointer| {
        let value = actual.pointer(pointer)?;
        (!is_unassigned(value)).then(|| format!("{pointer} should be absent but is {value}"))
    });
    there.collect()
}

fn is_unassigned(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn compare(at: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(given)) => {
            for (key, value) in wanted {
                match given.get(key) {
                    Some(other) => compare(&format!("{at}/{key}"), value, other, found),
                    None => found.push(format!("{at}/{key} is missing, expected {value}")),
                }
            }
        }
        (Value::Array(wanted), Value::Array(given)) => compare_lists(at, wanted, given, found),
        (Value::String(pattern), _) if pattern.starts_with('<') => {
            if !is_kind(pattern, actual) {
                found.push(format!("{at} is {actual}, expected {pattern}"));
            }
        }
        _ if expected == actual => {}
        _ => found.push(format!("{at} is {actual}, expected {expected}")),
    }
}

fn compare_lists(at: &str, wanted: &[Value], given: &[Value], found: &mut Vec<String>) {
    let (wanted, some) = match wanted.split_first() {
        Some((Value::String(word), rest)) if word == "<includes>" => (rest, true),
        _ => (wanted, false),
    };
    if !some && wanted.len() != given.len() {
        let (count, list) = (given.len(), Value::from(given.to_vec()));
        found.push(format!(
            "{at} has {count} elements, expected {}: {list}",
            wanted.len()
        ));
        return;
    }
    let mut taken = vec![None; given.len()];
    for (index, element) in wanted.iter().enumerate() {
        let mut tried = vec![false; given.len()];
        if !assign(index, wanted, given, &mut taken, &mut tried) {
            let closest = given
                .iter()
                .map(|other| differences(element, other))
                .min_by_key(Vec::len);
            let hint = closest.map(|gaps| gaps.join("; ")).unwrap_or_default();
            found.push(format!(
                "{at} holds nothing like {element} (closest: {hint})"
            ));
        }
    }
}

/// Finds a partner for `wanted[index]`, moving earlier ones to another partner if need be.
fn assign(
    index: usize,
    wanted: &[Value],
    given: &[Value],
    taken: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for candidate in 0..given.len() {
        if tried[candidate] || !differences(&wanted[index], &given[candidate]).is_empty() {
            continue;
        }
        tried[candidate] = true;
        let free = match taken[candidate] {
            None => true,
            Some(other) => assign(other, wanted, given, taken, tried),
        };
        if free {
            taken[candidate] = Some(index);
            return true;
        }
    }
    false
}

fn is_kind(pattern: &str, actual: &Value) -> bool {
    let inner = pattern.trim_start_matches('<').trim_end_matches('>');
    let (kind, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let text = actual.as_str();
    match kind {
        "string" => text.is_some_and(|text| !text.is_empty()),
        "integer" => actual.is_i64() || text.is_some_and(|text| text.parse::<u64>().is_ok()),
        "boolean" => actual.is_boolean(),
        "contains" => text.is_some_and(|text| text.contains(rest)),
        "ends" => text.is_some_and(|text| text.ends_with(rest)),
        "instant" => text.is_some_and(|text| same_instant(text, rest)),
        "between" => actual
            .as_i64()
            .is_some_and(|number| is_between(number, rest)),
        _ => panic!("{pattern} is no kind that this harness knows"),
    }
}

fn same_instant(left: &str, right: &str) -> bool {
    let parse = |text: &str| text.parse::<jiff::Timestamp>();
    matches!((parse(left), parse(right)), (Ok(left), Ok(right)) if left == right)
}

fn is_between(number: i64, bounds: &str) -> bool {
    let mut bounds = bounds
        .split(' ')
        .filter_map(|bound| bound.parse::<i64>().ok());
    let (low, high) = (bounds.next(), bounds.next());
    low.is_some_and(|low| low <= number) && high.is_some_and(|high| number <= high)
}

/// Fails unless `actual` states `expected`.
#[track_caller]
pub fn assert_states(actual: &Value, expected: &Value) {
    let wrong = differences(expected, actual);
    assert!(wrong.is_empty(), "{wrong:#?}\nin {actual}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_object_states_some_members_and_an_array_all() {
        assert!(differences(&json!({"a": 1}), &json!({"a": 1, "b": 2})).is_empty());
        assert_eq!(differences(&json!([1]), &json!([1, 2])).len(), 1);
        assert!(differences(&json!(["<includes>", 2]), &json!([1, 2])).is_empty());
    }

    #[test]
    fn elements_are_matched_whatever_their_order() {
        let expected = json!([{"value": "<string>"}, {"value": "a"}]);
        assert!(differences(&expected, &json!([{"value": "a"}, {"value": "b"}])).is_empty());
        assert_eq!(
            differences(&expected, &json!([{"value": "b"}, {"value": "c"}])).len(),
            1
        );
    }

    #[test]
    fn kinds_accept_what_they_name_and_nothing_else() {
        assert!(
            differences(
                &json!("<instant 2026-11-23T09:00:00Z>"),
                &json!("2026-11-23T09:00:00.000Z")
            )
            .is_empty()
        );
        assert_eq!(differences(&json!("<between 1 3>"), &json!(4)).len(), 1);
        assert_eq!(differences(&json!("<string>"), &json!("")).len(), 1);
    }

    #[test]
    fn null_and_empty_are_absent_and_false_is_not() {
        let body = json!({"a": null, "b": [], "c": false});
        let absent = ["/a", "/b", "/c", "/d"].map(str::to_owned);
        assert_eq!(
            present(&absent, &body),
            ["/c should be absent but is false"]
        );
    }
}
