//! `filters.json`: what is accepted, what is refused, and what matches.

use std::collections::BTreeSet;

use scim::schema::{Registry, ResourceType};
use scim::{Object, Strictness, filter};
use serde_json::{Value, json};

use crate::deliberate;
use crate::folder::{read, scored, verdict};

/// The resources of the data set as a server would hold them, with `id` and `meta`.
fn stored(dataset: &Value, kind: &str) -> Vec<Object> {
    let resources = dataset[kind].as_array().expect("resources");
    resources
        .iter()
        .enumerate()
        .map(|(index, resource)| {
            let mut resource = resource.as_object().expect("an object").clone();
            resource.insert("id".into(), json!(format!("id-{index}")));
            resource.insert(
                "meta".into(),
                json!({ "created": "2026-01-31T09:00:00Z", "lastModified": "2026-01-31T09:00:00Z" }),
            );
            resource
        })
        .collect()
}

fn endpoint(case: &Value) -> (&'static str, &'static ResourceType) {
    let registry = Registry::standard();
    let (kind, name) = if case["endpoint"] == "Groups" {
        ("groups", "Group")
    } else {
        ("users", "User")
    };
    (
        kind,
        registry
            .resource_type(name)
            .expect("a standard resource type"),
    )
}

/// `Err` when the filter is refused, else the names of the matching resources.
fn answer(
    case: &Value,
    dataset: &Value,
    strictness: Strictness,
) -> Result<BTreeSet<String>, String> {
    let registry = Registry::standard();
    let (kind, rt) = endpoint(case);
    let text = case["filter"].as_str().expect("a filter");
    let found = filter::parse(text).map_err(|error| error.to_string())?;
    let mut found = found;
    found.findings.extend(
        found
            .value
            .check(registry, rt)
            .map_err(|error| error.to_string())?,
    );
    let found = found
        .judge(strictness)
        .map_err(|refused| refused.error.to_string())?;
    let matching = stored(dataset, kind)
        .into_iter()
        .filter(|resource| found.value.matches(registry, rt, resource))
        .filter_map(|resource| {
            let name = resource
                .get("userName")
                .or_else(|| resource.get("displayName"));
            name.and_then(Value::as_str).map(str::to_owned)
        });
    Ok(matching.collect())
}

fn expected(case: &Value, dataset: &Value) -> BTreeSet<String> {
    match &case["expect"] {
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => {
            let everybody = json!({ "filter": "id pr", "endpoint": case["endpoint"] });
            answer(&everybody, dataset, Strictness::Tolerant).expect("everybody")
        }
    }
}

fn difference(case: &Value, dataset: &Value, strictness: Strictness) -> Option<String> {
    let text = case["filter"].as_str().unwrap_or_default();
    match (case["kind"].as_str(), answer(case, dataset, strictness)) {
        (Some("accept"), Err(error)) => Some(format!("{text}: refused: {error}")),
        (Some("reject"), Ok(_)) => Some(format!("{text}: accepted")),
        (Some("match"), Err(error)) => Some(format!("{text}: refused: {error}")),
        (Some("match"), Ok(names)) => {
            let wanted = expected(case, dataset);
            (names != wanted).then(|| format!("{text}: {names:?} instead of {wanted:?}"))
        }
        _ => None,
    }
}

#[test]
fn every_must_and_should_of_the_collected_filters_is_answered() {
    let (Some(document), Some(dataset)) = (read("filters.json"), read("filter_dataset.json"))
    else {
        return;
    };
    let cases = scored(&document);
    let wrong: Vec<(String, String)> = cases
        .iter()
        .filter_map(|case| {
            difference(case, &dataset, Strictness::Tolerant)
                .map(|why| (case["id"].as_str().unwrap_or_default().to_owned(), why))
        })
        .collect();
    verdict("filters", cases.len(), &wrong, deliberate::FILTERS);
}

#[test]
fn strict_mode_refuses_every_filter_that_is_deliberately_accepted() {
    let (Some(document), Some(dataset)) = (read("filters.json"), read("filter_dataset.json"))
    else {
        return;
    };
    for case in scored(&document) {
        let id = case["id"].as_str().unwrap_or_default();
        if deliberate::FILTERS.iter().any(|(known, _)| *known == id) {
            assert_eq!(difference(case, &dataset, Strictness::Strict), None, "{id}");
        }
    }
}

#[test]
fn no_collected_filter_of_any_level_panics() {
    let (Some(document), Some(dataset)) = (read("filters.json"), read("filter_dataset.json"))
    else {
        return;
    };
    let cases = document["cases"].as_array().expect("cases");
    let answered = cases
        .iter()
        .filter(|c| answer(c, &dataset, Strictness::Tolerant).is_ok())
        .count();
    assert!(
        answered > cases.len() / 2,
        "only {answered} of {} were understood",
        cases.len()
    );
}
