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
            match seeded(value, sub.map(|sub| sub.kind)) {
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

/// The value that a literal stands for; `None` when an attribute of this type cannot have it.
fn seeded(literal: &Literal, kind: Option<AttributeType>) -> Option<Value> {
    use AttributeType::{Boolean, Complex, Decimal, Integer};
    match (literal, kind) {
        (Literal::Text(text), Some(Boolean)) => text_bool(text).map(Value::Bool),
        (Literal::Bool(value), Some(Boolean) | None) => Some(Value::Bool(*value)),
        (Literal::Number(number), Some(Integer)) if number.is_f64() => None,
        (Literal::Number(number), Some(Integer | Decimal) | None) => {
            Some(Value::Number(number.clone()))
        }
        (Literal::Text(_), Some(Integer | Decimal | Complex)) => None,
        (Literal::Text(text), _) => Some(Value::String(text.clone())),
        (Literal::Bool(_) | Literal::Number(_) | Literal::Null, _) => None,
    }
}
