//! Checks of schemas and resource types that a user brings: RFC 7643 §6 and §7.

use serde_json::Value;

use super::{Attribute, Registry, ResourceType, Schema};
use crate::Error;
use crate::path::{is_attribute_name, is_urn};

const RESERVED: [&str; 4] = ["schemas", "id", "externalId", "meta"];
/// Endpoints that RFC 7644 §3.2 gives another meaning.
const TAKEN: [&str; 5] = [
    "ServiceProviderConfig",
    "ResourceTypes",
    "Schemas",
    "Bulk",
    "Me",
];

pub(super) fn schema(document: &Value) -> Result<Schema, Error> {
    let id = document
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or("without id");
    let schema: Schema = serde_json::from_value(document.clone())
        .map_err(|e| Error::invalid_value(format!("Schema '{id}' cannot be read: {e}.")))?;
    if !is_urn(&schema.id) {
        return Err(Error::invalid_value(format!(
            "The schema id '{id}' is not a URN."
        )));
    }
    if schema.attributes.is_empty() {
        return Err(Error::invalid_value(format!(
            "Schema '{id}' defines no attribute."
        )));
    }
    for name in RESERVED {
        if schema.attribute(name).is_some() {
            return Err(Error::invalid_value(format!(
                "Schema '{id}' defines '{name}', which every resource has already."
            )));
        }
    }
    attributes(&schema.id, "", &schema.attributes)?;
    Ok(schema)
}

fn attributes(schema: &str, parent: &str, list: &[Attribute]) -> Result<(), Error> {
    for (index, attribute) in list.iter().enumerate() {
        let name = if parent.is_empty() {
            attribute.name.clone()
        } else {
            format!("{parent}.{}", attribute.name)
        };
        let wrong = |why: &str| {
            Err(Error::invalid_value(format!(
                "Schema '{schema}', attribute '{name}': {why}."
            )))
        };
        if !is_attribute_name(&attribute.name) {
            return wrong("not an attribute name");
        }
        if list
            .iter()
            .take(index)
            .any(|a| a.name.eq_ignore_ascii_case(&attribute.name))
        {
            return wrong("defined twice");
        }
        if attribute.is_complex() {
            if !parent.is_empty() {
                return wrong("a sub-attribute cannot be complex");
            }
            if attribute.sub_attributes.is_empty() {
                return wrong("complex, but without sub-attributes");
            }
            attributes(schema, &attribute.name, &attribute.sub_attributes)?;
        } else if !attribute.sub_attributes.is_empty() {
            return wrong("has sub-attributes, but is not complex");
        }
    }
    Ok(())
}

pub(super) fn resource_type(document: &Value) -> Result<ResourceType, Error> {
    let name = document
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or("without name");
    let mut rt: ResourceType = serde_json::from_value(document.clone()).map_err(|e| {
        Error::invalid_value(format!("Resource type '{name}' cannot be read: {e}."))
    })?;
    if !is_attribute_name(&rt.name) {
        return Err(Error::invalid_value(format!(
            "'{name}' is not a resource type name."
        )));
    }
    let bare = rt.endpoint.strip_prefix('/').unwrap_or_default();
    if bare.is_empty()
        || !bare
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    {
        return Err(Error::invalid_value(format!(
            "Resource type '{name}': the endpoint '{}' does not have the form '/Things'.",
            rt.endpoint
        )));
    }
    if TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(bare)) {
        return Err(Error::invalid_value(format!(
            "Resource type '{name}': the endpoint '{}' has a meaning of its own.",
            rt.endpoint
        )));
    }
    if rt.id.is_empty() {
        rt.id.clone_from(&rt.name);
    }
    Ok(rt)
}

/// What can only be seen once everything is in: dangling URNs and endpoints used twice.
pub(super) fn together(registry: &Registry) -> Result<(), Error> {
    for (index, rt) in registry.resource_types().iter().enumerate() {
        let extensions = rt
            .schema_extensions
            .iter()
            .map(|extension| &extension.schema);
        for urn in std::iter::once(&rt.schema).chain(extensions) {
            if registry.schema(urn).is_none() {
                return Err(Error::invalid_value(format!(
                    "Resource type '{}' refers to the schema '{urn}', which is not known.",
                    rt.name
                )));
            }
        }
        let twice = registry
            .resource_types()
            .iter()
            .take(index)
            .find(|other| other.endpoint.eq_ignore_ascii_case(&rt.endpoint));
        if let Some(other) = twice {
            return Err(Error::invalid_value(format!(
                "The resource types '{}' and '{}' share the endpoint '{}'.",
                other.name, rt.name, rt.endpoint
            )));
        }
    }
    Ok(())
}
