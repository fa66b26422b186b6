//! The discovery documents, RFC 7643 §5 to §8.

use scim::discovery::{self, Limits};
use scim::schema::Registry;
use scim::{Object, accept_new};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, GROUP, USER, registry};
use crate::widget;

#[test]
fn the_configuration_has_every_member_even_of_what_is_unsupported() {
    let config = discovery::service_provider_config(&Limits::default());
    for feature in ["patch", "bulk", "filter", "changePassword", "sort", "etag"] {
        assert!(config[feature]["supported"].is_boolean(), "{feature}");
    }
    assert_eq!(
        config["bulk"],
        json!({
            "supported": true, "maxOperations": 1000, "maxPayloadSize": 10_485_760,
        })
    );
    assert_eq!(
        config["filter"],
        json!({ "supported": true, "maxResults": 1000 })
    );
    let scheme = &config["authenticationSchemes"][0];
    for member in ["type", "name", "description", "specUri"] {
        assert!(scheme[member].is_string(), "{member}");
    }
}

#[test]
fn the_limits_are_announced() {
    let limits = Limits {
        max_results: 7,
        max_operations: 8,
        max_payload_size: 9,
        etag: false,
        bulk: false,
        cursor: false,
        default_page_size: 10,
        cursor_timeout: 11,
    };
    let config = discovery::service_provider_config(&limits);
    assert_eq!(config["filter"]["maxResults"], 7);
    assert_eq!(
        config["bulk"],
        json!({ "supported": false, "maxOperations": 8, "maxPayloadSize": 9 })
    );
    assert_eq!(config["etag"]["supported"], false);
    assert_eq!(
        config["pagination"],
        json!({
            "cursor": false, "index": true, "defaultPaginationMethod": "index",
            "defaultPageSize": 10, "maxPageSize": 7, "cursorTimeout": 11,
        })
    );
}

#[test]
fn paging_is_announced_by_index_and_by_cursor() {
    let config = discovery::service_provider_config(&Limits::default());
    assert_eq!(
        config["pagination"],
        json!({
            "cursor": true, "index": true, "defaultPaginationMethod": "index",
            "defaultPageSize": 100, "maxPageSize": 1000, "cursorTimeout": 3600,
        })
    );
}

/// Checks a document against the attributes of its own schema: nothing required is missing,
/// nothing is unknown.
fn fits(registry: &Registry, urn: &str, document: &Object) {
    let schema = registry.schema(urn).expect(urn);
    for attribute in schema.attributes.iter().filter(|a| a.required) {
        assert!(
            document.contains_key(&attribute.name),
            "{urn}: {} is missing",
            attribute.name
        );
    }
    for name in document.keys() {
        let common = registry.common().iter().any(|a| a.name == *name);
        assert!(
            common || schema.attribute(name).is_some(),
            "{urn}: {name} is unknown"
        );
    }
}

#[test]
fn every_discovery_document_fits_its_own_schema() {
    let core = "urn:ietf:params:scim:schemas:core:2.0";
    let as_object = |value: Value| value.as_object().expect("an object").clone();
    let config = discovery::service_provider_config(&Limits::default());
    fits(
        registry(),
        &format!("{core}:ServiceProviderConfig"),
        &as_object(config),
    );
    for document in discovery::resource_types(registry()) {
        fits(
            registry(),
            &format!("{core}:ResourceType"),
            &as_object(document),
        );
    }
    for document in discovery::schemas(registry()) {
        fits(registry(), &format!("{core}:Schema"), &as_object(document));
    }
}

#[test]
fn the_resource_types_are_those_of_section_8_6() {
    let documents = discovery::resource_types(registry());
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0]["id"], "User");
    assert_eq!(documents[0]["endpoint"], "/Users");
    assert_eq!(documents[0]["schema"], USER);
    assert_eq!(
        documents[0]["schemaExtensions"],
        json!([{ "schema": ENTERPRISE, "required": false }])
    );
    assert_eq!(documents[1]["schemaExtensions"], json!([]));
    assert_eq!(
        documents[1]["meta"],
        json!({ "resourceType": "ResourceType" })
    );
}

#[test]
fn the_listed_schemas_are_those_of_the_resource_types() {
    let ids = |registry: &Registry| -> Vec<String> {
        discovery::schemas(registry)
            .iter()
            .map(|document| document["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    assert_eq!(ids(registry()), [USER, GROUP, ENTERPRISE]);
    assert_eq!(
        ids(widget::registry()),
        [USER, GROUP, ENTERPRISE, widget::WIDGET, widget::PAINT]
    );
}

#[test]
fn a_listed_schema_contains_no_null_and_every_characteristic() {
    fn walk(value: &Value) {
        match value {
            Value::Null => panic!("null in a schema"),
            Value::Array(items) => items.iter().for_each(walk),
            Value::Object(map) => map.values().for_each(walk),
            _ => {}
        }
    }
    fn complete(attribute: &Value) {
        for member in [
            "name",
            "type",
            "multiValued",
            "description",
            "required",
            "mutability",
            "returned",
        ] {
            assert!(
                attribute.get(member).is_some(),
                "{member} of {}",
                attribute["name"]
            );
        }
        for sub in attribute["subAttributes"].as_array().into_iter().flatten() {
            complete(sub);
        }
    }
    for document in discovery::schemas(registry()) {
        walk(&document);
        document["attributes"]
            .as_array()
            .expect("attributes")
            .iter()
            .for_each(complete);
    }
}

#[test]
fn a_listed_schema_can_be_brought_back_as_a_custom_one() {
    let documents = discovery::schemas(widget::registry());
    let types: Vec<Value> = discovery::resource_types(widget::registry());
    let copy = Registry::default();
    let copy = copy.with(&documents, &types).expect("our own documents");
    assert_eq!(copy.resource_types().len(), 3);
    let rt = copy.resource_type("User").expect("User");
    let found = accept_new(&copy, rt, json!({ "schemas": [USER], "userName": "ada" }));
    assert!(found.expect("a user").findings.is_empty());
}
