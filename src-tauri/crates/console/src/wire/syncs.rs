//! Staging and sync: who is staged with which verdict, accounts, domains, the schedule.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{GroupVerdictCount, Millis, SyncCard};

/// Staging of a connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncView {
    /// What people call the application.
    pub app: String,
    /// How it stages; absent where it applies changes at once.
    pub staging: Option<StagingView>,
}

/// How an application stages, and where it stands.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagingView {
    /// What the application calls starting a sync.
    pub button: String,
    /// Its conditions, in their order.
    pub conditions: Vec<SyncRule>,
    /// When syncs run by themselves.
    pub schedule: Option<SyncScheduleView>,
    /// Domains that single sign-on is set up for.
    pub domains: Vec<SsoDomainView>,
    /// People who are staged.
    pub staged: u64,
    /// Groups that are staged.
    pub groups: u64,
    /// Accounts with access.
    pub accounts: u64,
    /// Accounts without.
    pub disabled: u64,
    /// The latest run with its steps.
    pub latest: Option<SyncCard>,
    /// What the clock of the workspace shows.
    pub now: Millis,
}

/// When syncs run by themselves.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncScheduleView {
    /// Cron expression of five fields.
    pub cron: String,
    /// Its time zone.
    pub zone: String,
    /// The next five times.
    pub next: Vec<Millis>,
}

/// A domain that single sign-on is set up for.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SsoDomainView {
    /// As it is compared.
    pub domain: String,
    /// As it is read.
    pub shown: String,
}

/// A domain that staged people have and that single sign-on is not set up for.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SeenDomainView {
    /// As it is compared.
    pub domain: String,
    /// As it is read.
    pub shown: String,
    /// How many who are staged and active have it.
    pub people: u64,
}

/// A condition of a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SyncRule {
    /// `active` is not false.
    Active,
    /// The domain of the address is one of single sign-on.
    SsoDomain,
    /// There is no account yet.
    NotAMember,
}

/// What a sync would do with somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SyncVerdict {
    /// The account is made.
    Create,
    /// The account is brought up to date.
    Update,
    /// The account gets its access back.
    Restore,
    /// The account loses its access.
    Disable,
    /// The account is removed.
    Remove,
    /// The account stays as it is.
    Member,
    /// Not active.
    Inactive,
    /// Of another domain, or without an address.
    Domain,
    /// The account with this login is somebody else's.
    Taken,
}

/// What a sync would do now, in numbers.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SyncPreviewView {
    /// Verdicts that anybody gets, in the order in which they matter.
    pub verdicts: Vec<VerdictCount>,
    /// The same of groups; none where the application does not use them.
    pub groups: Vec<GroupVerdictCount>,
    /// Domains that staged people have and that single sign-on is not set up for.
    pub seen: Vec<SeenDomainView>,
}

/// How many get a verdict.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: SyncVerdict,
    /// How many.
    pub people: u64,
}

/// Which of those who are staged.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagedQuery {
    /// Connection id.
    pub connection: String,
    /// Those with this verdict.
    #[ts(optional)]
    pub verdict: Option<SyncVerdict>,
    /// Also those who were deleted and lose their access.
    #[ts(optional)]
    pub gone: Option<bool>,
    /// Words that must all occur in what people are searched by.
    #[ts(optional)]
    pub text: Option<String>,
    /// How many to skip.
    #[ts(optional)]
    pub offset: Option<u64>,
    /// At most so many; 100 when absent.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A page of those who are staged.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagedPage {
    /// By name.
    pub rows: Vec<StagedRow>,
    /// How many match.
    pub matching: u64,
}

/// Somebody who is staged, or was.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StagedRow {
    /// SCIM `id`.
    pub id: String,
    /// Name for reading.
    pub name: String,
    /// What they would sign in with.
    pub login: String,
    /// The domain that is looked at, for reading.
    pub domain: Option<String>,
    /// The same as it is compared.
    pub domain_key: Option<String>,
    /// Whether they are active.
    pub active: bool,
    /// Whether they are staged still.
    pub staged: bool,
    /// What a sync would do now.
    pub verdict: SyncVerdict,
    /// The condition that decided; absent when all are met.
    pub rule: Option<SyncRule>,
    /// Run that made their account.
    pub account_by: Option<i64>,
    /// When.
    pub account_at: Option<Millis>,
}

/// Which accounts.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountsQuery {
    /// Connection id.
    pub connection: String,
    /// Words that must all occur in name, login, email or id.
    #[ts(optional)]
    pub text: Option<String>,
    /// With access, or without.
    #[ts(optional)]
    pub active: Option<bool>,
    /// How many to skip.
    #[ts(optional)]
    pub offset: Option<u64>,
    /// At most so many; 100 when absent.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A page of accounts.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountsPage {
    /// By name.
    pub rows: Vec<AccountRow>,
    /// How many match.
    pub matching: u64,
}

/// An account of the application.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountRow {
    /// SCIM `id` of the person it was made of.
    pub person: String,
    /// Name for reading.
    pub name: String,
    /// What they sign in with.
    pub login: String,
    /// Whether it is a member of the tenant.
    pub in_tenant: bool,
    /// Names of the groups it is in.
    pub groups: Vec<String>,
    /// What it has access to.
    pub access: Vec<String>,
    /// Whether it has access at all.
    pub active: bool,
    /// Whether the person is still staged.
    pub staged: bool,
    /// Whether the next sync takes its access away.
    pub leaves: bool,
    /// When it was made.
    pub made_at: Millis,
    /// By which run.
    pub made_by: i64,
    /// When it last changed.
    pub changed_at: Millis,
    /// By which run.
    pub changed_by: i64,
}

/// Names a single sign-on domain.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfDomain {
    /// Connection id.
    pub connection: String,
    /// The domain, or an address in it.
    pub domain: String,
}
