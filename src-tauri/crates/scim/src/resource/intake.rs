//! From the members of a body to a stored document.

use serde_json::Value;

use super::{lint, value};
use crate::json::{is_blank, kind, member};
use crate::path::is_urn;
use crate::schema::{Attribute, Mutability, Registry, ResourceType};
use crate::{AttributePath, Error, Finding, Object};

const UNKNOWN: &str = "RFC 7643 §3.3";

/// Reads one body.
pub(crate) struct Intake<'r> {
    registry: &'r Registry,
    rt: &'r ResourceType,
    pub(crate) findings: Vec<Finding>,
    document: Object,
    urns: Option<Vec<String>>,
}

impl<'r> Intake<'r> {
    pub(crate) fn new(registry: &'r Registry, rt: &'r ResourceType) -> Self {
        Self {
            registry,
            rt,
            findings: Vec::new(),
            document: Object::new(),
            urns: None,
        }
    }

    pub(crate) fn resource(&mut self, body: Object) -> Result<Object, Error> {
        self.document.insert("schemas".into(), Value::Null);
        for (key, value) in body {
            self.entry(&key, value)?;
        }
        let sent = self.urns.take();
        self.note_schemas(sent.as_deref());
        let mut document = std::mem::take(&mut self.document);
        complete_schemas(self.rt, &mut document, sent.unwrap_or_default());
        Ok(document)
    }

    fn entry(&mut self, key: &str, value: Value) -> Result<(), Error> {
        if key.eq_ignore_ascii_case("schemas") {
            self.urns = Some(self.schema_list(value));
            return Ok(());
        }
        if key.eq_ignore_ascii_case(&self.rt.schema) {
            return self.wrapped_core(key, value);
        }
        if let Some(schema) = self.registry.extension(self.rt, key) {
            return self.extension(&schema.id, value);
        }
        let Ok(path) = AttributePath::parse(key) else {
            return self.unknown(key, value);
        };
        let Some(found) = self.registry.define(self.rt, &path) else {
            return self.unknown_path(key, &path, value);
        };
        if found.extension.is_some() && path.urn.is_none() {
            self.findings.push(
                Finding::warn(
                    "RFC-extension-attribute",
                    UNKNOWN,
                    format!(
                        "'{key}' belongs to an extension; stored as '{}'.",
                        found.path
                    ),
                )
                .at(found.path.to_string())
                .strict(Error::invalid_syntax(format!(
                    "'{key}' is not an attribute of the core schema."
                ))),
            );
        } else if path.urn.is_some() || path.sub.is_some() {
            let unlike = |urn: &str| {
                !path
                    .urn
                    .as_deref()
                    .is_some_and(|u| u.eq_ignore_ascii_case(urn))
            };
            self.findings.push(
                Finding::warn(
                    if found.extension.is_some_and(unlike) {
                        "CRT-10"
                    } else {
                        "UPD-06"
                    },
                    UNKNOWN,
                    format!("The key '{key}' was read as a path."),
                )
                .at(found.path.to_string())
                .strict(Error::invalid_syntax(format!(
                    "'{key}' is not an attribute name."
                ))),
            );
        }
        self.attribute(found.attribute, found.sub, found.extension, value)
    }

    fn attribute(
        &mut self,
        attribute: &Attribute,
        sub: Option<&Attribute>,
        extension: Option<&str>,
        value: Value,
    ) -> Result<(), Error> {
        let path = AttributePath {
            urn: extension.map(str::to_owned),
            name: attribute.name.clone(),
            sub: sub.map(|s| s.name.clone()),
        }
        .to_string();
        let computed = sub.is_some_and(|sub| value::is_computed(attribute, sub));
        if attribute.mutability == Mutability::ReadOnly || computed {
            self.findings
                .push(value::ignored(sub.unwrap_or(attribute), &path));
            return Ok(());
        }
        if attribute.name == "password" && extension.is_none() {
            let detail = "A password was sent; it is accepted, but neither stored nor returned.";
            self.findings
                .push(lint::password("RFC 7643 §4.1.1", detail, &value));
            return Ok(());
        }
        let cleared = value.as_str() == Some("");
        let fitted = value::fit(sub.unwrap_or(attribute), &path, value, &mut self.findings)?;
        let Some(fitted) = fitted else {
            if cleared {
                self.findings.push(
                    Finding::info(
                        "UPD-10",
                        "RFC 7643 §2.5",
                        format!(
                            "'{path}' is empty; left out, also where strict. By RFC 7643 §2.5 only null and an empty array are nothing."
                        ),
                    )
                    .at(path),
                );
            }
            return Ok(());
        };
        let container = match extension {
            Some(urn) => object_in(&mut self.document, urn),
            None => Some(&mut self.document),
        };
        let target = match (container, sub) {
            (Some(container), Some(_)) => object_in(container, &attribute.name),
            (container, None) => container,
            (None, _) => None,
        };
        if let Some(target) = target {
            target.insert(sub.unwrap_or(attribute).name.clone(), fitted);
        }
        Ok(())
    }

