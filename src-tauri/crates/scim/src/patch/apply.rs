//! Playing operations on a copy of the resource.

use serde_json::Value;

use super::{Kind, Operation, Request, elements};
use crate::json::{is_blank, key_of, member};
use crate::resource::intake::{complete_schemas, object_in};
use crate::resource::{required, value};
use crate::schema::{Attribute, Mutability, Registry, ResourceType};
use crate::{Error, Finding, Found, Object, Refused};

pub(super) const PATCH: &str = "RFC 7644 §3.5.2";

pub(super) fn request(
    registry: &Registry,
    rt: &ResourceType,
    request: &Request,
    current: &Object,
) -> Result<Found<Object>, Refused> {
    let mut player = Player {
        registry,
        rt,
        document: current.clone(),
        findings: Vec::new(),
    };
    let result = request
        .operations
        .iter()
        .try_for_each(|operation| player.play(operation))
        .and_then(|()| required(registry, rt, &player.document));
    if let Err(error) = result {
        return Err(Refused {
            error,
            findings: player.findings,
        });
    }
    player.tidy();
    Ok(Found {
        value: player.document,
        findings: player.findings,
    })
}

struct Player<'r> {
    registry: &'r Registry,
    rt: &'r ResourceType,
    document: Object,
    findings: Vec<Finding>,
}

/// One operation with everything about its target that is known.
pub(super) struct Step<'a> {
    pub(super) kind: Kind,
    pub(super) path: String,
    pub(super) attribute: Option<&'a Attribute>,
    pub(super) sub: Option<&'a str>,
    pub(super) sub_definition: Option<&'a Attribute>,
    pub(super) value: Value,
}

impl Player<'_> {
    fn play(&mut self, operation: &Operation) -> Result<(), Error> {
        let path = &operation.path;
        let attribute_path = &path.attribute;
        if attribute_path.name.is_empty() {
            self.remove_extension(attribute_path.urn.as_deref().unwrap_or_default());
            return Ok(());
        }
        let found = self.registry.resolve(self.rt, attribute_path);
        let (attribute, extension, sub) = match &found {
            Some(found) => (
                Some(found.attribute),
                found.extension,
                found.path.sub.as_deref(),
            ),
            None => (
                None,
                attribute_path.urn.as_deref(),
                attribute_path.sub.as_deref(),
            ),
        };
        if attribute.is_some_and(|a| a.mutability == Mutability::ReadOnly) {
            return Err(Error::mutability(format!("'{path}' is read-only.")));
        }
        let named = path.sub.as_deref().or(sub);
        let sub_definition = named.and_then(|name| attribute.and_then(|a| a.sub(name)));
        let step = Step {
            kind: operation.kind,
            path: path.to_string(),
            attribute,
            sub: sub_definition.map(|s| s.name.as_str()).or(named),
            sub_definition,
            value: operation.value.clone().unwrap_or(Value::Null),
        };
        if attribute.is_some_and(|a| a.name == "password") && extension.is_none() {
            self.findings.push(
                Finding::info("CRT-06", PATCH, "A password was sent; it is not stored.")
                    .at("password"),
            );
            return Ok(());
        }
        let name = attribute.map_or(attribute_path.name.as_str(), |a| a.name.as_str());
        let container = match extension {
            Some(urn) => {
                let key = key_of(&self.document, urn).unwrap_or(urn).to_owned();
                object_in(&mut self.document, &key)
            }
            None => Some(&mut self.document),
        };
        let Some(container) = container else {
            return Err(Error::no_target(format!(
                "'{path}' lies in something that is not an object."
            )));
        };
        let key = key_of(container, name).unwrap_or(name).to_owned();
        let old = container.get_mut(&key).map(Value::take).unwrap_or_default();
        let immutable =
            attribute.is_some_and(|a| a.mutability == Mutability::Immutable) && !old.is_null();
        let before = immutable.then(|| old.clone());
        let new = match path.filter.as_deref() {
            Some(filter) => elements::select(&step, filter, old, &mut self.findings)?,
            None => plain(&step, old, &mut self.findings)?,
        };
        if before.is_some_and(|before| before != new) {
            return Err(Error::mutability(format!("'{path}' is immutable.")));
        }
        if is_blank(&new) {
            container.shift_remove(&key);
        } else {
            container.insert(key, new);
        }
        Ok(())
    }

    fn remove_extension(&mut self, urn: &str) {
        if let Some(key) = key_of(&self.document, urn).map(str::to_owned) {
            self.document.shift_remove(&key);
        }
    }

    /// Extensions that became empty go, and `schemas` says what is there.
    fn tidy(&mut self) {
        self.document
            .retain(|key, value| !(key.contains(':') && is_blank(value)));
        let sent = match member(&self.document, "schemas") {
            Some(Value::Array(items)) => items
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        };
        complete_schemas(self.rt, &mut self.document, sent);
    }
}

