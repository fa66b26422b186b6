//! The history of syncs: runs with their counts, steps and people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Millis, SyncRule, SyncVerdict};

/// Names a run of a connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfSync {
    /// Connection id.
    pub connection: String,
    /// Number of the run.
    pub run: i64,
}

/// Which runs.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncRunsQuery {
    /// Connection id.
    pub connection: String,
    /// How many to skip.
    #[ts(optional)]
    pub offset: Option<u64>,
    /// At most so many; 100 when absent.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A page of the history.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncRunsPage {
    /// The latest first.
    pub rows: Vec<SyncRunView>,
    /// How many there are.
    pub total: u64,
}

/// Why a run was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SyncCause {
    /// By hand.
    Manual,
    /// It was due.
    Scheduled,
    /// To go on with one that failed.
    Retry,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SyncStatus {
    /// At work.
    InProgress,
    /// Every step is done.
    Completed,
    /// It broke off.
    Failed,
}

/// A run.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncRunView {
    /// Counts the runs of a connection.
    pub number: i64,
    /// Why it was started.
    pub cause: SyncCause,
    /// When it was due, of a scheduled one.
    pub due: Option<Millis>,
    /// How many times of the schedule had passed without a run.
    pub missed: u64,
    /// The run it goes on with.
    pub retry_of: Option<i64>,
    /// The run that goes on with it.
    pub retried_by: Option<i64>,
    /// Where it stands.
    pub status: SyncStatus,
    /// Why it failed.
    pub failure: Option<String>,
    /// When it began.
    pub started: Millis,
    /// When it ended.
    pub finished: Option<Millis>,
    /// Whether it can be gone on with.
    pub repeatable: bool,
    /// What it came to.
    pub counts: SyncCountsView,
}

/// What a run came to.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncCountsView {
    /// Looked at.
    pub considered: u64,
    /// Kept out by a condition.
    pub blocked: u64,
    /// Accounts that stay as they are.
    pub unchanged: u64,
    /// Accounts made.
    pub created: u64,
    /// Accounts brought up to date.
    pub updated: u64,
    /// Accounts that got their access back.
    pub restored: u64,
    /// Accounts that lost their access.
    pub disabled: u64,
    /// Accounts removed.
    pub removed: u64,
    /// Those who changed during the run and are left to the next one.
    pub skipped: u64,
    /// Groups made.
    pub groups_created: u64,
    /// Groups named anew.
    pub groups_renamed: u64,
    /// Groups that everybody left.
    pub groups_emptied: u64,
    /// Groups removed.
    pub groups_removed: u64,
}

/// A run with its steps.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncCard {
    /// The run.
    pub run: SyncRunView,
    /// Its steps; of a retry those that were left.
    pub steps: Vec<SyncStepView>,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SyncStepKind {
    /// Decides about everybody.
    Decide,
    /// Makes the account.
    CreateAccount,
    /// Adds it to the tenant.
    AddToTenant,
    /// Adds it to groups.
    AddToGroups,
    /// Works out its access.
    ComputeAccess,
    /// Takes access from those who left.
    TakeAccess,
    /// Makes, names and removes groups as they are staged.
    BringGroups,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SyncStepState {
    /// Its turn has not come.
    Waiting,
    /// At work.
    InProgress,
    /// Done for everybody.
    Done,
    /// The run broke off in it.
    Failed,
}

/// A step of a run.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncStepView {
    /// Its place.
    pub position: i64,
    /// What it does.
    pub step: SyncStepKind,
    /// Where it stands.
    pub state: SyncStepState,
    /// For how many.
    pub total: u64,
    /// For how many it is done.
    pub done: u64,
    /// When it began.
    pub started: Option<Millis>,
    /// When it ended.
    pub finished: Option<Millis>,
}

/// Which people of a run.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncPeopleQuery {
    /// Connection id.
    pub connection: String,
    /// Number of the run.
    pub run: i64,
    /// Those with this verdict.
    #[ts(optional)]
    pub verdict: Option<SyncVerdict>,
    /// How many to skip.
    #[ts(optional)]
    pub offset: Option<u64>,
    /// At most so many; 100 when absent.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A page of the people of a run.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncPeoplePage {
    /// In the order in which they were looked at.
    pub rows: Vec<SyncPerson>,
    /// How many there are.
    pub total: u64,
}

/// Somebody about whom a run did something, or whom a condition kept out.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncPerson {
    /// SCIM `id`.
    pub id: String,
    /// The name then.
    pub name: String,
    /// What was decided.
    pub verdict: SyncVerdict,
    /// The condition that decided.
    pub rule: Option<SyncRule>,
    /// The domain that was looked at, for reading.
    pub domain: Option<String>,
    /// Position of the last step that was carried out.
    pub steps_done: u64,
    /// Whether all is done.
    pub finished: bool,
    /// Whether something changed meanwhile, so that nothing was done.
    pub skipped: bool,
}
