//! Schemas and resource types of a connection (RFC 7643 §6 and §7).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a connection knows, built in and added.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SchemasView {
    /// Schemas that a resource type uses, and added ones that none uses yet.
    pub schemas: Vec<SchemaView>,
    /// Resource types, User first.
    pub types: Vec<ResourceTypeView>,
}

/// A schema.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SchemaView {
    /// The URN.
    pub id: String,
    /// For people to read; may be empty.
    pub name: String,
    /// For people to read; may be empty.
    pub description: String,
    /// Whether somebody added it.
    pub custom: bool,
    /// What it defines.
    pub attributes: Vec<AttributeView>,
}

/// An attribute with its characteristics.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AttributeView {
    /// Its name.
    pub name: String,
    /// `string`, `boolean`, `decimal`, `integer`, `dateTime`, `binary`, `reference` or `complex`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it is a list of values.
    pub multi_valued: bool,
    /// Whether a resource must have it.
    pub required: bool,
    /// Whether case matters in comparisons.
    pub case_exact: bool,
    /// `readOnly`, `readWrite`, `immutable` or `writeOnly`.
    pub mutability: String,
    /// `always`, `never`, `default` or `request`.
    pub returned: String,
    /// `none`, `server` or `global`.
    pub uniqueness: String,
    /// Suggested values.
    pub canonical_values: Vec<String>,
    /// What a reference may point to.
    pub reference_types: Vec<String>,
    /// For people to read; may be empty.
    pub description: String,
    /// The parts of a complex attribute; parts have none.
    pub sub_attributes: Vec<AttributeView>,
}

/// A resource type.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ResourceTypeView {
    /// Its name, such as `User`.
    pub name: String,
    /// For people to read; may be empty.
    pub description: String,
    /// Its endpoint, such as `/Users`.
    pub endpoint: String,
    /// URN of its schema.
    pub schema: String,
    /// Its extensions.
    pub extensions: Vec<ExtensionView>,
    /// Whether somebody added it.
    pub custom: bool,
    /// How many resources of it there are.
    pub resources: u64,
}

/// An extension of a resource type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExtensionView {
    /// URN of its schema.
    pub schema: String,
    /// Whether every resource must have it.
    pub required: bool,
}

/// Adds what a file brings, or asks what that would mean.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AddSchemas {
    /// Connection id.
    pub connection: String,
    /// The file: a Schema, a ResourceType, an array of them, or a ListResponse.
    pub text: String,
    /// Name of the resource type that its schemas extend.
    #[ts(optional)]
    pub extends: Option<String>,
    /// Whether every resource of that type must have the extension.
    #[ts(optional)]
    pub required: Option<bool>,
}

/// What adding a file means.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SchemaPlanView {
    /// Schemas that are added or replaced.
    pub schemas: Vec<PlannedSchemaView>,
    /// Resource types that are added, or changed.
    pub types: Vec<PlannedTypeView>,
    /// What to know beforehand, a sentence each.
    pub remarks: Vec<String>,
    /// Whether a schema of the file is used by no resource type.
    pub unused: bool,
    /// The way back, first part: what to remove again, URNs and names of types.
    pub added: Vec<String>,
    /// The way back, second part: the file with what is replaced; absent when nothing is.
    pub replaced: Option<String>,
}

/// A schema of a file.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlannedSchemaView {
    /// Its URN.
    pub id: String,
    /// For people to read; may be empty.
    pub name: String,
    /// How many attributes it defines.
    pub attributes: u32,
    /// Whether there is one of this id already.
    pub replaces: bool,
    /// Attributes that the one it replaces does not have.
    pub added: Vec<String>,
    /// Attributes with other characteristics than in the one it replaces.
    pub changed: Vec<String>,
    /// Attributes that only the one it replaces has.
    pub removed: Vec<String>,
}

/// A resource type that a file adds or changes.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlannedTypeView {
    /// Its name.
    pub name: String,
    /// Its endpoint afterwards.
    pub endpoint: String,
    /// Whether it is a new one.
    pub new: bool,
    /// Extensions it has afterwards and not before, or with another word on whether they are required.
    pub gains: Vec<ExtensionView>,
    /// Extensions it no longer has.
    pub loses: Vec<String>,
    /// How many resources of it there are.
    pub resources: u64,
}

/// Names an added schema or resource type.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfSchema {
    /// Connection id.
    pub connection: String,
    /// URN of the schema, or name of the resource type.
    pub name: String,
}

/// What removing a schema or resource type means.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SchemaRemovalView {
    /// URNs of the schemas that go.
    pub schemas: Vec<String>,
    /// Names of the resource types that go.
    pub types: Vec<String>,
    /// Endpoints that answer 404 afterwards.
    pub endpoints: Vec<String>,
    /// Names of the resource types that lose an extension.
    pub shortened: Vec<String>,
    /// Resources of the types that go; while there is one, nothing can be removed.
    pub resources: u64,
    /// Resources that have values of the extension. The values stay stored.
    pub values: u64,
    /// The file that brings everything back.
    pub text: String,
}
