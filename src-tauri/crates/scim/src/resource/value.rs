//! One attribute value: fitted to its definition, or refused.
//!
//! RFC 7643 §2.3 (data types), §2.4 (multi-valued attributes), §2.5 (unassigned).

use std::collections::HashSet;

use serde_json::Value;

use super::characters;
use super::numbers::{boolean, number};
use crate::json::{is_blank, kind, member, short};
use crate::schema::{Attribute, AttributeType, Mutability};
use crate::{Error, Finding, Object, instant};

pub(super) const TYPES: &str = "RFC 7643 §2.3";
const MULTI: &str = "RFC 7643 §2.4";

/// Fits `value` to `definition`; `None` when it leaves the attribute unassigned.
pub(crate) fn fit(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    if !definition.multi_valued {
        let value = unwrap_single(definition, path, value, findings)?;
        return fit_one(definition, path, value, findings);
    }
    let items = match value {
        Value::Null => return Ok(None),
        Value::Array(items) => items,
        other if is_blank(&other) => return Ok(None),
        other => {
            findings.push(
                Finding::warn(
                    "CRT-12",
                    MULTI,
                    format!(
                        "'{path}' has several values, but {} was sent; wrapped.",
                        kind(&other)
                    ),
                )
                .at(path)
                .strict(Error::invalid_value(format!("'{path}' must be an array."))),
            );
            vec![other]
        }
    };
    let mut fitted = Vec::with_capacity(items.len());
    for item in items {
        if let Some(item) = fit_one(definition, path, item, findings)? {
            fitted.push(item);
        }
    }
    if definition.is_complex() {
        note_duplicates(definition, path, &mut fitted, findings);
    }
    Ok((!fitted.is_empty()).then_some(Value::Array(fitted)))
}

/// Fits one element of a multi-valued attribute, or the value of a single-valued one.
pub(crate) fn fit_one(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    if value.is_null() {
        return Ok(None);
    }
    match definition.kind {
        AttributeType::Complex => complex(definition, path, value, findings),
        AttributeType::Boolean => boolean(path, value, findings),
        AttributeType::Integer | AttributeType::Decimal => {
            number(definition, path, value, findings)
        }
        AttributeType::DateTime => date(definition, path, value, findings),
        AttributeType::Binary => binary(definition, path, value, findings),
        AttributeType::String | AttributeType::Reference => text(definition, path, value, findings),
    }
}

/// Lenient: binary data that is not Base64 is kept as it is.
fn binary(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let read = text(definition, path, value, findings)?;
    let is_base64 = |text: &str| {
        let body = text.trim_end_matches('=');
        let padding = text.len() - body.len();
        let known = |b: u8| b.is_ascii_alphanumeric() || b"+/-_".contains(&b);
        body.bytes().all(known) && body.len() % 4 != 1 && padding <= 2
    };
    if let Some(Value::String(text)) = &read
        && !is_base64(text)
    {
        findings.push(
            Finding::warn(
                "RFC-base64",
                "RFC 7643 §2.3.6",
                format!("'{path}' is not Base64; stored as it is."),
            )
            .at(path)
            .strict(Error::invalid_value(format!("'{path}' must be Base64."))),
        );
    }
    Ok(read)
}

