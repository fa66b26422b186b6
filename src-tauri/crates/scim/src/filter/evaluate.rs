//! The meaning of a filter for one resource, RFC 7644 §3.4.2.2.
//!
//! A multi-valued attribute satisfies a comparison when any of its values does. A missing
//! attribute satisfies only `ne` and `eq null`. Case counts where the schema says `caseExact`.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::{Filter, Literal, Op};
use crate::json::{is_blank, member, text_bool};
use crate::schema::{Attribute, AttributeType, Registry, ResourceType};
use crate::{AttributePath, Object, instant};

/// What paths are relative to.
#[derive(Clone, Copy)]
enum Scope<'a> {
    Resource(&'a Registry, &'a ResourceType, &'a Object),
    Element(Option<&'a Attribute>, &'a Value),
}

pub(super) fn matches(
    filter: &Filter,
    registry: &Registry,
    rt: &ResourceType,
    resource: &Object,
) -> bool {
    holds(filter, Scope::Resource(registry, rt, resource))
}

/// Whether one element of a multi-valued attribute satisfies the inside of a value path.
pub(crate) fn element_matches(
    filter: &Filter,
    attribute: Option<&Attribute>,
    element: &Value,
) -> bool {
    holds(filter, Scope::Element(attribute, element))
}

fn holds(filter: &Filter, scope: Scope<'_>) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().all(|part| holds(part, scope)),
        Filter::Or(parts) => parts.iter().any(|part| holds(part, scope)),
        Filter::Not(inner) => !holds(inner, scope),
        Filter::Present(path) => Target::find(scope, path).is_present(),
        Filter::Compare { path, op, value } => Target::find(scope, path).compare(*op, value),
        Filter::ValuePath { path, filter } => {
            let target = Target::find(scope, path);
            match target.value {
                Some(Value::Array(items)) => items
                    .iter()
                    .any(|item| element_matches(filter, target.definition, item)),
                Some(Value::Null) | None => false,
                Some(value) => element_matches(filter, target.definition, value),
            }
        }
    }
}

/// Where a path leads.
struct Target<'a> {
    value: Option<&'a Value>,
    sub: Option<Cow<'a, str>>,
    definition: Option<&'a Attribute>,
    leaf: Option<&'a Attribute>,
}

impl<'a> Target<'a> {
    fn find(scope: Scope<'a>, path: &AttributePath) -> Self {
        match scope {
            Scope::Resource(registry, rt, resource) => {
                Self::in_resource(registry, rt, resource, path)
            }
            Scope::Element(attribute, element) => Self::in_element(attribute, element, path),
        }
    }

    fn in_resource(
        registry: &'a Registry,
        rt: &ResourceType,
        resource: &'a Object,
        path: &AttributePath,
    ) -> Self {
        if let Some(found) = registry.lookup(rt, path) {
            let container = match found.extension {
                Some(urn) => member(resource, urn).and_then(Value::as_object),
                None => Some(resource),
            };
            return Self {
                value: container.and_then(|map| member(map, &found.attribute.name)),
                sub: found.sub.map(|sub| Cow::Borrowed(sub.name.as_str())),
                definition: Some(found.attribute),
                leaf: found.sub.or_else(|| own_leaf(found.attribute)),
            };
        }
        let container = match &path.urn {
            Some(urn) => member(resource, urn).and_then(Value::as_object),
            None => Some(resource),
        };
        Self {
            value: container.and_then(|map| member(map, &path.name)),
            sub: path.sub.clone().map(Cow::Owned),
            definition: None,
            leaf: None,
        }
    }

    fn in_element(
        attribute: Option<&'a Attribute>,
        element: &'a Value,
        path: &AttributePath,
    ) -> Self {
        let leaf = attribute.and_then(|a| {
            if a.is_complex() {
                a.sub(&path.name)
            } else {
                Some(a)
            }
        });
        let value = match element {
            Value::Object(map) => member(map, &path.name),
            simple if path.name.eq_ignore_ascii_case("value") => Some(simple),
            _ => None,
        };
        Self {
            value,
            sub: path.sub.clone().map(Cow::Owned),
            definition: leaf,
            leaf,
        }
    }

    fn is_present(&self) -> bool {
        match (self.value, &self.sub) {
            (None, _) => false,
            (Some(value), None) => !is_blank(value),
            (Some(value), Some(sub)) => any_leaf(value, Some(sub), &mut |leaf| !is_blank(leaf)),
        }
    }

    fn compare(&self, op: Op, literal: &Literal) -> bool {
        if matches!(literal, Literal::Null) {
            return match op {
                Op::Eq => !self.is_present(),
                Op::Ne => self.is_present(),
                _ => false,
            };
        }
        let mut seen = false;
        let hit = self.value.is_some_and(|value| {
            any_leaf(value, self.sub.as_deref(), &mut |leaf| {
                seen = seen || !leaf.is_null();
                compare(self.leaf, op, leaf, literal)
            })
        });
        hit || (op == Op::Ne && !seen)
    }
}

