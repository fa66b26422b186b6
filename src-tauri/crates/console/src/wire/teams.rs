//! Teams: the people with the same department, who came and who went.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// A team: the people with the same `department`.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TeamRow {
    /// The value of `department`.
    pub name: String,
    /// People in it.
    pub members: u64,
    /// When it was first seen.
    pub first_seen: Option<Millis>,
    /// Exchange that brought it, where it is in the log.
    pub first_exchange: Option<i64>,
    /// Other teams that look like the same one.
    pub near_duplicates: Vec<String>,
    /// Teams that look as if they had been renamed to this one.
    pub renamed_from: Vec<String>,
    /// How it came that nobody is in it any more.
    pub emptied: Option<EmptiedView>,
}

/// How a team lost its last member.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EmptiedView {
    /// The last who left.
    pub last: TeamMoveView,
    /// The team that nearly all who left together are in now.
    pub looks_renamed_to: Option<String>,
}

/// Somebody who went from one team to another, into a first one, or away.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TeamMoveView {
    /// Position in the one order of exchanges and changes.
    pub seq: i64,
    /// SCIM `id` of the person.
    pub person: String,
    /// The name then.
    pub name: String,
    /// When.
    pub at: Millis,
    /// Out of this team.
    pub from: Option<String>,
    /// Into this team.
    pub to: Option<String>,
    /// Whether the person was removed.
    pub removed: bool,
    /// Exchange that did it, where it is in the log.
    pub exchange: Option<i64>,
}

/// Names a team of a connection, exactly as it was sent.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[ts(export)]
pub struct OfTeam {
    /// Connection id (`scim_conn_…`).
    pub connection: String,
    /// The value of `department`.
    pub id: String,
}

/// Everything about one team.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TeamCard {
    /// The row.
    pub row: TeamRow,
    /// The first 100 members by name.
    pub members: Vec<TeamMemberView>,
    /// The latest 100 who came from another team or left.
    pub moves: Vec<TeamMoveView>,
}

/// Somebody who is in a team.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TeamMemberView {
    /// SCIM `id`.
    pub id: String,
    /// Name for reading.
    pub name: String,
    /// `title`.
    pub title: Option<String>,
    /// Since when.
    pub since: Millis,
    /// Exchange that brought them into the team, where it is in the log.
    pub exchange: Option<i64>,
    /// The team they came from.
    pub from: Option<String>,
}
