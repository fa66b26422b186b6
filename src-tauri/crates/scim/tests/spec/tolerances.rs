//! What real clients send, row by row: understood in tolerant mode, noted with rule and section,
//! and answered by strict mode as the RFC says. The rows are data (`fixtures/tolerances`): the
//! client and the shape, what is asked (`create`, the `text` of one, `replace`, `patch`, a whole `message`, a
//! `filter`, a `list` or a posted `search`), the rule of the finding if there is one, the
//! `scimType` of strict mode, and parts of the state afterwards.
//!
//! Rows about headers, tokens, paging of answers, cycles and references to other resources are
//! held by the suites of the server and of the sandbox.

use std::collections::BTreeSet;
use std::path::PathBuf;

use scim::query::from_search_request;
use scim::schema::ResourceType;
use scim::{
    Error, Finding, Found, Query, Refused, Strictness, accept_new, accept_replacement, filter,
};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, GROUP, PATCH_OP, USER, kind, object, play, registry};

fn rows(file: &str) -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/tolerances");
    let text = std::fs::read_to_string(folder.join(file)).expect(file);
    let rows: Vec<Value> = serde_json::from_str(&text).expect(file);
    assert!(!rows.is_empty(), "{file}");
    rows
}

/// The resource that a PATCH and a PUT find.
fn start(rt: &ResourceType) -> Value {
    if rt.name == "Group" {
        return json!({
            "schemas": [GROUP], "displayName": "Platform",
            "members": [{ "value": "ada" }, { "value": "bram" }],
        });
    }
    json!({
        "schemas": [USER, ENTERPRISE], "userName": "ada.okafor@example.com",
        "displayName": "Ada Okafor", "active": true, "title": "Engineer",
        "name": { "givenName": "Ada", "familyName": "Okafor" },
        "emails": [{ "type": "work", "value": "ada@example.com", "primary": true }],
        ENTERPRISE: { "department": "R&D", "manager": { "value": "bram" } },
    })
}

/// The state afterwards, with everything that was noted.
fn answer(row: &Value) -> Result<Found<Value>, Refused> {
    let rt = kind(row["kind"].as_str().unwrap_or("User"));
    let current = object(start(rt));
    let wrap = |found: Found<scim::Object>| found.map(Value::Object);
    let (how, what) = object(row.clone())
        .into_iter()
        .find(|(name, _)| !["client", "kind", "rule", "strict", "seen"].contains(&name.as_str()))
        .expect("something is asked");
    match (how.as_str(), what) {
        ("create", body) => accept_new(registry(), rt, body).map(wrap),
        // The body as it is written, with what a value no longer shows.
        ("text", body) => {
            let bytes = body.as_str().expect("a text").as_bytes();
            let read = scim::body::read(bytes).expect("it is JSON");
            let mut found = accept_new(registry(), rt, read.value)?.map(Value::Object);
            found.findings.splice(0..0, read.findings);
            Ok(found)
        }
        ("replace", body) => accept_replacement(registry(), rt, body, &current).map(wrap),
        ("patch", operations) => patched(
            rt,
            &current,
            json!({ "schemas": [PATCH_OP], "Operations": operations }),
        ),
        ("message", body) => patched(rt, &current, body),
        ("filter", text) => {
            let mut found = filter::parse(text.as_str().expect("a text"))?;
            let noted = found.value.check(registry(), rt)?;
            found.findings.extend(noted);
            Ok(found.map(|filter| json!(filter.matches(registry(), rt, &current))))
        }
        ("list", parameters) => {
            let pairs: Vec<(String, String)> = object(parameters)
                .into_iter()
                .map(|(name, value)| (name, value.as_str().expect("a text").to_owned()))
                .collect();
            judged(Query::from_pairs(&pairs)?, rt)
        }
        ("search", body) => judged(from_search_request(body)?, rt),
        (other, _) => Err(Error::invalid_syntax(format!("nobody asks '{other}'")).into()),
    }
}