/// A target without brackets.
fn plain(step: &Step<'_>, old: Value, findings: &mut Vec<Finding>) -> Result<Value, Error> {
    let multi = step.attribute.map_or(old.is_array(), |a| a.multi_valued);
    if multi {
        return match step.sub {
            Some(_) => elements::sub_of_all(step, old, findings),
            None => elements::whole(step, old, findings),
        };
    }
    let Some(sub) = step.sub else {
        return single(step, old, findings);
    };
    let mut map = match old {
        Value::Object(map) => map,
        Value::Null => Object::new(),
        other => {
            return Err(Error::no_target(format!(
                "'{}' lies in {}.",
                step.path,
                crate::json::kind(&other)
            )));
        }
    };
    set_sub(step, sub, &mut map, findings)?;
    Ok(Value::Object(map))
}

/// A single-valued attribute as a whole.
fn single(step: &Step<'_>, old: Value, findings: &mut Vec<Finding>) -> Result<Value, Error> {
    if step.kind == Kind::Remove {
        return Ok(Value::Null);
    }
    let Some(new) = fitted(step, step.attribute, findings)? else {
        return Ok(Value::Null);
    };
    match (old, new) {
        // RFC 7644 §3.5.2.3: sub-attributes that are not named stay as they are.
        (Value::Object(mut old), Value::Object(new)) => {
            merge(&mut old, new, step.value.as_object());
            Ok(Value::Object(old))
        }
        (_, new) => Ok(new),
    }
}

/// Sets or clears one sub-attribute of an object.
pub(super) fn set_sub(
    step: &Step<'_>,
    sub: &str,
    map: &mut Object,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let key = key_of(map, sub).unwrap_or(sub).to_owned();
    let new = match step.kind {
        Kind::Remove => None,
        _ => fitted(step, step.sub_definition, findings)?,
    };
    match new {
        Some(new) => {
            map.insert(key, new);
        }
        None => {
            map.shift_remove(&key);
        }
    }
    Ok(())
}

/// The value of the step fitted to a definition; `None` when it clears.
pub(super) fn fitted(
    step: &Step<'_>,
    definition: Option<&Attribute>,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let value = step.value.clone();
    if value.is_null() || value.as_str() == Some("") {
        findings.push(
            Finding::warn(
                "UPD-10",
                PATCH,
                format!("'{}' was set to nothing; cleared.", step.path),
            )
            .at(step.path.clone()),
        );
        return Ok(None);
    }
    match definition {
        Some(definition) => value::fit(definition, &step.path, value, findings),
        None => Ok((!is_blank(&value)).then_some(value)),
    }
}

/// Merges `new` into `old`; members that were sent as null or empty are cleared.
pub(super) fn merge(old: &mut Object, new: Object, sent: Option<&Object>) {
    for (name, value) in sent.into_iter().flatten() {
        if is_blank(value)
            && let Some(key) = key_of(old, name).map(str::to_owned)
        {
            old.shift_remove(&key);
        }
    }
    for (name, value) in new {
        let key = key_of(old, &name).unwrap_or(&name).to_owned();
        old.insert(key, value);
    }
}
