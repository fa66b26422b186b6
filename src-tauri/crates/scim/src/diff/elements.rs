//! Matching the elements of a multi-valued attribute: first those with the same value and type,
//! then those with the same type, then those with the same value. The rest came or went.

use serde_json::Value;

use super::{Change, pairs, push};
use crate::AttributePath;
use crate::json::member;

pub(super) fn changes(
    path: &AttributePath,
    old: &[Value],
    new: &[Value],
    changes: &mut Vec<Change>,
) {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let same: [fn(&Value, &Value) -> bool; 4] = [
        |a, b| a == b,
        |a, b| equal(a, b, "value") && equal(a, b, "type"),
        |a, b| equal(a, b, "type"),
        |a, b| equal(a, b, "value") && part(a, "value").is_some(),
    ];
    for same in same {
        for (index, element) in old.iter().enumerate() {
            if partner.get(index).is_some_and(Option::is_some) {
                continue;
            }
            let free = new.iter().enumerate().position(|(at, candidate)| {
                taken.get(at) == Some(&false) && same(element, candidate)
            });
            if let (Some(at), Some(slot)) = (free, partner.get_mut(index)) {
                *slot = Some(at);
                if let Some(flag) = taken.get_mut(at) {
                    *flag = true;
                }
            }
        }
    }
    for (element, at) in old.iter().zip(&partner) {
        match at.and_then(|at| new.get(at)) {
            Some(other) => inside(path, element, other, changes),
            None => push(changes, selected(path, element), Some(element), None),
        }
    }
    for (element, _) in new.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        push(changes, selected(path, element), None, Some(element));
    }
}

fn inside(path: &AttributePath, old: &Value, new: &Value, changes: &mut Vec<Change>) {
    let (Value::Object(old_map), Value::Object(new_map)) = (old, new) else {
        return;
    };
    let selected = selected(path, old);
    for (sub, before, after) in pairs(old_map, new_map) {
        push(changes, format!("{selected}.{sub}"), before, after);
    }
}

/// `emails[type eq "work"]`, or by value where there is no type.
fn selected(path: &AttributePath, element: &Value) -> String {
    for name in ["type", "value"] {
        if let Some(value @ (Value::String(_) | Value::Number(_))) = part(element, name) {
            return format!("{path}[{name} eq {value}]");
        }
    }
    path.to_string()
}

fn part<'a>(element: &'a Value, name: &str) -> Option<&'a Value> {
    element.as_object().and_then(|map| member(map, name))
}

fn equal(a: &Value, b: &Value, name: &str) -> bool {
    part(a, name) == part(b, name)
}
