//! The outcome: people, teams, reporting lines, roles.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ChangeView, GoneView, HandEntry, HeldQuery, HeldRole, LineEntry, Millis, PersonStatus,
    RoleEntry, RoleRow, RoleSourceView, RulesView, Severity, SignInView, SourceView, WhyView,
};

/// What a connection holds, in numbers.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Overview {
    /// People, active and inactive.
    pub people: u64,
    /// People whose `active` is false.
    pub deactivated: u64,
    /// What the application makes of those.
    pub inactive_status: PersonStatus,
    /// What it makes of those who are deleted.
    pub deleted_status: PersonStatus,
    /// People who should be able to sign in and are not.
    pub not_signing_in: u64,
    /// Teams with at least one member.
    pub teams: u64,
    /// Teams that nobody is in any more.
    pub empty_teams: u64,
    /// Groups, whatever the application makes of them.
    pub groups: u64,
    /// Groups that are roles.
    pub roles: u64,
    /// Roles that no group gives: by default and by hand.
    pub other_roles: u64,
    /// People and groups that were deleted.
    pub removed: u64,
    /// People whose manager is linked.
    pub managers_linked: u64,
    /// People for whom a manager was sent.
    pub managers_sent: u64,
    /// Active people whose manager has not come and may still come: no finding yet.
    pub managers_awaited: u64,
    /// People whose manager was here and is gone.
    pub managers_gone: u64,
    /// Lines that were drawn because the manager came after the person.
    pub backfilled: u64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Recorded exchanges answered with 400 or more.
    pub failed: u64,
    /// When the last request came.
    pub last_call_at: Option<Millis>,
    /// Who sent it.
    pub last_call_by: Option<String>,
    /// Findings by rule, worst and most frequent first.
    pub findings: Vec<FindingCount>,
    /// The rules of the application.
    pub rules: RulesView,
}

/// How many people need attention.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[ts(export)]
pub struct AttentionView {
    /// With a manager that is not linked, with findings, or who cannot sign in.
    pub people: u64,
}

/// How often a rule found something.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FindingCount {
    /// Rule id.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// How often.
    pub count: u64,
    /// The newest sentence.
    pub detail: String,
}

/// Which people are wanted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct PeopleQuery {
    /// Connection id.
    pub connection: String,
    /// Text in name, userName, email, title, id or externalId.
    #[ts(optional)]
    pub text: Option<String>,
    /// Only this team; the empty text means people without a team.
    #[ts(optional)]
    pub team: Option<String>,
    /// Only members of this group (SCIM id).
    #[ts(optional)]
    pub role: Option<String>,
    /// Only people with a role that no group gives.
    #[ts(optional)]
    pub held: Option<HeldQuery>,
    /// Only people with this status.
    #[ts(optional)]
    pub status: Option<PersonStatus>,
    /// Only people who should be able to sign in and are not.
    #[ts(optional)]
    pub not_signing_in: Option<bool>,
    /// Only people with a manager that is not linked, with findings, or who cannot sign in.
    #[ts(optional)]
    pub needs_attention: Option<bool>,
    /// Order.
    #[ts(optional)]
    pub sort: Option<PeopleSort>,
    /// Largest first.
    #[ts(optional)]
    pub descending: Option<bool>,
    /// Rows to leave out at the start.
    #[ts(optional)]
    pub offset: Option<u32>,
    /// At most this many rows (1 to 500).
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Orders of the people list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PeopleSort {
    /// By name for reading.
    Name,
    /// By team.
    Team,
    /// Newest change.
    Changed,
}

/// Some people.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeoplePage {
    /// The rows.
    pub rows: Vec<PersonRow>,
    /// People that match.
    pub matching: u64,
    /// People of the connection.
    pub total: u64,
}

/// A person in a list.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PersonRow {
    /// SCIM `id`.
    pub id: String,
    /// `displayName`, else the formatted name, else `userName`.
    pub name: String,
    /// `userName`.
    pub user_name: String,
    /// Primary or work email.
    pub email: Option<String>,
    /// `title`.
    pub title: Option<String>,
    /// `department`.
    pub team: Option<String>,
    /// Reporting line.
    pub manager: ManagerView,
    /// Roles with where they come from, those that count first.
    pub roles: Vec<HeldRole>,
    /// Groups, where the application uses them and they are no roles.
    pub groups: Vec<RoleView>,
    /// `active`.
    pub active: bool,
    /// What the application makes of that.
    pub status: PersonStatus,
    /// Whether they could sign in.
    pub sign_in: SignInView,
    /// When the person last changed.
    pub changed_at: Millis,
    /// How many findings are open about this person.
    pub findings: u32,
}

/// A person's reporting line.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ManagerView {
    /// Its state.
    pub state: ManagerState,
    /// SCIM `id` of the manager, when linked.
    pub id: Option<String>,
    /// Name of the manager, when linked.
    pub name: Option<String>,
    /// Value that was sent; of one that was taken away, what was sent before.
    pub reference: Option<String>,
    /// Whom it led to, when that person is gone.
    pub gone: Option<GoneView>,
}

/// State of a reporting line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ManagerState {
    /// No manager was sent.
    NeverSent,
    /// A manager was sent and taken away again.
    Cleared,
    /// The manager is here.
    Linked,
    /// The manager that was named has not arrived.
    Pending,
    /// The manager that was named was here and has been removed.
    Dangling,
    /// Part of a circle of managers.
    Loop,
    /// The person is named as their own manager.
    Itself,
}

/// A group by id and name.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleView {
    /// SCIM `id` of the group.
    pub id: String,
    /// Its `displayName`.
    pub name: String,
}

