//! The way back: from a state and its changes to the state afterwards.
//!
//! Selections in brackets speak of the state before, so elements are looked up there, however
//! much of them has changed meanwhile.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Change;
use crate::filter::{Filter, Literal, Op};
use crate::json::{is_blank, key_of, member};
use crate::path::{self, Path};
use crate::resource::intake::{complete_schemas, listed, object_in};
use crate::schema::{Registry, ResourceType};
use crate::{Error, Object};

pub(super) fn apply(
    registry: &Registry,
    rt: &ResourceType,
    before: &Object,
    changes: &[Change],
) -> Result<Object, Error> {
    let mut state = State {
        document: before.clone(),
        lists: BTreeMap::new(),
    };
    for change in changes {
        state.change(registry, rt, change)?;
    }
    let mut document = state.close();
    document.retain(|key, value| !(key.contains(':') && is_blank(value)));
    let mut urns = listed(&document);
    urns.retain(|urn| member(before, urn).is_none() || member(&document, urn).is_some());
    complete_schemas(rt, &mut document, urns);
    Ok(document)
}

/// The elements of one attribute: as they were, as they are, and what has been added.
struct List {
    urn: String,
    name: String,
    old: Vec<Value>,
    kept: Vec<Option<Value>>,
    touched: Vec<Vec<String>>,
    added: Vec<Value>,
}

impl List {
    fn of(urn: Option<&str>, name: &str, value: Option<&Value>) -> Self {
        let old = match value {
            Some(Value::Array(items)) => items.clone(),
            _ => Vec::new(),
        };
        Self {
            urn: urn.unwrap_or_default().to_owned(),
            name: name.to_owned(),
            kept: old.iter().cloned().map(Some).collect(),
            touched: vec![Vec::new(); old.len()],
            old,
            added: Vec::new(),
        }
    }

    /// The element `filter` selected before that was not yet touched at `sub`.
    fn position(
        &self,
        filter: Option<&Filter>,
        sub: &str,
        before: impl Fn(&Value) -> bool,
    ) -> Option<usize> {
        (0..self.old.len()).find(|at| {
            let free = self
                .touched
                .get(*at)
                .is_some_and(|t| !t.iter().any(|s| s == sub));
            let alive = matches!(self.kept.get(*at), Some(Some(_)));
            let fits =
                |element: &Value| filter.is_none_or(|f| selects(f, element)) && before(element);
            free && alive && self.old.get(*at).is_some_and(fits)
        })
    }

    fn touch(&mut self, at: usize, sub: &str) {
        if let Some(touched) = self.touched.get_mut(at) {
            touched.push(sub.to_owned());
        }
    }
}

struct State {
    document: Object,
    /// By URN (empty for the core) and name, in lower case.
    lists: BTreeMap<(String, String), List>,
}

impl State {
    fn change(
        &mut self,
        registry: &Registry,
        rt: &ResourceType,
        change: &Change,
    ) -> Result<(), Error> {
        let lost = || Error::no_target(format!("'{}' cannot be followed.", change.path));
        // A key of the document may look like a path.
        let literal =
            change.path.contains(['.', ':', '[']) && member(&self.document, &change.path).is_some();
        let path = match path::parse(&change.path) {
            Ok(found) if !literal => found.value,
            _ => {
                set(&mut self.document, &change.path, change.after.clone());
                return Ok(());
            }
        };
        if registry.extension(rt, &change.path).is_some() {
            set(&mut self.document, &change.path, change.after.clone());
            return Ok(());
        }
        let urn = match path.attribute.urn.as_deref() {
            Some(urn) if urn.eq_ignore_ascii_case(&rt.schema) => None,
            other => other,
        };
        if self.is_about_elements(urn, &path, change) {
            return self.element(urn, &path, change).ok_or_else(lost);
        }
        let container = match urn {
            Some(urn) => {
                let key = key_of(&self.document, urn).unwrap_or(urn).to_owned();
                object_in(&mut self.document, &key).ok_or_else(lost)?
            }
            None => &mut self.document,
        };
        let name = &path.attribute.name;
        let Some(sub) = path.last_sub() else {
            set(container, name, change.after.clone());
            return Ok(());
        };
        let key = key_of(container, name).unwrap_or(name).to_owned();
        let map = object_in(container, &key).ok_or_else(lost)?;
        set(map, sub, change.after.clone());
        if map.is_empty() {
            container.shift_remove(&key);
        }
        Ok(())
    }

