//! What the application makes of people: status, sign-in, roles with where they come from, and what an
//! admin set by hand.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// The status of an account in the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PersonStatus {
    /// They may sign in.
    Active,
    /// No sign-in; what they did stays.
    Deactivated,
    /// No sign-in; the account is there.
    Disabled,
    /// A sync has not made the account yet.
    Staged,
    /// They left; the account has its access until the next sync takes it.
    Leaving,
    /// The account is gone.
    Removed,
}

/// The write that made a status what it is.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WhyView {
    /// When.
    pub at: Millis,
    /// Exchange that did it, where it is in the log.
    pub exchange: Option<i64>,
    /// Who sent it.
    pub actor: Option<String>,
}

/// What would become of somebody who comes through single sign-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SignInVerdict {
    /// The login is what single sign-on tells.
    Matches,
    /// It is, but for upper and lower case.
    OtherCase,
    /// What single sign-on tells cannot be compared.
    NotCompared,
    /// They would not be found.
    Differs,
    /// They would come into somebody else's account.
    SomebodyElse,
    /// Somebody else has the same login.
    Shared,
    /// There is no login, or nothing that single sign-on could tell.
    Missing,
    /// Their status keeps them from signing in.
    Barred,
}

/// How somebody would sign in.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SignInView {
    /// What would become of it.
    pub verdict: SignInVerdict,
    /// The login in the application.
    pub login: Option<String>,
    /// What single sign-on would tell, where that is known.
    pub told: Option<String>,
    /// The `userName` is the UPN of a guest of Entra ID.
    pub guest: bool,
    /// SCIM `id` of who else it would be.
    pub other_id: Option<String>,
    /// Name of who else it would be.
    pub other: Option<String>,
}

/// Where somebody has a role from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RoleOrigin {
    /// A group gives it.
    Group,
    /// Everybody begins with it.
    Default,
    /// An admin gave it by hand.
    ByHand,
}

/// A role that somebody has.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HeldRole {
    /// Where it comes from.
    pub origin: RoleOrigin,
    /// SCIM `id` of the group that gives it.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether it counts; what stands below another origin does not.
    pub counts: bool,
}

/// A role that no group gives, to find those who have it.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HeldQuery {
    /// Default or by hand.
    pub origin: RoleOrigin,
    /// Its name; of the default it does not count.
    pub name: String,
}

/// A role in a list.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleRow {
    /// Where it comes from.
    pub origin: RoleOrigin,
    /// SCIM `id` of the group that gives it.
    pub group: Option<String>,
    /// Its name.
    pub name: String,
    /// `externalId` of the group.
    pub external_id: Option<String>,
    /// Members of the group, or the people with whom it counts.
    pub people: u64,
    /// When the group last changed.
    pub changed_at: Option<Millis>,
}

/// The rules of the application that decide what becomes of people, in the words of twin files.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RulesView {
    /// What people call the application.
    pub app: String,
    /// Whether people are staged, and a sync makes accounts of them and takes access away.
    pub stages: bool,
    /// Whether a sync makes accounts only of those who are active.
    pub syncs_active_only: bool,
    /// The attribute that is the login.
    #[ts(type = "\"userName\" | \"email\"")]
    pub login: String,
    /// What single sign-on tells.
    #[ts(type = "\"any\" | \"email\"")]
    pub sso: String,
    /// What a department is.
    #[ts(type = "\"team\" | \"attribute\" | \"ignored\"")]
    pub departments: String,
    /// Whether it shows job titles.
    pub titles: bool,
    /// Whether it has reporting lines.
    pub managers: bool,
    /// What a group is.
    #[ts(type = "\"roles\" | \"groups\" | \"ignored\"")]
    pub groups: String,
    /// What everybody begins with.
    pub default_role: Option<String>,
    /// Whether an admin changes permissions by hand.
    pub by_hand: bool,
    /// Whether a write of the identity provider sets them anew.
    pub overwrites: bool,
    /// What counts over what.
    pub precedence: Vec<RoleOrigin>,
    /// Whether `active: false` is answered otherwise than being unassigned, which looks the same.
    pub unassigned_differs: bool,
    /// Whether what people did stays when they are deleted.
    pub history: bool,
}

/// What happened to a role of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RoleChange {
    /// They became a member of the group.
    Gained,
    /// They were taken out of it.
    Lost,
    /// The group got another name.
    Renamed,
    /// The group was deleted.
    Deleted,
    /// They were deleted themselves.
    PersonDeleted,
}

/// One change of a role of somebody, by a write to a group.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleEntry {
    /// Position in the one order of exchanges and changes; 0 when it is not known.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// What happened.
    pub change: RoleChange,
    /// SCIM `id` of the group.
    pub group: String,
    /// What it was called then; of a renaming, since.
    pub name: String,
    /// Of a renaming: what it was called before.
    pub before: Option<String>,
    /// Exchange that did it.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log.
    pub recorded: bool,
    /// Who sent it.
    pub actor: Option<String>,
}

/// What happened to what is set by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum EditKind {
    /// An admin set it.
    Set,
    /// An admin undid the edit before.
    Undone,
    /// A write of the identity provider set it anew.
    Overwritten,
}

/// One change of what is set by hand for a person.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HandEntry {
    /// Position in the one order of exchanges and changes.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// What happened.
    pub edit: EditKind,
    /// What was set by hand before; absent where nothing was.
    pub before: Option<Vec<String>>,
    /// What is set by hand since; absent where nothing is.
    pub after: Option<Vec<String>>,
    /// Exchange that set it anew.
    pub exchange: Option<i64>,
    /// Whether that exchange is in the log.
    pub recorded: bool,
    /// Who sent it; absent for an edit made here.
    pub actor: Option<String>,
}

/// Sets permissions of somebody by hand.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetPermissions {
    /// Connection id (`scim_conn_…`).
    pub connection: String,
    /// SCIM `id` of the person.
    pub id: String,
    /// All that are given by hand; none at all when empty, and what the application gives by itself
    /// when absent.
    #[serde(default)]
    #[ts(optional)]
    pub names: Option<Vec<String>>,
}

/// Takes back what was set by hand last.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UndoPermissions {
    /// Connection id (`scim_conn_…`).
    pub connection: String,
    /// SCIM `id` of the person.
    pub id: String,
    /// The edit that is taken back; it must be the last one.
    pub seq: i64,
}
