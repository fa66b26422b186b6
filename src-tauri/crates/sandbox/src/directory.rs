//! The directory of one connection: RFC 7644 §3.3 to §3.6 on resources in SQLite.
//!
//! Bodies are understood on the caller's thread; the write itself runs on the writer thread,
//! inside a savepoint, and is answered once it is durable. HTTP, `meta.location`, ETag spelling
//! and `$ref` are the server's.

mod record;

pub use record::{Cause, ChangeKind, Deleted, Member, MemberChanges, Page, Record, Want, Written};

use serde_json::Value;

use crate::{Connection, Error, Pending, Workspace};

/// The resources of one connection.
#[derive(Debug, Clone)]
pub struct Directory {
    pub(crate) workspace: Workspace,
    pub(crate) connection: Connection,
}

impl Workspace {
    /// The directory of a connection.
    #[must_use]
    pub fn directory(&self, connection: &Connection) -> Directory {
        Directory {
            workspace: self.clone(),
            connection: connection.clone(),
        }
    }
}

impl Directory {
    /// Creates a resource (RFC 7644 §3.3). `kind` is the resource type's name.
    ///
    /// The result fails with [`Error::Refused`] (409 `uniqueness` when the `userName` is taken).
    pub fn create(&self, kind: &str, _body: Value, _cause: Cause) -> Pending<Written> {
        Pending::ready(Err(Error::UnknownResourceType(kind.to_owned())))
    }

    /// Replaces a resource (RFC 7644 §3.5.1); `if_match` is the version it must still have.
    ///
    /// The result fails with [`Error::NotFound`] or [`Error::Refused`] (412 on another version).
    pub fn replace(
        &self,
        kind: &str,
        _id: &str,
        _body: Value,
        _if_match: Option<i64>,
        _cause: Cause,
    ) -> Pending<Written> {
        Pending::ready(Err(Error::UnknownResourceType(kind.to_owned())))
    }

    /// Changes a resource (RFC 7644 §3.5.2), all operations or none.
    ///
    /// The result fails with [`Error::NotFound`] or [`Error::Refused`].
    pub fn patch(&self, kind: &str, _id: &str, _body: Value, _cause: Cause) -> Pending<Written> {
        Pending::ready(Err(Error::UnknownResourceType(kind.to_owned())))
    }

    /// Deletes a resource (RFC 7644 §3.6) and every membership of it.
    ///
    /// The result fails with [`Error::NotFound`].
    pub fn delete(&self, kind: &str, _id: &str, _cause: Cause) -> Pending<Deleted> {
        Pending::ready(Err(Error::UnknownResourceType(kind.to_owned())))
    }

    /// Reads one resource (RFC 7644 §3.4.1).
    ///
    /// # Errors
    /// [`Error::UnknownResourceType`], [`Error::Sqlite`].
    pub fn read(&self, kind: &str, _id: &str, _want: Want) -> Result<Option<Record>, Error> {
        Err(Error::UnknownResourceType(kind.to_owned()))
    }

    /// Lists resources (RFC 7644 §3.4.2): 100 unless `count` says otherwise, at most 1000.
    /// Without `sort_by`, in the order in which they were created.
    ///
    /// # Errors
    /// [`Error::Refused`] for a filter that makes no sense for the resource type.
    pub fn query(&self, kind: &str, _: &scim::Query, _: Want) -> Result<Page, Error> {
        Err(Error::UnknownResourceType(kind.to_owned()))
    }
}