/// RFC 7643 §2.4: a complex attribute without sub-attribute in the path stands for its `value`.
fn own_leaf(attribute: &Attribute) -> Option<&Attribute> {
    if attribute.is_complex() {
        attribute.sub("value")
    } else {
        Some(attribute)
    }
}

fn any_leaf(value: &Value, sub: Option<&str>, test: &mut dyn FnMut(&Value) -> bool) -> bool {
    match (value, sub) {
        (Value::Array(items), _) => items.iter().any(|item| any_leaf(item, sub, test)),
        (Value::Object(map), Some(name)) => {
            member(map, name).is_some_and(|inner| any_leaf(inner, None, test))
        }
        (Value::Object(map), None) => match map.get("value") {
            Some(inner) => test(inner),
            None => test(value),
        },
        (_, None) => test(value),
        (_, Some(name)) => name.eq_ignore_ascii_case("value") && test(value),
    }
}

fn compare(definition: Option<&Attribute>, op: Op, leaf: &Value, literal: &Literal) -> bool {
    match leaf {
        Value::Null => op == Op::Ne,
        Value::Bool(value) => compare_bool(*value, op, literal),
        Value::Number(number) => compare_number(number, op, literal),
        Value::String(text) => compare_text(definition, text, op, literal),
        Value::Array(_) | Value::Object(_) => op == Op::Ne,
    }
}

/// Lenient: `roles[primary eq "True"]` compares a boolean with text (Entra's default mapping).
fn compare_bool(value: bool, op: Op, literal: &Literal) -> bool {
    let wanted = match literal {
        Literal::Bool(wanted) => Some(*wanted),
        Literal::Text(text) => text_bool(text),
        _ => None,
    };
    match op {
        Op::Eq => wanted == Some(value),
        Op::Ne => wanted != Some(value),
        _ => false,
    }
}

fn compare_number(number: &Number, op: Op, literal: &Literal) -> bool {
    let wanted = match literal {
        Literal::Number(wanted) => Some(Cow::Borrowed(wanted)),
        Literal::Text(text) => serde_json::from_str::<Number>(text).ok().map(Cow::Owned),
        _ => None,
    };
    match op {
        Op::Co | Op::Sw | Op::Ew => {
            text_test(&number.to_string(), op, &literal_text(literal), true)
        }
        _ => match wanted.and_then(|wanted| order_numbers(number, &wanted)) {
            Some(order) => order_fits(order, op),
            None => op == Op::Ne,
        },
    }
}

fn order_numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

fn compare_text(definition: Option<&Attribute>, text: &str, op: Op, literal: &Literal) -> bool {
    let wanted = literal_text(literal);
    let is_date = definition.is_some_and(|a| a.kind == AttributeType::DateTime);
    if !matches!(op, Op::Co | Op::Sw | Op::Ew)
        && (is_date || (definition.is_none() && op.is_ordering()))
        && let (Some(a), Some(b)) = (instant::read(text), instant::read(&wanted))
    {
        return order_fits(a.cmp(&b), op);
    }
    text_test(text, op, &wanted, definition.is_some_and(|a| a.case_exact))
}

fn literal_text(literal: &Literal) -> Cow<'_, str> {
    match literal {
        Literal::Text(text) => Cow::Borrowed(text),
        Literal::Number(number) => Cow::Owned(number.to_string()),
        Literal::Bool(true) => Cow::Borrowed("true"),
        Literal::Bool(false) => Cow::Borrowed("false"),
        Literal::Null => Cow::Borrowed(""),
    }
}

fn text_test(text: &str, op: Op, wanted: &str, case_exact: bool) -> bool {
    if !case_exact && op == Op::Eq && text.is_ascii() && wanted.is_ascii() {
        return text.eq_ignore_ascii_case(wanted);
    }
    let fold = |text| {
        if case_exact {
            Cow::Borrowed(text)
        } else {
            lower(text)
        }
    };
    let (text, wanted) = (fold(text), fold(wanted));
    match op {
        Op::Co => text.contains(wanted.as_ref()),
        Op::Sw => text.starts_with(wanted.as_ref()),
        Op::Ew => text.ends_with(wanted.as_ref()),
        _ => order_fits(text.cmp(&wanted), op),
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

fn order_fits(order: Ordering, op: Op) -> bool {
    match op {
        Op::Eq => order.is_eq(),
        Op::Ne => order.is_ne(),
        Op::Gt => order.is_gt(),
        Op::Ge => order.is_ge(),
        Op::Lt => order.is_lt(),
        Op::Le => order.is_le(),
        Op::Co | Op::Sw | Op::Ew => false,
    }
}