    fn extension(&mut self, urn: &str, value: Value) -> Result<(), Error> {
        let map = match value {
            Value::Null => return Ok(()),
            Value::Object(map) => map,
            other => {
                return Err(Error::invalid_value(format!(
                    "The extension '{urn}' must be an object, not {}.",
                    kind(&other)
                )));
            }
        };
        let schema = self.registry.schema(urn);
        for (name, inner) in map {
            match schema.and_then(|s| s.attribute(&name)) {
                Some(attribute) => self.attribute(attribute, None, Some(urn), inner)?,
                None if is_blank(&inner) => {}
                None => {
                    self.note_unknown(&format!("{urn}:{name}"));
                    if let Some(container) = object_in(&mut self.document, urn) {
                        container.insert(name, inner);
                    }
                }
            }
        }
        Ok(())
    }

    /// Lenient: the core attributes wrapped in an object under the core URN.
    fn wrapped_core(&mut self, key: &str, value: Value) -> Result<(), Error> {
        let Value::Object(map) = value else {
            return self.unknown(key, value);
        };
        self.findings.push(
            Finding::warn(
                "RFC-core-wrapped",
                UNKNOWN,
                "The core attributes came wrapped in their URN.",
            )
            .strict(Error::invalid_syntax(
                "Core attributes have no URN container.",
            )),
        );
        map.into_iter()
            .try_for_each(|(name, inner)| self.entry(&name, inner))
    }

    fn unknown(&mut self, key: &str, value: Value) -> Result<(), Error> {
        if is_blank(&value) {
            return Ok(());
        }
        if is_urn(key) && value.is_object() {
            self.findings.push(if lacks_colon(key) {
                Finding::warn(
                    "CRT-10",
                    UNKNOWN,
                    format!("The extension '{key}' lacks a colon behind '2.0'; kept as it is."),
                )
                .at(key)
                .strict(Error::invalid_syntax(format!(
                    "'{key}' is not a known schema."
                )))
            } else {
                Finding::info(
                    "CRT-08",
                    UNKNOWN,
                    format!("The extension '{key}' is unknown; kept."),
                )
                .at(key)
                .strict(Error::invalid_syntax(format!(
                    "'{key}' is no schema of a {}.",
                    self.rt.name
                )))
            });
        } else {
            self.note_unknown(key);
        }
        self.document.insert(key.to_owned(), value);
        Ok(())
    }

    /// Lenient: an attribute of an unknown extension in front of which stands the URN, instead of
    /// an object under the URN; it is put where it belongs.
    fn unknown_path(&mut self, key: &str, path: &AttributePath, value: Value) -> Result<(), Error> {
        let unglued = path.unglued(&self.rt.name);
        let dotted = unglued.is_some();
        let path = unglued.as_ref().unwrap_or(path);
        let urn = path.urn.as_deref().filter(|urn| {
            !urn.eq_ignore_ascii_case(&self.rt.schema) && path.sub.is_none() && !value.is_object()
        });
        let Some(urn) = urn else {
            return self.unknown(key, value);
        };
        if is_blank(&value) {
            return Ok(());
        }
        let (rule, what) = if dotted {
            ("CRT-10", "has a dot instead of a colon behind the URN")
        } else {
            ("UPD-06", "is an attribute of an unknown extension")
        };
        self.findings.push(
            Finding::warn(
                rule,
                UNKNOWN,
                format!("The key '{key}' {what}; read as '{path}'."),
            )
            .at(path.to_string())
            .strict(Error::invalid_syntax(format!(
                "'{key}' is not an attribute name."
            ))),
        );
        if let Some(container) = object_in(&mut self.document, urn) {
            container.insert(path.name.clone(), value);
        }
        Ok(())
    }

    fn note_unknown(&mut self, path: &str) {
        self.findings.push(
            Finding::warn(
                "UPD-20",
                UNKNOWN,
                format!("'{path}' is not in the schema; kept."),
            )
            .at(path)
            .strict(Error::invalid_syntax(format!(
                "'{path}' is not a known attribute."
            ))),
        );
    }

    fn schema_list(&mut self, value: Value) -> Vec<String> {
        match value {
            Value::Array(items) => self.schema_items(items),
            Value::String(text) => {
                self.findings.push(
                    Finding::warn(
                        "CRT-12",
                        "RFC 7643 §3.1",
                        "'schemas' was text; read as a list of one.",
                    )
                    .at("schemas")
                    .strict(Error::invalid_syntax("'schemas' must be an array.")),
                );
                vec![text]
            }
            _ => Vec::new(),
        }
    }

