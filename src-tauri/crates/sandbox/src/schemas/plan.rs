//! What a connection becomes when documents are added to it.

use scim::schema::{Registry, ResourceType, SchemaExtension};
use serde_json::Value;

use super::differences::Differences;
use super::reading::{Document, Documents, below, flaw, quoted, visible};
use super::remark::Remark;
use super::{Extends, PlannedSchema, PlannedType, SchemaPlan, extends, is_used, resources};
use crate::Error;
use crate::connections::{extended, parsed};
use crate::store::Db;
use crate::store::connections::ConnectionRow;

/// The changed connection, not yet saved, and what the change means.
pub(super) fn planned(
    db: &Db,
    mut row: ConnectionRow,
    documents: &Documents,
    wanted: Option<&Extends>,
) -> Result<(ConnectionRow, SchemaPlan), Error> {
    let before = parsed(&row)?;
    let mut remarks = documents.remarks.clone();
    let schemas = own_schemas(&before, &documents.schemas, &mut remarks)?;
    let mut types = own_types(&before, documents, &mut remarks)?;
    if let Some(wanted) = wanted {
        extend(&before, &schemas, &mut types, wanted)?;
    }
    let replaced = earlier(&row, &schemas, &types)?;
    row.schemas = extended(&row.schemas, schemas.clone(), "id")?;
    row.resource_types = extended(&row.resource_types, values(&types)?, "name")?;
    let after = parsed(&row).map_err(|error| flaw("", &visible(&error.to_string())))?;
    let schemas: Vec<PlannedSchema> = schemas
        .iter()
        .filter_map(|value| after.schema(value.get("id")?.as_str()?))
        .map(|schema| PlannedSchema {
            differences: before
                .schema(&schema.id)
                .map(|old| Differences::between(old, schema)),
            schema: schema.clone(),
        })
        .collect();
    let unused = schemas.iter().map(|planned| &planned.schema.id);
    remarks.extend(
        unused
            .filter(|urn| !is_used(&after, urn))
            .map(|urn| Remark::Unused { urn: urn.clone() }),
    );
    let mut plan = SchemaPlan {
        schemas,
        types: Vec::new(),
        remarks,
        replaced,
    };
    for kind in after.resource_types() {
        let resources = resources(db, row.row, &kind.name)?;
        note_existing(&mut plan, kind, resources, &before);
        let old = before.resource_type(&kind.name);
        if old != Some(kind) {
            plan.types.push(PlannedType {
                kind: kind.clone(),
                before: old.cloned(),
                resources,
            });
        }
    }
    Ok((row, plan))
}

