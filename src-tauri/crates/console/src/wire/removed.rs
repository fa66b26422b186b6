//! People and groups that are gone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    HandEntry, Millis, PersonLink, PersonStatus, RoleEntry, RoleView, RulesView, TimelineEntry,
};

/// Which of those who are gone are wanted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct RemovedQuery {
    /// Connection id.
    pub connection: String,
    /// Text in name, userName, email, title, team, id or externalId.
    #[ts(optional)]
    pub text: Option<String>,
    /// Only `User` or only `Group`.
    #[ts(optional)]
    pub kind: Option<String>,
    /// Rows to leave out at the start.
    #[ts(optional)]
    pub offset: Option<u32>,
    /// At most this many rows (1 to 500).
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Some of those who are gone, the latest first.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RemovedPage {
    /// The rows.
    pub rows: Vec<RemovedRow>,
    /// How many match.
    pub matching: u64,
    /// How many are gone from the connection.
    pub total: u64,
}

/// A person or group that is gone, in a list.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RemovedRow {
    /// `User` or `Group`.
    pub kind: String,
    /// The SCIM `id` it had.
    pub id: String,
    /// What people called it.
    pub name: String,
    /// `userName` of a person.
    pub user_name: Option<String>,
    /// `externalId`.
    pub external_id: Option<String>,
    /// Last `title`.
    pub title: Option<String>,
    /// Last `department`.
    pub team: Option<String>,
    /// Last manager.
    pub manager: Option<LastLine>,
    /// The groups it was a member of.
    pub roles: Vec<RoleView>,
    /// How many members a group had.
    pub members: u64,
    /// When it was deleted.
    pub at: Millis,
    /// The exchange that deleted it, where it is in the log.
    pub exchange: Option<i64>,
    /// Who sent that.
    pub actor: Option<String>,
    /// What the application makes of it; a group is removed.
    pub status: PersonStatus,
}

/// The reporting line that somebody had last.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LastLine {
    /// SCIM `id`, when the line led to somebody.
    pub id: Option<String>,
    /// The name then, else what was sent.
    pub name: String,
    /// Whether the manager is gone as well.
    pub removed: bool,
}

/// Everything about one who is gone.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RemovedCard {
    /// The row.
    pub row: RemovedRow,
    /// The SCIM resource as it was last.
    pub resource: serde_json::Value,
    /// When it was made.
    pub created_at: Millis,
    /// The last version it had.
    pub version: i64,
    /// The rules of the application.
    pub rules: RulesView,
    /// What was sent of a person and is not used by the application.
    pub unused: Vec<String>,
    /// Roles that a person gained and lost, newest first.
    pub role_events: Vec<RoleEntry>,
    /// What was set by hand and what became of it, newest first.
    pub edits: Vec<HandEntry>,
    /// Who is here now with the same `externalId` or `userName`.
    pub back_as: Option<PersonLink>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// Somebody who was here and is gone, in short.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GoneView {
    /// The SCIM `id` that person had.
    pub id: String,
    /// What people called them.
    pub name: String,
    /// When they were deleted.
    pub at: Millis,
    /// The exchange that deleted them, where it is in the log.
    pub exchange: Option<i64>,
}