    /// Lenient: what is no URN, or there before, is passed over.
    fn schema_items(&mut self, items: Vec<Value>) -> Vec<String> {
        let mut urns: Vec<String> = Vec::new();
        let mut odd = None;
        for item in items {
            match item.as_str().map(str::trim) {
                None | Some("") => {
                    odd.get_or_insert(("RFC-schemas-item", "something that is no URN"));
                }
                Some(text) if urns.iter().any(|urn| urn.eq_ignore_ascii_case(text)) => {
                    odd.get_or_insert(("RFC-schemas-repeated", "a URN more than once"));
                }
                Some(text) => urns.push(text.to_owned()),
            }
        }
        if let Some((rule, what)) = odd {
            let refusal = Error::invalid_syntax(format!("'schemas' contains {what}."));
            self.findings.push(
                Finding::warn(
                    rule,
                    "RFC 7643 §3",
                    format!("'schemas' contains {what}; passed over."),
                )
                .at("schemas")
                .strict(refusal),
            );
        }
        urns
    }

    fn note_schemas(&mut self, sent: Option<&[String]>) {
        let section = "RFC 7643 §3.1";
        let has = |urn: &str| sent.is_some_and(|l| l.iter().any(|u| u.eq_ignore_ascii_case(urn)));
        if !has(&self.rt.schema) {
            let detail = if sent.is_none() {
                "'schemas' is missing; taken from the endpoint.".to_owned()
            } else {
                format!("'schemas' lacks '{}'; added.", self.rt.schema)
            };
            self.findings.push(
                Finding::warn("RFC-schemas-missing", section, detail)
                    .at("schemas")
                    .strict(Error::invalid_syntax(format!(
                        "'schemas' must contain '{}'.",
                        self.rt.schema
                    ))),
            );
        }
        for urn in self.document.keys().filter(|key| key.contains(':')) {
            if !has(urn) {
                self.findings.push(
                    Finding::warn(
                        "CRT-09",
                        section,
                        format!("The extension '{urn}' is not in 'schemas'; added."),
                    )
                    .at("schemas")
                    .strict(Error::invalid_syntax(format!("'schemas' lacks '{urn}'."))),
                );
            }
        }
        for extension in self.rt.schema_extensions.iter().filter(|e| e.required) {
            let urn = &extension.schema;
            if !self.document.contains_key(urn) {
                self.findings.push(
                    Finding::warn(
                        "RFC-extension-required",
                        "RFC 7643 §6",
                        format!("The required extension '{urn}' is missing."),
                    )
                    .at(urn.as_str())
                    .strict(Error::invalid_value(format!("'{urn}' is required."))),
                );
            }
        }
        for urn in sent.unwrap_or_default() {
            if !is_listable(self.registry, self.rt, urn) && member(&self.document, urn).is_none() {
                self.findings.push(
                    Finding::info(
                        "CRT-08",
                        section,
                        format!("The schema '{urn}' is unknown here; kept."),
                    )
                    .at("schemas")
                    .strict(Error::invalid_syntax(format!(
                        "The schema '{urn}' is no schema of a {}.",
                        self.rt.name
                    ))),
                );
            }
        }
    }
}

/// `…:2.0User` for `…:2.0:User`, a typing error in Entra's attribute list (CRT-10).
fn lacks_colon(urn: &str) -> bool {
    urn.split(':').any(|part| {
        part.strip_prefix("2.0")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// The object at `name`, created when there is none; `None` when something else is there.
pub(crate) fn object_in<'o>(container: &'o mut Object, name: &str) -> Option<&'o mut Object> {
    let slot = container
        .entry(name)
        .or_insert_with(|| Value::Object(Object::new()));
    if slot.is_null() {
        *slot = Value::Object(Object::new());
    }
    slot.as_object_mut()
}

/// Whether it is the schema of the resource type or one of its extensions (RFC 7643 §3).
pub(crate) fn is_listable(registry: &Registry, rt: &ResourceType, urn: &str) -> bool {
    urn.eq_ignore_ascii_case(&rt.schema) || registry.extension(rt, urn).is_some()
}

/// The URNs in `schemas`.
pub(crate) fn listed(document: &Object) -> Vec<String> {
    let items = member(document, "schemas").and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Makes `schemas` complete: core first, then what was sent, then what the document contains.
pub(crate) fn complete_schemas(rt: &ResourceType, document: &mut Object, sent: Vec<String>) {
    let mut urns = vec![rt.schema.clone()];
    let inside = document.keys().filter(|key| key.contains(':')).cloned();
    let wanted: Vec<String> = inside.collect();
    let known = |urn: &String| {
        rt.schema_extensions
            .iter()
            .any(|e| e.schema.eq_ignore_ascii_case(urn))
    };
    for mut urn in sent {
        let inside = wanted.iter().find(|w| w.eq_ignore_ascii_case(&urn));
        match inside {
            // Spelled as its key, so that the one is found by the other.
            Some(key) => urn.clone_from(key),
            // A known extension is listed exactly when the resource has it (RFC 7643 §3.1).
            None if known(&urn) => continue,
            None => {}
        }
        if !urns.iter().any(|u| u.eq_ignore_ascii_case(&urn)) {
            urns.push(urn);
        }
    }
    for urn in wanted {
        if !urns.iter().any(|u| u.eq_ignore_ascii_case(&urn)) {
            urns.push(urn);
        }
    }
    document.insert(
        "schemas".into(),
        urns.into_iter().map(Value::String).collect(),
    );
}
