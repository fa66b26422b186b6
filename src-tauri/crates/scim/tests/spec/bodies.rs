//! Reading bodies: the value is the one that everybody reads, and what it does not show is noted.

use proptest::prelude::*;
use scim::body;
use serde_json::{Value, json};

use crate::support::rules;

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".{0,6}", inner), 0..40)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_body_is_read_as_json_is(value in any_value()) {
        let text = value.to_string();
        let read = body::read(text.as_bytes()).expect("it is JSON");
        prop_assert_eq!(read.value, value);
    }

    #[test]
    fn what_is_no_json_is_refused_in_the_same_words(text in ".{0,40}") {
        let plain = serde_json::from_str::<Value>(&text).map_err(|error| error.to_string());
        let read = body::read(text.as_bytes()).map_err(|error| error.to_string());
        prop_assert_eq!(read.map(|found| found.value), plain);
    }
}

fn noted(text: &str) -> Vec<String> {
    let found = body::read(text.as_bytes()).expect("it is JSON");
    rules(&found.findings)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_name_that_stands_twice_is_noted_once_at_any_depth() {
    for text in [
        r#"{"a": 1, "b": 2, "a": 3}"#,
        r#"{"a": 1, "A": 3}"#,
        r#"[{"x": {"y": [{"a": 1, "a": 1}]}}]"#,
        r#"{"a": {"b": 1, "b": 2}, "c": {"d": 1, "D": 2}}"#,
        r#"{"a": 1, "\u0061": 3}"#,
    ] {
        assert_eq!(noted(text), ["RFC-repeated-name"], "{text}");
    }
    for text in [r#"{"a": {"b": 1}, "b": {"a": 1}}"#, "{}", r#"["a", "a"]"#] {
        assert!(noted(text).is_empty(), "{text}");
    }
    let found = body::read(br#"{"a": 1, "b": 2, "a": 3}"#).expect("it is JSON");
    assert_eq!(found.value, json!({"a": 3, "b": 2}), "the last one counts");
}

#[test]
fn among_many_names_two_of_a_kind_are_found_too() {
    let members: Vec<String> = (0..100_000).map(|n| format!("\"k{n}\": 1")).collect();
    let mut text = format!("{{{}", members.join(","));
    assert!(noted(&format!("{text}}}")).is_empty());
    text.push_str(", \"K77777\": 2}");
    assert_eq!(noted(&text), ["RFC-repeated-name"]);
}

#[test]
fn a_number_that_loses_digits_is_noted() {
    for text in [
        "12345678901234567890123",
        "-123456789012345678901234567890",
        "1e300",
    ] {
        assert_eq!(noted(text), ["RFC-number-precision"], "{text}");
    }
    for text in [
        "9007199254740993",
        "18446744073709551615",
        "-9223372036854775808",
        "1.5",
        "0.1",
    ] {
        assert!(noted(text).is_empty(), "{text}");
    }
}
