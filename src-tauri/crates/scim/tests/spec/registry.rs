//! The schemas of RFC 7643 §8.7 as data, and schemas that users bring.

use scim::schema::{
    Attribute, AttributeType, ENTERPRISE_USER, GROUP, Mutability, Registry, Returned, USER,
    Uniqueness,
};
use scim::{AttributePath, ScimType};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, kind, registry};
use crate::widget;

fn attribute(urn: &str, path: &str) -> &'static Attribute {
    let schema = registry().schema(urn).expect(urn);
    match path.split_once('.') {
        Some((name, sub)) => schema.attribute(name).and_then(|a| a.sub(sub)).expect(path),
        None => schema.attribute(path).expect(path),
    }
}

#[test]
fn every_embedded_document_is_read() {
    let urns: Vec<&str> = registry()
        .schemas()
        .map(|schema| schema.id.as_str())
        .collect();
    assert_eq!(
        urns,
        [
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:core:2.0:Group",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
            "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
            "urn:ietf:params:scim:schemas:core:2.0:Schema",
        ]
    );
    let kinds: Vec<&str> = registry()
        .resource_types()
        .iter()
        .map(|rt| rt.name.as_str())
        .collect();
    assert_eq!(kinds, ["User", "Group"]);
    let common: Vec<&str> = registry()
        .common()
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(common, ["schemas", "id", "externalId", "meta"]);
}

#[test]
fn the_user_schema_has_every_attribute_of_section_8_7_1() {
    let names: Vec<&str> = registry()
        .schema(USER)
        .expect("User")
        .attributes
        .iter()
        .map(|attribute| attribute.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "userName",
            "name",
            "displayName",
            "nickName",
            "profileUrl",
            "title",
            "userType",
            "preferredLanguage",
            "locale",
            "timezone",
            "active",
            "password",
            "emails",
            "phoneNumbers",
            "ims",
            "photos",
            "addresses",
            "groups",
            "entitlements",
            "roles",
            "x509Certificates",
        ]
    );
    let subs = |path: &str| -> Vec<String> {
        attribute(USER, path)
            .sub_attributes
            .iter()
            .map(|sub| sub.name.clone())
            .collect()
    };
    assert_eq!(
        subs("name"),
        [
            "formatted",
            "familyName",
            "givenName",
            "middleName",
            "honorificPrefix",
            "honorificSuffix",
        ]
    );
    assert_eq!(
        subs("addresses"),
        [
            "formatted",
            "streetAddress",
            "locality",
            "region",
            "postalCode",
            "country",
            "type",
            "primary",
        ]
    );
    for list in [
        "emails",
        "phoneNumbers",
        "ims",
        "photos",
        "entitlements",
        "roles",
    ] {
        assert_eq!(
            subs(list),
            ["value", "display", "type", "primary"],
            "{list}"
        );
        assert!(attribute(USER, list).multi_valued, "{list}");
    }
    assert_eq!(subs("groups"), ["value", "$ref", "display", "type"]);
}

#[test]
fn the_characteristics_are_those_of_the_rfc() {
    let user_name = attribute(USER, "userName");
    assert!(user_name.required && !user_name.case_exact);
    assert_eq!(user_name.uniqueness, Uniqueness::Server);
    let password = attribute(USER, "password");
    assert_eq!(
        (password.mutability, password.returned),
        (Mutability::WriteOnly, Returned::Never)
    );
    assert_eq!(attribute(USER, "groups").mutability, Mutability::ReadOnly);
    assert_eq!(attribute(USER, "active").kind, AttributeType::Boolean);
    assert_eq!(
        attribute(USER, "photos.value").kind,
        AttributeType::Reference
    );
    assert_eq!(
        attribute(USER, "photos.value").reference_types,
        ["external"]
    );
    assert_eq!(
        attribute(USER, "x509Certificates.value").kind,
        AttributeType::Binary
    );
    assert!(attribute(USER, "x509Certificates.value").case_exact);
    assert_eq!(
        attribute(USER, "emails.type").canonical_values,
        ["work", "home", "other"]
    );
    assert_eq!(
        attribute(GROUP, "members.value").mutability,
        Mutability::Immutable
    );
    assert_eq!(
        attribute(GROUP, "members.$ref").reference_types,
        ["User", "Group"]
    );
    assert!(
        attribute(GROUP, "displayName").required,
        "RFC 7643 §4.2 says REQUIRED"
    );
    let manager = attribute(ENTERPRISE_USER, "manager");
    assert!(manager.is_complex() && !manager.multi_valued);
    assert_eq!(
        attribute(ENTERPRISE_USER, "manager.displayName").mutability,
        Mutability::ReadOnly
    );
    let id = registry()
        .common()
        .iter()
        .find(|a| a.name == "id")
        .expect("id");
    assert!(id.case_exact);
    assert_eq!(
        (id.returned, id.uniqueness),
        (Returned::Always, Uniqueness::Server)
    );
}

