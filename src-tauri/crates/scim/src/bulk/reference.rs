//! `bulkId:` references (RFC 7644 §3.7.2): finding them, putting ids in their place, leaving
//! them out.
//!
//! A text that begins with `bulkId:` is a reference as a whole, except in an attribute that is known
//! to be plain text, such as `title`. In `$ref` and in the `path` of a
//! PATCH operation a reference may also be a part of the text: `/Users/bulkId:ada`,
//! `members[value eq "bulkId:ada"]`.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde_json::Value;

use super::Operation;
use crate::Object;
use crate::schema::{AttributeType, Registry};

const PREFIX: &str = "bulkId:";

/// The client's name for a resource, without `bulkId:`.
pub type Reference = String;

/// The names that occur in `data`, each once, in order.
#[must_use]
pub fn references(data: &Value) -> Vec<Reference> {
    let mut found = Names::default();
    collect(data, "", &mut found);
    found.order
}

/// Names in order, each once; a body may hold hundreds of thousands.
#[derive(Default)]
struct Names {
    order: Vec<Reference>,
    known: HashSet<Reference>,
}

impl Names {
    fn push(&mut self, name: &str) {
        if !self.known.contains(name) {
            self.known.insert(name.to_owned());
            self.order.push(name.to_owned());
        }
    }
}

/// The name in the path of an operation, when there is one.
pub(super) fn operation_references(operation: &Operation) -> Option<Reference> {
    let id = operation.target.id.as_deref()?;
    id.strip_prefix(PREFIX).map(str::to_owned)
}

fn collect(value: &Value, key: &str, found: &mut Names) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, found)),
        Value::Object(map) => map
            .iter()
            .for_each(|(name, inner)| collect(inner, name, found)),
        Value::String(text) => {
            for (name, _) in spots(key, text) {
                found.push(name);
            }
        }
        _ => {}
    }
}

/// The references in one text: their names, and where `bulkId:` begins.
fn spots<'t>(key: &str, text: &'t str) -> Vec<(&'t str, usize)> {
    let inside = key.eq_ignore_ascii_case("$ref") || key.eq_ignore_ascii_case("path");
    if !inside && text.starts_with(PREFIX) && is_plain_text(key) {
        return Vec::new();
    }
    if !inside {
        return text
            .strip_prefix(PREFIX)
            .filter(|name| !name.is_empty())
            .map(|name| vec![(name, 0)])
            .unwrap_or_default();
    }
    let named = text.match_indices(PREFIX).filter_map(|(at, _)| {
        let rest = text.get(at + PREFIX.len()..)?;
        let end = rest.find(['"', '/', ']', ')', ' ', '?', '#']);
        let name = rest.get(..end.unwrap_or(rest.len()))?;
        (!name.is_empty()).then_some((name, at))
    });
    named.collect()
}

/// Whether the standard schemas know an attribute of this name as plain text (`title`), in which
/// nobody is referred to. `value` refers, and so may whatever a schema of somebody's own defines.
fn is_plain_text(key: &str) -> bool {
    static NAMES: OnceLock<HashSet<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let registry = Registry::standard();
        let kinds = registry.resource_types().iter();
        let schemas =
            kinds.flat_map(|rt| registry.core(rt).into_iter().chain(registry.extensions(rt)));
        let common = registry.common().iter();
        let attributes = schemas.flat_map(|schema| &schema.attributes).chain(common);
        let all = attributes.flat_map(|one| std::iter::once(one).chain(&one.sub_attributes));
        all.filter(|one| one.kind == AttributeType::String && one.name != "value")
            .map(|one| one.name.to_ascii_lowercase())
            .collect()
    });
    let name = key.rsplit(':').next().unwrap_or(key);
    names.contains(&name.to_ascii_lowercase())
}

/// What became of the references of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Substitution {
    /// Names for which there was no id; they stand as they were.
    pub unresolved: Vec<Reference>,
}

impl Substitution {
    /// Puts ids in the place of all references of `operation`, in its path and in its data.
    pub fn operation(operation: &mut Operation, id_of: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut unresolved = substitute(&mut operation.data, id_of);
        if let Some(name) = operation_references(operation) {
            match id_of(&name) {
                Some(id) => operation.target.id = Some(id),
                None => unresolved.push(name),
            }
        }
        Self { unresolved }
    }

    /// 409 when something could not be resolved (RFC 7644 §3.7.1).
    ///
    /// # Errors
    /// 409 with a sentence that names the first unresolved reference.
    pub fn complete(&self) -> Result<(), crate::Error> {
        match self.unresolved.first() {
            None => Ok(()),
            Some(name) => Err(crate::Error::conflict(format!(
                "'bulkId:{}' could not be resolved: what it stands for was not created.",
                crate::path::clip(name)
            ))),
        }
    }
}

/// Puts ids in the place of all references in `data`; the names for which there is none.
pub fn substitute(data: &mut Value, id_of: &dyn Fn(&str) -> Option<String>) -> Vec<Reference> {
    let mut unresolved = Names::default();
    replace(data, "", id_of, &mut unresolved);
    unresolved.order
}

fn replace(
    value: &mut Value,
    key: &str,
    id_of: &dyn Fn(&str) -> Option<String>,
    unresolved: &mut Names,
) {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| replace(item, key, id_of, unresolved)),
        Value::Object(map) => map
            .iter_mut()
            .for_each(|(name, inner)| replace(inner, name, id_of, unresolved)),
        Value::String(text) => {
            let mut done = String::new();
            let mut copied = 0;
            for (name, at) in spots(key, text) {
                match id_of(name) {
                    Some(id) => {
                        done.push_str(text.get(copied..at).unwrap_or_default());
                        done.push_str(&id);
                        copied = at + PREFIX.len() + name.len();
                    }
                    None => unresolved.push(name),
                }
            }
            if copied > 0 {
                done.push_str(text.get(copied..).unwrap_or_default());
                *text = done;
            }
        }
        _ => {}
    }
}

/// `data` without whatever holds one of the references `missing`: the element of a list, the
/// complex value, the plain value. What is left can be created first and completed later.
#[must_use]
pub fn without(data: &Value, missing: &[Reference]) -> Value {
    let missing = missing.iter().map(String::as_str).collect();
    strip(data, "", &missing, true).unwrap_or_default()
}

fn strip(value: &Value, key: &str, missing: &HashSet<&str>, top: bool) -> Option<Value> {
    match value {
        Value::String(text) => {
            let hit = spots(key, text)
                .iter()
                .any(|(name, _)| missing.contains(name));
            (!hit).then(|| value.clone())
        }
        Value::Array(items) => Some(Value::Array(
            items
                .iter()
                .filter_map(|item| strip(item, key, missing, false))
                .collect(),
        )),
        Value::Object(map) => {
            let kept: Object = map
                .iter()
                .filter_map(|(name, inner)| {
                    strip(inner, name, missing, false).map(|inner| (name.clone(), inner))
                })
                .collect();
            // An object whose `value` or `$ref` pointed there is nothing without it.
            let pointer = |name: &str| {
                ["value", "$ref"]
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(name))
            };
            let lost = map
                .keys()
                .any(|name| pointer(name) && !kept.contains_key(name));
            (top || !lost).then_some(Value::Object(kept))
        }
        other => Some(other.clone()),
    }
}
