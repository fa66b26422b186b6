//! Matching the elements of a multi-valued attribute: first those that are equal, then those
//! with the same value and type, the same type, the same value, and the two that are primary.
//! The rest came or went.

use std::collections::{HashMap, VecDeque};

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
    let names = Names::of(path, old, new);
    let mut continued = vec![false; new.len()];
    for (element, at) in old.iter().zip(&partners) {
        let selected = names.selected(element);
        match at.and_then(|at| new.get(at)) {
            Some(other) => inside(&selected, element, other, changes),
            None => push(changes, selected, Some(element), None),
        }
        if let Some(flag) = at.and_then(|at| continued.get_mut(at)) {
            *flag = true;
        }
    }
    for (element, _) in new.iter().zip(&continued).filter(|(_, known)| !**known) {
        push(changes, names.selected(element), None, Some(element));
    }
}

/// What makes an element of one side continue one of the other; `None` when it cannot.
type Likeness = fn(&Value) -> Option<String>;

const LIKENESSES: [Likeness; 5] = [
    |element| Some(element.to_string()),
    |element| {
        let value = part(element, "value")?;
        Some(format!(
            "{value} {}",
            part(element, "type").unwrap_or(&Value::Null)
        ))
    },
    |element| part(element, "type").map(Value::to_string),
    |element| part(element, "value").map(Value::to_string),
    |element| (part(element, "primary") == Some(&Value::Bool(true))).then(String::new),
];

/// For each old element the index of the new one that continues it; linear in their number.
fn partners(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut partners = vec![None; old.len()];
    let mut free = vec![true; new.len()];
    for likeness in LIKENESSES {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, element) in new.iter().enumerate() {
            if free.get(at) == Some(&true)
                && let Some(key) = likeness(element)
            {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        let open = old
            .iter()
            .zip(&mut partners)
            .filter(|(_, partner)| partner.is_none());
        for (element, partner) in open {
            let found = likeness(element)
                .and_then(|key| waiting.get_mut(&key))
                .and_then(VecDeque::pop_front);
            if let Some(flag) = found.and_then(|at| free.get_mut(at)) {
                *flag = false;
            }
            *partner = found;
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

/// How elements are called in paths.
struct Names<'a> {
    path: &'a AttributePath,
    /// How often each `type` and `value` occurs at most on one side.
    counts: HashMap<(&'static str, &'a str), usize>,
}

impl<'a> Names<'a> {
    fn of(path: &'a AttributePath, old: &'a [Value], new: &'a [Value]) -> Self {
        let mut counts: HashMap<(&'static str, &'a str), usize> = HashMap::new();
        for side in [old, new] {
            let mut here: HashMap<(&'static str, &'a str), usize> = HashMap::new();
            for element in side {
                for name in ["type", "value"] {
                    if let Some(text) = part(element, name).and_then(Value::as_str) {
                        *here.entry((name, text)).or_default() += 1;
                    }
                }
            }
            for (key, count) in here {
                let most = counts.entry(key).or_default();
                *most = count.max(*most);
            }
        }
        Self { path, counts }
    }

    /// `emails[type eq "work"]`; by value where the type is missing or not the only one.
    fn selected(&self, element: &Value) -> String {
        let path = self.path;
        let texts = ["type", "value"].map(|name| {
            let text = part(element, name).and_then(Value::as_str);
            text.map(|text| (name, text))
        });
        let quoted = |text: &str| Value::from(text).to_string();
        let single = |(name, text): &&(&'static str, &str)| {
            self.counts
                .get(&(*name, *text))
                .is_none_or(|count| *count <= 1)
        };
        if let Some((name, text)) = texts.iter().flatten().find(single) {
            return format!("{path}[{name} eq {}]", quoted(text));
        }
        let all: Vec<String> = texts
            .iter()
            .flatten()
            .map(|(name, text)| format!("{name} eq {}", quoted(text)))
            .collect();
        if all.is_empty() {
            return path.to_string();
        }
        format!("{path}[{}]", all.join(" and "))
    }
}

fn part<'a>(element: &'a Value, name: &str) -> Option<&'a Value> {
    element.as_object().and_then(|map| member(map, name))
}
