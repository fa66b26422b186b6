//! `SearchRequest`: the parameters of a query in a body (RFC 7644 §3.4.3, RFC 9865 §3).

use serde_json::Value;

use super::Query;
use super::read::Reader;
use crate::finding::distinct;
use crate::json::{kind, short, take};
use crate::message::{SEARCH_REQUEST_URN, note_message};
use crate::resource::body_object;
use crate::{Error, Finding, Found};

const SEARCH: &str = "RFC 7644 §3.4.3";

pub(super) fn request(body: Value) -> Result<Found<Query>, Error> {
    let mut body = body_object(body)?;
    let mut reader = Reader::default();
    let schemas = take(&mut body, "schemas");
    note_message(
        schemas.as_ref(),
        SEARCH_REQUEST_URN,
        SEARCH,
        &mut reader.findings,
    );
    for (name, value) in body {
        if value.is_null() {
            continue;
        }
        let text = match name.to_ascii_lowercase().as_str() {
            "startindex" | "count" => number(&name, value, &mut reader.findings)?,
            "attributes" | "excludedattributes" => list(&name, value, &mut reader.findings)?,
            "filter" | "sortby" | "sortorder" | "cursor" => text(&name, value)?,
            _ => String::new(),
        };
        reader.parameter(&name, &text)?;
    }
    let mut found = reader.finish()?;
    found.findings = distinct(found.findings);
    Ok(found)
}

fn wrong(name: &str, wanted: &str, value: &Value) -> Error {
    Error::invalid_syntax(format!("'{name}' must be {wanted}, not {}.", kind(value)))
}

fn text(name: &str, value: Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(wrong(name, "text", &other)),
    }
}

/// Lenient: a number in quotation marks.
fn number(name: &str, value: Value, findings: &mut Vec<Finding>) -> Result<String, Error> {
    match value {
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => {
            findings.push(
                Finding::warn(
                    "RFC-number-as-text",
                    SEARCH,
                    format!(
                        "'{name}' was sent as text {}; read as a number.",
                        short(&Value::from(text.as_str()))
                    ),
                )
                .at(name)
                .strict(Error::invalid_syntax(format!("'{name}' must be a number."))),
            );
            Ok(text)
        }
        other => Err(wrong(name, "a number", &other)),
    }
}

/// Lenient: the comma-separated text that the URL has instead of a list.
fn list(name: &str, value: Value, findings: &mut Vec<Finding>) -> Result<String, Error> {
    match value {
        Value::Array(items) => {
            let mut names = Vec::with_capacity(items.len());
            for item in items {
                names.push(text(name, item)?);
            }
            Ok(names.join(","))
        }
        Value::String(text) => {
            findings.push(
                Finding::warn(
                    "CRT-12",
                    SEARCH,
                    format!("'{name}' was sent as text; read as a list separated by commas."),
                )
                .at(name)
                .strict(Error::invalid_syntax(format!("'{name}' must be an array."))),
            );
            Ok(text)
        }
        other => Err(wrong(name, "an array", &other)),
    }
}
