//! The element a value path describes: `emails[type eq "work"]` describes `{"type": "work"}`.

use serde_json::Value;

use crate::Object;
use crate::filter::{Filter, Literal, Op};
use crate::json::{is_blank, text_bool};
use crate::schema::{Attribute, AttributeType};

/// The element in which `filter` holds by construction; `None` when it says more than equality.
pub(super) fn seed(filter: &Filter, attribute: Option<&Attribute>) -> Option<Object> {
    let mut element = Object::new();
    fill(filter, attribute, &mut element).then_some(element)
}

fn fill(filter: &Filter, attribute: Option<&Attribute>, element: &mut Object) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().all(|part| fill(part, attribute, element)),
        Filter::Compare {
            path,
            op: Op::Eq,
            value,
        } if path.urn.is_none() && path.sub.is_none() => {
            let sub = attribute.and_then(|a| a.sub(&path.name));
            let name = sub.map_or(path.name.as_str(), |s| s.name.as_str());
            let boolean = sub.is_some_and(|s| s.kind == AttributeType::Boolean);
            let value = match value {
                Literal::Text(text) if boolean => text_bool(text).map(Value::Bool),
                Literal::Text(text) => Some(Value::String(text.clone())),
                Literal::Number(number) => Some(Value::Number(number.clone())),
                Literal::Bool(value) => Some(Value::Bool(*value)),
                Literal::Null => None,
            };
            match value {
                // What is blank is unassigned (RFC 7643 §2.5), so it would not hold.
                Some(value) if !is_blank(&value) => {
                    let before = element.insert(name.to_owned(), value);
                    // Of two different values none would hold.
                    before.is_none_or(|before| element.get(name) == Some(&before))
                }
                _ => false,
            }
        }
        _ => false,
    }
}
