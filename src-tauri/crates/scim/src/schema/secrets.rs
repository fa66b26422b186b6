//! Attributes whose values nobody may read again: `returned: never` and `mutability: writeOnly`
//! (RFC 7643 §7). Their values are not retained, as that of `password` is not; `password` itself is
//! known without a schema and not listed here.

use serde_json::Value;

use super::{Attribute, Mutability, Registry, ResourceType, Returned};
use crate::Object;
use crate::json::key_of;

/// The names of secret attributes, over all resource types of a registry.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// In lower case, each once.
    names: Vec<String>,
    /// Those of them that no attribute has whose value may be kept.
    unambiguous: Vec<String>,
}

/// Parts that every complex attribute may have. Where one of them is secret, all of the attribute is.
const COMMON_PARTS: [&str; 5] = ["value", "type", "display", "primary", "$ref"];

impl Secrets {
    pub(super) fn of(registry: &Registry) -> Self {
        let (mut names, mut open) = (Vec::new(), Vec::new());
        for attribute in attributes(registry) {
            let name = attribute.name.to_lowercase();
            if is_secret(attribute) || attribute.sub_attributes.iter().any(hides_all) {
                names.push(name);
                continue;
            }
            open.push(name);
            for part in &attribute.sub_attributes {
                let list = if is_secret(part) {
                    &mut names
                } else {
                    &mut open
                };
                list.push(part.name.to_lowercase());
            }
        }
        names.retain(|name| name != "password");
        names.sort_unstable();
        names.dedup();
        let clear = |name: &&String| !open.contains(name);
        Self {
            unambiguous: names.iter().filter(clear).cloned().collect(),
            names,
        }
    }

    /// The names in lower case; what has one of them, at any depth, may be a secret.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether the name is that of a secret.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

impl Registry {
    /// Takes the values of secret attributes out of a resource, also from where the schema does not
    /// expect them, and says which there were.
    pub fn take_secrets(&self, rt: &ResourceType, document: &mut Object) -> Vec<String> {
        let mut taken = Vec::new();
        if self.secrets().names.is_empty() {
            return taken;
        }
        if let Some(core) = self.core(rt) {
            take_defined(&core.attributes, document, &mut taken);
        }
        for schema in self.extensions(rt) {
            let key = key_of(document, &schema.id).map(str::to_owned);
            let Some(key) = key else { continue };
            if let Some(Value::Object(inner)) = document.get_mut(&key) {
                take_defined(&schema.attributes, inner, &mut taken);
                if inner.is_empty() {
                    document.shift_remove(&key);
                }
            }
        }
        take_named(&self.secrets().unambiguous, document, &mut taken);
        taken
    }
}

fn attributes(registry: &Registry) -> impl Iterator<Item = &Attribute> {
    registry.resource_types().iter().flat_map(|rt| {
        let core = registry.core(rt).into_iter();
        let schemas = core.chain(registry.extensions(rt));
        schemas.flat_map(|schema| schema.attributes.iter())
    })
}

fn is_secret(attribute: &Attribute) -> bool {
    attribute.returned == Returned::Never || attribute.mutability == Mutability::WriteOnly
}

fn hides_all(part: &Attribute) -> bool {
    let common = COMMON_PARTS
        .iter()
        .any(|name| name.eq_ignore_ascii_case(&part.name));
    common && is_secret(part)
}

fn take_defined(attributes: &[Attribute], container: &mut Object, taken: &mut Vec<String>) {
    for attribute in attributes {
        let Some(key) = key_of(container, &attribute.name).map(str::to_owned) else {
            continue;
        };
        if is_secret(attribute) {
            container.shift_remove(&key);
            taken.push(attribute.name.clone());
            continue;
        }
        let elements = match container.get_mut(&key) {
            Some(Value::Array(items)) => items.as_mut_slice(),
            Some(single) => std::slice::from_mut(single),
            None => continue,
        };
        for part in attribute
            .sub_attributes
            .iter()
            .filter(|part| is_secret(part))
        {
            for element in elements.iter_mut().filter_map(Value::as_object_mut) {
                if let Some(key) = key_of(element, &part.name).map(str::to_owned) {
                    element.shift_remove(&key);
                    taken.push(format!("{}.{}", attribute.name, part.name));
                }
            }
        }
    }
}

/// Whatever has one of these names, at any depth.
fn take_named(names: &[String], object: &mut Object, taken: &mut Vec<String>) {
    object.retain(|key, _| {
        let bare = key.rsplit(':').next().unwrap_or(key).trim();
        let secret = names.iter().find(|name| name.eq_ignore_ascii_case(bare));
        taken.extend(secret.map(|_| bare.to_owned()));
        secret.is_none()
    });
    for value in object.values_mut() {
        take_below(names, value, taken);
    }
}

fn take_below(names: &[String], value: &mut Value, taken: &mut Vec<String>) {
    match value {
        Value::Object(object) => take_named(names, object, taken),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| take_below(names, item, taken)),
        _ => {}
    }
}
