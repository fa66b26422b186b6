//! Playing operations on a copy of the resource.

use serde_json::Value;

use super::read::PATCH;
use super::{Kind, Operation, Request, elements, schemas};
use crate::finding::distinct;
use crate::json::{is_blank, key_of, member, take};
use crate::path::Path;
use crate::resource::intake::{complete_schemas, listed, object_in};
use crate::resource::{immutable, lint, missing, value};
use crate::schema::{Attribute, AttributeType, Mutability, Registry, ResourceType};
use crate::{AttributePath, Error, Finding, Found, Object, Refused};

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
        .and_then(|()| player.nothing_required_is_gone(current));
    if result.is_ok() {
        player.tidy(current);
    }
    let findings = distinct(std::mem::take(&mut player.findings));
    if let Err(error) = result {
        return Err(Refused { error, findings });
    }
    Ok(Found {
        value: player.document,
        findings,
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
    pub(super) path: &'a Path,
    pub(super) attribute: Option<&'a Attribute>,
    pub(super) extension: Option<&'a str>,
    pub(super) sub: Option<&'a str>,
    pub(super) sub_definition: Option<&'a Attribute>,
    pub(super) value: &'a Value,
}

impl<'a> Step<'a> {
    fn new(registry: &'a Registry, rt: &ResourceType, operation: &'a Operation) -> Self {
        let path = &operation.path;
        let sent = &path.attribute;
        let bare = AttributePath {
            sub: None,
            ..sent.clone()
        };
        let found = registry
            .defined(rt, sent)
            .or_else(|| registry.defined(rt, &bare));
        let attribute = found.map(|found| found.attribute);
        let own_urn = |urn: &&str| !urn.eq_ignore_ascii_case(&rt.schema);
        let extension = match found {
            Some(found) => found.extension,
            None => sent.urn.as_deref().filter(own_urn).map(|urn| {
                let known = registry.extension(rt, urn);
                known.map_or(urn, |schema| schema.id.as_str())
            }),
        };
        // `…:2.0:User.department` was resolved as a whole; its last part is no sub-attribute.
        let glued = attribute.is_some_and(|a| !a.name.eq_ignore_ascii_case(&sent.name));
        let own_sub = sent.sub.as_deref().filter(|_| !glued);
        let named = path.sub.as_deref().or(own_sub);
        let sub_definition = named.and_then(|name| attribute.and_then(|a| a.sub(name)));
        Self {
            kind: operation.kind,
            path,
            attribute,
            extension,
            sub: sub_definition
                .map(|definition| definition.name.as_str())
                .or(named),
            sub_definition,
            value: operation.value.as_ref().unwrap_or(&Value::Null),
        }
    }

    /// The canonical name of the attribute.
    fn name(&self) -> &'a str {
        match self.attribute {
            Some(attribute) => &attribute.name,
            None => &self.path.attribute.name,
        }
    }

    fn is_core(&self, name: &str) -> bool {
        self.extension.is_none() && self.attribute.is_some_and(|a| a.name == name)
    }

    /// Whether it is a part that the server alone says; `parse` has noted it.
    fn is_computed(&self) -> bool {
        let parts = self.attribute.zip(self.sub_definition);
        parts.is_some_and(|(attribute, sub)| value::is_computed(attribute, sub))
    }

    fn has(&self, mutability: Mutability) -> bool {
        self.attribute.is_some_and(|a| a.mutability == mutability)
    }
}

