//! Taking in whole resources: POST (RFC 7644 §3.3) and PUT (§3.5.1).
//!
//! What comes out is what is stored: canonical spelling, `schemas` complete, nothing unassigned,
//! and without `id`, `meta`, `groups` and `password`. Uniqueness and references are the
//! directory's business.

use serde_json::Value;

use crate::finding::distinct;
use crate::json::{is_blank, member};
use crate::schema::{Attribute, Mutability, Registry, ResourceType};
use crate::{Error, Finding, Found, Object, Refused, limits};

mod characters;
pub(crate) mod immutable;
pub(crate) mod intake;
pub(crate) mod lint;
mod numbers;
pub(crate) mod value;

use intake::Intake;

/// Takes in the body of a POST.
///
/// # Errors
/// `invalidSyntax` when the body is not an object or nests deeper than 64 levels;
/// `invalidValue` when a required attribute is missing or a value cannot be understood.
pub fn accept_new(
    registry: &Registry,
    rt: &ResourceType,
    body: Value,
) -> Result<Found<Object>, Refused> {
    let mut intake = Intake::new(registry, rt);
    let result = body_object(body).and_then(|map| {
        let document = intake.resource(map)?;
        lint::note(&document, &mut intake.findings);
        required(registry, rt, &document)?;
        Ok(document)
    });
    finish(result, intake.findings)
}

/// Takes in the body of a PUT on a resource that is `current` now.
///
/// Lenient: `active` keeps its value when it is left out, since Okta leaves it out and a PUT
/// must not reactivate a person by accident (UPD-16).
///
/// # Errors
/// As [`accept_new`], and `mutability` when an immutable attribute would change.
pub fn accept_replacement(
    registry: &Registry,
    rt: &ResourceType,
    body: Value,
    current: &Object,
) -> Result<Found<Object>, Refused> {
    let mut intake = Intake::new(registry, rt);
    let result = body_object(body).and_then(|map| {
        let mut document = intake.resource(map)?;
        lint::note(&document, &mut intake.findings);
        keep_active(registry, rt, &mut document, current, &mut intake.findings);
        immutable::keep(registry, rt, &mut document, current)?;
        let listed = intake::listed(&document);
        intake::complete_schemas(rt, &mut document, listed);
        required(registry, rt, &document)?;
        Ok(document)
    });
    finish(result, intake.findings)
}

fn finish(result: Result<Object, Error>, findings: Vec<Finding>) -> Result<Found<Object>, Refused> {
    let findings = distinct(findings);
    match result {
        Ok(value) => Ok(Found { value, findings }),
        Err(error) => Err(Refused { error, findings }),
    }
}

pub(crate) fn body_object(body: Value) -> Result<Object, Error> {
    limits::depth(&body)?;
    match body {
        Value::Object(map) => Ok(map),
        other => Err(Error::invalid_syntax(format!(
            "The body must be a JSON object, but is {}.",
            crate::json::kind(&other)
        ))),
    }
}

/// The required attributes that are unassigned: of the core schema, and of the extensions that
/// are present.
pub(crate) fn missing(registry: &Registry, rt: &ResourceType, document: &Object) -> Vec<String> {
    let mut names = Vec::new();
    let mut look = |attributes: &[Attribute], container: &Object, prefix: &str| {
        let required = attributes
            .iter()
            .filter(|a| a.required && a.mutability != Mutability::ReadOnly);
        for attribute in required {
            if member(container, &attribute.name).is_none_or(is_blank) {
                names.push(format!("{prefix}{}", attribute.name));
            }
        }
        for attribute in attributes.iter().filter(|a| a.is_complex()) {
            for part in missing_parts(attribute, member(container, &attribute.name)) {
                names.push(format!("{prefix}{}.{part}", attribute.name));
            }
        }
    };
    if let Some(core) = registry.core(rt) {
        look(&core.attributes, document, "");
    }
    for schema in registry.extensions(rt) {
        if let Some(Value::Object(container)) = member(document, &schema.id) {
            look(&schema.attributes, container, &format!("{}:", schema.id));
        }
    }
    names
}

/// The required sub-attributes that one of the values lacks.
fn missing_parts<'a>(
    attribute: &'a Attribute,
    value: Option<&'a Value>,
) -> impl Iterator<Item = &'a str> {
    let values = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    let maps = move || values.iter().filter_map(Value::as_object);
    let lacks = move |sub: &&Attribute| {
        sub.required
            && sub.mutability != Mutability::ReadOnly
            && maps().any(|map| member(map, &sub.name).is_none_or(is_blank))
    };
    attribute
        .sub_attributes
        .iter()
        .filter(lacks)
        .map(|sub| sub.name.as_str())
}

fn required(registry: &Registry, rt: &ResourceType, document: &Object) -> Result<(), Error> {
    match missing(registry, rt, document).first() {
        Some(name) => Err(Error::invalid_value(format!(
            "The required attribute '{name}' is missing."
        ))),
        None => Ok(()),
    }
}

fn keep_active(
    registry: &Registry,
    rt: &ResourceType,
    document: &mut Object,
    current: &Object,
    findings: &mut Vec<Finding>,
) {
    let known = registry
        .core(rt)
        .is_some_and(|schema| schema.attribute("active").is_some());
    if !known || document.contains_key("active") {
        return;
    }
    if let Some(active) = member(current, "active") {
        document.insert("active".into(), active.clone());
        findings.push(
            Finding::warn(
                "UPD-16",
                "RFC 7644 §3.5.1",
                "'active' was left out of the replacement; it keeps its value.",
            )
            .at("active"),
        );
    }
}
