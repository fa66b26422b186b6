//! Where what a person has comes from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// Why somebody has a role: the group that gives it, and what added them to it.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleSourceView {
    /// SCIM `id` of the group.
    pub id: String,
    /// Its `displayName`.
    pub name: String,
    /// When the person was added.
    pub since: Option<Millis>,
    /// Exchange that added the person, where it is in the log.
    pub exchange: Option<i64>,
    /// Who sent it.
    pub actor: Option<String>,
}

/// The latest write that changed an attribute.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SourceView {
    /// SCIM path.
    pub path: String,
    /// Position in the one order of exchanges and changes.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// Exchange that did it, where it is in the log.
    pub exchange: Option<i64>,
    /// Who sent it.
    pub actor: Option<String>,
    /// The value before; absent when there was none.
    pub before: Option<serde_json::Value>,
}
