//! From the body of a Bulk request to operations (RFC 7644 §3.7, "Operations").

use std::collections::HashSet;

use serde_json::{Value, json};

use super::reference::{operation_references, references};
use super::{Limits, Method, Operation, Rejected, Request, Target};
use crate::finding::distinct;
use crate::json::{kind, short, take};
use crate::message::{BULK_REQUEST_URN, PATCH_OP_URN, note_message};
use crate::path::clip;
use crate::resource::body_object;
use crate::{Error, Finding, Found, Object, Refused, limits};

const BULK: &str = "RFC 7644 §3.7";

pub(super) fn request(body: Value, limits: Limits) -> Result<Found<Request>, Refused> {
    let mut findings = Vec::new();
    let result = read(body, limits, &mut findings);
    let findings = distinct(findings);
    match result {
        Ok(value) => Ok(Found { value, findings }),
        Err(error) => Err(Refused { error, findings }),
    }
}

fn read(body: Value, limits: Limits, findings: &mut Vec<Finding>) -> Result<Request, Error> {
    let mut body = body_object(body)?;
    let schemas = take(&mut body, "schemas");
    note_message(schemas.as_ref(), BULK_REQUEST_URN, BULK, findings);
    let fail_on_errors = fail_on_errors(take(&mut body, "failOnErrors"), findings)?;
    let sent = match take(&mut body, "Operations") {
        Some(Value::Array(items)) if !items.is_empty() => items,
        None | Some(Value::Null | Value::Array(_)) => {
            return Err(Error::invalid_syntax("'Operations' is missing or empty."));
        }
        Some(other) => {
            return Err(Error::invalid_syntax(format!(
                "'Operations' must be an array, not {}.",
                kind(&other)
            )));
        }
    };
    limits::operations(sent.len(), limits.operations)?;
    let of_message = findings.len();
    let mut operations = Vec::with_capacity(sent.len());
    let mut refusals = Vec::with_capacity(sent.len());
    let mut names = HashSet::new();
    for item in sent {
        let Value::Object(item) = item else {
            return Err(Error::invalid_syntax(format!(
                "An operation must be an object, not {}.",
                kind(&item)
            )));
        };
        let before = findings.len();
        operations.push(entry(item, &mut names, findings));
        let own = findings.get(before..).unwrap_or_default();
        refusals.push(own.iter().find_map(|finding| finding.strict.clone()));
    }
    Ok(Request {
        fail_on_errors,
        operations: operations
            .into_iter()
            .map(|entry| known_references(entry, &names))
            .collect(),
        refusals,
        of_message,
    })
}

/// Lenient: a number in quotation marks, and 0, with which clients mean that there is no limit.
fn fail_on_errors(sent: Option<Value>, findings: &mut Vec<Finding>) -> Result<Option<u64>, Error> {
    let value = match sent {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value,
    };
    let wrong = Error::invalid_value(format!(
        "'failOnErrors' must be a whole number above 0, not {}.",
        short(&value)
    ));
    let read = match &value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let Some(read) = read else { return Err(wrong) };
    let limit = (read > 0).then_some(read);
    if value.is_string() || limit.is_none() {
        findings.push(
            Finding::warn(
                "RFC-fail-on-errors",
                BULK,
                format!(
                    "'failOnErrors' was {}; read as {}.",
                    short(&value),
                    limit.map_or("no limit".to_owned(), |limit| limit.to_string())
                ),
            )
            .at("failOnErrors")
            .strict(wrong),
        );
    }
    Ok(limit)
}

fn entry(
    mut sent: Object,
    names: &mut HashSet<String>,
    findings: &mut Vec<Finding>,
) -> Result<Operation, Rejected> {
    let method_text = match take(&mut sent, "method") {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => String::new(),
        Some(other) => short(&other),
    };
    let bulk_id = bulk_id(take(&mut sent, "bulkId"), findings);
    operation(&method_text, bulk_id.clone(), sent, names, findings).map_err(|error| Rejected {
        method: method_text,
        bulk_id,
        error,
    })
}

fn operation(
    method_text: &str,
    bulk_id: Option<String>,
    mut sent: Object,
    names: &mut HashSet<String>,
    findings: &mut Vec<Finding>,
) -> Result<Operation, Error> {
    let method = method(method_text, findings)?;
    let target = target(method, take(&mut sent, "path"), findings)?;
    let version = match take(&mut sent, "version") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(other) => {
            return Err(Error::invalid_syntax(format!(
                "'version' must be text, not {}.",
                kind(&other)
            )));
        }
    };
    let data = data(method, take(&mut sent, "data"), findings)?;
    match &bulk_id {
        Some(name) if method == Method::Post && !names.insert(name.clone()) => {
            return Err(Error::invalid_value(format!(
                "The bulkId '{}' was used by an earlier operation.",
                clip(name)
            )));
        }
        None if method == Method::Post => findings.push(
            Finding::warn(
                "RFC-bulk-id",
                BULK,
                "A POST has no 'bulkId'; nothing can refer to what it creates.",
            )
            .strict(Error::invalid_syntax("A POST needs a 'bulkId'.")),
        ),
        _ => {}
    }
    Ok(Operation {
        method,
        bulk_id,
        version,
        target,
        data,
    })
}

