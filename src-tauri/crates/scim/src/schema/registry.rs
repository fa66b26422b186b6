//! The schemas and resource types of one connection.

use std::sync::OnceLock;

use serde_json::Value;

use super::secrets::Secrets;
use super::{Attribute, ResourceType, Schema, validate};
use crate::Error;

/// Schemas and resource types; URNs and names compare without regard to case.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    schemas: Vec<Schema>,
    resource_types: Vec<ResourceType>,
    common: Vec<Attribute>,
    secrets: Secrets,
}

const SCHEMAS: [&str; 6] = [
    include_str!("../../schemas/user.json"),
    include_str!("../../schemas/group.json"),
    include_str!("../../schemas/enterprise-user.json"),
    include_str!("../../schemas/service-provider-config.json"),
    include_str!("../../schemas/resource-type.json"),
    include_str!("../../schemas/schema.json"),
];
const COMMON: &str = include_str!("../../schemas/common.json");
const RESOURCE_TYPES: &str = include_str!("../../schemas/resource-types.json");

impl Registry {
    /// User, Group and EnterpriseUser, with the three schemas of RFC 7643 §8.7.2.
    #[must_use]
    pub fn standard() -> &'static Registry {
        static STANDARD: OnceLock<Registry> = OnceLock::new();
        // A test reads the embedded documents one by one, so an unreadable one cannot ship.
        STANDARD.get_or_init(|| Registry {
            schemas: SCHEMAS
                .iter()
                .filter_map(|text| serde_json::from_str(text).ok())
                .collect(),
            resource_types: serde_json::from_str(RESOURCE_TYPES).unwrap_or_default(),
            common: serde_json::from_str::<Schema>(COMMON)
                .map(|schema| schema.attributes)
                .unwrap_or_default(),
            secrets: Secrets::default(),
        })
    }

    /// This registry plus schemas and resource types in the form of RFC 7643 §7 and §6. One
    /// with the id (name) of an existing one takes its place.
    ///
    /// # Errors
    /// `invalidValue` with a sentence that names the document and what is wrong with it.
    pub fn with(&self, schemas: &[Value], resource_types: &[Value]) -> Result<Registry, Error> {
        let mut registry = self.clone();
        for document in schemas {
            let schema = validate::schema(document)?;
            match registry
                .schemas
                .iter_mut()
                .find(|s| s.id.eq_ignore_ascii_case(&schema.id))
            {
                Some(existing) => *existing = schema,
                None => registry.schemas.push(schema),
            }
        }
        for document in resource_types {
            let rt = validate::resource_type(document)?;
            match registry
                .resource_types
                .iter_mut()
                .find(|r| r.name.eq_ignore_ascii_case(&rt.name))
            {
                Some(existing) => *existing = rt,
                None => registry.resource_types.push(rt),
            }
        }
        validate::together(&registry)?;
        registry.secrets = Secrets::of(&registry);
        Ok(registry)
    }

    /// The resource types, User first.
    #[must_use]
    pub fn resource_types(&self) -> &[ResourceType] {
        &self.resource_types
    }

    /// The resource type at an endpoint such as `/Users`.
    #[must_use]
    pub fn resource_type_at(&self, endpoint: &str) -> Option<&ResourceType> {
        let bare = |text: &str| text.trim_matches('/').to_ascii_lowercase();
        let wanted = bare(endpoint);
        self.resource_types
            .iter()
            .find(|rt| bare(&rt.endpoint) == wanted)
    }

    /// The resource type called `name`, such as `User`.
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<&ResourceType> {
        self.resource_types
            .iter()
            .find(|rt| rt.name.eq_ignore_ascii_case(name))
    }

    /// All schemas.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        self.schemas.iter()
    }

    /// The schema with this URN.
    #[must_use]
    pub fn schema(&self, urn: &str) -> Option<&Schema> {
        self.schemas
            .iter()
            .find(|schema| schema.id.eq_ignore_ascii_case(urn))
    }

    /// The core schema of a resource type.
    #[must_use]
    pub fn core(&self, rt: &ResourceType) -> Option<&Schema> {
        self.schema(&rt.schema)
    }

    /// The extension schemas of a resource type that are known.
    pub fn extensions(&self, rt: &ResourceType) -> impl Iterator<Item = &Schema> {
        rt.schema_extensions
            .iter()
            .filter_map(|extension| self.schema(&extension.schema))
    }

    /// The attribute of every resource called `name`.
    #[must_use]
    pub fn common_attribute(&self, name: &str) -> Option<&Attribute> {
        self.common
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// The attributes beside `password` whose values must not be kept.
    #[must_use]
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// `schemas`, `id`, `externalId` and `meta` (RFC 7643 §3).
    #[must_use]
    pub fn common(&self) -> &[Attribute] {
        &self.common
    }
}
