//! Every file in `fixtures/`: worked examples named by RFC section, and shapes that clients
//! send. Adding knowledge is adding a file.

use std::path::PathBuf;

use scim::{Finding, Found, Object, Refused, Strictness, accept_new, accept_replacement, filter};
use serde_json::{Value, json};

use crate::support::{kind, object, play, registry, rules};

pub(crate) fn fixtures() -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let text = std::fs::read_to_string(&path).expect("a readable fixture");
            (
                name,
                serde_json::from_str(&text).expect("a fixture in JSON"),
            )
        })
        .collect()
}

type Outcome = Result<(Object, Vec<Finding>), Refused>;

fn run(fixture: &Value) -> Option<Outcome> {
    let played = ["patch", "create", "replace"];
    if played.iter().all(|member| fixture[member].is_null()) {
        return None;
    }
    let rt = kind(fixture["resourceType"].as_str().expect("a resource type"));
    let current = object(fixture["current"].clone());
    if !fixture["patch"].is_null() {
        let before = current.clone();
        let outcome = play(rt, &current, fixture["patch"].clone());
        assert_eq!(current, before, "the current document was touched");
        return Some(outcome);
    }
    if !fixture["create"].is_null() {
        let found = accept_new(registry(), rt, fixture["create"].clone());
        return Some(found.map(|found| (found.value, found.findings)));
    }
    if !fixture["replace"].is_null() {
        let found = accept_replacement(registry(), rt, fixture["replace"].clone(), &current);
        return Some(found.map(|found| (found.value, found.findings)));
    }
    None
}

fn error_of(refused: &Refused) -> Value {
    let scim_type = refused.error.scim_type.map(scim::ScimType::as_str);
    json!({ "status": refused.error.status, "scimType": scim_type })
}

fn findings_of(outcome: &Outcome) -> &[Finding] {
    match outcome {
        Ok((_, findings)) => findings,
        Err(refused) => &refused.findings,
    }
}

#[test]
fn every_fixture_leaves_the_state_it_describes() {
    let mut played = 0;
    for (name, fixture) in fixtures() {
        let Some(outcome) = run(&fixture) else {
            continue;
        };
        played += 1;
        match &outcome {
            Ok((document, _)) => {
                let after = object(fixture["after"].clone());
                assert_eq!(*document, after, "{name}: {}", json!(document));
            }
            Err(refused) => assert_eq!(error_of(refused), fixture["error"], "{name}: {refused}"),
        }
    }
    assert!(played > 80, "only {played} fixtures were played");
}

#[test]
fn every_fixture_keeps_the_order_of_members() {
    for (name, fixture) in fixtures() {
        if let Some(Ok((document, _))) = run(&fixture) {
            let after = &fixture["after"];
            assert_eq!(
                Value::Object(document).to_string(),
                after.to_string(),
                "{name}"
            );
        }
    }
}

#[test]
fn every_fixture_notes_what_it_says_it_notes() {
    for (name, fixture) in fixtures() {
        let Some(outcome) = run(&fixture) else {
            continue;
        };
        let noted = json!(rules(findings_of(&outcome)));
        assert_eq!(
            noted,
            fixture["findings"],
            "{name}: {:#?}",
            findings_of(&outcome)
        );
    }
}

#[test]
fn strict_mode_answers_as_every_fixture_says() {
    for (name, fixture) in fixtures() {
        let Some(Ok((document, findings))) = run(&fixture) else {
            continue;
        };
        let found = Found {
            value: document,
            findings,
        };
        match found.judge(Strictness::Strict) {
            Ok(_) => assert_eq!(fixture["strict"], "accepted", "{name}"),
            Err(refused) => assert_eq!(error_of(&refused), fixture["strict"], "{name}: {refused}"),
        }
    }
}

#[test]
fn every_finding_is_one_sentence_with_a_section() {
    for (name, fixture) in fixtures() {
        let Some(outcome) = run(&fixture) else {
            continue;
        };
        for finding in findings_of(&outcome) {
            assert!(finding.detail.ends_with('.'), "{name}: {}", finding.detail);
            assert!(
                finding.section.starts_with("RFC 764"),
                "{name}: {}",
                finding.section
            );
        }
    }
}

#[test]
fn every_filter_fixture_matches_as_it_says() {
    let mut asked = 0;
    for (name, fixture) in fixtures() {
        let Some(filters) = fixture["filters"].as_object() else {
            continue;
        };
        let rt = kind(fixture["resourceType"].as_str().expect("a resource type"));
        let resource = object(fixture["resource"].clone());
        for (text, expected) in filters {
            let filter = filter::parse(text).expect(text).value;
            asked += 1;
            let hit = json!(filter.matches(registry(), rt, &resource));
            assert_eq!(hit, *expected, "{name}: {text}");
        }
    }
    assert!(asked > 75, "only {asked} filters were asked");
}

#[test]
fn every_document_of_a_fixture_is_a_fixed_point() {
    for (name, fixture) in fixtures() {
        let Some(Ok((document, _))) = run(&fixture) else {
            continue;
        };
        let rt = kind(fixture["resourceType"].as_str().expect("a resource type"));
        let again = accept_new(registry(), rt, Value::Object(document.clone()))
            .unwrap_or_else(|refused| panic!("{name}: {refused}"));
        assert_eq!(again.value, document, "{name}");
    }
}