/// Lenient: a single value in an array of one, or inside `{"value": …}` or `{"<name>": …}`.
fn unwrap_single(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Value, Error> {
    let wrong = || Error::invalid_value(format!("'{path}' has one value, not several."));
    let inner = match value {
        Value::Array(mut items) => match (items.pop(), items.is_empty()) {
            (None, _) => return Ok(Value::Null),
            (Some(only), true) => only,
            (Some(_), false) => return Err(wrong()),
        },
        Value::Object(map) if !definition.is_complex() => {
            let mut members = map.into_iter();
            match (members.next(), members.next()) {
                (None, _) => return Ok(Value::Null),
                (Some((key, only)), None)
                    if key.eq_ignore_ascii_case("value")
                        || key.eq_ignore_ascii_case(&definition.name) =>
                {
                    only
                }
                _ => return Err(mismatch(path, definition, "an object")),
            }
        }
        plain => return Ok(plain),
    };
    let rule = if definition.name.eq_ignore_ascii_case("manager") {
        "UPD-08"
    } else {
        "RFC-single-value-wrapped"
    };
    findings.push(
        Finding::warn(
            rule,
            TYPES,
            format!("'{path}' has one value; it was taken out of its wrapping."),
        )
        .at(path)
        .strict(wrong()),
    );
    Ok(inner)
}

type Note = fn(&'static str, &'static str, String) -> Finding;

fn complex(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let map = match value {
        Value::Object(map) => map,
        Value::String(text) if text.is_empty() => return Ok(None),
        plain @ (Value::String(_) | Value::Number(_)) if definition.sub("value").is_some() => {
            // Every Entra tenant sends managers so, and nothing there can be set otherwise.
            let (rule, note): (_, Note) = if definition.name == "manager" {
                ("UPD-08", Finding::info)
            } else {
                ("RFC-bare-value", Finding::warn)
            };
            findings.push(
                note(
                    rule,
                    TYPES,
                    format!(
                        "'{path}' was sent as {}; read as {{\"value\": {}}}.",
                        kind(&plain),
                        short(&plain)
                    ),
                )
                .at(path)
                .strict(Error::invalid_value(format!("'{path}' must be an object."))),
            );
            Object::from_iter([("value".to_owned(), plain)])
        }
        other => return Err(mismatch(path, definition, kind(&other))),
    };
    let mut fitted = Object::new();
    let mut emptied = false;
    let mut linked = None;
    for (name, inner) in map {
        let Some(sub) = definition.sub(&name) else {
            unknown_sub(path, &name, inner, &mut fitted, findings);
            continue;
        };
        let sub_path = format!("{path}.{}", sub.name);
        if is_computed(definition, sub) {
            if !is_blank(&inner) {
                findings.push(ignored(sub, &sub_path));
            }
            if sub.name == "$ref" {
                linked = inner.as_str().and_then(linked_id).map(str::to_owned);
            }
            continue;
        }
        if sub.name == "type" && inner.as_str() == Some("") {
            findings.push(
                Finding::warn("CRT-11", MULTI, format!("'{sub_path}' is empty; left out."))
                    .at(sub_path),
            );
            continue;
        }
        match fit(sub, &sub_path, inner, findings)? {
            Some(inner) => {
                fitted.insert(sub.name.clone(), inner);
            }
            None => emptied = emptied || sub.name == "value",
        }
    }
    if let Some(id) = linked.filter(|_| !emptied && !fitted.contains_key("value")) {
        findings.push(by_link(path, &id));
        fitted.insert("value".to_owned(), Value::String(id));
    }
    // Okta sends `{"value": "", "type": "", "primary": true}` for a number that is not there.
    let hollow = emptied
        && fitted
            .keys()
            .all(|name| name == "type" || name == "primary");
    Ok((!hollow && !fitted.is_empty()).then_some(Value::Object(fitted)))
}

/// What the server alone says: a read-only part, and the `$ref` that goes with a read-only name, as
/// of `manager` (RFC 7643 §4.3), since it follows from `value`.
pub(crate) fn is_computed(definition: &Attribute, sub: &Attribute) -> bool {
    let named_here = || {
        definition.name == "manager"
            && definition
                .sub("displayName")
                .is_some_and(|name| name.mutability == Mutability::ReadOnly)
    };
    sub.mutability == Mutability::ReadOnly || (sub.name == "$ref" && named_here())
}

/// RFC 7644 §3.3 and §3.5.1: what is read-only is ignored; clients send back what they have read.
pub(crate) fn ignored(definition: &Attribute, path: &str) -> Finding {
    let why = match definition.mutability {
        Mutability::ReadOnly => "is read-only",
        _ => "follows from 'value'",
    };
    Finding::info(
        "CRT-07",
        "RFC 7644 §3.3",
        format!("'{path}' {why}; ignored."),
    )
    .at(path)
}

/// The id at the end of the address of a resource (RFC 7643 §2.3.7).
fn linked_id(address: &str) -> Option<&str> {
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let mut parts = address.trim_end_matches('/').rsplit('/');
    let (id, endpoint) = (parts.next()?, parts.next()?);
    (!id.is_empty() && endpoint.eq_ignore_ascii_case("Users")).then_some(id)
}

fn by_link(path: &str, id: &str) -> Finding {
    let detail = format!("'{path}' came with '$ref' alone; the id {id} was taken from there.");
    Finding::info("RFC-reference-alone", "RFC 7643 §4.3", detail).at(path)
}

/// A sub-attribute the schema does not know is kept as it is.
fn unknown_sub(
    path: &str,
    name: &str,
    value: Value,
    into: &mut Object,
    findings: &mut Vec<Finding>,
) {
    if is_blank(&value) {
        return;
    }
    // Members are rows, which have room for what the schema says of them.
    let fate = if path == "members" {
        "left out"
    } else {
        "kept"
    };
    findings.push(
        Finding::warn(
            "UPD-20",
            TYPES,
            format!("'{path}.{name}' is not in the schema; {fate}."),
        )
        .at(format!("{path}.{name}"))
        .strict(Error::invalid_syntax(format!(
            "'{path}.{name}' is not a known attribute."
        ))),
    );
    into.insert(name.to_owned(), value);
}

fn date(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let Some(value) = text(definition, path, value, findings)? else {
        return Ok(None);
    };
    if value
        .as_str()
        .is_some_and(|text| instant::read(text).is_none())
    {
        return Err(Error::invalid_value(format!(
            "'{path}' must be a date and time such as 2026-01-31T09:00:00Z, not {}.",
            short(&value)
        )));
    }
    if let Some(text) = value.as_str()
        && text.get(10..11) != Some("T")
    {
        let detail = format!("'{path}' is no date with a time in the form of XML Schema: {text}.");
        let strict = Error::invalid_value(format!(
            "'{path}' must be a date and time such as 2026-01-31T09:00:00Z, not {}.",
            short(&value)
        ));
        findings.push(
            Finding::warn("RFC-date-time", "RFC 7643 §2.3.5", detail)
                .at(path)
                .strict(strict),
        );
    }
    Ok(Some(value))
}

/// Lenient: a number or boolean where text is wanted becomes its text (an employee number, a
/// post code). What a resource must have, and is told apart by, is not guessed.
fn text(
    definition: &Attribute,
    path: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let wrong = Error::invalid_value(format!("'{path}' must be text, not {}.", kind(&value)));
    let read = match &value {
        Value::String(text) if text.is_empty() => return Ok(None),
        Value::String(text) => {
            characters::note(definition, path, text, findings);
            return Ok(Some(value));
        }
        Value::Number(_) | Value::Bool(_) if !definition.required => value.to_string(),
        _ => return Err(wrong),
    };
    findings.push(
        Finding::warn(
            "RFC-text-expected",
            TYPES,
            format!(
                "'{path}' was sent as {}; read as the text \"{read}\".",
                kind(&value)
            ),
        )
        .at(path)
        .strict(wrong),
    );
    Ok(Some(Value::String(read)))
}

fn mismatch(path: &str, definition: &Attribute, sent: &str) -> Error {
    let wanted = match definition.kind {
        AttributeType::Complex => "an object",
        AttributeType::Boolean => "true or false",
        AttributeType::Integer | AttributeType::Decimal => "a number",
        _ => "text",
    };
    Error::invalid_value(format!("'{path}' must be {wanted}, not {sent}."))
}

/// CRT-13 (two elements of one type) and CRT-14 (two primary elements; the first stays).
pub(crate) fn note_duplicates(
    definition: &Attribute,
    path: &str,
    items: &mut [Value],
    findings: &mut Vec<Finding>,
) {
    let mut primary_seen = false;
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        if item.get("primary") != Some(&Value::Bool(true)) {
            continue;
        }
        if primary_seen {
            item.insert("primary".into(), Value::Bool(false));
            findings.push(
                Finding::warn(
                    "CRT-14",
                    MULTI,
                    format!("'{path}' has more than one primary value; the first stays primary."),
                )
                .at(path)
                .strict(Error::invalid_value(format!(
                    "'{path}' has two primary values."
                ))),
            );
        }
        primary_seen = true;
    }
    if ["roles", "members", "groups", "entitlements"].contains(&definition.name.as_str()) {
        return;
    }
    let mut seen = HashSet::new();
    let twice = items
        .iter()
        .filter_map(|item| item.as_object().and_then(|m| member(m, "type")))
        .filter_map(Value::as_str)
        .find(|name| !seen.insert(name.to_ascii_lowercase()));
    if let Some(name) = twice {
        findings.push(
            Finding::warn(
                "CRT-13",
                MULTI,
                format!("'{path}' has two values of the type '{name}'."),
            )
            .at(path),
        );
    }
}
