//! From the body of a PATCH request to operations that all have a path.

use serde_json::Value;

use super::{Kind, Operation, Request};
use crate::json::{is_blank, kind, member, short, take};
use crate::message::PATCH_OP_URN;
use crate::path::{self, Path, clip, is_urn};
use crate::resource::body_object;
use crate::schema::{Mutability, Registry, ResourceType};
use crate::{AttributePath, Error, Finding, Found, Object, Refused};

const PATCH: &str = "RFC 7644 §3.5.2";

pub(super) fn request(
    registry: &Registry,
    rt: &ResourceType,
    body: Value,
) -> Result<Found<Request>, Refused> {
    let mut reader = Reader {
        registry,
        rt,
        findings: Vec::new(),
        operations: Vec::new(),
    };
    match reader.body(body) {
        Ok(()) => Ok(Found {
            value: Request {
                operations: reader.operations,
            },
            findings: reader.findings,
        }),
        Err(error) => Err(Refused {
            error,
            findings: reader.findings,
        }),
    }
}

struct Reader<'r> {
    registry: &'r Registry,
    rt: &'r ResourceType,
    findings: Vec<Finding>,
    operations: Vec<Operation>,
}

impl Reader<'_> {
    fn body(&mut self, body: Value) -> Result<(), Error> {
        let mut body = body_object(body)?;
        self.schemas(member(&body, "schemas"));
        let operations = match take(&mut body, "Operations") {
            Some(Value::Array(items)) => items,
            Some(single @ Value::Object(_)) => {
                self.findings.push(
                    Finding::warn(
                        "RFC-patch-single",
                        PATCH,
                        "'Operations' was one object; read as a list of one.",
                    )
                    .strict(Error::invalid_syntax("'Operations' must be an array.")),
                );
                vec![single]
            }
            None if member(&body, "op").is_some() => {
                self.findings.push(
                    Finding::warn(
                        "RFC-patch-bare",
                        PATCH,
                        "The body was one operation without 'Operations' around it.",
                    )
                    .strict(Error::invalid_syntax("'Operations' is missing.")),
                );
                vec![Value::Object(body)]
            }
            Some(other) => {
                return Err(Error::invalid_syntax(format!(
                    "'Operations' must be an array, not {}.",
                    kind(&other)
                )));
            }
            None => return Err(Error::invalid_syntax("'Operations' is missing.")),
        };
        if operations.is_empty() {
            self.findings.push(
                Finding::warn(
                    "RFC-patch-empty",
                    PATCH,
                    "'Operations' is empty; nothing to do.",
                )
                .strict(Error::invalid_syntax("'Operations' must not be empty.")),
            );
        }
        operations
            .into_iter()
            .try_for_each(|operation| self.operation(operation))
    }

    fn schemas(&mut self, sent: Option<&Value>) {
        let named = |value: &Value| {
            value
                .as_str()
                .is_some_and(|t| t.eq_ignore_ascii_case(PATCH_OP_URN))
        };
        let fine = sent
            .and_then(Value::as_array)
            .is_some_and(|items| items.iter().any(named));
        if !fine {
            self.findings.push(
                Finding::warn(
                    "RFC-patch-schemas",
                    PATCH,
                    "'schemas' does not name the PatchOp message; read as one.",
                )
                .at("schemas")
                .strict(Error::invalid_syntax(format!(
                    "'schemas' must contain '{PATCH_OP_URN}'."
                ))),
            );
        }
    }

    fn operation(&mut self, operation: Value) -> Result<(), Error> {
        let Value::Object(mut operation) = operation else {
            return Err(Error::invalid_syntax(format!(
                "An operation must be an object, not {}.",
                kind(&operation)
            )));
        };
        let op = self.kind(take(&mut operation, "op"))?;
        let value = take(&mut operation, "value");
        let path = match take(&mut operation, "path") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.trim().is_empty() => None,
            Some(Value::String(text)) => Some(text),
            Some(other) => {
                return Err(Error::invalid_path(format!(
                    "'path' must be text, not {}.",
                    kind(&other)
                )));
            }
        };
        match (op, path) {
            (Kind::Remove, None) => Err(Error::no_target("A removal needs a 'path'.")),
            (_, None) => self.pathless(op, value),
            (_, Some(path)) => self.with_path(op, &path, value),
        }
    }

    fn kind(&mut self, op: Option<Value>) -> Result<Kind, Error> {
        let Some(Value::String(text)) = op else {
            return Err(Error::invalid_syntax(
                "An operation needs 'op': add, remove or replace.",
            ));
        };
        let kind = match text.trim().to_ascii_lowercase().as_str() {
            "add" => Kind::Add,
            "remove" => Kind::Remove,
            "replace" => Kind::Replace,
            _ => {
                return Err(Error::invalid_syntax(format!(
                    "'{}' is not an operation; add, remove and replace are.",
                    clip(&text)
                )));
            }
        };
        if text != kind.as_str() {
            self.findings.push(
                Finding::info(
                    "UPD-01",
                    PATCH,
                    format!("The operation is spelled '{}'.", clip(&text)),
                )
                .strict(Error::invalid_syntax(format!(
                    "'op' must be '{}'.",
                    kind.as_str()
                ))),
            );
        }
        Ok(kind)
    }

    fn with_path(&mut self, op: Kind, text: &str, value: Option<Value>) -> Result<(), Error> {
        if op != Kind::Remove && value.is_none() {
            return Err(Error::invalid_value(format!(
                "The operation on '{}' has no 'value'.",
                clip(text)
            )));
        }
        if text.trim().eq_ignore_ascii_case(&self.rt.schema) {
            return match op {
                Kind::Remove => Err(Error::no_target("A core schema cannot be removed.")),
                _ => self.pathless(op, value),
            };
        }
        if let Some(path) = self.whole_extension(text.trim(), value.as_ref()) {
            return self.extension(op, path, value);
        }
        let path = path::parse(text)?.drain_into(&mut self.findings);
        self.judge(&path)?;
        self.operations.push(Operation {
            kind: op,
            path,
            value,
        });
        Ok(())
    }

    /// The URN of an extension, known or (with an object as value) unknown.
    fn whole_extension(&self, text: &str, value: Option<&Value>) -> Option<String> {
        if let Some(schema) = self.registry.extension(self.rt, text) {
            return Some(schema.id.clone());
        }
        let unknown = is_urn(text)
            && !text.contains('[')
            && AttributePath::parse(text)
                .ok()
                .and_then(|path| self.registry.resolve(self.rt, &path))
                .is_none()
            && matches!(value, Some(Value::Object(_)));
        unknown.then(|| text.to_owned())
    }

    fn extension(&mut self, op: Kind, urn: String, value: Option<Value>) -> Result<(), Error> {
        match value {
            Some(Value::Object(map)) if op != Kind::Remove => {
                for (name, inner) in map {
                    let qualified = format!("{urn}:{name}");
                    let path = path::parse(&qualified)?.drain_into(&mut self.findings);
                    self.judge(&path)?;
                    self.operations.push(Operation {
                        kind: op,
                        path,
                        value: Some(inner),
                    });
                }
                Ok(())
            }
            Some(other) if op != Kind::Remove && !is_blank(&other) => {
                Err(Error::invalid_value(format!(
                    "The extension '{urn}' must be an object, not {}.",
                    kind(&other)
                )))
            }
            _ => {
                let path = Path::plain(AttributePath::extension(urn));
                self.operations.push(Operation {
                    kind: Kind::Remove,
                    path,
                    value: None,
                });
                Ok(())
            }
        }
    }

    fn pathless(&mut self, op: Kind, value: Option<Value>) -> Result<(), Error> {
        match value {
            Some(Value::Object(map)) => map
                .into_iter()
                .try_for_each(|(key, value)| self.member(op, &key, value)),
            Some(other) => Err(Error::invalid_value(format!(
                "An operation without 'path' needs an object as 'value', not {}.",
                short(&other)
            ))),
            None => Err(Error::invalid_value(
                "The operation has neither 'path' nor 'value'.",
            )),
        }
    }

    /// One member of a path-less value.
    fn member(&mut self, op: Kind, key: &str, value: Value) -> Result<(), Error> {
        if key.eq_ignore_ascii_case("schemas") {
            return Ok(());
        }
        if key.eq_ignore_ascii_case(&self.rt.schema)
            && let Value::Object(inner) = value
        {
            return self.core_members(op, inner);
        }
        if let Some(urn) = self.whole_extension(key, Some(&value)) {
            return self.extension(op, urn, Some(value));
        }
        let path = path::parse(key)?.drain_into(&mut self.findings);
        let found = self.registry.resolve(self.rt, &path.attribute);
        if found
            .as_ref()
            .is_some_and(|f| f.attribute.mutability == Mutability::ReadOnly)
        {
            self.findings.push(
                Finding::info("CRT-07", PATCH, format!("'{key}' is read-only; ignored.")).at(key),
            );
            return Ok(());
        }
        if key.contains(['.', ':', '[']) {
            self.findings.push(
                Finding::info(
                    "UPD-06",
                    PATCH,
                    format!("The key '{}' was read as a path.", clip(key)),
                )
                .at(key)
                .strict(Error::invalid_value(format!(
                    "'{}' is not an attribute name.",
                    clip(key)
                ))),
            );
        }
        self.judge(&path)?;
        self.operations.push(Operation {
            kind: op,
            path,
            value: Some(value),
        });
        Ok(())
    }

    fn core_members(&mut self, op: Kind, inner: Object) -> Result<(), Error> {
        inner
            .into_iter()
            .try_for_each(|(key, value)| self.member(op, &key, value))
    }

    /// Refuses read-only targets and notes unknown ones.
    fn judge(&mut self, path: &Path) -> Result<(), Error> {
        let mut attribute = path.attribute.clone();
        if attribute.sub.is_none() {
            attribute.sub.clone_from(&path.sub);
        }
        let Some(found) = self.registry.resolve(self.rt, &attribute) else {
            self.findings.push(
                Finding::warn(
                    "UPD-20",
                    PATCH,
                    format!("'{path}' is not in the schema; kept."),
                )
                .at(path.to_string())
                .strict(Error::invalid_path(format!(
                    "'{path}' is not a known attribute."
                ))),
            );
            return Ok(());
        };
        if found.attribute.mutability == Mutability::ReadOnly {
            return Err(Error::mutability(format!("'{path}' is read-only.")));
        }
        if found.last().mutability == Mutability::ReadOnly {
            self.findings.push(
                Finding::warn(
                    "RFC-read-only-part",
                    PATCH,
                    format!("'{path}' is read-only; taken all the same."),
                )
                .at(path.to_string())
                .strict(Error::mutability(format!("'{path}' is read-only."))),
            );
        }
        Ok(())
    }
}