impl Player<'_> {
    fn play(&mut self, operation: &Operation) -> Result<(), Error> {
        if operation.path.attribute.name.is_empty() {
            let urn = operation.path.attribute.urn.as_deref();
            return self.drop_extension(urn.unwrap_or_default());
        }
        let step = Step::new(self.registry, self.rt, operation);
        if step.has(Mutability::ReadOnly) {
            return Err(Error::mutability(format!("'{}' is read-only.", step.path)));
        }
        if step.is_computed() {
            return Ok(());
        }
        if step.is_core("password") {
            let detail = "A password was sent; it is not stored.";
            self.findings
                .push(lint::password(PATCH, detail, step.value));
            return Ok(());
        }
        let container = match step.extension {
            Some(urn) => {
                let key = key_of(&self.document, urn).unwrap_or(urn).to_owned();
                object_in(&mut self.document, &key)
            }
            None => Some(&mut self.document),
        };
        let Some(container) = container else {
            return Err(Error::no_target(format!(
                "'{}' lies in something that is not an object.",
                step.path
            )));
        };
        change(&step, container, &mut self.findings)
    }

    fn drop_extension(&mut self, urn: &str) -> Result<(), Error> {
        let old = take(&mut self.document, urn);
        let (Some(schema), Some(Value::Object(old))) = (self.registry.schema(urn), old) else {
            return Ok(());
        };
        let fixed = schema.attributes.iter().find(|attribute| {
            let old = member(&old, &attribute.name).unwrap_or(&Value::Null);
            immutable::broken(attribute, old, &Value::Null).is_some()
        });
        match fixed {
            Some(attribute) => Err(Error::mutability(format!(
                "'{urn}' cannot be removed: '{}' is immutable.",
                attribute.name
            ))),
            None => Ok(()),
        }
    }

    /// A PATCH must not take away what is required (RFC 7644 §3.5.2.2), nor make an attribute
    /// without a part that is.
    fn nothing_required_is_gone(&self, current: &Object) -> Result<(), Error> {
        let before = missing(self.registry, self.rt, current);
        let after = missing(self.registry, self.rt, &self.document);
        let Some(name) = after.into_iter().find(|name| !before.contains(name)) else {
            return Ok(());
        };
        let whole = name
            .split_once('.')
            .map_or(name.as_str(), |(whole, _)| whole);
        let is_new = name != whole && !whole.contains(':') && member(current, whole).is_none();
        Err(match is_new {
            true => Error::invalid_value(format!("'{name}' is required.")),
            false => Error::mutability(format!("'{name}' is required and cannot be removed.")),
        })
    }

    /// Extensions that became empty go, and `schemas` says what is there.
    fn tidy(&mut self, current: &Object) {
        self.document
            .retain(|key, value| !(key.contains(':') && is_blank(value)));
        let gone =
            |urn: &String| member(current, urn).is_some() && member(&self.document, urn).is_none();
        let mut sent = listed(&self.document);
        sent.retain(|urn| !gone(urn));
        let asked = (sent != listed(current)).then(|| sent.clone());
        complete_schemas(self.rt, &mut self.document, sent);
        if let Some(asked) = asked {
            schemas::note(
                (self.registry, self.rt),
                &asked,
                &self.document,
                &mut self.findings,
            );
        }
    }
}

/// Plays one step on the object its attribute lies in.
fn change(
    step: &Step<'_>,
    container: &mut Object,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let key = key_of(container, step.name())
        .unwrap_or(step.name())
        .to_owned();
    let old = container.get_mut(&key).map(Value::take).unwrap_or_default();
    if step.attribute.is_none() && step.kind == Kind::Remove && is_blank(&old) {
        return Err(Error::no_target(format!(
            "'{}' is not a known attribute, and there is none.",
            step.path
        )));
    }
    let fixed = step.attribute.and_then(|a| immutable::guarded(a, &old));
    let new = match step.path.filter.as_deref() {
        Some(filter) => elements::select(step, filter, old, findings)?,
        None => plain(step, old, findings)?,
    };
    if let (Some(attribute), Some(fixed)) = (step.attribute, fixed)
        && let Some(part) = immutable::broken(attribute, &fixed, &new)
    {
        return Err(Error::mutability(format!(
            "'{}' cannot be changed: '{}' is immutable.",
            step.path, part.name
        )));
    }
    if is_blank(&new) {
        container.shift_remove(&key);
    } else {
        container.insert(key, new);
    }
    Ok(())
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
        // What is cleared is not there already.
        other if step.attribute.is_none() && step.kind != Kind::Remove && is_blank(step.value) => {
            return Ok(other);
        }
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
    let new = fitted(step, step.attribute, findings)?;
    // RFC 7644 §3.5.2.3: sub-attributes that are not named stay as they are.
    match (old, new, step.value.as_object()) {
        (Value::Object(mut old), Some(Value::Object(new)), sent) => {
            merge(&mut old, new, sent);
            Ok(Value::Object(old))
        }
        (Value::Object(mut old), None, Some(sent)) => {
            merge(&mut old, Object::new(), Some(sent));
            Ok(Value::Object(old))
        }
        (_, new, _) => Ok(new.unwrap_or_default()),
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
    if let (Some(sub), Some(old)) = (step.sub_definition, map.get(&key))
        && immutable::broken(sub, old, new.as_ref().unwrap_or(&Value::Null)).is_some()
    {
        return Err(Error::mutability(format!("'{}' is immutable.", step.path)));
    }
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
    let path = step.path.to_string();
    if value.is_null() || value.as_str() == Some("") {
        let mut finding = Finding::warn(
            "UPD-10",
            PATCH,
            format!("'{path}' was set to {}; cleared.", nothing(&value)),
        );
        if !value.is_null() && definition.is_some_and(|d| d.kind != AttributeType::String) {
            finding = finding.strict(Error::invalid_value(format!(
                "'{path}' must not be a text."
            )));
        }
        findings.push(finding.at(path));
        return Ok(None);
    }
    let Some(definition) = definition else {
        return Ok((!is_blank(&value)).then_some(value));
    };
    let mut noticed = Vec::new();
    let new = value::fit(definition, &path, value, &mut noticed)?;
    // What `parse` has fitted already is not told twice.
    if !definition.multi_valued || new.as_ref() != Some(step.value) {
        findings.append(&mut noticed);
    }
    Ok(new)
}

/// What stood for nothing.
fn nothing(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        _ => "empty text, which is taken for nothing also where strict",
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
