//! The message around the operations: `schemas`, `Operations`, and `op`, `path`, `value` of
//! each (RFC 7644 §3.5.2), in any order and any case.

use serde_json::Value;

use super::Kind;
use super::read::PATCH;
use crate::json::{kind, take};
use crate::message::{PATCH_OP_URN, note_message};
use crate::path::clip;
use crate::resource::body_object;
use crate::{Error, Finding, limits};

/// One operation as it was sent.
pub(super) struct Sent {
    pub(super) kind: Kind,
    pub(super) path: Option<String>,
    pub(super) value: Option<Value>,
}

/// The operations of a body, still unread.
pub(super) fn operations(body: Value, findings: &mut Vec<Finding>) -> Result<Vec<Value>, Error> {
    let mut body = body_object(body)?;
    let schemas = take(&mut body, "schemas");
    note_message(schemas.as_ref(), PATCH_OP_URN, PATCH, findings);
    let operations = match take(&mut body, "Operations") {
        Some(Value::Array(items)) => items,
        Some(other) => {
            return Err(Error::invalid_syntax(format!(
                "'Operations' must be an array, not {}.",
                kind(&other)
            )));
        }
        None => return Err(Error::invalid_syntax("'Operations' is missing.")),
    };
    if operations.is_empty() {
        return Err(Error::invalid_syntax("'Operations' must not be empty."));
    }
    limits::operations(operations.len(), limits::PATCH_OPERATIONS)?;
    Ok(operations)
}

/// Reads the members of one operation.
pub(super) fn operation(operation: Value, findings: &mut Vec<Finding>) -> Result<Sent, Error> {
    let Value::Object(mut operation) = operation else {
        return Err(Error::invalid_syntax(format!(
            "An operation must be an object, not {}.",
            kind(&operation)
        )));
    };
    let op = op(take(&mut operation, "op"), findings)?;
    let value = take(&mut operation, "value");
    let path = match take(&mut operation, "path") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.trim().is_empty() => {
            findings.push(empty_path());
            None
        }
        Some(Value::String(text)) => Some(text),
        Some(other) => {
            return Err(Error::invalid_path(format!(
                "'path' must be text, not {}.",
                kind(&other)
            )));
        }
    };
    Ok(Sent {
        kind: op,
        path,
        value,
    })
}

/// Lenient: an empty path is as good as none.
fn empty_path() -> Finding {
    let detail = "The path is empty; read as an operation without path.";
    Finding::info("RFC-path-empty", PATCH, detail).strict(Error::invalid_path("'path' is empty."))
}

/// Lenient: Entra spells the operations with a capital (UPD-01).
fn op(op: Option<Value>, findings: &mut Vec<Finding>) -> Result<Kind, Error> {
    let Some(Value::String(text)) = op else {
        return Err(Error::invalid_syntax(
            "An operation needs 'op': add, remove or replace.",
        ));
    };
    let kinds = [Kind::Add, Kind::Remove, Kind::Replace];
    let found = kinds
        .into_iter()
        .find(|kind| kind.as_str().eq_ignore_ascii_case(text.trim()));
    let Some(kind) = found else {
        return Err(Error::invalid_syntax(format!(
            "'{}' is not an operation; add, remove and replace are.",
            clip(&text)
        )));
    };
    if text != kind.as_str() {
        findings.push(
            Finding::info(
                "UPD-01",
                PATCH,
                format!(
                    "The operation is spelled '{}' instead of '{}'.",
                    clip(&text),
                    kind.as_str()
                ),
            )
            .strict(Error::invalid_syntax(format!(
                "'op' must be '{}'.",
                kind.as_str()
            ))),
        );
    }
    Ok(kind)
}
