//! The directory of one connection: RFC 7644 §3.3 to §3.6 on resources in SQLite.
//!
//! Bodies are understood on the caller's thread; the write itself runs on the writer thread,
//! inside a savepoint, and is answered once it is durable. HTTP, `meta.location`, ETag spelling
//! and `$ref` are the server's.

mod by_hand;
mod columns;
mod create;
mod cursor;
mod delete;
mod known_by;
mod lines;
mod list;
mod members;
mod read;
mod record;
mod unique;
mod write;

pub use cursor::CURSOR_TIMEOUT;
pub use record::{
    Cause, ChangeKind, Deleted, LineChanges, Member, MemberChanges, Page, Record, Text, Want,
    Written,
};

use scim::schema::ResourceType;
use serde_json::Value;

use crate::store::Db;
use crate::{Connection, Error, Pending, Workspace};
use create::New;
use write::Scope;

/// The resources of one connection.
#[derive(Debug, Clone)]
pub struct Directory {
    pub(crate) workspace: Workspace,
    pub(crate) connection: Connection,
    scan: u64,
}

impl Workspace {
    /// The directory of a connection.
    #[must_use]
    pub fn directory(&self, connection: &Connection) -> Directory {
        Directory {
            workspace: self.clone(),
            connection: connection.clone(),
            scan: scim::limits::SCAN,
        }
    }
}

impl Directory {
    /// The same with another bound on what one query may look at where no index helps, in pieces of
    /// documents; [`scim::limits::SCAN`] unless said otherwise.
    #[must_use]
    pub fn looking_at_most_at(self, scan: u64) -> Self {
        Self { scan, ..self }
    }

    /// Creates a resource (RFC 7644 §3.3). `kind` is the resource type's name.
    ///
    /// The result fails with [`Error::Refused`] (409 `uniqueness` when the `userName` is taken).
    pub fn create(&self, kind: &str, body: Value, cause: Cause) -> Pending<Written> {
        let prepared = Scope::new(self, kind, cause).and_then(|scope| {
            let found =
                scim::accept_new(&scope.registry, &scope.rt, body)?.judge(scope.strictness)?;
            let id = self.workspace.ids().uuid(self.workspace.clock().now());
            let new = New::of(&scope, id, found)?;
            Ok((scope, new))
        });
        match prepared {
            Ok((scope, new)) => self.workspace.write(move |write| new.write(&scope, write)),
            Err(error) => Pending::ready(Err(error)),
        }
    }

    /// Replaces a resource (RFC 7644 §3.5.1); `if_match` is the version it must still have.
    ///
    /// The result fails with [`Error::NotFound`] or [`Error::Refused`] (412 on another version).
    pub fn replace(
        &self,
        kind: &str,
        id: &str,
        body: Value,
        if_match: Option<i64>,
        cause: Cause,
    ) -> Pending<Written> {
        let scope = match Scope::new(self, kind, cause) {
            Ok(scope) => scope,
            Err(error) => return Pending::ready(Err(error)),
        };
        let id = id.to_owned();
        // What a replacement means depends on what is there, so it is understood on the writer.
        self.workspace
            .write(move |write| write::replace(&scope, write, &id, body, if_match))
    }

    /// Changes a resource (RFC 7644 §3.5.2), all operations or none; `if_match` is the version it
    /// must still have.
    ///
    /// The result fails with [`Error::NotFound`] or [`Error::Refused`] (412 on another version).
    pub fn patch(
        &self,
        kind: &str,
        id: &str,
        body: Value,
        if_match: Option<i64>,
        cause: Cause,
    ) -> Pending<Written> {
        let prepared = Scope::new(self, kind, cause).and_then(|scope| {
            let found =
                scim::patch::parse(&scope.registry, &scope.rt, body)?.judge(scope.strictness)?;
            Ok((scope, found))
        });
        let (scope, found) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return Pending::ready(Err(error)),
        };
        let id = id.to_owned();
        self.workspace
            .write(move |write| write::apply_patch(&scope, write, &id, found, if_match))
    }

    /// Deletes a resource (RFC 7644 §3.6) and every membership of it; `if_match` is the version it
    /// must still have.
    ///
    /// The result fails with [`Error::NotFound`] or [`Error::Refused`] (412 on another version).
    pub fn delete(
        &self,
        kind: &str,
        id: &str,
        if_match: Option<i64>,
        cause: Cause,
    ) -> Pending<Deleted> {
        let scope = match Scope::new(self, kind, cause) {
            Ok(scope) => scope,
            Err(error) => return Pending::ready(Err(error)),
        };
        let id = id.to_owned();
        self.workspace
            .write(move |write| delete::delete(&scope, write, &id, if_match))
    }

    /// Reads one resource (RFC 7644 §3.4.1).
    ///
    /// # Errors
    /// [`Error::UnknownResourceType`], [`Error::Sqlite`].
    pub fn read(&self, kind: &str, id: &str, want: Want) -> Result<Option<Record>, Error> {
        self.one(kind, id, want)
    }

    /// Reads one resource as [`Directory::read`] does, without parsing it.
    ///
    /// # Errors
    /// [`Error::UnknownResourceType`], [`Error::Sqlite`].
    pub fn read_text(&self, kind: &str, id: &str, want: Want) -> Result<Option<Text>, Error> {
        self.one(kind, id, want)
    }

    fn one<R: read::Reading>(&self, kind: &str, id: &str, want: Want) -> Result<Option<R>, Error> {
        let rt = self.resource_type(kind)?;
        let read = |db: &Db| read::one(db, self.connection.row, (&rt.name, id), want);
        match want.members {
            true => self.workspace.read(read),
            // Everything but members is in one statement.
            false => self.workspace.glance(read),
        }
    }

    fn resource_type(&self, kind: &str) -> Result<&ResourceType, Error> {
        let rt = self.connection.registry.resource_type(kind);
        rt.ok_or_else(|| Error::UnknownResourceType(kind.to_owned()))
    }
}