    /// A complex value is told part by part, so an object as a whole is an element of a list.
    fn is_about_elements(&self, urn: Option<&str>, path: &Path, change: &Change) -> bool {
        let object = |side: &Option<Value>| side.as_ref().is_none_or(Value::is_object);
        let is_list = || {
            matches!(
                self.stored(urn, &path.attribute.name),
                Some(Value::Array(_))
            )
        };
        path.filter.is_some()
            || match path.last_sub() {
                Some(_) => is_list() || self.lists.contains_key(&own_key(urn, path)),
                None => object(&change.before) && object(&change.after),
            }
    }

    fn stored(&self, urn: Option<&str>, name: &str) -> Option<&Value> {
        let container = match urn {
            Some(urn) => member(&self.document, urn).and_then(Value::as_object)?,
            None => &self.document,
        };
        member(container, name)
    }

    fn element(&mut self, urn: Option<&str>, path: &Path, change: &Change) -> Option<()> {
        let key = own_key(urn, path);
        if !self.lists.contains_key(&key) {
            let name = &path.attribute.name;
            let list = List::of(urn, name, self.stored(urn, name));
            self.lists.insert(key.clone(), list);
        }
        let list = self.lists.get_mut(&key)?;
        let filter = path.filter.as_deref();
        let Some(sub) = path.last_sub() else {
            if let Some(old) = &change.before {
                let at = list.position(filter, "", |element| element == old)?;
                *list.kept.get_mut(at)? = None;
            }
            list.added.extend(change.after.clone());
            return Some(());
        };
        let had = |element: &Value| {
            let part = element.as_object().and_then(|map| member(map, sub));
            part.filter(|value| !is_blank(value)) == change.before.as_ref()
        };
        let at = list.position(filter, sub, had)?;
        list.touch(at, sub);
        let element = list.kept.get_mut(at)?.as_mut()?.as_object_mut()?;
        set(element, sub, change.after.clone());
        Some(())
    }

    fn close(mut self) -> Object {
        for list in self.lists.into_values() {
            let (urn, name) = (list.urn, list.name);
            let items: Vec<Value> = list.kept.into_iter().flatten().chain(list.added).collect();
            let container = if urn.is_empty() {
                Some(&mut self.document)
            } else {
                let key = key_of(&self.document, &urn).unwrap_or(&urn).to_owned();
                object_in(&mut self.document, &key)
            };
            if let Some(container) = container {
                set(
                    container,
                    &name,
                    (!items.is_empty()).then_some(Value::Array(items)),
                );
            }
        }
        self.document
    }
}

fn own_key(urn: Option<&str>, path: &Path) -> (String, String) {
    let lower = |text: &str| text.to_ascii_lowercase();
    (lower(urn.unwrap_or_default()), lower(&path.attribute.name))
}

fn set(container: &mut Object, name: &str, value: Option<Value>) {
    let key = key_of(container, name).unwrap_or(name).to_owned();
    match value {
        Some(value) => {
            container.insert(key, value);
        }
        None => {
            container.shift_remove(&key);
        }
    }
}

/// The selections that a diff writes: equality with texts, to the letter.
fn selects(filter: &Filter, element: &Value) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().all(|part| selects(part, element)),
        Filter::Compare {
            path,
            op: Op::Eq,
            value: Literal::Text(text),
        } => {
            element.as_object().and_then(|map| member(map, &path.name))
                == Some(&Value::from(text.as_str()))
        }
        _ => false,
    }
}
