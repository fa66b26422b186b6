//! Truth values and numbers (RFC 7643 §2.3.2 to §2.3.4), and what clients send in their place.

use serde_json::{Number, Value};

use super::value::TYPES;
use crate::json::{kind, short, text_bool};
use crate::schema::{Attribute, AttributeType};
use crate::{Error, Finding};

pub(super) fn boolean(
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let read = match &value {
        Value::Bool(_) => return Ok(Some(value)),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text_bool(text.trim()),
        Value::Number(number) => match number.as_i64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        _ => None,
    };
    let wrong = Error::invalid_value(format!(
        "'{path}' must be true or false, not {}.",
        short(&value)
    ));
    let Some(read) = read else { return Err(wrong) };
    findings.push(
        Finding::warn(
            "CRT-15",
            "RFC 7643 §2.3.2",
            format!(
                "'{path}' was sent as {} {}; read as {read}.",
                kind(&value),
                short(&value)
            ),
        )
        .at(path)
        .strict(wrong),
    );
    Ok(Some(Value::Bool(read)))
}

pub(super) fn number(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let whole = definition.kind == AttributeType::Integer;
    let read = match &value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => serde_json::from_str::<Number>(text.trim()).ok(),
        _ => None,
    };
    let fits = |number: &Number| {
        !whole
            || number.is_i64()
            || number.is_u64()
            || number.as_f64().is_some_and(|n| n.fract() == 0.0)
    };
    let wrong = Error::invalid_value(format!(
        "'{path}' must be a {}number, not {}.",
        if whole { "whole " } else { "" },
        short(&value)
    ));
    let Some(number) = read.filter(fits) else {
        return Err(wrong);
    };
    // Lenient: `5.0` for a whole number, as languages without integers write it.
    let number = match number.as_f64().filter(|_| whole && number.is_f64()) {
        Some(float) => {
            let detail = format!("'{path}' is a whole number and was sent as {number}.");
            findings.push(
                Finding::warn("RFC-whole-number", "RFC 7643 §2.3.4", detail)
                    .at(path)
                    .strict(wrong.clone()),
            );
            whole_number(float).unwrap_or(number)
        }
        None => number,
    };
    if value.is_string() {
        findings.push(
            Finding::warn(
                "RFC-number-as-text",
                TYPES,
                format!(
                    "'{path}' was sent as text {}; read as a number.",
                    short(&value)
                ),
            )
            .at(path)
            .strict(wrong),
        );
    }
    Ok(Some(Value::Number(number)))
}

/// The same without its fraction of zero, when a double tells all its digits.
fn whole_number(float: f64) -> Option<Number> {
    let text = format!("{float:.0}");
    let whole: i64 = text.parse().ok()?;
    (whole.unsigned_abs() <= 1 << 53).then(|| whole.into())
}
