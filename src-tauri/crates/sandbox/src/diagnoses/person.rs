//! A person as rules see them: the document as it stands, and what of it is looked at often.

use scim::Object;
use serde_json::Value;

use crate::twins::is_of_the_protocol;

/// A person after the latest change.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PersonFacts {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) user_name: String,
    pub(crate) external_id: Option<String>,
    pub(crate) active: bool,
    pub(crate) document: Object,
    /// The exchange that changed them last, and when.
    pub(crate) exchange: Option<i64>,
    pub(crate) at: i64,
}

impl PersonFacts {
    /// What they have values of: names, and those of extensions with the URN before them. What the
    /// protocol itself needs is left out.
    pub(crate) fn attributes(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (key, value) in &self.document {
            match value {
                _ if is_of_the_protocol(key) => {}
                Value::Object(inner) if key.starts_with("urn:") => {
                    all.extend(inner.keys().map(|name| format!("{key}:{name}")));
                }
                _ => all.push(key.clone()),
            }
        }
        all
    }

    /// All their addresses, as they were sent.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        let emails = self.document.get("emails").and_then(Value::as_array);
        emails.into_iter().flatten().filter_map(|one| {
            let value = one.get("value").unwrap_or(one);
            value.as_str()
        })
    }
}
