//! Schemas that somebody adds: what a file may bring, what it means, and the way back.

use sandbox::{Cause, Documents, Error, Extends, Remark, SchemaPlan};
use serde_json::{Value, json};

use crate::bench::Bench;

const DEVICE: &str = "urn:contoso:Device";
const BADGE: &str = "urn:contoso:Badge";

fn device() -> Value {
    json!([
        {"id": DEVICE, "name": "Device", "attributes": [
            {"name": "serial", "type": "string", "required": true, "uniqueness": "server"},
            {"name": "place", "type": "complex", "subAttributes": [{"name": "floor", "type": "integer"}]},
        ]},
        {"name": "Device", "endpoint": "/Devices", "schema": DEVICE},
    ])
}

fn badge() -> Value {
    json!({"id": BADGE, "attributes": [{"name": "number"}]})
}

fn documents(value: &Value) -> Documents {
    Documents::read(&value.to_string()).unwrap()
}

fn add(bench: &Bench, value: &Value, extends: Option<&str>) -> Result<SchemaPlan, Error> {
    let extends = extends.map(|kind| Extends {
        kind: kind.to_owned(),
        required: false,
    });
    let documents = Documents::read(&value.to_string())?;
    bench.workspace.save_schemas(bench.id(), documents, extends)
}

fn create(bench: &Bench, kind: &str, body: Value) {
    let connection = bench.workspace.connection(bench.id()).unwrap();
    let directory = bench.workspace.directory(&connection);
    directory
        .create(kind, body, Cause::default())
        .wait()
        .unwrap();
}

fn names(plan: &SchemaPlan) -> Vec<&str> {
    plan.types
        .iter()
        .map(|planned| planned.kind.name.as_str())
        .collect()
}

