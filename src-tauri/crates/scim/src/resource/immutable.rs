//! Attributes that can be set only once: RFC 7644 §3.5.1 and §3.5.2, RFC 7643 §7.

use serde_json::Value;

use super::intake::object_in;
use crate::json::{is_blank, member};
use crate::schema::{Attribute, AttributeType, Mutability, Registry, ResourceType};
use crate::{Error, Object, instant};

/// Whether two values are the same one: case counts where the schema says so, dates are instants.
pub(crate) fn same(definition: &Attribute, a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(definition, a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, a)| {
                    member(b, name).is_some_and(|b| match definition.sub(name) {
                        Some(sub) => same(sub, a, b),
                        None => a == b,
                    })
                })
        }
        (Value::String(a), Value::String(b)) => match definition.kind {
            AttributeType::DateTime => match (instant::read(a), instant::read(b)) {
                (Some(a), Some(b)) => a == b,
                _ => a == b,
            },
            _ if definition.case_exact => a == b,
            _ => a == b || a.to_lowercase() == b.to_lowercase(),
        },
        _ => a == b,
    }
}

/// The attribute, or the part of it, that is immutable, was set and is not the same any more.
/// Elements of multi-valued attributes come and go as a whole.
pub(crate) fn broken<'a>(
    definition: &'a Attribute,
    old: &Value,
    new: &Value,
) -> Option<&'a Attribute> {
    let changed = |definition: &Attribute, old: Option<&Value>, new: Option<&Value>| {
        let null = Value::Null;
        let old = old.unwrap_or(&null);
        definition.mutability == Mutability::Immutable
            && !is_blank(old)
            && !same(definition, old, new.unwrap_or(&null))
    };
    if changed(definition, Some(old), Some(new)) {
        return Some(definition);
    }
    if definition.multi_valued {
        return None;
    }
    definition.sub_attributes.iter().find(|sub| {
        let old = old.as_object().and_then(|map| member(map, &sub.name));
        let new = new.as_object().and_then(|map| member(map, &sub.name));
        changed(sub, old, new)
    })
}

/// A copy of `old`, when there is anything in it that must not change.
pub(crate) fn guarded(definition: &Attribute, old: &Value) -> Option<Value> {
    let immutable = |attribute: &Attribute| attribute.mutability == Mutability::Immutable;
    let guards = immutable(definition)
        || (!definition.multi_valued && definition.sub_attributes.iter().any(immutable));
    (guards && !is_blank(old)).then(|| old.clone())
}

/// What a replacement leaves out stays; what it changes is refused.
pub(super) fn keep(
    registry: &Registry,
    rt: &ResourceType,
    document: &mut Object,
    current: &Object,
) -> Result<(), Error> {
    if let Some(core) = registry.core(rt) {
        keep_in(&core.attributes, "", document, current)?;
    }
    for schema in registry.extensions(rt) {
        let Some(Value::Object(old)) = member(current, &schema.id) else {
            continue;
        };
        let mut kept = match document.get(&schema.id) {
            Some(Value::Object(map)) => map.clone(),
            _ => Object::new(),
        };
        keep_in(
            &schema.attributes,
            &format!("{}:", schema.id),
            &mut kept,
            old,
        )?;
        if !kept.is_empty() {
            document.insert(schema.id.clone(), Value::Object(kept));
        }
    }
    Ok(())
}

fn keep_in(
    attributes: &[Attribute],
    prefix: &str,
    container: &mut Object,
    current: &Object,
) -> Result<(), Error> {
    for attribute in attributes {
        let Some(old) = member(current, &attribute.name) else {
            continue;
        };
        if attribute.mutability == Mutability::Immutable && !container.contains_key(&attribute.name)
        {
            container.insert(attribute.name.clone(), old.clone());
        }
        keep_parts(attribute, old, container);
        let new = container.get(&attribute.name).unwrap_or(&Value::Null);
        if let Some(part) = broken(attribute, old, new) {
            return Err(Error::mutability(format!(
                "'{prefix}{}' is immutable and already has another value.",
                if std::ptr::eq(part, attribute) {
                    attribute.name.clone()
                } else {
                    format!("{}.{}", attribute.name, part.name)
                }
            )));
        }
    }
    Ok(())
}

fn keep_parts(attribute: &Attribute, old: &Value, container: &mut Object) {
    let (false, Value::Object(old)) = (attribute.multi_valued, old) else {
        return;
    };
    let fixed = attribute
        .sub_attributes
        .iter()
        .filter(|sub| sub.mutability == Mutability::Immutable);
    for sub in fixed {
        if let Some(value) = member(old, &sub.name)
            && let Some(map) = object_in(container, &attribute.name)
            && !map.contains_key(&sub.name)
        {
            map.insert(sub.name.clone(), value.clone());
        }
    }
}