/// Everything about one person.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PersonCard {
    /// The row.
    pub row: PersonRow,
    /// `externalId`.
    pub external_id: Option<String>,
    /// The SCIM resource as the server returns it.
    pub resource: serde_json::Value,
    /// People who report to this person.
    pub reports: Vec<PersonLink>,
    /// How many people are below, on all levels.
    pub below: u64,
    /// How many managers are above.
    pub above: u64,
    /// When the person was made.
    pub created_at: Millis,
    /// Version of the resource.
    pub version: i64,
    /// Who had the same `externalId` or `userName` before and was deleted.
    pub was_here: Option<GoneView>,
    /// The rules of the application.
    pub rules: RulesView,
    /// What was sent and the application does not use: attributes, those of extensions with the URN
    /// before them, and parts of them.
    pub unused: Vec<String>,
    /// The write that set `active` last.
    pub status_why: Option<WhyView>,
    /// What the manager was found by, when the line leads to somebody.
    #[ts(type = "\"id\" | \"externalId\" | \"userName\" | \"email\" | \"employeeNumber\" | null")]
    pub matched_by: Option<String>,
    /// Why the person is in each group.
    pub role_sources: Vec<RoleSourceView>,
    /// Roles that the person gained and lost, newest first.
    pub role_events: Vec<RoleEntry>,
    /// What was set by hand and what became of it, newest first.
    pub edits: Vec<HandEntry>,
    /// Of each attribute the latest write that changed it.
    pub sources: Vec<SourceView>,
    /// What others did to the reporting line, newest first.
    pub lines: Vec<LineEntry>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// A person as a link.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PersonLink {
    /// SCIM `id`.
    pub id: String,
    /// Name for reading.
    pub name: String,
    /// `title`.
    pub title: Option<String>,
}

/// One write to a resource.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TimelineEntry {
    /// Position in the one order of exchanges and changes.
    pub seq: i64,
    /// Version of the resource after it.
    pub version: i64,
    /// When.
    pub at: Millis,
    /// What kind of write.
    pub kind: ChangeKind,
    /// What changed.
    pub changes: Vec<ChangeView>,
    /// Exchange that caused it.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log; without recording (`--no-capture`), and once the traffic
    /// was cleared, it is not, and its number leads nowhere.
    pub recorded: bool,
    /// Who sent it.
    pub actor: Option<String>,
}

/// Kinds of writes to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ChangeKind {
    /// POST.
    Created,
    /// PUT.
    Replaced,
    /// PATCH.
    Patched,
    /// DELETE.
    Deleted,
}

/// Which groups are wanted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct GroupsQuery {
    /// Connection id.
    pub connection: String,
    /// Text in the name, externalId or id.
    #[ts(optional)]
    pub text: Option<String>,
    /// Rows to leave out at the start.
    #[ts(optional)]
    pub offset: Option<u32>,
    /// SCIM `id` of the group before the page, where it is known; then `offset` need not be counted off.
    #[ts(optional)]
    pub after: Option<String>,
    /// At most this many rows (1 to 500).
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Some groups.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GroupsPage {
    /// The rows.
    pub rows: Vec<GroupRow>,
    /// Groups that match.
    pub matching: u64,
    /// Groups of the connection.
    pub total: u64,
}

/// Some roles.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RolesPage {
    /// The rows.
    pub rows: Vec<RoleRow>,
    /// Roles that match.
    pub matching: u64,
    /// Roles of the connection.
    pub total: u64,
}

/// A group in a list.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GroupRow {
    /// SCIM `id`.
    pub id: String,
    /// `displayName`.
    pub name: String,
    /// `externalId`.
    pub external_id: Option<String>,
    /// Members.
    pub members: u64,
    /// When it last changed.
    pub changed_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// Exchange that made it, where it is in the log.
    pub exchange: Option<i64>,
}

/// Everything about one group.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GroupCard {
    /// The row.
    pub row: GroupRow,
    /// The first 500 members.
    pub members: Vec<MemberView>,
    /// The rules of the application.
    pub rules: RulesView,
    /// The SCIM resource without its members.
    pub resource: serde_json::Value,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// A member of a group.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MemberView {
    /// Value that was sent: a SCIM `id`.
    pub id: String,
    /// Name, when the member is here.
    pub name: Option<String>,
    /// Whether the member is here.
    pub known: bool,
}

/// Everybody with their reporting line.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Org {
    /// Everybody; `managerId` is set only where the line is linked and in no loop.
    pub nodes: Vec<OrgNode>,
    /// Lines that do not lead to a manager.
    pub unresolved: Vec<Unresolved>,
    /// The application has no reporting lines: nobody is listed, whatever was sent.
    pub unused: bool,
    /// Lines that were drawn because the manager came after the person.
    pub backfilled: u64,
}

/// A person on the org chart.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OrgNode {
    /// SCIM `id`.
    pub id: String,
    /// Name for reading.
    pub name: String,
    /// `title`.
    pub title: Option<String>,
    /// `department`.
    pub team: Option<String>,
    /// What the application makes of `active`.
    pub status: PersonStatus,
    /// SCIM `id` of the manager.
    pub manager_id: Option<String>,
}

/// A reporting line that does not lead to a manager.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Unresolved {
    /// SCIM `id` of the person.
    pub id: String,
    /// Name for reading.
    pub name: String,
    /// Why.
    pub state: ManagerState,
    /// Value that was sent; of one that was taken away, what was sent before.
    pub reference: Option<String>,
    /// Whom the line led to, when that person is gone.
    pub gone: Option<GoneView>,
}