#[test]
fn resource_types_are_found_by_endpoint_and_name() {
    for endpoint in ["/Users", "Users", "/users/", "USERS"] {
        assert_eq!(
            registry().resource_type_at(endpoint).expect(endpoint).name,
            "User"
        );
    }
    assert_eq!(
        registry().resource_type("group").expect("group").endpoint,
        "/Groups"
    );
    assert!(registry().resource_type_at("/Widgets").is_none());
    assert!(registry().resource_type("Widget").is_none());
}

#[test]
fn urns_compare_without_regard_to_case() {
    assert!(registry().schema(&USER.to_uppercase()).is_some());
    assert!(
        registry()
            .schema("urn:ietf:params:scim:schemas:core:2.0:Nobody")
            .is_none()
    );
}

fn resolved(path: &str) -> Option<String> {
    let path = AttributePath::parse(path).expect(path);
    registry()
        .resolve(kind("User"), &path)
        .map(|found| found.path.to_string())
}

#[test]
fn paths_resolve_to_their_canonical_spelling() {
    for (sent, canonical) in [
        ("USERNAME", "userName"),
        ("name.FAMILYNAME", "name.familyName"),
        ("ID", "id"),
        ("meta.lastmodified", "meta.lastModified"),
        ("groups.$REF", "groups.$ref"),
        (
            "URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:emails.VALUE",
            "emails.value",
        ),
        ("email", "emails.value"),
        ("mail", "emails.value"),
    ] {
        assert_eq!(resolved(sent).as_deref(), Some(canonical), "{sent}");
    }
    let department = format!("{ENTERPRISE}:department");
    for sent in [
        department.clone(),
        department.to_lowercase(),
        "department".to_owned(),
        format!("{ENTERPRISE}.department"),
    ] {
        assert_eq!(resolved(&sent), Some(department.clone()), "{sent}");
    }
    assert_eq!(
        resolved("manager.value"),
        Some(format!("{ENTERPRISE}:manager.value"))
    );
}

#[test]
fn what_the_schema_does_not_know_does_not_resolve() {
    for unknown in [
        "shoeSize",
        "name.shoe",
        "userName.x",
        "email.value",
        "urn:ietf:params:scim:schemas:core:2.0:Group:displayName",
        "urn:ietf:params:scim:schemas:core:2.0:User:department",
        "urn:x:y:userName",
    ] {
        assert_eq!(resolved(unknown), None, "{unknown}");
    }
}

#[test]
fn a_resolved_path_tells_extension_and_last_definition() {
    let path = AttributePath::parse("manager.value").expect("a path");
    let found = registry().resolve(kind("User"), &path).expect("manager");
    assert_eq!(found.extension, Some(ENTERPRISE));
    assert_eq!(found.attribute.name, "manager");
    assert_eq!(found.last().name, "value");
    let path = AttributePath::of("title");
    let found = registry().resolve(kind("User"), &path).expect("title");
    assert_eq!(
        (found.extension, found.last().name.as_str()),
        (None, "title")
    );
}

