//! Exchanges as rows, and one exchange in full.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// Which rows of the log are wanted, newest first.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct TrafficQuery {
    /// Only this connection; absent means all.
    #[ts(optional)]
    pub connection: Option<String>,
    /// Filter text: words match path, person, actor or error; `status:>=400`, `status:4xx`,
    /// `method:PATCH`, `user:okafor`, `actor:entra`, `finding:UPD-08`, `since:10m` narrow further.
    #[ts(optional)]
    pub filter: Option<String>,
    /// Only rows with a smaller `seq` (the next page down).
    #[ts(optional)]
    pub before_seq: Option<i64>,
    /// Only rows with a larger `seq` (what came since); such rows come oldest first.
    #[ts(optional)]
    pub after_seq: Option<i64>,
    /// At most this many rows (1 to 500).
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Some rows of the log.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrafficPage {
    /// The rows; newest first, or oldest first with `afterSeq`.
    pub rows: Vec<ExchangeRow>,
    /// Rows that match the filter, counted up to 10,000.
    pub matching: u64,
    /// Whether `matching` stopped counting.
    pub matching_capped: bool,
    /// All rows of the connection.
    pub total: u64,
    /// Newest `seq` when the page was read.
    pub newest_seq: i64,
    /// What the filter means in plain words; absent without a filter.
    pub echo: Option<String>,
    /// What is wrong with the filter text; the rows are then those of the part that was understood.
    pub filter_problem: Option<String>,
}

/// One request with its response, short enough for a list.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExchangeRow {
    /// Position in the one order of exchanges and changes.
    pub seq: i64,
    /// Number shown as `#418`.
    pub number: i64,
    /// Connection id; absent when the request named none that exists.
    pub connection: Option<String>,
    /// When it arrived.
    pub at: Millis,
    /// Time to answer in microseconds.
    pub duration_us: i64,
    /// HTTP method.
    pub method: String,
    /// Path below the base URL, with its query, decoded for reading.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Who sent it, for reading: `Entra ID`, `Okta`, `Simulator`, `curl`, …
    pub actor: String,
    /// The resource it was about.
    pub subject: Option<Subject>,
    /// What happened.
    pub story: Story,
    /// Findings it left.
    pub findings: u32,
    /// Severity of the worst finding.
    pub worst: Option<Severity>,
    /// Its bodies were not stored because too much arrived at once.
    pub bodies_dropped: bool,
}

/// The resource an exchange was about.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Subject {
    /// Name of the resource type: `User`, `Group`, …
    pub kind: String,
    /// SCIM `id`; absent when it was never made.
    pub id: Option<String>,
    /// Name for reading.
    pub name: Option<String>,
}

/// What an exchange did, decided from what happened. The UI words it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "type"
)]
#[ts(export)]
pub enum Story {
    /// A connection test: a search that is meant to find nothing.
    Probe,
    /// A search for one resource by an identifying attribute.
    Match {
        /// Attribute searched, for example `userName`.
        attribute: String,
        /// Value searched.
        value: String,
        /// How many were found.
        found: u64,
    },
    /// One resource was read.
    Read,
    /// A list was read.
    Listed {
        /// Resources in this answer.
        count: u64,
        /// Resources that match.
        total: u64,
    },
    /// Schemas, resource types or the provider configuration were read.
    Discovered {
        /// `Schemas`, `ResourceTypes` or `ServiceProviderConfig`.
        what: String,
    },
    /// A resource was made.
    Created {
        /// Team of the new person.
        team: Option<String>,
        /// What became of the manager that was sent.
        manager: Option<ManagerOutcome>,
        /// How many people waited for this one as their manager.
        backfilled: u64,
    },
    /// A resource changed.
    Updated {
        /// Paths that changed.
        paths: Vec<String>,
        /// Team change.
        team: Option<Move>,
        /// Manager change.
        manager: Option<ManagerOutcome>,
        /// How many people waited for the id that this one has now.
        backfilled: u64,
        /// How many reporting lines no longer lead here, because they name an id from before.
        unlinked: u64,
    },
    /// A write arrived and changed nothing.
    Unchanged,
    /// `active` became true.
    Activated,
    /// `active` became false.
    Deactivated,
    /// A resource was deleted.
    Deleted {
        /// How many reporting lines lead nowhere since.
        unlinked: u64,
    },
    /// Members of a group came or went.
    MembersChanged {
        /// How many came.
        added: u64,
        /// How many went.
        removed: u64,
        /// Names of the first few that came.
        added_names: Vec<String>,
        /// Names of the first few that went.
        removed_names: Vec<String>,
    },
    /// Many writes came in one request.
    Bulk {
        /// Operations in the request.
        operations: u64,
        /// Resources that were created.
        created: u64,
        /// Resources that were changed.
        changed: u64,
        /// Resources that were deleted.
        deleted: u64,
        /// Writes that changed nothing.
        unchanged: u64,
        /// Operations that failed.
        failed: u64,
        /// Operations behind the failure at which the client wanted to stop.
        not_reached: u64,
    },
    /// A token was issued to a workload identity.
    TokenIssued,
    /// The credential was not accepted.
    Denied {
        /// Which kind of refusal: `missing`, `noScheme`, `wrongScheme`, `doubledBearer`, `blanks`, `unknown`,
        /// `rotated` (replaced by a newer one), `revoked`, `expired`, `otherConnection`, `switchedOff`.
        reason: String,
        /// Since when the token does not work, where it once did.
        #[ts(optional)]
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<Millis>,
        /// Why it was revoked, where somebody said so.
        #[ts(optional)]
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// The request was refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// `scimType` of RFC 7644 Table 9.
        scim_type: Option<String>,
    },
    /// There is no such resource or route.
    NotFound,
    /// Anything else.
    Other,
}