fn patched(
    rt: &ResourceType,
    current: &scim::Object,
    body: Value,
) -> Result<Found<Value>, Refused> {
    let (document, findings) = play(rt, current, body)?;
    Ok(Found {
        value: Value::Object(document),
        findings,
    })
}

fn judged(mut found: Found<Query>, rt: &ResourceType) -> Result<Found<Value>, Refused> {
    let noted = found.value.check(registry(), rt)?;
    found.findings.extend(noted);
    Ok(found.map(|query| summary(&query)))
}

fn summary(query: &Query) -> Value {
    json!({
        "filter": query.filter.as_ref().map(ToString::to_string),
        "startIndex": query.start_index, "count": query.count,
    })
}

fn check(row: &Value) {
    let client = row["client"].as_str().expect("a client");
    let strict = row["strict"].as_str().expect("what strict mode says");
    let found = answer(row).expect(client);
    for (pointer, wanted) in row["seen"].as_object().expect("a state") {
        let seen = found.value.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(seen, wanted, "{client}: {pointer} of {}", found.value);
    }
    match row["rule"].as_str() {
        None => assert_eq!(found.findings, [], "{client}"),
        Some(rule) => {
            let noted = found.findings.iter().filter(|finding| finding.rule == rule);
            let noted: Vec<&Finding> = noted.collect();
            assert!(!noted.is_empty(), "{client}: {:#?}", found.findings);
            for finding in noted {
                assert!(finding.section.starts_with("RFC "), "{client}");
                let refuses = finding.strict.is_some();
                assert!(refuses || strict == "accepted", "{client}: {finding:?}");
            }
        }
    }
    match found.judge(Strictness::Strict) {
        Ok(_) => assert_eq!(strict, "accepted", "{client}"),
        Err(refused) => {
            let sent = refused.error.scim_type.map_or("", |known| known.as_str());
            assert_eq!(sent, strict, "{client}: {refused}");
        }
    }
}

#[test]
fn what_entra_creates_is_understood() {
    rows("entra-create.json").iter().for_each(check);
}

#[test]
fn what_entra_patches_is_understood() {
    rows("entra-patch.json").iter().for_each(check);
}

#[test]
fn what_clients_do_to_groups_is_understood() {
    rows("generic-groups.json").iter().for_each(check);
}

#[test]
fn what_okta_and_others_write_is_understood() {
    rows("okta-and-others.json").iter().for_each(check);
}

#[test]
fn names_that_lead_astray_are_stored_and_noted() {
    rows("generic-characters.json").iter().for_each(check);
}

#[test]
fn what_clients_search_is_understood() {
    rows("generic-searches.json").iter().for_each(check);
}

#[test]
fn what_a_body_repeats_or_cannot_hold_is_noted() {
    rows("generic-bodies.json").iter().for_each(check);
}

/// The lints that one request by itself can trigger, without headers, answers or a state.
#[test]
fn every_lint_that_a_body_or_a_query_decides_has_a_row() {
    let files = [
        "entra-create.json",
        "entra-patch.json",
        "generic-groups.json",
        "okta-and-others.json",
        "generic-characters.json",
        "generic-searches.json",
    ];
    let seen: BTreeSet<String> = files
        .iter()
        .flat_map(|file| rows(file))
        .filter_map(|row| row["rule"].as_str().map(str::to_owned))
        .collect();
    for lint in [
        "CONN-17", "QRY-03", "QRY-15", "CRT-06", "CRT-07", "CRT-08", "CRT-09", "CRT-10", "CRT-11",
        "CRT-12", "CRT-13", "CRT-14", "CRT-15", "CRT-17", "CRT-18", "CRT-19", "CRT-21", "UPD-01",
        "UPD-02", "UPD-04", "UPD-06", "UPD-08", "UPD-10", "UPD-16", "UPD-18", "UPD-20", "UPD-23",
    ] {
        assert!(seen.contains(lint), "{lint}");
    }
}
