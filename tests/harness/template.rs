//! Placeholders such as `{{ada.id}}` in fixtures, and the values they stand for.
//!
//! A placeholder without a value fails the test: a fixture that silently sends `{{ada.id}}`
//! to the server would pass for the wrong reason.

use serde_json::Value;
use std::collections::BTreeMap;

/// Named values, filled in wherever a fixture mentions them.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Gives `name` a value, replacing an earlier one.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Makes each text at the top of an answer available as `{{answer.NAME}}`.
    pub fn remember_answer(&mut self, body: &Value) {
        let texts = body.as_object().into_iter().flatten();
        for (name, value) in texts.filter_map(|(name, value)| Some((name, value.as_str()?))) {
            self.set(format!("answer.{name}"), value);
        }
    }

    /// The text with every placeholder replaced.
    ///
    /// # Panics
    /// When a placeholder has no value.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let mut pieces = text.split("{{");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once("}}").unwrap_or((piece, ""));
            let value = self.0.get(name);
            filled += value.unwrap_or_else(|| panic!("{{{{{name}}}}} has no value in {text:?}"));
            filled += rest;
        }
        filled
    }

    /// The JSON value with every placeholder in its texts and keys replaced; order is kept.
    #[must_use]
    pub fn fill_value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill(text)),
            Value::Array(items) => items.iter().map(|item| self.fill_value(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, member)| (self.fill(key), self.fill_value(member)))
                .collect(),
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_replaced_in_keys_and_values() {
        let mut names = Names::default();
        names.set("ada.id", "17");
        let filled = names.fill_value(&json!({"{{ada.id}}": ["/Users/{{ada.id}}/x", 1, null]}));
        assert_eq!(filled, json!({"17": ["/Users/17/x", 1, null]}));
    }
}
