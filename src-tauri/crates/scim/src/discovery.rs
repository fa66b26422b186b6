//! The three discovery documents: RFC 7644 §4, RFC 7643 §5 to §7, RFC 9865 §4.
//!
//! Every member is present, since authentik assumes "no PATCH, no filter" when one is missing
//! (CFG-04). `meta.location` is the server's to add.

use serde_json::{Value, json};

use crate::limits;
use crate::schema::Registry;

/// What the server allows, as `/ServiceProviderConfig` announces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The most resources in one list response.
    pub max_results: u64,
    /// The most operations in a bulk request; announced even where bulk is not supported.
    pub max_operations: u64,
    /// The largest bulk request in bytes.
    pub max_payload_size: u64,
    /// Whether ETags are checked.
    pub etag: bool,
    /// Whether bulk requests are answered.
    pub bulk: bool,
    /// Whether lists can be paged by cursor.
    pub cursor: bool,
    /// How many resources are on a page when the client does not say.
    pub default_page_size: u64,
    /// For how many seconds a cursor is good.
    pub cursor_timeout: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_results: limits::PAGE,
            max_operations: limits::BULK_OPERATIONS as u64,
            max_payload_size: 10 * 1_048_576,
            etag: true,
            bulk: true,
            cursor: true,
            default_page_size: 100,
            cursor_timeout: 3600,
        }
    }
}

/// The service provider's configuration (RFC 7643 §5).
#[must_use]
pub fn service_provider_config(limits: &Limits) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "documentationUri": "https://www.rfc-editor.org/rfc/rfc7644",
        "patch": { "supported": true },
        "bulk": {
            "supported": limits.bulk,
            "maxOperations": limits.max_operations,
            "maxPayloadSize": limits.max_payload_size,
        },
        "filter": { "supported": true, "maxResults": limits.max_results },
        "changePassword": { "supported": true },
        "sort": { "supported": true },
        "etag": { "supported": limits.etag },
        "pagination": {
            "cursor": limits.cursor,
            "index": true,
            "defaultPaginationMethod": "index",
            "defaultPageSize": limits.default_page_size,
            "maxPageSize": limits.max_results,
            "cursorTimeout": limits.cursor_timeout,
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "A bearer token in the Authorization header (RFC 6750)",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig" },
    })
}

/// The resource types (RFC 7643 §6).
#[must_use]
pub fn resource_types(registry: &Registry) -> Vec<Value> {
    let documents = registry.resource_types().iter().map(|rt| {
        let extensions: Vec<Value> = rt
            .schema_extensions
            .iter()
            .map(|extension| json!({ "schema": extension.schema, "required": extension.required }))
            .collect();
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": rt.id,
            "name": rt.name,
            "description": rt.description,
            "endpoint": rt.endpoint,
            "schema": rt.schema,
            "schemaExtensions": extensions,
            "meta": { "resourceType": "ResourceType" },
        })
    });
    documents.collect()
}

/// The schemas of the resource types and their extensions (RFC 7643 §7). The schemas of the
/// discovery documents themselves are in the registry, but not listed.
#[must_use]
pub fn schemas(registry: &Registry) -> Vec<Value> {
    let used = |urn: &str| {
        registry.resource_types().iter().any(|rt| {
            rt.schema.eq_ignore_ascii_case(urn)
                || rt
                    .schema_extensions
                    .iter()
                    .any(|e| e.schema.eq_ignore_ascii_case(urn))
        })
    };
    let documents = registry
        .schemas()
        .filter(|schema| used(&schema.id))
        .map(|schema| {
            let mut document = json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            });
            if let (Value::Object(map), Ok(Value::Object(own))) =
                (&mut document, serde_json::to_value(schema))
            {
                map.extend(own);
                map.insert("meta".into(), json!({ "resourceType": "Schema" }));
            }
            document
        });
    documents.collect()
}
