//! The form of a fixture in `fixtures/idp`; `fixtures/README.md` describes it.
//!
//! Unknown members are refused, so that a misspelt assertion cannot pass unnoticed.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One exchange and what must be true after it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// What the client does and what must come of it.
    pub about: String,
    /// Where it was seen.
    pub source: String,
    /// How sure we are that clients do this.
    pub confidence: Confidence,
    /// What differs from the usual tenant.
    #[serde(default)]
    pub given: Given,
    /// What is sent.
    pub request: Sent,
    /// What the answer must be.
    pub expect: OneOrMore<Expected>,
    /// Looks at the state afterwards.
    #[serde(default)]
    pub then: Vec<Step>,
}

/// How well a claim about a client is founded.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The vendor's own document or code, or a capture.
    High,
    /// An issue, or server code that handles it.
    Medium,
    /// One statement by somebody else.
    Low,
}

/// One value or a list of alternatives.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore<T> {
    /// The usual case.
    One(Box<T>),
    /// Alternatives, one of which must hold.
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    /// The alternatives as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(all) => all,
        }
    }
}

/// What differs from the usual tenant.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Given {
    /// People or `platform` that are not there.
    pub without: Vec<String>,
    /// Attributes merged over those of a person.
    pub people: BTreeMap<String, Value>,
    /// Person to manager.
    pub managers: BTreeMap<String, String>,
    /// Who is in the group.
    pub members: Vec<String>,
    /// How many people there are besides.
    pub crowd: usize,
    /// Options of the connection.
    pub connection: Option<ConnectionOptions>,
    /// Custom schemas of the connection.
    pub schemas: Vec<Value>,
    /// Custom resource types of the connection.
    pub resource_types: Vec<Value>,
    /// Resources posted beforehand.
    pub resources: Vec<Posted>,
    /// A workload identity.
    pub workload: Option<WorkloadIdentity>,
}

/// Options of the connection under test.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ConnectionOptions {
    /// Requests per second.
    pub rate_limit: u32,
}

/// A resource posted beforehand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posted {
    /// Where, below the base URL.
    pub path: String,
    /// What.
    pub body: Value,
}

/// Who may swap an assertion for a token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WorkloadIdentity {
    /// The client id that the request names.
    pub client_id: String,
    /// `iss` of the assertion.
    pub issuer: String,
    /// `sub` of the assertion.
    pub subject: String,
    /// `aud` of the assertion.
    pub audience: String,
}

/// A request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// Path and query below the base URL.
    pub path: String,
    /// Headers in the order sent.
    #[serde(default)]
    pub headers: Map<String, Value>,
    /// JSON, or text sent as it is.
    #[serde(default)]
    pub body: Option<Value>,
    /// How often it is sent at most, until an expected status comes.
    #[serde(default)]
    pub repeat: Option<u32>,
}

/// What an answer must be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Statuses allowed.
    pub status: Vec<u16>,
    /// Headers, compared like a body.
    #[serde(default)]
    pub headers: Map<String, Value>,
    /// What the body states.
    #[serde(default)]
    pub body: Option<Value>,
    /// What the body must not assign.
    #[serde(default)]
    pub absent: Vec<String>,
    /// Rules attached to the recorded exchange.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Texts that must turn up nowhere.
    #[serde(default)]
    pub never: Vec<String>,
}

/// A look at the state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Seconds the clock moves first.
    #[serde(default)]
    pub wait: u32,
    /// What is read.
    #[serde(default)]
    pub get: Option<String>,
    /// Or what else is sent.
    #[serde(default)]
    pub request: Option<Sent>,
    /// The Authorization header in place of the usual one.
    #[serde(default)]
    pub authorization: Option<String>,
    /// The status of the answer.
    #[serde(default)]
    pub status: Option<u16>,
    /// What the body states.
    #[serde(default)]
    pub body: Option<Value>,
    /// What the body must not assign.
    #[serde(default)]
    pub absent: Vec<String>,
    /// Whether the body equals the first answer.
    #[serde(default)]
    pub same: bool,
    /// Whether it lists none of those the first answer listed.
    #[serde(default)]
    pub disjoint: bool,
    /// What a reporting line is.
    #[serde(default)]
    pub manager: Option<ReportingLine>,
}

/// The reporting line of a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportingLine {
    /// The person.
    pub of: String,
    /// The state of the line.
    pub state: String,
    /// The manager, when linked.
    #[serde(default)]
    pub id: Option<String>,
}

/// The folder of the fixtures.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/idp")
}

/// Every fixture file with its id, sorted by id.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for provider in std::fs::read_dir(folder()).expect("the folder of the fixtures is there") {
        let provider = provider.expect("the folder can be read").path();
        let files = std::fs::read_dir(&provider).into_iter().flatten();
        for file in files.map(|file| file.expect("the folder can be read").path()) {
            let name = |path: &Path| {
                path.file_name()
                    .map(|name| name.to_string_lossy().into_owned())
            };
            let (idp, file_name) = (name(&provider), name(&file));
            let (idp, file_name) = (idp.unwrap_or_default(), file_name.unwrap_or_default());
            let step = file_name.strip_suffix(".json").unwrap_or(&file_name);
            found.push((format!("{idp}.{step}"), file));
        }
    }
    found.sort();
    found
}

/// Reads one fixture.
///
/// # Panics
/// When it is not in the form of `fixtures/README.md`.
#[must_use]
pub fn read(file: &Path) -> Exchange {
    let text = std::fs::read_to_string(file).expect("the fixture can be read");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
