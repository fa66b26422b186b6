//! From the text of a file to the documents in it: one Schema or ResourceType, an array of them, or
//! a list as `/Schemas` and `/ResourceTypes` answer it (RFC 7644 §4).

use serde_json::{Map, Value};

use super::checks;
use super::remark::Remark;
use crate::Error;

/// The longest file, in bytes: far more than any real schema has.
const LONGEST: usize = 1 << 20;
const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const RESOURCE_TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

/// Schemas and resource types, each with its place in the file they came from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Documents {
    pub(super) schemas: Vec<Document>,
    pub(super) types: Vec<Document>,
    pub(super) remarks: Vec<Remark>,
}

/// One document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Document {
    /// Where it stands, such as `[2]` or `Resources[0]`; empty for a file with one document.
    pub(super) at: String,
    pub(super) value: Value,
}

impl Documents {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::SchemaFlaw`] with the place in the file.
    pub fn read(text: &str) -> Result<Self, Error> {
        let text = text.trim_start_matches('\u{feff}');
        if text.len() > LONGEST {
            return Err(flaw(
                "",
                "The file is longer than 1 MiB. Add its documents in parts.",
            ));
        }
        if text.trim().is_empty() {
            return Err(flaw(
                "",
                "There is nothing in it. A Schema or ResourceType document is needed (RFC 7643 §6 and §7).",
            ));
        }
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            let said = error.to_string();
            let why = said.split(" at line ").next().unwrap_or_default();
            flaw(&place, &format!("This is not JSON: {why}."))
        })?;
        let mut documents = Self::default();
        documents.take(String::new(), value)?;
        if documents.schemas.is_empty() && documents.types.is_empty() {
            return Err(flaw(
                "",
                "There is no Schema and no ResourceType document in it.",
            ));
        }
        Ok(documents)
    }

    /// Puts the documents of another file behind these.
    pub fn append(&mut self, mut other: Self) {
        self.schemas.append(&mut other.schemas);
        self.types.append(&mut other.types);
        self.remarks.append(&mut other.remarks);
    }

    fn take(&mut self, at: String, value: Value) -> Result<(), Error> {
        match value {
            Value::Array(list) => self.take_all(&at, list),
            Value::Object(mut object) => match list_of(&mut object) {
                Some(list) => self.take_all(&below(&at, "Resources"), list),
                None => self.take_one(at, object),
            },
            other => Err(flaw(
                &at,
                &format!(
                    "{} is neither a Schema nor a ResourceType document.",
                    shown(&other)
                ),
            )),
        }
    }

    fn take_all(&mut self, at: &str, list: Vec<Value>) -> Result<(), Error> {
        for (index, value) in list.into_iter().enumerate() {
            self.take(format!("{at}[{index}]"), value)?;
        }
        Ok(())
    }

    fn take_one(&mut self, at: String, object: Map<String, Value>) -> Result<(), Error> {
        let object = without_nulls(object);
        let says = |urn: &str| {
            let schemas = object.get("schemas").and_then(Value::as_array);
            schemas.is_some_and(|list| list.iter().any(|item| item.as_str() == Some(urn)))
        };
        let has = |name: &str| object.contains_key(name);
        let is_type = says(RESOURCE_TYPE) || (!says(SCHEMA) && has("endpoint"));
        if is_type {
            checks::resource_type(&at, &object)?;
            twice(&self.types, &at, &object, "name")?;
            self.types.push(Document {
                at,
                value: Value::Object(object),
            });
        } else if says(SCHEMA) || has("attributes") {
            checks::schema(&at, &object, &mut self.remarks)?;
            twice(&self.schemas, &at, &object, "id")?;
            self.schemas.push(Document {
                at,
                value: Value::Object(object),
            });
        } else {
            return Err(flaw(
                &at,
                "This is neither a Schema, which has \"attributes\", nor a ResourceType, which has an \"endpoint\" (RFC 7643 §6 and §7).",
            ));
        }
        Ok(())
    }
}

/// The documents of a ListResponse (RFC 7644 §3.4.2), whatever case its names have.
fn list_of(object: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let name = object
        .keys()
        .find(|name| name.eq_ignore_ascii_case("Resources"))?
        .clone();
    match object.remove(&name)? {
        Value::Array(list) => Some(list),
        _ => None,
    }
}

/// An attribute that is null is one that is not there (RFC 7643 §2.5).
fn without_nulls(object: Map<String, Value>) -> Map<String, Value> {
    let kept = object.into_iter().filter(|(_, value)| !value.is_null());
    kept.map(|(name, value)| (name, deeper(value))).collect()
}

fn deeper(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(without_nulls(object)),
        Value::Array(list) => Value::Array(list.into_iter().map(deeper).collect()),
        plain => plain,
    }
}

fn twice(
    known: &[Document],
    at: &str,
    object: &Map<String, Value>,
    key: &str,
) -> Result<(), Error> {
    let name = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_lowercase);
    let own = name(object.get(key));
    match known
        .iter()
        .find(|document| name(document.value.get(key)) == own)
    {
        Some(first) => Err(flaw(
            &below(at, key),
            &format!(
                "{} is defined twice; the first time at {}.",
                shown(&object[key]),
                first.at
            ),
        )),
        None => Ok(()),
    }
}

/// The place of a property.
pub(super) fn below(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}.{name}")
    }
}

/// A value as a sentence can carry it: short, and without anything that a terminal would act on.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "An object".to_owned(),
        Value::Array(_) => "An array".to_owned(),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Text in quotes, with escapes for what is not visible.
pub(super) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

/// Text with escapes for control characters and for those that turn the reading direction.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if letter.is_control() => out.extend(letter.escape_unicode()),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.extend(letter.escape_unicode());
            }
            _ => out.push(letter),
        }
    }
    out
}

pub(super) fn flaw(at: &str, why: &str) -> Error {
    Error::SchemaFlaw {
        at: at.to_owned(),
        why: why.to_owned(),
    }
}