fn bulk_id(sent: Option<Value>, findings: &mut Vec<Finding>) -> Option<String> {
    match sent {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => (!text.is_empty()).then_some(text),
        Some(other) => {
            let text = short(&other);
            findings.push(
                Finding::warn(
                    "RFC-text-expected",
                    BULK,
                    format!("'bulkId' was sent as {}; read as its text.", kind(&other)),
                )
                .at("bulkId")
                .strict(Error::invalid_syntax("'bulkId' must be text.")),
            );
            Some(text)
        }
    }
}

fn method(text: &str, findings: &mut Vec<Finding>) -> Result<Method, Error> {
    let methods = [Method::Post, Method::Put, Method::Patch, Method::Delete];
    let found = methods
        .into_iter()
        .find(|method| method.as_str().eq_ignore_ascii_case(text.trim()));
    let Some(method) = found else {
        return Err(Error::invalid_syntax(format!(
            "'{}' is not a method of a Bulk operation; POST, PUT, PATCH and DELETE are.",
            clip(text)
        )));
    };
    if text != method.as_str() {
        findings.push(
            Finding::info(
                "RFC-bulk-method",
                BULK,
                format!("The method was spelled '{}'.", clip(text)),
            )
            .strict(Error::invalid_syntax(format!(
                "'method' must be '{}'.",
                method.as_str()
            ))),
        );
    }
    Ok(method)
}

/// `/Users` for a POST, `/Users/ID` for the rest. Lenient: without the first slash, or with one
/// at the end.
fn target(
    method: Method,
    sent: Option<Value>,
    findings: &mut Vec<Finding>,
) -> Result<Target, Error> {
    let text = match sent {
        Some(Value::String(text)) if !text.trim().is_empty() => text,
        _ => return Err(Error::invalid_syntax("The operation has no 'path'.")),
    };
    let bare = text.trim().trim_matches('/');
    if text != format!("/{bare}") {
        findings.push(
            Finding::warn(
                "RFC-bulk-path",
                BULK,
                format!("The path was '{}'; read as '/{}'.", clip(&text), clip(bare)),
            )
            .at("path")
            .strict(Error::invalid_syntax(
                "'path' begins with a slash and does not end with one.",
            )),
        );
    }
    let wrong = |wanted: &str| {
        Error::invalid_syntax(format!(
            "The path of a {} is {wanted}, not '{}'.",
            method.as_str(),
            clip(&text)
        ))
    };
    let strange = |part: &str| part.is_empty() || part.contains(['?', '#', '\\']);
    let (endpoint, id) = match bare.split_once('/') {
        Some((endpoint, id)) => (endpoint, Some(id)),
        None => (bare, None),
    };
    let misplaced = strange(endpoint) || endpoint.contains(':');
    match (method, id) {
        (Method::Post, None) if !misplaced => {}
        (Method::Post, _) => return Err(wrong("an endpoint such as '/Users'")),
        (_, Some(id)) if !misplaced && !strange(id) && !id.contains('/') => {}
        _ => return Err(wrong("that of a resource such as '/Users/ID'")),
    }
    Ok(Target {
        endpoint: format!("/{endpoint}"),
        id: id.map(str::to_owned),
    })
}

fn data(method: Method, sent: Option<Value>, findings: &mut Vec<Finding>) -> Result<Value, Error> {
    match (method, sent) {
        (Method::Delete, None | Some(Value::Null)) => Ok(Value::Null),
        (Method::Delete, Some(_)) => {
            findings.push(Finding::info(
                "RFC-bulk-data",
                BULK,
                "A DELETE came with 'data'; ignored.",
            ));
            Ok(Value::Null)
        }
        (_, Some(data @ Value::Object(_))) => Ok(data),
        // The example of §3.7.3 itself lists the operations without their message.
        (Method::Patch, Some(Value::Array(operations))) => {
            findings.push(Finding::info(
                "RFC-bulk-patch",
                "RFC 7644 §3.7.3",
                "The data of a PATCH was a list of operations; read as a PATCH request.",
            ));
            Ok(json!({ "schemas": [PATCH_OP_URN], "Operations": operations }))
        }
        (_, None | Some(Value::Null)) => Err(Error::invalid_syntax(format!(
            "A {} needs 'data'.",
            method.as_str()
        ))),
        (_, Some(other)) => Err(Error::invalid_syntax(format!(
            "'data' must be an object, not {}.",
            kind(&other)
        ))),
    }
}

/// A reference to a name that no POST has can never be resolved.
fn known_references(
    entry: Result<Operation, Rejected>,
    names: &HashSet<String>,
) -> Result<Operation, Rejected> {
    let operation = entry?;
    let mut wanted = references(&operation.data);
    wanted.extend(operation_references(&operation));
    let unknown = wanted.into_iter().find(|name| !names.contains(name));
    match unknown {
        None => Ok(operation),
        Some(name) => Err(Rejected {
            method: operation.method.as_str().to_owned(),
            bulk_id: operation.bulk_id,
            error: Error::invalid_value(format!(
                "'bulkId:{}' refers to no POST of this request.",
                clip(&name)
            )),
        }),
    }
}
