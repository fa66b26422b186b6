//! From the bytes of a body to a JSON value, with an eye for what the value no longer shows: names
//! that stand twice in an object (RFC 8259 §4), and numbers that lose digits (§6).
//!
//! Attribute names are compared without regard to case (RFC 7643 §2.1), so `userName` and `USERNAME`
//! are the same name twice. What a body means is not judged here.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Number, Value};

use crate::path::clip;
use crate::{Error, Finding, Found, Object};

/// Up to so many members are compared each with each; more go through a set.
const FEW: usize = 24;

/// From here on not every whole number has a double of its own (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a JSON document.
///
/// # Errors
/// The sentence of the parser, which names line and column.
pub fn read(bytes: &[u8]) -> Result<Found<Value>, serde_json::Error> {
    let notes = RefCell::default();
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    let value = Reader(&notes).deserialize(&mut parser)?;
    parser.end()?;
    let findings = notes.into_inner().findings();
    Ok(Found { value, findings })
}

/// The first of each kind; the others are of the same kind and found once that is mended.
#[derive(Default)]
struct Notes {
    twice: Option<(String, Option<String>)>,
    inexact: Option<f64>,
}

impl Notes {
    fn findings(self) -> Vec<Finding> {
        let twice = self
            .twice
            .map(|(name, other)| twice(&name, other.as_deref()));
        twice.into_iter().chain(self.inexact.map(inexact)).collect()
    }
}

fn twice(name: &str, other: Option<&str>) -> Finding {
    let name = clip(name);
    let detail = match other {
        None => format!("'{name}' stands more than once in an object; the last one counts."),
        Some(other) => format!(
            "'{name}' and '{}' in one object are the same name; one of them counts.",
            clip(other)
        ),
    };
    Finding::warn("RFC-repeated-name", "RFC 8259 §4", detail)
        .at(name.clone())
        .strict(Error::invalid_syntax(format!(
            "'{name}' stands more than once in an object."
        )))
}

fn inexact(number: f64) -> Finding {
    Finding::info(
        "RFC-number-precision",
        "RFC 8259 §6",
        format!("A number is too large to be kept with all its digits; it was kept as {number:e}."),
    )
}

#[derive(Clone, Copy)]
struct Reader<'n>(&'n RefCell<Notes>);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        if value.abs() >= EXACT {
            self.0.borrow_mut().inexact.get_or_insert(value);
        }
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Object::new();
        let mut repeated = None;
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(self)?;
            match object.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(mut place) => {
                    repeated.get_or_insert_with(|| place.key().clone());
                    place.insert(value);
                }
            }
        }
        let repeated = repeated.map(|name| (name, None));
        if let Some(found) = repeated.or_else(|| alike(&object)) {
            self.0.borrow_mut().twice.get_or_insert(found);
        }
        Ok(Value::Object(object))
    }
}

/// Two names of the object that differ in case only.
fn alike(object: &Object) -> Option<(String, Option<String>)> {
    let pair = |one: &str, other: &str| (one.to_owned(), Some(other.to_owned()));
    if object.len() <= FEW {
        let mut names = object.keys();
        while let Some(name) = names.next() {
            let same = |other: &&String| name.eq_ignore_ascii_case(other);
            if let Some(other) = names.clone().find(same) {
                return Some(pair(name, other));
            }
        }
        return None;
    }
    let mut seen = HashSet::with_capacity(object.len());
    let name = object
        .keys()
        .find(|name| !seen.insert(name.to_ascii_lowercase()))?;
    let first = object.keys().find(|one| name.eq_ignore_ascii_case(one))?;
    Some(pair(first, name))
}
