//! `attributes`, `excludedAttributes` (RFC 7644 §3.9) and `returned` (RFC 7643 §7).

use scim::schema::{Registry, ResourceType};
use scim::{Object, Projection};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, kind, object, registry, rules};
use crate::widget;

fn user() -> Object {
    object(json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "id": "1",
        "userName": "ada",
        "name": { "givenName": "Ada", "familyName": "Okafor" },
        "password": "secret",
        "emails": [{ "value": "a@b.c", "type": "work" }, { "value": "d@e.f" }],
        ENTERPRISE: { "department": "R&D", "manager": { "value": "2", "displayName": "Bram" } },
        "meta": { "resourceType": "User", "version": "1" },
    }))
}

fn shown(
    registry: &Registry,
    rt: &ResourceType,
    mut resource: Object,
    only: Option<&str>,
    excluded: Option<&str>,
) -> Value {
    Projection::parse(only, excluded)
        .value
        .apply(registry, rt, &mut resource);
    resource.remove("schemas");
    Value::Object(resource)
}

fn only(attributes: &str) -> Value {
    shown(registry(), kind("User"), user(), Some(attributes), None)
}

fn without(excluded: &str) -> Value {
    shown(registry(), kind("User"), user(), None, Some(excluded))
}

#[test]
fn without_parameters_only_what_is_never_returned_is_dropped() {
    let mut all = user();
    all.remove("password");
    all.remove("schemas");
    assert_eq!(
        shown(registry(), kind("User"), user(), None, None),
        Value::Object(all)
    );
}

#[test]
fn attributes_leave_only_what_is_asked_and_what_is_always_returned() {
    assert_eq!(only("userName"), json!({ "id": "1", "userName": "ada" }));
    assert_eq!(
        only("USERNAME, meta.version"),
        json!({
            "id": "1", "userName": "ada", "meta": { "version": "1" },
        })
    );
    assert_eq!(only("id"), json!({ "id": "1" }));
    assert_eq!(only("nothingKnown"), json!({ "id": "1" }));
}

#[test]
fn sub_attributes_can_be_asked_for() {
    assert_eq!(
        only("name.givenName"),
        json!({ "id": "1", "name": { "givenName": "Ada" } })
    );
    assert_eq!(
        only("emails.value"),
        json!({
            "id": "1", "emails": [{ "value": "a@b.c" }, { "value": "d@e.f" }],
        })
    );
}

#[test]
fn attributes_may_be_qualified_and_extensions_named_as_a_whole() {
    assert_eq!(
        only("urn:ietf:params:scim:schemas:core:2.0:User:userName"),
        json!({ "id": "1", "userName": "ada" })
    );
    assert_eq!(
        only(&format!("{ENTERPRISE}:department")),
        json!({ "id": "1", ENTERPRISE: { "department": "R&D" } })
    );
    assert_eq!(
        only(&format!("{ENTERPRISE}:manager.value")),
        json!({ "id": "1", ENTERPRISE: { "manager": { "value": "2" } } })
    );
    assert_eq!(
        only(ENTERPRISE),
        json!({ "id": "1", ENTERPRISE: {
            "department": "R&D", "manager": { "value": "2", "displayName": "Bram" },
        } })
    );
}

#[test]
fn excluded_attributes_leave_the_rest() {
    let left = without("emails,name.familyName,meta");
    assert_eq!(
        left,
        json!({
            "id": "1",
            "userName": "ada",
            "name": { "givenName": "Ada" },
            ENTERPRISE: { "department": "R&D", "manager": { "value": "2", "displayName": "Bram" } },
        })
    );
    let left = without(&format!("{ENTERPRISE},emails.type"));
    assert!(left.get(ENTERPRISE).is_none());
    assert_eq!(
        left["emails"],
        json!([{ "value": "a@b.c" }, { "value": "d@e.f" }])
    );
}

#[test]
fn what_is_always_returned_cannot_be_excluded_and_what_is_never_cannot_be_asked() {
    assert_eq!(without("id,userName")["id"], "1");
    assert_eq!(only("password"), json!({ "id": "1" }));
}

#[test]
fn every_returned_characteristic_of_a_custom_type_is_honoured() {
    let resource = || {
        object(json!({
            "id": "1", "label": "L", "notes": "N", "badge": "B", "pin": "P", "tags": ["t"],
        }))
    };
    let show = |only, excluded| {
        shown(
            widget::registry(),
            widget::kind(),
            resource(),
            only,
            excluded,
        )
    };
    assert_eq!(
        show(None, None),
        json!({ "id": "1", "label": "L", "badge": "B", "tags": ["t"] })
    );
    assert_eq!(
        show(Some("notes"), None),
        json!({ "id": "1", "notes": "N", "badge": "B" })
    );
    assert_eq!(
        show(None, Some("badge,tags")),
        json!({ "id": "1", "label": "L", "badge": "B" })
    );
    assert_eq!(
        show(Some("pin,label"), None),
        json!({ "id": "1", "label": "L", "badge": "B" })
    );
}

#[test]
fn wants_tells_what_need_not_be_loaded() {
    let group = kind("Group");
    let excluded = Projection::parse(None, Some("members")).value;
    assert!(!excluded.wants(registry(), group, "members"));
    assert!(excluded.wants(registry(), group, "displayName"));
    let only = Projection::parse(Some("id"), None).value;
    assert!(!only.wants(registry(), group, "members"));
    assert!(only.wants(registry(), group, "id"));
    let part = Projection::parse(Some("members.value"), None).value;
    assert!(part.wants(registry(), group, "members"));
    assert!(Projection::default().wants(registry(), group, "members"));
    assert!(!Projection::default().wants(registry(), kind("User"), "password"));
}

#[test]
fn an_entry_that_is_no_attribute_is_ignored_and_noted() {
    let found = Projection::parse(Some("userName,,a b, emails[type eq \"x\"]"), None);
    assert_eq!(
        rules(&found.findings),
        ["RFC-attribute-list", "RFC-attribute-list"]
    );
    let found = Projection::parse(Some("userName"), Some("emails"));
    assert_eq!(rules(&found.findings), ["RFC-attributes-and-excluded"]);
    assert_eq!(
        Projection::parse(Some(""), None).value,
        Projection::default()
    );
}

#[test]
fn a_name_stands_for_the_schema_it_was_given_with() {
    assert_eq!(
        only(&format!("{ENTERPRISE}:userName")),
        json!({ "id": "1" })
    );
    assert_eq!(only("urn:x:y:userName"), json!({ "id": "1" }));
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    assert_eq!(
        only(&format!("{core}:name.givenName")),
        json!({ "id": "1", "name": { "givenName": "Ada" } })
    );
    assert_eq!(
        only("department"),
        json!({ "id": "1", ENTERPRISE: { "department": "R&D" } }),
        "found without its URN, since the core schema has no such attribute"
    );
    assert!(only(core).get(ENTERPRISE).is_none());
    assert_eq!(only(core)["userName"], "ada");
    assert!(without(core).get("userName").is_none());
}

#[test]
fn parts_can_be_excluded_with_their_urn() {
    let left = without(&format!("{ENTERPRISE}:manager.displayName"));
    assert_eq!(
        left[ENTERPRISE],
        json!({ "department": "R&D", "manager": { "value": "2" } })
    );
    let left = without("urn:ietf:params:scim:schemas:core:2.0:User:emails.type");
    assert_eq!(left["emails"][0], json!({ "value": "a@b.c" }));
}
