//! `patch.json`: resource, operations, and the resource or error expected.

use scim::schema::{Registry, ResourceType};
use scim::{Object, Refused, Strictness, patch};
use serde_json::{Value, json};

use crate::deliberate;
use crate::folder::{read, scored, verdict};

fn resource_type(case: &Value) -> &'static ResourceType {
    let name = if case["endpoint"] == "Groups" {
        "Group"
    } else {
        "User"
    };
    Registry::standard()
        .resource_type(name)
        .expect("a standard resource type")
}

fn body(case: &Value) -> Value {
    if case["body"].is_null() {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": case["ops"],
        })
    } else {
        case["body"].clone()
    }
}

fn play(case: &Value, strictness: Strictness) -> Result<Object, Refused> {
    let registry = Registry::standard();
    let rt = resource_type(case);
    let current = case["resource"].as_object().expect("a resource");
    let request = patch::parse(registry, rt, body(case))?.judge(strictness)?;
    Ok(patch::apply(registry, rt, &request.value, current)?
        .judge(strictness)?
        .value)
}

/// What is compared: attributes that are assigned; of members only who they are.
fn comparable(value: &Value, key: &str) -> Value {
    match value {
        Value::Object(map) if key == "members" => json!({ "value": map.get("value") }),
        Value::Object(map) => {
            let mut sorted: Vec<(&String, Value)> = map
                .iter()
                .filter(|(name, _)| !["schemas", "id", "meta", "password"].contains(&name.as_str()))
                .map(|(name, value)| (name, comparable(value, name)))
                .filter(|(_, value)| !is_nothing(value))
                .collect();
            sorted.sort_by(|a, b| a.0.cmp(b.0));
            Value::Object(
                sorted
                    .into_iter()
                    .map(|(name, value)| (name.clone(), value))
                    .collect(),
            )
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items
                .iter()
                .map(|item| comparable(item, key))
                .filter(|item| !is_nothing(item))
                .collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        other => other.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn difference(case: &Value, strictness: Strictness) -> Option<String> {
    let told = |what: String| {
        Some(format!(
            "{} {}: {what}",
            case["title"],
            body(case)["Operations"]
        ))
    };
    match (play(case, strictness), &case["error"]) {
        (Ok(_), error) if !error.is_null() => told(format!("accepted instead of {error}")),
        (Err(refused), error) if error.is_null() => told(format!("refused: {refused}")),
        (Err(refused), error) => {
            let status = error["status"]
                .as_array()?
                .contains(&json!(refused.error.status));
            let sent = refused
                .error
                .scim_type
                .map(|t| json!(t.as_str()))
                .unwrap_or_default();
            let types = error["scimType"].as_array().cloned().unwrap_or_default();
            let fits = status && (types.is_empty() || types.contains(&sent));
            if fits {
                None
            } else {
                told(format!("refused with {refused} instead of {error}"))
            }
        }
        (Ok(document), _) => {
            let got = comparable(&Value::Object(document), "");
            let wanted = comparable(&case["expect"], "");
            if got == wanted {
                None
            } else {
                told(format!("\n   got  {got}\n   want {wanted}"))
            }
        }
    }
}

#[test]
fn every_must_and_should_of_the_collected_patches_is_answered() {
    let Some(document) = read("patch.json") else {
        return;
    };
    let cases = scored(&document);
    let wrong: Vec<(String, String)> = cases
        .iter()
        .filter_map(|case| {
            difference(case, Strictness::Tolerant)
                .map(|why| (case["id"].as_str().unwrap_or_default().to_owned(), why))
        })
        .collect();
    verdict("patches", cases.len(), &wrong, deliberate::PATCH);
}

#[test]
fn no_collected_patch_of_any_level_panics() {
    let Some(document) = read("patch.json") else {
        return;
    };
    let cases = document["cases"].as_array().expect("cases");
    let answered = cases
        .iter()
        .filter(|c| play(c, Strictness::Tolerant).is_ok())
        .count();
    assert!(
        answered > cases.len() / 2,
        "only {answered} of {} were applied",
        cases.len()
    );
}

#[test]
fn strict_mode_refuses_every_patch_that_is_deliberately_accepted() {
    let Some(document) = read("patch.json") else {
        return;
    };
    for case in scored(&document) {
        let id = case["id"].as_str().unwrap_or_default();
        let listed = deliberate::PATCH.iter().any(|(known, _)| *known == id);
        if listed && id != deliberate::CONTRADICTED {
            assert_eq!(difference(case, Strictness::Strict), None, "{id}");
        }
    }
}
