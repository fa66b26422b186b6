//! What goes into the directory and what comes out of it.

use jiff::Timestamp;
use scim::{Finding, Object, diff::Change};
use serde::{Deserialize, Serialize};

use crate::store::members::Joining;

/// What a write is attributed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cause {
    /// Number of the exchange that carried it.
    pub exchange: Option<i64>,
    /// Token that was used.
    pub token_id: Option<String>,
}

/// Which rows to read beside the document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Want {
    /// The members of a group, in the order they were added.
    pub members: bool,
    /// The groups a resource is a member of.
    pub groups: bool,
}

impl Want {
    /// Members and groups.
    pub const ALL: Self = Self {
        members: true,
        groups: true,
    };
    /// The document only.
    pub const DOCUMENT: Self = Self {
        members: false,
        groups: false,
    };
}

/// A resource as stored, its document parsed or, as `Record<String>`, as the JSON text it is kept as.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<D = Object> {
    /// Resource type name, such as `User`.
    pub kind: String,
    /// Its `id`.
    pub id: String,
    /// `schemas`, `externalId` and the attributes; never `id`, `meta`, `groups`, `members` or
    /// `password`.
    pub document: D,
    /// The members, when asked for and the kind is `Group`.
    pub members: Option<Vec<Member>>,
    /// The groups it is a direct member of, when asked for.
    pub groups: Option<Vec<Member>>,
    /// The person whom `manager` refers to, when read and when there; `display` is the `displayName`
    /// of that person (RFC 7643 §4.3), if there is one.
    pub manager: Option<Member>,
    /// `meta.created`.
    pub created: Timestamp,
    /// `meta.lastModified`.
    pub last_modified: Timestamp,
    /// Counts the writes that changed it, from 1.
    pub version: i64,
}

/// A resource for somebody who passes it on: most of it goes from the workspace to the client without
/// ever being parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// What people call it.
    pub name: String,
    /// The resource.
    pub record: Record<String>,
}

/// One membership, seen from the group (`members`) or from the member (`groups`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// `id` of the resource at the other end.
    pub value: String,
    /// As it was sent, otherwise the name of the resource at the other end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub display: Option<String>,
    /// Kind of the resource at the other end, `User` or `Group`; when it is not there, the `type`
    /// that was sent. For `groups` this is not RFC 7643's `direct` / `indirect`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
}

/// How a write changed the members of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberChanges {
    /// Members that were not there before.
    pub added: Vec<Member>,
    /// Members that are no longer there.
    pub removed: Vec<Member>,
    /// How many there are now.
    pub total_after: u64,
    /// Since when those who were removed had been members, in the same order.
    #[serde(skip)]
    pub(crate) since: Vec<Joining>,
}

impl MemberChanges {
    /// Whether nothing was added or removed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// A completed write.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The resource after it. `members`, which [`MemberChanges`] tells, `groups` and `manager` are not
    /// filled in.
    pub record: Record,
    /// Whether anything is different from before.
    pub changed: bool,
    /// Whether the resource is new.
    pub created: bool,
    /// Attribute changes.
    pub changes: Vec<Change>,
    /// Membership changes of a group.
    pub member_changes: MemberChanges,
    /// What it did to the reporting lines of others.
    pub lines: LineChanges,
    /// What was odd about the request.
    pub findings: Vec<Finding>,
}

impl Written {
    /// The attributes that were set and are not kept, such as `password`: of them nobody can say
    /// whether they are different, so that setting them counts as a change.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        let kept_out = |found: &&Finding| SECRETS.contains(&found.rule.as_ref());
        let found = self.findings.iter().filter(kept_out);
        found.filter_map(|found| found.path.as_deref())
    }
}

/// Rule of the finding for a value that a schema makes a secret.
pub(super) const SECRET: &str = "RFC-secret";
/// Rules of the findings for values that were taken and not kept.
const SECRETS: [&str; 2] = ["CRT-06", SECRET];

/// A completed deletion.
#[derive(Debug, Clone, PartialEq)]
pub struct Deleted {
    /// The resource as it was.
    pub record: Record,
    /// The groups it was a member of.
    pub memberships: Vec<Member>,
    /// What it did to the reporting lines of others.
    pub lines: LineChanges,
}

/// What a write to one person did to the reporting lines of others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineChanges {
    /// Lines that led nowhere and lead to somebody now.
    pub backfilled: u64,
    /// Lines that led to somebody and lead nowhere now.
    pub unlinked: u64,
}

/// One page of a listing, of records or of [`Text`]s.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<R = Record> {
    /// How many resources match in all.
    pub total: u64,
    /// 1-based index of the first record.
    pub start_index: u64,
    /// The records.
    pub records: Vec<R>,
    /// What was odd about the query.
    pub findings: Vec<Finding>,
    /// Where the next page begins, when the query asked for pages by cursor and there is one.
    pub next_cursor: Option<String>,
}

/// What a version is the result of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// POST.
    Created,
    /// PUT.
    Replaced,
    /// PATCH.
    Patched,
    /// DELETE.
    Deleted,
    /// A member of this group was deleted.
    MemberDeleted,
}
