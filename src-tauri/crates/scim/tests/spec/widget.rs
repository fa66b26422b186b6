//! A resource type of our own with one attribute of every characteristic, as a user would bring
//! it for a connection.

use std::sync::OnceLock;

use scim::schema::{Registry, ResourceType};
use serde_json::{Value, json};

pub(crate) const WIDGET: &str = "urn:example:params:scim:schemas:1.5:Widget";
pub(crate) const PAINT: &str = "urn:example:params:scim:schemas:extension:1.5:Paint";

pub(crate) fn schemas() -> Vec<Value> {
    vec![
        json!({
            "id": WIDGET,
            "name": "Widget",
            "attributes": [
                { "name": "label", "required": true, "uniqueness": "server" },
                { "name": "code", "caseExact": true },
                { "name": "size", "type": "integer" },
                { "name": "weight", "type": "decimal" },
                { "name": "sold", "type": "boolean" },
                { "name": "made", "type": "dateTime" },
                { "name": "blob", "type": "binary", "caseExact": true },
                { "name": "link", "type": "reference", "referenceTypes": ["uri"] },
                { "name": "serial", "mutability": "immutable" },
                { "name": "stamp", "mutability": "readOnly" },
                { "name": "pin", "mutability": "writeOnly", "returned": "never" },
                { "name": "notes", "returned": "request" },
                { "name": "badge", "returned": "always" },
                { "name": "tags", "multiValued": true },
                { "name": "email" },
                { "name": "box", "type": "complex", "subAttributes": [
                    { "name": "width", "type": "integer" },
                    { "name": "height", "type": "integer" },
                    { "name": "colour" },
                ] },
                { "name": "parts", "type": "complex", "multiValued": true, "subAttributes": [
                    { "name": "value", "caseExact": true },
                    { "name": "type" },
                    { "name": "count", "type": "integer" },
                    { "name": "primary", "type": "boolean" },
                    { "name": "aliases", "multiValued": true },
                ] },
            ],
        }),
        json!({
            "id": PAINT,
            "name": "Paint",
            "attributes": [
                { "name": "shade", "required": true },
                { "name": "layers", "type": "integer" },
            ],
        }),
    ]
}

pub(crate) fn resource_types() -> Vec<Value> {
    vec![json!({
        "name": "Widget",
        "endpoint": "/Widgets",
        "schema": WIDGET,
        "schemaExtensions": [{ "schema": PAINT, "required": true }],
    })]
}

pub(crate) fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        Registry::standard()
            .with(&schemas(), &resource_types())
            .expect("a valid widget schema")
    })
}

pub(crate) fn kind() -> &'static ResourceType {
    registry().resource_type("Widget").expect("the widget")
}
