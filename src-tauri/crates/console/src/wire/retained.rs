//! What deleted connections left behind: accounts in their application.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AccountsAfter, Millis};

/// A deleted connection that left accounts.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RetainedView {
    /// The id it had.
    pub connection: String,
    /// Its name.
    pub name: String,
    /// What people call the twin it followed.
    pub application: String,
    /// What became of the accounts.
    pub outcome: AccountsAfter,
    /// How many there are.
    pub accounts: u64,
    /// How many of them had no access already.
    pub without: u64,
    /// When it was deleted.
    pub at: Millis,
}

/// Which accounts of a deleted connection are wanted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct RetainedQuery {
    /// Id of the connection that is gone.
    pub connection: String,
    /// Text in name, login, email, title or team.
    #[ts(optional)]
    pub text: Option<String>,
    /// Rows to leave out at the start.
    #[ts(optional)]
    pub offset: Option<u32>,
    /// At most this many rows (1 to 500).
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Some of the accounts, in the order in which they came.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RetainedPage {
    /// The rows.
    pub rows: Vec<RetainedAccount>,
    /// How many match.
    pub matching: u64,
}

/// An account as it was when its connection was deleted.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RetainedAccount {
    /// The SCIM `id` the person had.
    pub id: String,
    /// What people called them.
    pub name: String,
    /// `userName`.
    pub login: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// `department`.
    pub team: Option<String>,
    /// `title`.
    pub title: Option<String>,
    /// Names of the groups they were in.
    pub roles: Vec<String>,
    /// Whether `active` was not false.
    pub active: bool,
    /// When they arrived.
    pub since: Millis,
}
