//! What a connection becomes when a schema or resource type is taken from it.

use scim::schema::{Registry, ResourceType};
use serde_json::Value;

use super::plan::{text, values};
use super::{SchemaRemoval, extends, resources, uses};
use crate::Error;
use crate::connections::parsed;
use crate::store::Db;
use crate::store::connections::ConnectionRow;

/// The changed connection, not yet saved, and what the change means. Values of extensions are not
/// counted: that reads every resource.
pub(super) fn planned(
    db: &Db,
    mut row: ConnectionRow,
    name: &str,
) -> Result<(ConnectionRow, SchemaRemoval), Error> {
    let known = parsed(&row)?;
    let name = name.trim();
    let urn = custom_schema(&known, name)?;
    let goes = |kind: &ResourceType| match urn {
        Some(urn) => kind.schema.eq_ignore_ascii_case(urn),
        None => kind.name.eq_ignore_ascii_case(name),
    };
    let (gone, mut kept): (Vec<_>, Vec<_>) = known.resource_types().iter().cloned().partition(goes);
    let mut removal = SchemaRemoval {
        schemas: urn.map(str::to_owned).into_iter().collect(),
        types: gone,
        shortened: Vec::new(),
        resources: 0,
        values: 0,
        documents: Vec::new(),
    };
    if let Some(urn) = urn {
        let with = |kind: &&mut ResourceType| extends(kind, urn);
        for kind in kept.iter_mut().filter(with) {
            removal.shortened.push(kind.name.clone());
            removal.documents.push(serde_json::to_value(&*kind)?);
            kind.schema_extensions
                .retain(|extension| !extension.schema.eq_ignore_ascii_case(urn));
        }
    }
    removal.schemas.extend(orphans(&removal, &kept));
    for kind in &removal.types {
        removal.resources += resources(db, row.row, &kind.name)?;
    }
    removal.documents.extend(values(&removal.types)?);
    row.resource_types = serde_json::to_string(&own(&kept))?;
    let (out, left) = parted(&row.schemas, &removal.schemas)?;
    removal.documents.splice(0..0, out);
    row.schemas = serde_json::to_string(&left)?;
    parsed(&row)?;
    Ok((row, removal))
}

/// The URN of the schema that `name` means; nothing when it means a resource type.
fn custom_schema<'k>(known: &'k Registry, name: &str) -> Result<Option<&'k str>, Error> {
    let standard = Registry::standard();
    if standard.schema(name).is_some() || standard.resource_type(name).is_some() {
        return Err(Error::SchemaBuiltIn(name.to_owned()));
    }
    match (known.schema(name), known.resource_type(name)) {
        (Some(schema), _) => Ok(Some(&schema.id)),
        (None, Some(_)) => Ok(None),
        (None, None) => Err(Error::UnknownSchema(name.to_owned())),
    }
}

/// Added schemas of the types that go, which no other type uses.
fn orphans(removal: &SchemaRemoval, kept: &[ResourceType]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for kind in &removal.types {
        let extensions = kind
            .schema_extensions
            .iter()
            .map(|extension| &extension.schema);
        for urn in std::iter::once(&kind.schema).chain(extensions) {
            let listed = |list: &[String]| list.iter().any(|one| one.eq_ignore_ascii_case(urn));
            let built_in = Registry::standard().schema(urn).is_some();
            let used = kept.iter().any(|kind| uses(kind, urn));
            if !built_in && !used && !listed(&removal.schemas) && !listed(&found) {
                found.push(urn.clone());
            }
        }
    }
    found
}

/// The types to store: those that are not exactly as they are built in.
fn own(kept: &[ResourceType]) -> Vec<&ResourceType> {
    kept.iter()
        .filter(|kind| Registry::standard().resource_type(&kind.name) != Some(kind))
        .collect()
}

/// The stored schemas that go, and those that stay.
fn parted(stored: &str, gone: &[String]) -> Result<(Vec<Value>, Vec<Value>), Error> {
    let all: Vec<Value> = serde_json::from_str(stored)?;
    Ok(all.into_iter().partition(|value| {
        gone.iter()
            .any(|urn| urn.eq_ignore_ascii_case(text(value, "id")))
    }))
}
