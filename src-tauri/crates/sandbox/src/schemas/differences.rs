//! How one definition of a schema differs from another, attribute by attribute.

use std::collections::BTreeMap;

use scim::schema::{Attribute, Schema};

/// Attributes by name, sub-attributes as `name.part`, in the order of the alphabet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Only in the new definition.
    pub added: Vec<String>,
    /// In both, with other characteristics; a new description is no difference.
    pub changed: Vec<String>,
    /// Only in the old definition.
    pub removed: Vec<String>,
}

impl Differences {
    /// What the second definition changes.
    pub(super) fn between(before: &Schema, after: &Schema) -> Self {
        let (before, after) = (flat(before), flat(after));
        let mut found = Self::default();
        for (key, (name, new)) in &after {
            match before.get(key) {
                None => found.added.push(name.clone()),
                Some((_, old)) if old != new => found.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        let gone = before.iter().filter(|(key, _)| !after.contains_key(*key));
        found.removed = gone.map(|(_, (name, _))| name.clone()).collect();
        found
    }

    /// Whether both say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

fn flat(schema: &Schema) -> BTreeMap<String, (String, Attribute)> {
    let mut all = BTreeMap::new();
    for attribute in &schema.attributes {
        let mut put = |name: String, definition: &Attribute| {
            let mut bare = definition.clone();
            bare.sub_attributes.clear();
            bare.description.clear();
            all.insert(name.to_ascii_lowercase(), (name, bare));
        };
        put(attribute.name.clone(), attribute);
        for sub in &attribute.sub_attributes {
            put(format!("{}.{}", attribute.name, sub.name), sub);
        }
    }
    all
}
