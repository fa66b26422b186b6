//! What the tests of this suite start from, and the checks they share.

use acceptance::harness::bench::{Bench, Door};
use acceptance::harness::exchange::Given;
use acceptance::harness::expectation::{differences, present};
use acceptance::harness::population::settle;
use acceptance::harness::template::Names;
use acceptance::harness::wire::Answer;
use serde_json::{Value, json};

/// Schema URN of a SCIM error (RFC 7644 §3.12).
pub(crate) const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// A server with the usual tenant behind the default connection.
pub(crate) struct Scene {
    pub(crate) bench: Bench,
    pub(crate) door: Door,
    names: Names,
}

impl Scene {
    /// Ada, Bram, Chidi and the Platform Team, with Ada and Bram in it.
    pub(crate) async fn start() -> Self {
        let given = Given {
            members: vec!["ada".to_owned(), "bram".to_owned()],
            ..Given::default()
        };
        Self::with(given).await
    }

    /// Nobody.
    pub(crate) async fn empty() -> Self {
        let bench = Bench::start().await;
        let door = bench.default_door();
        Self {
            bench,
            door,
            names: Names::default(),
        }
    }

    /// The usual tenant with these differences.
    pub(crate) async fn with(given: Given) -> Self {
        let mut scene = Self::empty().await;
        settle(&scene.door, &given, &mut scene.names).await;
        scene
    }

    /// The id of `ada`, `bram`, `chidi` or `platform`.
    pub(crate) fn id(&self, name: &str) -> String {
        self.names.fill(&format!("{{{{{name}.id}}}}"))
    }

    /// `/Users/ID` of a person.
    pub(crate) fn user(&self, name: &str) -> String {
        format!("/Users/{}", self.id(name))
    }

    /// `/Groups/ID` of the Platform Team.
    pub(crate) fn group(&self) -> String {
        format!("/Groups/{}", self.id("platform"))
    }
}

/// Fails unless the answer has this status and states this body, as SCIM.
#[track_caller]
pub(crate) fn assert_answer(answer: &Answer, status: u16, body: &Value) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let kind = answer.header("content-type").unwrap_or_default();
    assert!(
        kind.starts_with("application/scim+json"),
        "the content type is {kind:?}"
    );
    let wrong = differences(body, &answer.json());
    assert!(wrong.is_empty(), "{wrong:#?}\nin {}", answer.text());
}

/// Fails unless the answer is a SCIM error with this status (as a text) and `scimType`.
#[track_caller]
pub(crate) fn assert_error(answer: &Answer, status: u16, scim_type: Option<&str>) {
    let mut body = json!({"schemas": [ERROR], "status": status.to_string(), "detail": "<string>"});
    match scim_type {
        Some(kind) => body["scimType"] = json!(kind),
        None => assert!(answer.json().get("scimType").is_none(), "{}", answer.text()),
    }
    assert_answer(answer, status, &body);
}

/// Fails when one of these JSON Pointers leads to a value.
#[track_caller]
pub(crate) fn assert_absent(answer: &Answer, pointers: &[&str]) {
    let pointers: Vec<String> = pointers
        .iter()
        .map(|pointer| (*pointer).to_owned())
        .collect();
    let there = present(&pointers, &answer.json());
    assert!(there.is_empty(), "{there:#?}");
}

/// The `detail` of a SCIM error.
#[track_caller]
pub(crate) fn detail(answer: &Answer) -> String {
    let body = answer.json();
    let detail = body.get("detail").and_then(Value::as_str);
    detail
        .unwrap_or_else(|| panic!("no detail in {body}"))
        .to_owned()
}

/// The userNames of a list, in the order given.
#[track_caller]
pub(crate) fn user_names(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = answer.json();
    let resources = body
        .get("Resources")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let names = resources
        .iter()
        .filter_map(|resource| resource.get("userName")?.as_str());
    names.map(str::to_owned).collect()
}

/// The local part of Ada's, Bram's or Chidi's login, as tests compare them.
#[track_caller]
pub(crate) fn people(answer: &Answer) -> Vec<String> {
    let mut names = user_names(answer);
    names.sort();
    names
        .iter()
        .map(|name| name.split('.').next().unwrap_or_default().to_owned())
        .collect()
}

/// The text percent-encoded for a query value.
pub(crate) fn encoded(text: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
