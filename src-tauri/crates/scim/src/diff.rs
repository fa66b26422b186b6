//! What changed between two states of a resource, with the semantics of RFC 7643: names are
//! case-insensitive, elements of multi-valued attributes are matched by value and type.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::{is_blank, member};
use crate::schema::{Registry, ResourceType};
use crate::{AttributePath, Object};

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
    let inside = |side: Option<&Value>| match side {
        Some(Value::Object(map)) => Some(map.clone()),
        None | Some(Value::Null) => Some(empty.clone()),
        Some(_) => None,
    };
    let (Some(old_map), Some(new_map)) = (inside(old), inside(new)) else {
        return push(changes, urn.to_owned(), old, new);
    };
    for (name, old, new) in pairs(&old_map, &new_map) {
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
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for (sub, old, new) in pairs(old, new) {
                push(changes, path.clone().with_sub(sub).to_string(), old, new);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new)))
            if old.iter().chain(new).all(Value::is_object) =>
        {
            elements::changes(path, old, new, changes);
        }
        _ => push(changes, path.to_string(), old, new),
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
