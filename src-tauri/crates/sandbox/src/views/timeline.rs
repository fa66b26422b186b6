//! What happened to one resource, newest first.

use jiff::Timestamp;
use scim::diff::Change;

use crate::connections::row_of;
use crate::directory::{ChangeKind, MemberChanges};
use crate::{Error, Workspace, store};

/// One version of a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionEntry {
    /// Place in the order of all exchanges and changes.
    pub seq: i64,
    /// Counts from 1 within the resource.
    pub version: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Number of the exchange that carried it.
    pub exchange: Option<i64>,
    /// What happened.
    pub change_kind: ChangeKind,
    /// Attribute changes.
    pub changes: Vec<Change>,
    /// Membership changes of a group.
    pub member_changes: MemberChanges,
    /// Label of the token that was used.
    pub token_label: Option<String>,
    /// The identity provider of the exchange, when recognised.
    pub idp: Option<String>,
}

impl Workspace {
    /// The versions of a resource, newest first; also those of a resource that was deleted.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn timeline(
        &self,
        connection: &str,
        kind: &str,
        id: &str,
    ) -> Result<Vec<VersionEntry>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            Ok(store::versions::of_resource(db, connection, kind, id)?)
        })
    }
}
