//! From the body of a PATCH request to operations that all have a path, with values fitted to
//! the schema as far as that needs no resource.

use serde_json::Value;

use super::envelope::{self, Sent};
use super::{Kind, Operation, Request, schemas, target};
use crate::finding::distinct;
use crate::json::{is_blank, kind, short};
use crate::path::{self, Path, clip, is_urn};
use crate::schema::{Mutability, Registry, ResourceType};
use crate::{AttributePath, Error, Finding, Found, Object, Refused};

pub(super) const PATCH: &str = "RFC 7644 §3.5.2";

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
    let result = reader.body(body);
    let Reader {
        operations,
        findings,
        ..
    } = reader;
    let findings = distinct(findings);
    match result {
        Ok(()) => Ok(Found {
            value: Request { operations },
            findings,
        }),
        Err(error) => Err(Refused { error, findings }),
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
        for operation in envelope::operations(body, &mut self.findings)? {
            let Sent { kind, path, value } = envelope::operation(operation, &mut self.findings)?;
            match (kind, path) {
                (Kind::Remove, None) => {
                    return Err(Error::no_target("A removal needs a 'path'."));
                }
                (_, None) => self.pathless(kind, value)?,
                (_, Some(path)) => self.with_path(kind, &path, value)?,
            }
        }
        Ok(())
    }

    fn with_path(&mut self, op: Kind, text: &str, value: Option<Value>) -> Result<(), Error> {
        let sent = text;
        let text = text.trim();
        if text.len() < sent.len() {
            self.findings.push(target::blanks_around(text));
        }
        if op != Kind::Remove && value.is_none() {
            return Err(Error::invalid_value(format!(
                "The operation on '{}' has no 'value'.",
                clip(text)
            )));
        }
        if text.eq_ignore_ascii_case(&self.rt.schema) {
            return match op {
                Kind::Remove => Err(Error::no_target("A core schema cannot be removed.")),
                _ => self.pathless(op, value),
            };
        }
        if let Some(urn) = self.whole_extension(text, value.as_ref()) {
            return self.extension(op, urn, value);
        }
        let path = path::parse(text)?.drain_into(&mut self.findings);
        self.push(op, path, value)
    }

    /// The URN of an extension, known or (with an object as value) unknown.
    fn whole_extension(&self, text: &str, value: Option<&Value>) -> Option<String> {
        if let Some(schema) = self.registry.extension(self.rt, text) {
            return Some(schema.id.clone());
        }
        let known = || {
            AttributePath::parse(text)
                .ok()
                .and_then(|path| self.registry.define(self.rt, &path))
                .is_some()
        };
        let unknown = matches!(value, Some(Value::Object(_)))
            && is_urn(text)
            && !self.lies_in_core(text)
            && !known();
        unknown.then(|| text.to_owned())
    }

    fn is_known(&self, urn: &str) -> bool {
        urn.eq_ignore_ascii_case(&self.rt.schema) || self.registry.extension(self.rt, urn).is_some()
    }

    fn lies_in_core(&self, text: &str) -> bool {
        text.get(..self.rt.schema.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(&self.rt.schema))
    }

    fn extension(&mut self, op: Kind, urn: String, value: Option<Value>) -> Result<(), Error> {
        match value {
            Some(Value::Object(map)) if op != Kind::Remove => {
                for (name, inner) in map {
                    // As without a path: it says what is evident, scim2-models for one.
                    if name.eq_ignore_ascii_case("schemas") {
                        continue;
                    }
                    let path = path::parse(&format!("{urn}:{name}"))?;
                    let path = path.drain_into(&mut self.findings);
                    self.push(op, path, Some(inner))?;
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
                self.operations.push(Operation {
                    kind: Kind::Remove,
                    path: Path::plain(AttributePath::extension(urn)),
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

    /// One member of a path-less value. Lenient: Entra's compact form has dotted keys (UPD-06).
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
        let bare = AttributePath {
            sub: None,
            ..path.attribute.clone()
        };
        let found = self.registry.defined(self.rt, &bare);
        if found.is_some_and(|f| f.attribute.mutability == Mutability::ReadOnly) {
            self.findings.push(
                Finding::info("CRT-07", PATCH, format!("'{key}' is read-only; ignored."))
                    .at(key)
                    .strict(Error::mutability(format!("'{key}' is read-only."))),
            );
            return Ok(());
        }
        if path.filter.is_some() || path.attribute.sub.is_some() {
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
        self.push(op, path, Some(value))
    }

    fn core_members(&mut self, op: Kind, inner: Object) -> Result<(), Error> {
        inner
            .into_iter()
            .try_for_each(|(key, value)| self.member(op, &key, value))
    }

    fn push(&mut self, kind: Kind, mut path: Path, value: Option<Value>) -> Result<(), Error> {
        if let Some(unglued) = path.attribute.unglued(&self.rt.name)
            && self.registry.defined(self.rt, &path.attribute).is_none()
            && !unglued.urn.as_deref().is_some_and(|urn| self.is_known(urn))
        {
            self.findings.push(target::dotted(&path, &unglued));
            path.attribute = unglued;
        }
        let target = target::judge(self.registry, self.rt, &path, &mut self.findings)?;
        if let Some(found) = &target {
            if found.extension.is_none() {
                schemas::refuse_removal(kind, &path, value.as_ref())?;
            }
            let sent = value.as_ref();
            target::note_member_part(self.rt, found, &path, sent, &mut self.findings);
        }
        let value = target::fit(target.as_ref(), kind, &path, value, &mut self.findings)?;
        self.operations.push(Operation { kind, path, value });
        Ok(())
    }
}
