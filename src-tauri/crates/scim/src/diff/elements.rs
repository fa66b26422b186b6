//! Matching the elements of a multi-valued attribute: first those that are equal, then those
//! with the same value and type, the same type, the same value, and the two that are primary.
//! The rest came or went.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::{Change, pairs, push};
use crate::AttributePath;
use crate::json::{is_blank, member};

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
        let (selected, alone) = names.selected(element);
        match at.and_then(|at| new.get(at)) {
            Some(other) if alone => inside(&selected, element, other, changes),
            Some(other) => whole(selected, element, other, changes),
            None => push(changes, selected, Some(element), None),
        }
        if let Some(flag) = at.and_then(|at| continued.get_mut(at)) {
            *flag = true;
        }
    }
    for (element, _) in new.iter().zip(&continued).filter(|(_, known)| !**known) {
        push(changes, names.selected(element).0, None, Some(element));
    }
}

/// What makes an element of one side continue one of the other; `None` when it cannot.
type Likeness = fn(&Value) -> Option<String>;

const LIKENESSES: [Likeness; 5] = [
    |element| Some(assigned(element)),
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

/// An element without what is unassigned in it (RFC 7643 §2.5).
fn assigned(element: &Value) -> String {
    match element {
        Value::Object(map) => {
            let kept = map.iter().filter(|(_, value)| !is_blank(value));
            let kept: crate::Object = kept.map(|(k, v)| (k.clone(), v.clone())).collect();
            Value::Object(kept).to_string()
        }
        other => other.to_string(),
    }
}

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

/// An element that no path can single out is told as a whole.
fn whole(selected: String, old: &Value, new: &Value, changes: &mut Vec<Change>) {
    let mut parts = Vec::new();
    inside(&selected, old, new, &mut parts);
    if !parts.is_empty() {
        push(changes, selected, Some(old), Some(new));
    }
}

/// How elements are called in paths.
struct Names<'a> {
    path: &'a AttributePath,
    /// How often each `type` and `value` occurs at most on one side.
    counts: HashMap<(&'static str, &'a str), usize>,
    /// The same for both together.
    pairs: HashMap<[Option<&'a str>; 2], usize>,
}

impl<'a> Names<'a> {
    fn of(path: &'a AttributePath, old: &'a [Value], new: &'a [Value]) -> Self {
        let mut counts: HashMap<(&'static str, &'a str), usize> = HashMap::new();
        let mut pairs: HashMap<[Option<&'a str>; 2], usize> = HashMap::new();
        for side in [old, new] {
            let mut here: HashMap<(&'static str, &'a str), usize> = HashMap::new();
            let mut both: HashMap<[Option<&'a str>; 2], usize> = HashMap::new();
            for element in side {
                for (name, text) in texts(element).into_iter().flatten() {
                    *here.entry((name, text)).or_default() += 1;
                }
                *both.entry(pair(element)).or_default() += 1;
            }
            for (key, count) in here {
                let most = counts.entry(key).or_default();
                *most = count.max(*most);
            }
            for (key, count) in both {
                let most = pairs.entry(key).or_default();
                *most = count.max(*most);
            }
        }
        Self {
            path,
            counts,
            pairs,
        }
    }

    /// `emails[type eq "work"]`; by value where the type is missing or not the only one. And
    /// whether that selects this element alone; its parts can be told only then.
    fn selected(&self, element: &Value) -> (String, bool) {
        let path = self.path;
        let texts = texts(element);
        let quoted = |text: &str| Value::from(text).to_string();
        let single = |(name, text): &&(&'static str, &str)| {
            self.counts
                .get(&(*name, *text))
                .is_none_or(|count| *count <= 1)
        };
        if let Some((name, text)) = texts.iter().flatten().find(single) {
            return (format!("{path}[{name} eq {}]", quoted(text)), true);
        }
        let all: Vec<String> = texts
            .iter()
            .flatten()
            .map(|(name, text)| format!("{name} eq {}", quoted(text)))
            .collect();
        if all.is_empty() {
            return (path.to_string(), false);
        }
        let alone = all.len() == 2 && self.pairs.get(&pair(element)) == Some(&1);
        (format!("{path}[{}]", all.join(" and ")), alone)
    }
}

fn texts(element: &Value) -> [Option<(&'static str, &str)>; 2] {
    ["type", "value"].map(|name| {
        let text = part(element, name).and_then(Value::as_str);
        text.map(|text| (name, text))
    })
}

fn pair(element: &Value) -> [Option<&str>; 2] {
    texts(element).map(|text| text.map(|(_, text)| text))
}

fn part<'a>(element: &'a Value, name: &str) -> Option<&'a Value> {
    element.as_object().and_then(|map| member(map, name))
}
