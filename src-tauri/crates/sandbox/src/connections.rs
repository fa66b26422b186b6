//! Connections: one identity provider → application link each, with its own base URL, tokens,
//! strictness, schemas and directory.
//!
//! Reads go to SQLite every time, so that a change made by another process counts at once; only
//! the parsed [`Registry`] is kept, under the very text it was parsed from.

use std::sync::Arc;

use jiff::Timestamp;
use scim::Strictness;
use scim::schema::Registry;
use serde_json::Value;

use crate::{Error, Workspace};

/// A connection, as it was when it was read.
#[derive(Debug, Clone)]
pub struct Connection {
    pub(crate) row: i64,
    /// `scim_conn_` and 20 lower-case letters and digits.
    pub id: String,
    /// Name, unique in the workspace regardless of case.
    pub name: String,
    /// Id of the target-application rules, `generic` unless chosen.
    pub twin: String,
    /// `entra`, `okta` or `other`, when known.
    pub idp: Option<String>,
    /// Off: the server answers 403.
    pub enabled: bool,
    /// Whether oddities are tolerated.
    pub strictness: Strictness,
    /// Whether `/scim/v2` without an id means this one.
    pub is_default: bool,
    /// Requests per second above which the server answers 429.
    pub rate_limit: Option<u32>,
    /// When it was added.
    pub created_at: Timestamp,
    /// Schemas and resource types: the standard ones and those added to this connection.
    pub registry: Arc<Registry>,
}

/// What a new connection starts with.
#[derive(Debug, Clone, Default)]
pub struct NewConnection {
    /// Name; blanks around it are dropped.
    pub name: String,
    /// Twin id; `generic` when absent.
    pub twin: Option<String>,
    /// Identity provider, when known.
    pub idp: Option<String>,
}

/// A change of a connection; `None` leaves a property as it is.
#[derive(Debug, Clone, Default)]
pub struct ConnectionChange {
    /// New name.
    pub name: Option<String>,
    /// New twin.
    pub twin: Option<String>,
    /// New identity provider; `Some(None)` forgets it.
    pub idp: Option<Option<String>>,
    /// On or off.
    pub enabled: Option<bool>,
    /// New strictness.
    pub strictness: Option<Strictness>,
    /// New limit; `Some(None)` lifts it.
    pub rate_limit: Option<Option<u32>>,
}

/// What would be lost with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeletionPreview {
    /// Users.
    pub people: u64,
    /// Groups.
    pub groups: u64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Tokens that still work.
    pub tokens: u64,
}

/// Which parts of a connection to empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Empty {
    /// All resources with their versions.
    pub people: bool,
    /// All recorded exchanges.
    pub traffic: bool,
}

impl Workspace {
    /// All connections, the default one first, then in the order they were added.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn connections(&self) -> Result<Vec<Connection>, Error> {
        Err(Error::Closed)
    }

    /// The connection with this id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn connection(&self, id: &str) -> Result<Connection, Error> {
        Err(Error::UnknownConnection(id.to_owned()))
    }

    /// The connection with this name, regardless of case.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn connection_named(&self, name: &str) -> Result<Connection, Error> {
        Err(Error::UnknownConnection(name.to_owned()))
    }

    /// The connection that `/scim/v2` means.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn default_connection(&self) -> Result<Connection, Error> {
        Err(Error::Closed)
    }

    /// Adds a connection: enabled, tolerant, without tokens.
    ///
    /// # Errors
    /// [`Error::NameTaken`], [`Error::NameMissing`].
    pub fn add_connection(&self, new: NewConnection) -> Result<Connection, Error> {
        Err(Error::NameTaken(new.name))
    }

    /// Changes a connection and returns it as it is now.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NameTaken`], [`Error::NameMissing`].
    pub fn change_connection(&self, id: &str, _: ConnectionChange) -> Result<Connection, Error> {
        Err(Error::UnknownConnection(id.to_owned()))
    }

    /// What [`Workspace::delete_connection`] would delete.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn deletion_preview(&self, id: &str) -> Result<DeletionPreview, Error> {
        Err(Error::UnknownConnection(id.to_owned()))
    }

    /// Deletes a connection with everything in it.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::DefaultConnection`].
    pub fn delete_connection(&self, id: &str) -> Result<(), Error> {
        Err(Error::UnknownConnection(id.to_owned()))
    }

    /// Deletes resources or traffic of a connection and keeps the connection and its tokens.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn empty_connection(&self, id: &str, _: Empty) -> Result<(), Error> {
        Err(Error::UnknownConnection(id.to_owned()))
    }

    /// Adds schemas and resource types (RFC 7643 §6 and §7) to a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`]; [`Error::Refused`] when they do not make a valid registry.
    pub fn add_schema(
        &self,
        id: &str,
        _schemas: &[Value],
        _resource_types: &[Value],
    ) -> Result<Connection, Error> {
        Err(Error::UnknownConnection(id.to_owned()))
    }
}
