//! The schemas and resource types that somebody adds to a connection (RFC 7643 §6 and §7): what is
//! there, what adding or removing would mean, and doing it.
//!
//! What is built in stays as it is: a built-in type can be extended, and nothing else. Whether a
//! definition makes sense is for [`scim::schema::Registry::with`] to say; here its place in the
//! file is found and what it means for the resources that exist.

mod checks;
mod differences;
mod plan;
mod reading;
mod remark;
mod removal;

use scim::schema::{Registry, ResourceType, Schema};
use serde_json::Value;

pub use differences::Differences;
pub use reading::Documents;
pub use remark::Remark;

use crate::connections::{existing, save};
use crate::store::{self, Db};
use crate::{Connection, Error, Workspace};

/// Which resource type the schemas of a file extend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extends {
    /// Name of the resource type, such as `User`.
    pub kind: String,
    /// Whether every resource of that type must have the extension.
    pub required: bool,
}

/// A schema of a connection.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownSchema {
    /// Its definition.
    pub schema: Schema,
    /// Whether somebody added it.
    pub custom: bool,
}

/// A resource type of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownType {
    /// Its definition, with the extensions that were added.
    pub kind: ResourceType,
    /// Whether somebody added it; a built-in one with an added extension is still built in.
    pub custom: bool,
    /// How many resources of this type there are.
    pub resources: u64,
}

/// What a connection knows.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownSchemas {
    /// Schemas that a resource type uses, and added ones that none uses yet.
    pub schemas: Vec<KnownSchema>,
    /// Resource types, User first.
    pub types: Vec<KnownType>,
}

/// What adding documents means, or has meant.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaPlan {
    /// Schemas that are added or replaced.
    pub schemas: Vec<PlannedSchema>,
    /// Resource types that are added or changed.
    pub types: Vec<PlannedType>,
    /// What whoever adds them should know.
    pub remarks: Vec<Remark>,
    /// The documents that are replaced; adding them again is the way back.
    pub replaced: Vec<Value>,
}

/// A schema that is added or replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedSchema {
    /// Its definition.
    pub schema: Schema,
    /// How it differs from the one it replaces; nothing for a new one.
    pub differences: Option<Differences>,
}

/// A resource type that is added or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedType {
    /// Its definition afterwards.
    pub kind: ResourceType,
    /// The definition before; nothing for a new one.
    pub before: Option<ResourceType>,
    /// How many resources of this type there are.
    pub resources: u64,
}

/// What removing a schema or resource type means, or has meant.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaRemoval {
    /// URNs of the schemas that go.
    pub schemas: Vec<String>,
    /// Resource types that go.
    pub types: Vec<ResourceType>,
    /// Names of the resource types that lose an extension.
    pub shortened: Vec<String>,
    /// Resources of the types that go; while there is one, nothing is removed.
    pub resources: u64,
    /// Resources that have values of the extension.
    pub values: u64,
    /// What went, as a file would bring it; adding it again is the way back.
    pub documents: Vec<Value>,
}

impl Workspace {
    /// The schemas and resource types of a connection, with what exists of each.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn schemas(&self, connection: &Connection) -> Result<KnownSchemas, Error> {
        let registry = &connection.registry;
        let standard = Registry::standard();
        let types = self.read(|db| {
            let types = registry.resource_types().iter();
            types
                .map(|kind| {
                    Ok(KnownType {
                        custom: standard.resource_type(&kind.name).is_none(),
                        resources: resources(db, connection.row, &kind.name)?,
                        kind: kind.clone(),
                    })
                })
                .collect::<Result<_, Error>>()
        })?;
        let schemas = registry
            .schemas()
            .map(|schema| KnownSchema {
                custom: standard.schema(&schema.id).is_none(),
                schema: schema.clone(),
            })
            .filter(|known| known.custom || is_used(registry, &known.schema.id))
            .collect();
        Ok(KnownSchemas { schemas, types })
    }

    /// What [`Workspace::save_schemas`] would do.
    ///
    /// # Errors
    /// As there.
    pub fn schema_plan(
        &self,
        connection: &str,
        documents: &Documents,
        extends: Option<&Extends>,
    ) -> Result<SchemaPlan, Error> {
        self.read(|db| {
            let row = existing(db, connection)?;
            Ok(plan::planned(db, row, documents, extends)?.1)
        })
    }

    /// Adds the schemas and resource types of a file, in the place of those with the same id (name).
    ///
    /// # Errors
    /// [`Error::UnknownConnection`]; [`Error::SchemaFlaw`] where a definition makes no sense.
    pub fn save_schemas(
        &self,
        connection: &str,
        documents: Documents,
        extends: Option<Extends>,
    ) -> Result<SchemaPlan, Error> {
        let wanted = connection.to_owned();
        self.write(move |write| {
            let row = existing(write.db, &wanted)?;
            let (row, plan) = plan::planned(write.db, row, &documents, extends.as_ref())?;
            save(write.db, &row)?;
            Ok(plan)
        })
        .wait()
    }

    /// What [`Workspace::remove_schema`] would take away.
    ///
    /// # Errors
    /// As there, but it counts resources that are in the way.
    pub fn schema_removal(&self, connection: &str, name: &str) -> Result<SchemaRemoval, Error> {
        self.read(|db| {
            let row = existing(db, connection)?;
            let number = row.row;
            let (_, mut removal) = removal::planned(db, row, name)?;
            for kind in &removal.shortened {
                for urn in &removal.schemas {
                    removal.values += store::schemas::with_values(db, number, kind, urn)?;
                }
            }
            Ok(removal)
        })
    }

    /// Removes the added schema with this URN, or the added resource type with this name. With a
    /// type go its schema and extensions, unless another type uses them. Values of an extension
    /// stay stored with their resources.
    ///
    /// # Errors
    /// [`Error::UnknownSchema`], [`Error::SchemaBuiltIn`]; [`Error::SchemaInUse`] while there are
    /// resources of a type that would go.
    pub fn remove_schema(&self, connection: &str, name: &str) -> Result<SchemaRemoval, Error> {
        let (wanted, name) = (connection.to_owned(), name.to_owned());
        self.write(move |write| {
            let row = existing(write.db, &wanted)?;
            let (row, removal) = removal::planned(write.db, row, &name)?;
            if let (Some(kind), true) = (removal.types.first(), removal.resources > 0) {
                return Err(Error::SchemaInUse {
                    kind: kind.name.clone(),
                    resources: removal.resources,
                });
            }
            save(write.db, &row)?;
            Ok(removal)
        })
        .wait()
    }
}

/// How many resources of a type there are.
fn resources(db: &Db, connection: i64, kind: &str) -> Result<u64, Error> {
    Ok(store::blocks::total(db, connection, &[kind])?)
}

/// Whether a resource type is made of this schema or extended by it.
fn is_used(registry: &Registry, urn: &str) -> bool {
    registry.resource_types().iter().any(|kind| uses(kind, urn))
}

fn uses(kind: &ResourceType, urn: &str) -> bool {
    kind.schema.eq_ignore_ascii_case(urn) || extends(kind, urn)
}

fn extends(kind: &ResourceType, urn: &str) -> bool {
    kind.schema_extensions
        .iter()
        .any(|extension| extension.schema.eq_ignore_ascii_case(urn))
}