/// The schemas of the file that are not built in.
fn own_schemas(
    before: &Registry,
    documents: &[Document],
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Value>, Error> {
    let mut own = Vec::new();
    for Document { at, value } in documents {
        let id = text(value, "id");
        if let Some(standard) = Registry::standard().schema(id) {
            remarks.push(left_alone(standard, value));
            continue;
        }
        same_spelling(
            at,
            "id",
            id,
            before.schema(id).map(|schema| schema.id.as_str()),
        )?;
        own.push(value.clone());
    }
    Ok(own)
}

/// The resource types of the file, with those that it merely extends.
fn own_types(
    before: &Registry,
    documents: &Documents,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<ResourceType>, Error> {
    let mut types = Vec::new();
    for Document { at, value } in &documents.types {
        let kind: ResourceType = serde_json::from_value(value.clone())
            .map_err(|error| flaw(at, &format!("This cannot be read: {error}.")))?;
        known_schemas(before, documents, at, &kind)?;
        if Registry::standard().resource_type(&kind.name).is_some() {
            match with_extensions(before, at, &kind)? {
                Some(extended) => types.push(extended),
                None => remarks.push(Remark::BuiltIn { name: kind.name }),
            }
            continue;
        }
        let known = before.resource_type(&kind.name);
        same_spelling(at, "name", &kind.name, known.map(|kind| kind.name.as_str()))?;
        let other = before.resource_type_at(&kind.endpoint);
        if let Some(other) = other.filter(|other| !other.name.eq_ignore_ascii_case(&kind.name)) {
            let why = format!(
                "{} is the endpoint of {} already. Choose another.",
                quoted(&kind.endpoint),
                other.name
            );
            return Err(flaw(&below(at, "endpoint"), &why));
        }
        types.push(kind);
    }
    Ok(types)
}

/// A type that names a schema which nobody has defined is refused where it names it.
fn known_schemas(
    before: &Registry,
    documents: &Documents,
    at: &str,
    kind: &ResourceType,
) -> Result<(), Error> {
    let in_file = |urn: &str| {
        let mut schemas = documents.schemas.iter();
        schemas.any(|document| text(&document.value, "id").eq_ignore_ascii_case(urn))
    };
    let extensions = kind.schema_extensions.iter().enumerate();
    let named = extensions.map(|(index, extension)| {
        (
            format!("schemaExtensions[{index}].schema"),
            &extension.schema,
        )
    });
    for (name, urn) in std::iter::once(("schema".to_owned(), &kind.schema)).chain(named) {
        if before.schema(urn).is_none() && !in_file(urn) {
            let why = format!(
                "{} is not known here. Add its Schema document first, or together with this one.",
                quoted(urn)
            );
            return Err(flaw(&below(at, &name), &why));
        }
    }
    Ok(())
}

/// A built-in type with the extensions that a document adds to it; nothing when it adds none.
fn with_extensions(
    before: &Registry,
    at: &str,
    wanted: &ResourceType,
) -> Result<Option<ResourceType>, Error> {
    let Some(known) = before.resource_type(&wanted.name) else {
        return Ok(None);
    };
    for (name, own, other) in [
        ("endpoint", &known.endpoint, &wanted.endpoint),
        ("schema", &known.schema, &wanted.schema),
    ] {
        if !own.eq_ignore_ascii_case(other) {
            let why = format!(
                "{} is built in, and its {name} is {own}. Give your type another name, or add an extension to {}.",
                known.name, known.name
            );
            return Err(flaw(&below(at, name), &why));
        }
    }
    let mut kind = known.clone();
    for extension in &wanted.schema_extensions {
        add_extension(&mut kind, &extension.schema, extension.required);
    }
    Ok(Some(kind).filter(|kind| kind != known))
}

/// Makes the schemas of the file extensions of a type, unless a type is made of them.
fn extend(
    before: &Registry,
    schemas: &[Value],
    types: &mut Vec<ResourceType>,
    wanted: &Extends,
) -> Result<(), Error> {
    let same = |kind: &ResourceType| kind.name.eq_ignore_ascii_case(wanted.kind.trim());
    if !types.iter().any(same) {
        let known = before.resource_types().iter().find(|kind| same(kind));
        types.push(
            known
                .cloned()
                .ok_or_else(|| no_such_type(before, types, wanted))?,
        );
    }
    let cores: Vec<String> = types
        .iter()
        .chain(before.resource_types())
        .map(|kind| kind.schema.to_ascii_lowercase())
        .collect();
    let loose = schemas
        .iter()
        .map(|value| text(value, "id"))
        .filter(|id| !cores.contains(&id.to_ascii_lowercase()));
    let loose: Vec<&str> = loose.collect();
    if loose.is_empty() {
        let why = format!(
            "There is no schema in it that could extend {}; those of a resource type cannot.",
            wanted.kind.trim()
        );
        return Err(flaw("", &why));
    }
    for kind in types.iter_mut().filter(|kind| same(kind)) {
        for urn in &loose {
            add_extension(kind, urn, wanted.required);
        }
    }
    Ok(())
}

fn no_such_type(before: &Registry, types: &[ResourceType], wanted: &Extends) -> Error {
    let known = before.resource_types().iter().chain(types);
    let names: Vec<&str> = known.map(|kind| kind.name.as_str()).collect();
    let why = format!(
        "There is no resource type {} to extend. There are {}.",
        quoted(wanted.kind.trim()),
        names.join(", ")
    );
    flaw("", &why)
}

/// What is built in keeps its own word on whether it is required.
fn add_extension(kind: &mut ResourceType, urn: &str, required: bool) {
    let standard = Registry::standard().resource_type(&kind.name);
    if standard.is_some_and(|standard| extends(standard, urn)) {
        return;
    }
    let known = kind
        .schema_extensions
        .iter_mut()
        .find(|extension| extension.schema.eq_ignore_ascii_case(urn));
    match known {
        Some(extension) => extension.required = required,
        None => kind.schema_extensions.push(SchemaExtension {
            schema: urn.to_owned(),
            required,
        }),
    }
}

/// Resources are stored under the name of their type, and values under the URN of their extension:
/// another spelling would lose them.
fn same_spelling(at: &str, key: &str, new: &str, known: Option<&str>) -> Result<(), Error> {
    match known {
        Some(known) if known != new => {
            let why = format!(
                "{} is known here as {known}. Write it the same way.",
                quoted(new)
            );
            Err(flaw(&below(at, key), &why))
        }
        _ => Ok(()),
    }
}

fn left_alone(standard: &scim::schema::Schema, value: &Value) -> Remark {
    let name = standard.id.clone();
    let attributes = value.get("attributes").and_then(Value::as_array);
    let foreign: Vec<&str> = attributes
        .into_iter()
        .flatten()
        .map(|attribute| text(attribute, "name"))
        .filter(|own| standard.attribute(own).is_none())
        .filter(|own| Registry::standard().common_attribute(own).is_none())
        .collect();
    if foreign.is_empty() {
        return Remark::BuiltIn { name };
    }
    let attributes = visible(&foreign.join(", "));
    Remark::NotTakenOver { name, attributes }
}

fn note_existing(plan: &mut SchemaPlan, kind: &ResourceType, resources: u64, before: &Registry) {
    let differs = |urn: &str| {
        plan.schemas.iter().any(|planned| {
            planned.schema.id.eq_ignore_ascii_case(urn)
                && planned
                    .differences
                    .as_ref()
                    .is_some_and(|found| !found.is_empty())
        })
    };
    let mut urns = kind
        .schema_extensions
        .iter()
        .map(|extension| &extension.schema);
    let rewritten = differs(&kind.schema) || urns.any(|urn| differs(urn));
    let known = before.resource_type(&kind.name);
    let demanded = kind.schema_extensions.iter().any(|extension| {
        extension.required
            && known.is_some_and(|known| !known.schema_extensions.contains(extension))
    });
    if resources > 0 && (rewritten || demanded) {
        plan.remarks.push(Remark::Existing {
            kind: kind.name.clone(),
            resources,
        });
    }
}

/// The stored documents that the new ones replace.
fn earlier(
    row: &ConnectionRow,
    schemas: &[Value],
    types: &[ResourceType],
) -> Result<Vec<Value>, Error> {
    let mut found: Vec<Value> = serde_json::from_str(&row.schemas)?;
    found.retain(|old| {
        let id = text(old, "id");
        let mut new = schemas.iter().map(|value| text(value, "id"));
        new.any(|new| new.eq_ignore_ascii_case(id))
    });
    let mut kinds: Vec<Value> = serde_json::from_str(&row.resource_types)?;
    kinds.retain(|old| {
        let name = text(old, "name");
        types.iter().any(|new| new.name.eq_ignore_ascii_case(name))
    });
    found.append(&mut kinds);
    Ok(found)
}

/// Resource types as documents.
pub(super) fn values(types: &[ResourceType]) -> Result<Vec<Value>, Error> {
    Ok(types
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<_, _>>()?)
}

/// The text of a property; empty when it has none.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
