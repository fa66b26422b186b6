//! Staged groups beside those of the application.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a sync would do with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum GroupVerdict {
    /// It is made.
    Create,
    /// It gets another name.
    Rename,
    /// Accounts come or go.
    Change,
    /// Everybody leaves it; it stays.
    Empty,
    /// It is removed.
    Remove,
    /// It stays as it is.
    Same,
}

/// How many groups get a verdict.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GroupVerdictCount {
    /// The verdict.
    pub verdict: GroupVerdict,
    /// How many.
    pub groups: u64,
}

/// Which groups.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagedGroupsQuery {
    /// Connection id.
    pub connection: String,
    /// Words that must all occur in the name.
    #[ts(optional)]
    pub text: Option<String>,
    /// How many to skip.
    #[ts(optional)]
    pub offset: Option<u64>,
    /// At most so many; 100 when absent.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A page of groups.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagedGroupsPage {
    /// By name.
    pub rows: Vec<StagedGroupRow>,
    /// How many match.
    pub matching: u64,
}

/// A group that is staged, or was and is still in the application.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagedGroupRow {
    /// SCIM `id`.
    pub id: String,
    /// The staged name.
    pub name: String,
    /// Whether it is staged still.
    pub staged: bool,
    /// Members that are staged.
    pub members: u64,
    /// Accounts with access that would be in it after a sync.
    pub would_have: u64,
    /// Its name in the application, when it is there.
    pub made_name: Option<String>,
    /// Accounts with access in it.
    pub made_members: Option<u64>,
    /// The run that made it.
    pub made_by: Option<i64>,
    /// What a sync would do now.
    pub verdict: GroupVerdict,
}
