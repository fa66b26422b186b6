//! What others did to the reporting line of a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// One change of a line by somebody else's write.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LineEntry {
    /// Position in the one order of exchanges and changes.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// Why.
    pub cause: LineCause,
    /// Whether the line led nowhere before.
    pub waited: bool,
    /// Whether it leads to somebody since.
    pub linked: bool,
    /// SCIM `id` of the manager whose write it was.
    pub manager_id: String,
    /// What that manager was called then.
    pub manager: String,
    /// Whether that manager is gone by now.
    pub manager_removed: bool,
    /// SCIM `id` of whom the line leads to since.
    pub leads_to_id: Option<String>,
    /// The name of that person.
    pub leads_to: Option<String>,
    /// Exchange that caused it.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log.
    pub recorded: bool,
    /// Who sent it.
    pub actor: Option<String>,
}

/// Why a line changed without a write to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum LineCause {
    /// The manager was created.
    Arrived,
    /// The manager's `externalId` or `userName` changed.
    Renamed,
    /// The manager was deleted.
    Removed,
}