#[test]
fn a_custom_resource_type_is_added_to_the_standard_ones() {
    let registry = widget::registry();
    assert_eq!(registry.resource_types().len(), 3);
    let rt = registry.resource_type_at("/Widgets").expect("widgets");
    assert_eq!((rt.id.as_str(), rt.schema_extensions.len()), ("Widget", 1));
    assert!(rt.schema_extensions[0].required);
    assert_eq!(registry.extensions(rt).count(), 1);
    assert!(
        Registry::standard().schema(widget::WIDGET).is_none(),
        "the standard one is untouched"
    );
}

#[test]
fn a_schema_or_resource_type_with_a_known_name_takes_its_place() {
    let slim = json!({ "id": ENTERPRISE, "name": "Slim", "attributes": [{ "name": "badge" }] });
    let registry = registry().with(&[slim], &[]).expect("a registry");
    assert_eq!(registry.schemas().count(), 6);
    let schema = registry.schema(ENTERPRISE).expect("the extension");
    assert!(schema.attribute("badge").is_some() && schema.attribute("manager").is_none());
    let user = json!({ "name": "User", "endpoint": "/People", "schema": USER });
    let registry = registry.with(&[], &[user]).expect("a registry");
    assert_eq!(registry.resource_types().len(), 2);
    assert!(registry.resource_type_at("/People").is_some());
}

#[test]
fn a_bad_schema_is_refused_with_its_name_and_reason() {
    let with = |attributes: Value| json!({ "id": "urn:example:bad", "name": "Bad", "attributes": attributes });
    for (schema, reason) in [
        (
            json!({ "name": "No id", "attributes": [{ "name": "a" }] }),
            "without id",
        ),
        (
            json!({ "id": "plain", "attributes": [{ "name": "a" }] }),
            "not a URN",
        ),
        (with(json!([])), "no attribute"),
        (with(json!([{ "name": "a b" }])), "not an attribute name"),
        (
            with(json!([{ "name": "a" }, { "name": "A" }])),
            "defined twice",
        ),
        (
            with(json!([{ "name": "a", "type": "colour" }])),
            "cannot be read",
        ),
        (
            with(json!([{ "name": "a", "mutability": "maybe" }])),
            "cannot be read",
        ),
        (
            with(json!([{ "name": "a", "type": "complex" }])),
            "without sub-attributes",
        ),
        (
            with(json!([{ "name": "a", "subAttributes": [{ "name": "b" }] }])),
            "not complex",
        ),
        (
            with(json!([{ "name": "id" }])),
            "every resource has already",
        ),
        (
            with(json!([{ "name": "a", "type": "complex", "subAttributes": [
                { "name": "b", "type": "complex", "subAttributes": [{ "name": "c" }] },
            ] }])),
            "cannot be complex",
        ),
    ] {
        let error = registry()
            .with(std::slice::from_ref(&schema), &[])
            .expect_err(reason);
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains(reason), "{reason}: {}", error.detail);
    }
}

#[test]
fn a_bad_resource_type_is_refused_with_its_name_and_reason() {
    for (rt, reason) in [
        (json!({ "endpoint": "/X", "schema": USER }), "without name"),
        (
            json!({ "name": "a b", "endpoint": "/X", "schema": USER }),
            "not a resource type name",
        ),
        (
            json!({ "name": "X", "endpoint": "X", "schema": USER }),
            "'/Things'",
        ),
        (
            json!({ "name": "X", "endpoint": "/a/b", "schema": USER }),
            "'/Things'",
        ),
        (
            json!({ "name": "X", "endpoint": "/bulk", "schema": USER }),
            "a meaning of its own",
        ),
        (
            json!({ "name": "X", "endpoint": "/X", "schema": "urn:example:none" }),
            "not known",
        ),
        (
            json!({ "name": "X", "endpoint": "/X", "schema": USER,
                    "schemaExtensions": [{ "schema": "urn:example:none" }] }),
            "not known",
        ),
        (
            json!({ "name": "X", "endpoint": "/users", "schema": USER }),
            "share the endpoint",
        ),
    ] {
        let error = registry()
            .with(&[], std::slice::from_ref(&rt))
            .expect_err(reason);
        assert!(error.detail.contains(reason), "{reason}: {}", error.detail);
    }
}
