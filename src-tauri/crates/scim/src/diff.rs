//! What changed between two states of a resource, with the semantics of RFC 7643: names are
//! case-insensitive, elements of multi-valued attributes are matched by value and type.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::{is_blank, member};
use crate::schema::{Registry, ResourceType};
use crate::{AttributePath, Error, Object};

mod apply;
mod elements;

/// One changed attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// A PATCH path such as `name.familyName` or `emails[type eq "work"].value`.
    pub path: String,
    /// The value before; `None` when it was unassigned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<Value>,
    /// The value after; `None` when it is unassigned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<Value>,
}

/// The changes from `before` to `after`, in the order of `before`, then what is new.
///
/// `schemas` and `meta` follow from the rest and are left out.
#[must_use]
pub fn diff(
    registry: &Registry,
    rt: &ResourceType,
    before: &Object,
    after: &Object,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, old, new) in pairs(before, after) {
        if ["schemas", "meta", "id"]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name))
        {
            continue;
        }
        if name.contains(':') {
            extension(registry, rt, name, (old, new), &mut changes);
        } else {
            attribute(&AttributePath::of(name), old, new, &mut changes);
        }
    }
    changes
}

/// The state after `changes`, which [`diff`] told about `before`. Elements may come out in another
/// order; by [`diff`] there is no difference left.
///
/// # Errors
/// `noTarget` when a change speaks of something that is not in `before`.
pub fn apply(
    registry: &Registry,
    rt: &ResourceType,
    before: &Object,
    changes: &[Change],
) -> Result<Object, Error> {
    apply::apply(registry, rt, before, changes)
}

type Sides<'a> = (Option<&'a Value>, Option<&'a Value>);

fn extension(
    registry: &Registry,
    rt: &ResourceType,
    urn: &str,
    (old, new): Sides<'_>,
    changes: &mut Vec<Change>,
) {
    let urn = registry
        .extension(rt, urn)
        .map_or(urn, |schema| schema.id.as_str());
    let empty = Object::new();
    let plain = |side: Option<&Value>| side.is_some_and(|v| !v.is_object() && !v.is_null());
    if plain(old) || plain(new) {
        return push(changes, urn.to_owned(), old, new);
    }
    let old_map = old.and_then(Value::as_object).unwrap_or(&empty);
    let new_map = new.and_then(Value::as_object).unwrap_or(&empty);
    for (name, old, new) in pairs(old_map, new_map) {
        let path = AttributePath {
            urn: Some(urn.to_owned()),
            ..AttributePath::of(name)
        };
        attribute(&path, old, new, changes);
    }
}

fn attribute(
    path: &AttributePath,
    old: Option<&Value>,
    new: Option<&Value>,
    changes: &mut Vec<Change>,
) {
    match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => parts(path, old, new, changes),
        (None | Some(Value::Null), Some(Value::Object(new))) => {
            parts(path, &Object::new(), new, changes);
        }
        (Some(Value::Object(old)), None | Some(Value::Null)) => {
            parts(path, old, &Object::new(), changes);
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if elements::fit(old, new) => {
            elements::changes(path, old, new, changes);
        }
        (None | Some(Value::Null), Some(Value::Array(new))) if elements::fit(&[], new) => {
            elements::changes(path, &[], new, changes);
        }
        (Some(Value::Array(old)), None | Some(Value::Null)) if elements::fit(old, &[]) => {
            elements::changes(path, old, &[], changes);
        }
        _ => push(changes, path.to_string(), old, new),
    }
}

fn parts(path: &AttributePath, old: &Object, new: &Object, changes: &mut Vec<Change>) {
    for (sub, old, new) in pairs(old, new) {
        push(changes, path.clone().with_sub(sub).to_string(), old, new);
    }
}

fn push(changes: &mut Vec<Change>, path: String, old: Option<&Value>, new: Option<&Value>) {
    let side = |value: Option<&Value>| value.filter(|v| !is_blank(v)).cloned();
    if old == new {
        return;
    }
    let (before, after) = (side(old), side(new));
    if before != after {
        changes.push(Change {
            path,
            before,
            after,
        });
    }
}

/// The members of both objects by name, without regard to case.
fn pairs<'a>(
    before: &'a Object,
    after: &'a Object,
) -> impl Iterator<Item = (&'a str, Option<&'a Value>, Option<&'a Value>)> {
    let first = before
        .iter()
        .map(|(name, old)| (name.as_str(), Some(old), member(after, name)));
    let rest = after
        .iter()
        .filter(|(name, _)| member(before, name).is_none())
        .map(|(name, new)| (name.as_str(), None, Some(new)));
    first.chain(rest)
}
