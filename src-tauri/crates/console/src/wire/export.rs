//! Exports: what is wanted, and what was made.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PeopleQuery;

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ExportKind {
    /// People.
    People,
    /// Teams.
    Teams,
    /// Groups (roles) with their members.
    Groups,
    /// One row for each person with the reporting line.
    Org,
}

/// As what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ExportFormat {
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// What is to be exported.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExportRequest {
    /// Connection id.
    pub connection: String,
    /// Which objects.
    pub kind: ExportKind,
    /// As what.
    pub format: ExportFormat,
    /// For people: which, and in which order; all by name when absent. Its connection, `offset` and
    /// `limit` do not count.
    #[serde(default)]
    #[ts(optional)]
    pub people: Option<PeopleQuery>,
    /// For groups: text in the name.
    #[serde(default)]
    #[ts(optional)]
    pub text: Option<String>,
}

/// An export that was made and waits to be fetched, once.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExportView {
    /// By what it is fetched: `GET /export/<id>` of the web console, or the window's `save`.
    pub id: String,
    /// Name of the file.
    pub name: String,
    /// People, teams or groups in it.
    pub records: u64,
    /// Its size in bytes.
    pub bytes: u64,
}