/// The place and the reason of a refusal.
fn flaw<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, String) {
    match outcome {
        Err(Error::SchemaFlaw { at, why }) => (at, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_array_a_list_response_and_one_document_are_all_files() {
    let array = device();
    let list = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": 2, "Resources": array});
    for file in [array.clone(), list] {
        let bench = Bench::new();
        let plan = add(&bench, &file, None).unwrap();
        assert_eq!(names(&plan), ["Device"]);
    }
    let bench = Bench::new();
    add(&bench, &array[0], None).unwrap();
    let plan = add(&bench, &array[1], None).unwrap();
    assert_eq!((names(&plan), plan.schemas.len()), (vec!["Device"], 0));
}

#[test]
fn a_flaw_is_named_with_its_place_in_the_file() {
    let attribute = |attribute: Value| json!([device()[1], {"id": BADGE, "attributes": [{"name": "a"}, attribute]}]);
    for (file, place, reason) in [
        (
            attribute(json!({"name": "b", "type": "text"})),
            "[1].attributes[1].type",
            "\"text\" is not one of string",
        ),
        (
            attribute(json!({"name": "b", "required": "true"})),
            "[1].attributes[1].required",
            "neither true nor false",
        ),
        (
            attribute(json!({"type": "string"})),
            "[1].attributes[1].name",
            "missing",
        ),
        (
            attribute(json!({"name": "b", "type": "complex"})),
            "[1].attributes[1].subAttributes",
            "at least one",
        ),
        (
            attribute(json!({"name": "b", "canonicalValues": [1]})),
            "[1].attributes[1].canonicalValues",
            "array of strings",
        ),
        (
            attribute(json!(7)),
            "[1].attributes[1]",
            "7 is not an attribute",
        ),
        (
            json!({"Resources": [{"id": BADGE, "attributes": []}]}),
            "Resources[0].attributes",
            "at least one",
        ),
        (json!({"attributes": [{"name": "a"}]}), "id", "URN"),
        (
            json!({"name": "Device", "endpoint": "/Devices"}),
            "schema",
            "missing",
        ),
        (json!({"userName": "ada"}), "", "neither a Schema"),
        (json!("text"), "", "neither a Schema"),
        (json!([]), "", "no Schema and no ResourceType"),
        (json!([badge(), badge()]), "[1].id", "twice"),
    ] {
        let (at, why) = flaw(Documents::read(&file.to_string()));
        assert_eq!(at, place, "{why}");
        assert!(why.contains(reason), "{why}");
    }
    let (at, why) = flaw(Documents::read("{\n  \"id\": }"));
    assert_eq!(at, "line 2, column 9");
    assert!(why.starts_with("This is not JSON: expected value"), "{why}");
}

#[test]
fn hostile_text_reaches_a_message_short_and_escaped() {
    let name = format!("\u{1b}[31m\u{202e}{}", "x".repeat(500));
    let file = json!({"id": BADGE, "attributes": [{"name": "a", "type": name}]});
    let (_, why) = flaw(Documents::read(&file.to_string()));
    assert!(
        !why.contains('\u{1b}') && !why.contains('\u{202e}') && why.len() < 300,
        "{why:?}"
    );
}

#[test]
fn hostile_names_are_escaped_where_the_whole_is_refused() {
    let bench = Bench::new();
    for file in [
        json!({"id": "\u{1b}[31m", "attributes": [{"name": "a"}]}),
        json!({"id": BADGE, "attributes": [{"name": "\u{202e}a"}]}),
        json!({"name": "\u{1b}x", "endpoint": "/X", "schema": scim::schema::USER}),
    ] {
        let (_, why) = flaw(add(&bench, &file, None));
        assert!(
            !why.contains('\u{1b}') && !why.contains('\u{202e}'),
            "{why:?}"
        );
    }
}

#[test]
fn what_does_not_fit_the_connection_is_refused_where_it_is_named() {
    let bench = Bench::new();
    add(&bench, &device(), None).unwrap();
    for (file, place, reason) in [
        (
            json!({"name": "Robot", "endpoint": "/Robots", "schema": "urn:contoso:Robot"}),
            "schema",
            "not known here",
        ),
        (
            json!({"name": "Robot", "endpoint": "/devices", "schema": DEVICE}),
            "endpoint",
            "endpoint of Device already",
        ),
        (
            json!({"name": "device", "endpoint": "/Devices", "schema": DEVICE}),
            "name",
            "known here as Device",
        ),
        (
            json!({"name": "User", "endpoint": "/People", "schema": DEVICE}),
            "endpoint",
            "built in",
        ),
        (
            json!({"id": "urn:contoso:device", "attributes": [{"name": "a"}]}),
            "id",
            "known here as urn:contoso:Device",
        ),
    ] {
        let (at, why) = flaw(add(&bench, &file, None));
        assert_eq!(at, place, "{why}");
        assert!(why.contains(reason), "{why}");
    }
    let (_, why) = flaw(add(&bench, &badge(), Some("Usr")));
    assert!(why.contains("There are User, Group, Device"), "{why}");
    let (_, why) = flaw(add(&bench, &device(), Some("User")));
    assert!(
        why.contains("no schema in it that could extend User"),
        "{why}"
    );
}

#[test]
fn an_extension_joins_a_built_in_type_and_leaves_it_again() {
    let bench = Bench::new();
    let plan = add(&bench, &badge(), Some("user")).unwrap();
    assert_eq!(names(&plan), ["User"]);
    create(
        &bench,
        "User",
        json!({"userName": "ada", BADGE: {"number": "7"}}),
    );
    create(&bench, "User", json!({"userName": "grace"}));

    let asked = bench
        .workspace
        .schema_removal(bench.id(), "URN:contoso:badge")
        .unwrap();
    assert_eq!(
        (asked.values, asked.resources, asked.shortened.len()),
        (1, 0, 1)
    );
    let removed = bench.workspace.remove_schema(bench.id(), BADGE).unwrap();
    let connection = bench.workspace.connection(bench.id()).unwrap();
    let user = connection.registry.resource_type("User").unwrap();
    assert_eq!(
        user.schema_extensions.len(),
        1,
        "the enterprise extension stays"
    );
    assert!(connection.registry.schema(BADGE).is_none());

    let back = add(&bench, &Value::Array(removed.documents), None).unwrap();
    assert_eq!((names(&back), back.schemas.len()), (vec!["User"], 1));
    assert_eq!(
        bench
            .workspace
            .schema_removal(bench.id(), BADGE)
            .unwrap()
            .values,
        1
    );
}

#[test]
fn a_type_goes_with_its_schemas_once_no_resource_is_left() {
    let bench = Bench::new();
    add(&bench, &device(), None).unwrap();
    create(&bench, "Device", json!({"serial": "S-1"}));
    let refusal = bench.workspace.remove_schema(bench.id(), DEVICE);
    assert!(
        matches!(refusal, Err(Error::SchemaInUse { resources: 1, .. })),
        "{refusal:?}"
    );
    bench
        .workspace
        .empty_connection(
            bench.id(),
            sandbox::Empty {
                people: true,
                traffic: false,
            },
        )
        .unwrap();
    let removed = bench.workspace.remove_schema(bench.id(), "device").unwrap();
    assert_eq!(removed.schemas, [DEVICE]);
    let known = bench
        .workspace
        .schemas(&bench.workspace.connection(bench.id()).unwrap())
        .unwrap();
    assert!(known.types.iter().all(|kind| !kind.custom));
    assert!(known.schemas.iter().all(|schema| !schema.custom));
    let gone = bench.workspace.remove_schema(bench.id(), "Device");
    assert!(matches!(gone, Err(Error::UnknownSchema(_))), "{gone:?}");
}

#[test]
fn what_is_built_in_cannot_be_removed_and_is_not_replaced() {
    let bench = Bench::new();
    for name in ["User", "urn:ietf:params:scim:schemas:core:2.0:Group"] {
        let refusal = bench.workspace.remove_schema(bench.id(), name);
        assert!(
            matches!(refusal, Err(Error::SchemaBuiltIn(_))),
            "{refusal:?}"
        );
    }
    let user = json!([{"id": scim::schema::USER, "attributes": [{"name": "shoeSize"}]}, badge()]);
    let plan = add(&bench, &user, None).unwrap();
    assert!(
        plan.remarks.iter().any(|remark| matches!(remark,
        Remark::NotTakenOver { attributes, .. } if attributes == "shoeSize")),
        "{:?}",
        plan.remarks
    );
    let connection = bench.workspace.connection(bench.id()).unwrap();
    let user = connection.registry.schema(scim::schema::USER).unwrap();
    assert!(user.attribute("userName").is_some() && user.attribute("shoeSize").is_none());
}

#[test]
fn a_replacement_says_what_changes_and_the_earlier_one_comes_back() {
    let bench = Bench::new();
    add(&bench, &device(), None).unwrap();
    create(&bench, "Device", json!({"serial": "S-1"}));
    let next = json!({"id": DEVICE, "name": "Device", "attributes": [
        {"name": "serial", "type": "string", "required": true, "caseExact": true, "uniqueness": "server"},
        {"name": "owner"},
    ]});
    let asked = bench
        .workspace
        .schema_plan(bench.id(), &documents(&next), None)
        .unwrap();
    let found = asked.schemas[0].differences.clone().unwrap();
    assert_eq!(
        (found.added, found.changed, found.removed),
        (
            vec!["owner".to_owned()],
            vec!["serial".to_owned()],
            vec!["place".to_owned(), "place.floor".to_owned()]
        )
    );
    assert!(
        asked
            .remarks
            .iter()
            .any(|remark| matches!(remark, Remark::Existing { resources: 1, .. }))
    );
    let before = bench.workspace.connection(bench.id()).unwrap();
    assert!(
        before
            .registry
            .schema(DEVICE)
            .unwrap()
            .attribute("owner")
            .is_none(),
        "only asked"
    );

    let plan = add(&bench, &next, None).unwrap();
    add(&bench, &Value::Array(plan.replaced), None).unwrap();
    let after = bench.workspace.connection(bench.id()).unwrap();
    assert_eq!(
        before.registry.schema(DEVICE),
        after.registry.schema(DEVICE)
    );
}

#[test]
fn a_misspelled_property_is_pointed_out() {
    let file = json!({"id": BADGE, "attributes": [{"name": "a", "multivalued": true}]});
    let plan = add(&Bench::new(), &file, None).unwrap();
    let told: Vec<String> = plan.remarks.iter().map(ToString::to_string).collect();
    assert!(
        told[0].contains("attributes[0]: \"multivalued\"")
            && told[0].contains("Did you mean \"multiValued\"?"),
        "{told:?}"
    );
    assert!(
        told[1].contains("Nothing uses urn:contoso:Badge yet"),
        "{told:?}"
    );
}
