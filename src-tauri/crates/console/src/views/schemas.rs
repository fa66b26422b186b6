//! Schemas and resource types as the UI shows them.

use sandbox::{
    KnownSchemas, KnownType, PlannedSchema, PlannedType, Remark, SchemaPlan, SchemaRemoval,
};
use scim::schema::{Attribute, SchemaExtension};
use serde::Serialize;
use serde_json::Value;

use crate::failure::Failure;
use crate::wire::*;

/// All of a connection.
pub(crate) fn known(known: &KnownSchemas) -> SchemasView {
    let schemas = known.schemas.iter().map(|known| SchemaView {
        id: known.schema.id.clone(),
        name: known.schema.name.clone(),
        description: known.schema.description.clone(),
        custom: known.custom,
        attributes: known.schema.attributes.iter().map(attribute).collect(),
    });
    SchemasView {
        schemas: schemas.collect(),
        types: known.types.iter().map(resource_type).collect(),
    }
}

fn resource_type(known: &KnownType) -> ResourceTypeView {
    let kind = &known.kind;
    ResourceTypeView {
        name: kind.name.clone(),
        description: kind.description.clone(),
        endpoint: kind.endpoint.clone(),
        schema: kind.schema.clone(),
        extensions: kind.schema_extensions.iter().map(extension).collect(),
        custom: known.custom,
        resources: known.resources,
    }
}

fn extension(extension: &SchemaExtension) -> ExtensionView {
    ExtensionView {
        schema: extension.schema.clone(),
        required: extension.required,
    }
}

fn attribute(definition: &Attribute) -> AttributeView {
    AttributeView {
        name: definition.name.clone(),
        kind: word(&definition.kind),
        multi_valued: definition.multi_valued,
        required: definition.required,
        case_exact: definition.case_exact,
        mutability: word(&definition.mutability),
        returned: word(&definition.returned),
        uniqueness: word(&definition.uniqueness),
        canonical_values: definition.canonical_values.clone(),
        reference_types: definition.reference_types.clone(),
        description: definition.description.clone(),
        sub_attributes: definition.sub_attributes.iter().map(attribute).collect(),
    }
}

/// A characteristic in the word of the standard, which is how it is written in JSON.
fn word(characteristic: &impl Serialize) -> String {
    match serde_json::to_value(characteristic) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// What adding a file means.
pub(crate) fn plan(plan: &SchemaPlan) -> Result<SchemaPlanView, Failure> {
    Ok(SchemaPlanView {
        schemas: plan.schemas.iter().map(planned_schema).collect(),
        types: plan.types.iter().map(planned_type).collect(),
        remarks: plan.remarks.iter().map(ToString::to_string).collect(),
        unused: plan
            .remarks
            .iter()
            .any(|remark| matches!(remark, Remark::Unused { .. })),
        added: added(plan),
        replaced: match plan.replaced.is_empty() {
            true => None,
            false => Some(text(&plan.replaced)?),
        },
    })
}

/// New types, and new schemas that do not go with them.
fn added(plan: &SchemaPlan) -> Vec<String> {
    let new = plan.types.iter().filter(|planned| planned.before.is_none());
    let types = new.map(|planned| &planned.kind);
    let core = |urn: &str| {
        let mut types = types.clone();
        types.any(|kind| kind.schema.eq_ignore_ascii_case(urn))
    };
    let schemas = plan.schemas.iter();
    let loose = schemas
        .filter(|planned| planned.differences.is_none() && !core(&planned.schema.id))
        .map(|planned| planned.schema.id.clone());
    types
        .clone()
        .map(|kind| kind.name.clone())
        .chain(loose)
        .collect()
}

fn planned_schema(planned: &PlannedSchema) -> PlannedSchemaView {
    let differences = planned.differences.clone();
    let replaces = differences.is_some();
    let differences = differences.unwrap_or_default();
    PlannedSchemaView {
        id: planned.schema.id.clone(),
        name: planned.schema.name.clone(),
        attributes: u32::try_from(planned.schema.attributes.len()).unwrap_or(u32::MAX),
        replaces,
        added: differences.added,
        changed: differences.changed,
        removed: differences.removed,
    }
}

fn planned_type(planned: &PlannedType) -> PlannedTypeView {
    let after = &planned.kind.schema_extensions;
    let before = planned
        .before
        .as_ref()
        .map(|kind| kind.schema_extensions.as_slice());
    let before = before.unwrap_or_default();
    let named = |list: &[SchemaExtension], urn: &str| {
        list.iter()
            .any(|extension| extension.schema.eq_ignore_ascii_case(urn))
    };
    PlannedTypeView {
        name: planned.kind.name.clone(),
        endpoint: planned.kind.endpoint.clone(),
        new: planned.before.is_none(),
        gains: after
            .iter()
            .filter(|own| !before.contains(own))
            .map(extension)
            .collect(),
        loses: before
            .iter()
            .filter(|old| !named(after, &old.schema))
            .map(|old| old.schema.clone())
            .collect(),
        resources: planned.resources,
    }
}

/// What removing means.
pub(crate) fn removal(removal: &SchemaRemoval) -> Result<SchemaRemovalView, Failure> {
    let types = removal.types.iter();
    Ok(SchemaRemovalView {
        schemas: removal.schemas.clone(),
        types: types.clone().map(|kind| kind.name.clone()).collect(),
        endpoints: types.map(|kind| kind.endpoint.clone()).collect(),
        shortened: removal.shortened.clone(),
        resources: removal.resources,
        values: removal.values,
        text: text(&removal.documents)?,
    })
}

fn text(documents: &[Value]) -> Result<String, Failure> {
    serde_json::to_string(documents)
        .map_err(|error| Failure::failed("The schemas could not be written down.", error))
}
