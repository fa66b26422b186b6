//! Matching the elements of a multi-valued attribute: first those that are equal, then those
//! with the same value and type, the same type, the same value, and the two that are primary.
//! The rest came or went.

use serde_json::Value;

use super::{Change, pairs, push};
use crate::AttributePath;
use crate::json::member;

/// Whether both sides consist of objects only.
pub(super) fn fit(old: &[Value], new: &[Value]) -> bool {
    old.iter().chain(new).all(Value::is_object)
}

pub(super) fn changes(
    path: &AttributePath,
    old: &[Value],
    new: &[Value],
    changes: &mut Vec<Change>,
) {
    let partners = partners(old, new);
    for (element, at) in old.iter().zip(&partners) {
        let selected = selected(path, element, old, new);
        match at.and_then(|at| new.get(at)) {
            Some(other) => inside(&selected, element, other, changes),
            None => push(changes, selected, Some(element), None),
        }
    }
    for (at, element) in new.iter().enumerate() {
        if !partners.contains(&Some(at)) {
            push(
                changes,
                selected(path, element, old, new),
                None,
                Some(element),
            );
        }
    }
}

/// For each old element the index of the new one that continues it.
fn partners(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut partners = vec![None; old.len()];
    let mut free: Vec<usize> = (0..new.len()).collect();
    let same: [fn(&Value, &Value) -> bool; 5] = [
        |a, b| a == b,
        |a, b| equal(a, b, "value") && part(a, "type") == part(b, "type"),
        |a, b| equal(a, b, "type"),
        |a, b| equal(a, b, "value"),
        |a, b| equal(a, b, "primary") && part(a, "primary") == Some(&Value::Bool(true)),
    ];
    for same in same {
        for (element, partner) in old.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            let found = free.iter().position(|at| {
                new.get(*at)
                    .is_some_and(|candidate| same(element, candidate))
            });
            *partner = found.map(|slot| free.remove(slot));
        }
    }
    partners
}

fn inside(selected: &str, old: &Value, new: &Value, changes: &mut Vec<Change>) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        return;
    };
    for (sub, before, after) in pairs(old, new) {
        push(changes, format!("{selected}.{sub}"), before, after);
    }
}

/// `emails[type eq "work"]`; by value where the type is missing or not the only one of its kind.
fn selected(path: &AttributePath, element: &Value, old: &[Value], new: &[Value]) -> String {
    let single = |name: &str| {
        let count = |side: &[Value]| side.iter().filter(|e| equal(e, element, name)).count();
        count(old) <= 1 && count(new) <= 1
    };
    let texts = ["type", "value"].map(|name| match part(element, name) {
        Some(value @ Value::String(_)) => Some((name, value)),
        _ => None,
    });
    let unique = texts.iter().flatten().find(|(name, _)| single(name));
    match (unique, texts) {
        (Some((name, value)), _) => format!("{path}[{name} eq {value}]"),
        (None, [Some((_, kind)), Some((_, value))]) => {
            format!("{path}[type eq {kind} and value eq {value}]")
        }
        (None, [Some((name, value)), None] | [None, Some((name, value))]) => {
            format!("{path}[{name} eq {value}]")
        }
        (None, [None, None]) => path.to_string(),
    }
}

fn part<'a>(element: &'a Value, name: &str) -> Option<&'a Value> {
    element.as_object().and_then(|map| member(map, name))
}

fn equal(a: &Value, b: &Value, name: &str) -> bool {
    part(a, name).is_some_and(|value| part(b, name) == Some(value))
}
