//! The custom resource type of the collected cases, which has every characteristic.

use scim::schema::Registry;
use scim::{accept_new, patch};
use serde_json::{Value, json};

use crate::folder::read;

fn list(document: Value) -> Vec<Value> {
    document
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![document])
}

#[test]
fn the_collected_custom_resource_type_can_be_registered_and_used() {
    let (Some(schemas), Some(kinds)) = (
        read("testresource_schemas.json"),
        read("testresource_type.json"),
    ) else {
        return;
    };
    let registry = Registry::standard()
        .with(&list(schemas), &list(kinds))
        .expect("valid schemas");
    let rt = registry
        .resource_type_at("/TestResources")
        .expect("the resource type");
    let extension = &rt.schema_extensions[0].schema;
    let body = json!({
        "schemas": [rt.schema, extension],
        "identifier": "one", "integerAttr": "12", "readOnlyAttr": "x", "immutableAttr": "i",
        extension.as_str(): { "extRequired": "r" },
    });
    let created = accept_new(&registry, rt, body).expect("accepted").value;
    assert_eq!(created["integerAttr"], 12);
    assert!(created.get("readOnlyAttr").is_none());
    let change = json!({ "Operations": [
        { "op": "replace", "path": "complexAttr.sub2", "value": 7 },
        { "op": "add", "path": "multiComplex[type eq \"a\"].value", "value": "v" },
    ] });
    let request = patch::parse(&registry, rt, change).expect("read").value;
    let after = patch::apply(&registry, rt, &request, &created)
        .expect("applied")
        .value;
    assert_eq!(after["complexAttr"], json!({ "sub2": 7 }));
    assert_eq!(
        after["multiComplex"],
        json!([{ "type": "a", "value": "v" }])
    );
    let frozen =
        json!({ "Operations": [{ "op": "replace", "path": "immutableAttr", "value": "j" }] });
    let request = patch::parse(&registry, rt, frozen).expect("read").value;
    let refused = patch::apply(&registry, rt, &request, &created).expect_err("immutable");
    assert_eq!(refused.error.scim_type, Some(scim::ScimType::Mutability));
}
