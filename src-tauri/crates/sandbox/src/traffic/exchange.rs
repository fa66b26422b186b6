//! One request with its response, before and after it is stored.

use jiff::Timestamp;
use scim::{Finding, Object, ScimType, diff::Change};
use serde::{Deserialize, Serialize};

use super::{Story, Stray};
use crate::directory::{ChangeKind, MemberChanges};

/// Who sent a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// Somebody from outside.
    #[default]
    Client,
    /// The simulator.
    Simulator,
    /// A look of ours at the own address.
    Door,
    /// A repeated exchange.
    Replay,
    /// The command line.
    Cli,
}

/// The resource an exchange is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// Resource type name.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// The SCIM error that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// Detail error keyword.
    pub scim_type: Option<ScimType>,
    /// The sentence.
    pub detail: String,
}

/// Headers and body of a request or response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// In the order they were sent.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub body: Vec<u8>,
}

/// One request with its response.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// From [`crate::Workspace::reserve_exchange`].
    pub number: i64,
    /// The connection it went to, when there is one.
    pub connection_id: Option<String>,
    /// Without one: for which it looks meant. Not read back.
    pub stray: Option<Stray>,
    /// When the request arrived.
    pub at: Timestamp,
    /// From arrival to answer, in microseconds.
    pub duration_us: i64,
    /// HTTP method.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Query without `?`.
    pub query: Option<String>,
    /// HTTP status.
    pub status: u16,
    /// `entra`, `okta`, …, when recognised.
    pub idp: Option<String>,
    /// `User-Agent`.
    pub user_agent: Option<String>,
    /// Who sent it.
    pub origin: Origin,
    /// The token that was accepted.
    pub token_id: Option<String>,
    /// What it is about.
    pub subject: Option<Subject>,
    /// What it came to.
    pub story: Story,
    /// The SCIM error that was answered.
    pub error: Option<Failure>,
    /// What was odd about it.
    pub findings: Vec<Finding>,
    /// The request.
    pub request: Message,
    /// The response.
    pub response: Message,
}

/// What the user has decided about a finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FindingState {
    /// Nothing yet.
    #[default]
    Open,
    /// Left as it is.
    Accepted,
    /// Done.
    Fixed,
}

/// A finding as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFinding {
    /// Row id, stable.
    pub id: i64,
    /// The finding. Of `strict`, status and type are kept and the detail is empty.
    pub finding: Finding,
    /// What was decided about it.
    pub state: FindingState,
}

/// What one exchange did to one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceChange {
    /// Place in the order of all changes.
    pub seq: i64,
    /// Resource type name.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its version afterwards.
    pub version: i64,
    /// What happened.
    pub change_kind: ChangeKind,
    /// Attribute changes.
    pub changes: Vec<Change>,
    /// Membership changes of a group.
    pub member_changes: MemberChanges,
    /// The document before, unless it was created.
    pub before: Option<Object>,
    /// The document after, unless it was deleted.
    pub after: Option<Object>,
}

/// Everything about one exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredExchange {
    /// Place in the order of all exchanges and changes.
    pub seq: i64,
    /// What was recorded, redacted; `findings` is empty here, see the field beside it.
    pub exchange: Exchange,
    /// Label of the token, when there is one.
    pub token_label: Option<String>,
    /// Whether the bodies were left out for want of memory.
    pub bodies_dropped: bool,
    /// Its findings.
    pub findings: Vec<StoredFinding>,
    /// What it did to which resource.
    pub changes: Vec<ResourceChange>,
}