/// What became of a manager that was sent.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ManagerOutcome {
    /// State of the reporting line now.
    pub state: super::ManagerState,
    /// Value that was sent.
    pub reference: Option<String>,
    /// Name of the manager, when he is here.
    pub name: Option<String>,
}

/// From one value to another; absent means none.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Move {
    /// Before.
    pub from: Option<String>,
    /// After.
    pub to: Option<String>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Severity {
    /// For information.
    Info,
    /// Likely to fail elsewhere.
    Warn,
    /// Data or access is wrong.
    Error,
}

/// Names one exchange.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfExchange {
    /// Its number.
    pub number: i64,
}

/// One exchange in full.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExchangeDetail {
    /// The row.
    pub row: ExchangeRow,
    /// Full URL as requested.
    pub url: String,
    /// What was sent; secrets are replaced by `[redacted]`.
    pub request: MessageView,
    /// What was answered.
    pub response: MessageView,
    /// What changed in the directory, by SCIM path.
    pub changes: Vec<ChangeView>,
    /// Judgements.
    pub findings: Vec<FindingView>,
    /// Error of the answer.
    pub error: Option<ErrorView>,
    /// Label of the token that let it in.
    pub token_label: Option<String>,
    /// The same request as a curl command, with the token as `$SCIM_TOKEN`.
    pub curl: String,
}

/// Headers and body of a request or response.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MessageView {
    /// Headers in the order they came.
    pub headers: Vec<HeaderView>,
    /// Body as text; absent when there was none or it was dropped.
    pub body: Option<String>,
    /// Size of the body in bytes as it came.
    pub body_bytes: u64,
    /// Whether `body` is JSON.
    pub is_json: bool,
    /// The text is only the head of a longer body.
    pub truncated: bool,
}

/// One header.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HeaderView {
    /// Name.
    pub name: String,
    /// Value; secrets are replaced by `[redacted]`.
    pub value: String,
}

/// One attribute before and after.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChangeView {
    /// SCIM path, for example `emails[type eq "work"].value`.
    pub path: String,
    /// Value before; absent when there was none.
    pub before: Option<serde_json::Value>,
    /// Value after; absent when it was removed.
    pub after: Option<serde_json::Value>,
    /// Name of the person or group that `before` refers to, where one is known.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_name: Option<String>,
    /// Name of the person or group that `after` refers to, where one is known.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_name: Option<String>,
    /// Whom `after` refers to was not here then.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_awaited: Option<bool>,
}

/// A judgement with its evidence.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FindingView {
    /// Rule id, for example `UPD-08`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// SCIM path it is about.
    pub path: Option<String>,
    /// One sentence: what was sent and what was made of it.
    pub detail: String,
    /// Section of the standard, for example `RFC 7644 §3.5.2.2`.
    pub section: String,
    /// What a strict server answers, for example `400 invalidValue`.
    pub strict: Option<String>,
}

/// The SCIM error of an answer.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorView {
    /// HTTP status.
    pub status: u16,
    /// `scimType` of RFC 7644 Table 9.
    pub scim_type: Option<String>,
    /// `detail` of the error message.
    pub detail: String,
}
