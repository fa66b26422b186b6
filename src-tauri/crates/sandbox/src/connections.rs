//! Connections: one identity provider → application link each, with its own base URL, tokens,
//! strictness, schemas and directory.
//!
//! Reads go to SQLite every time, so that a change made by another process counts at once; only
//! the parsed [`Registry`] is kept, under the very text it was parsed from.

mod address;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use scim::Strictness;
use scim::schema::Registry;
use serde_json::Value;

use crate::clock::from_millis;
use crate::naming;
use crate::retained::Accounts;
use crate::store::connections::ConnectionRow;
use crate::store::managers::Order;
use crate::store::text::fold;
use crate::store::{self, Db};
use crate::twins::{Leaving, Twin};
use crate::workspace::Write;
use crate::{Error, Workspace};

pub(crate) use address::at;

/// The twin of a connection for which none was chosen.
pub const GENERIC: &str = "generic";

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
    /// The last part of its address; the id, until its settings are made anew.
    pub address: String,
    /// Whether it also answers at the address without that part.
    pub plain: bool,
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
    /// Resources of added types.
    pub others: u64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Tokens that still work.
    pub tokens: u64,
    /// Accounts in the application, with access and without.
    pub accounts: u64,
    /// How many of them have no access already.
    pub without: u64,
    /// What becomes of them when the connection is deleted. They stay listed in the workspace unless
    /// they are removed.
    pub outcome: Leaving,
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
        let rows = self.read(|db| Ok(store::connections::all(db)?))?;
        rows.into_iter().map(|row| self.built(row)).collect()
    }

    /// The connection with this id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn connection(&self, id: &str) -> Result<Connection, Error> {
        let row = self.read(|db| Ok(store::connections::by_id(db, id)?))?;
        self.built(row.ok_or_else(|| unknown(id))?)
    }

    /// The connection with this name, regardless of case.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn connection_named(&self, name: &str) -> Result<Connection, Error> {
        let row = self.read(|db| Ok(store::connections::by_name(db, &fold(name.trim()))?))?;
        self.built(row.ok_or_else(|| unknown(name))?)
    }

    /// The connection that `/scim/v2` means.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn default_connection(&self) -> Result<Connection, Error> {
        let row = self.read(|db| Ok(store::connections::default(db)?))?;
        self.built(row.ok_or_else(|| unknown("default"))?)
    }

    /// Adds a connection: enabled, tolerant, without tokens.
    ///
    /// # Errors
    /// [`Error::NameTaken`], [`Error::NameMissing`], [`Error::UnknownTwin`].
    pub fn add_connection(&self, new: NewConnection) -> Result<Connection, Error> {
        let twin = self.twins().named(new.twin.as_deref().unwrap_or(GENERIC))?;
        let id = self
            .write(move |write| insert(write, new, &twin, false))
            .wait()?;
        self.connection(&id)
    }

    /// Changes a connection and returns it as it is now. With another twin all reporting lines are
    /// found anew, in the same transaction.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NameTaken`], [`Error::NameMissing`],
    /// [`Error::UnknownTwin`].
    pub fn change_connection(
        &self,
        id: &str,
        mut change: ConnectionChange,
    ) -> Result<Connection, Error> {
        let twin = change.twin.take().map(|id| self.twins().named(&id));
        let twin = twin.transpose()?;
        let wanted = id.to_owned();
        self.write(move |write| {
            let mut row = existing(write.db, &wanted)?;
            let before = row.manager_match.clone();
            change.apply_to(&mut row)?;
            if let Some(twin) = &twin {
                row.twin.clone_from(&twin.id);
                row.manager_match = Order::of(&twin.managers.order).text();
                address::follow(write.db, &mut row, twin)?;
            }
            let folded = free_name(write.db, &row.name, Some(row.row))?;
            store::connections::update(write.db, &row, &folded)?;
            if let Some(twin) = &twin {
                begin_schedule(write, row.row, twin)?;
            }
            match row.manager_match == before {
                true => Ok(()),
                false => relink(write.db, &row),
            }
        })
        .wait()?;
        self.connection(id)
    }

    /// What [`Workspace::delete_connection`] would delete.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn deletion_preview(&self, id: &str) -> Result<DeletionPreview, Error> {
        let now = self.clock().now().as_millisecond();
        let twins = self.twins();
        self.read(|db| {
            let row = existing(db, id)?;
            let accounts = Accounts::of(&twins, &row.twin);
            let (all, without) = accounts.count(db, &row)?;
            Ok(DeletionPreview {
                accounts: all,
                without,
                outcome: accounts.outcome,
                ..store::connections::preview(db, row.row, now)?
            })
        })
    }

    /// Deletes a connection with everything in it. The accounts that it had brought stay listed, see
    /// [`Workspace::retained`], unless its twin says that they are removed.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::DefaultConnection`].
    pub fn delete_connection(&self, id: &str) -> Result<(), Error> {
        let wanted = id.to_owned();
        let twins = self.twins();
        self.write(move |write| {
            let row = existing(write.db, &wanted)?;
            if row.is_default {
                return Err(Error::DefaultConnection);
            }
            Accounts::of(&twins, &row.twin).keep(write, &row)?;
            Ok(store::connections::delete(write.db, row.row)?)
        })
        .wait()?;
        self.recount()
    }

    /// Deletes resources or traffic of a connection and keeps the connection and its tokens.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn empty_connection(&self, id: &str, what: Empty) -> Result<(), Error> {
        let wanted = id.to_owned();
        self.write(move |write| {
            let row = existing(write.db, &wanted)?;
            if what.people {
                store::resources::delete_all(write.db, row.row)?;
                Self::forget_syncs(write, row.row)?;
            }
            if what.traffic {
                store::exchanges::delete_of(write.db, row.row)?;
            }
            // What is left is judged anew.
            store::diagnoses::forget(write.db, row.row)?;
            Ok(())
        })
        .wait()?;
        self.recount()
    }

    /// Adds schemas and resource types (RFC 7643 §6 and §7) to a connection. One with the id of
    /// an earlier one takes its place.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`]; [`Error::Refused`] when they do not make a valid registry.
    pub fn add_schema(
        &self,
        id: &str,
        schemas: &[Value],
        resource_types: &[Value],
    ) -> Result<Connection, Error> {
        let wanted = id.to_owned();
        let (schemas, resource_types) = (schemas.to_vec(), resource_types.to_vec());
        self.write(move |write| {
            let mut row = existing(write.db, &wanted)?;
            row.schemas = extended(&row.schemas, schemas, "id")?;
            row.resource_types = extended(&row.resource_types, resource_types, "name")?;
            parsed(&row)?;
            save(write.db, &row)
        })
        .wait()?;
        self.connection(id)
    }

    /// Makes the default connection unless there is one.
    pub(crate) fn ensure_default_connection(&self) -> Result<(), Error> {
        if self
            .read(|db| Ok(store::connections::default(db)?))?
            .is_some()
        {
            return Ok(());
        }
        let twin = self.twins().named(GENERIC)?;
        self.write(move |write| {
            // Asked again on the writer: another process may have been faster.
            if store::connections::default(write.db)?.is_none() {
                let new = NewConnection {
                    name: "Sandbox".to_owned(),
                    ..NewConnection::default()
                };
                insert(write, new, &twin, true)?;
            }
            Ok(())
        })
        .wait()
    }

    pub(crate) fn built(&self, row: ConnectionRow) -> Result<Connection, Error> {
        let registry = self.registries().of(&row)?;
        Ok(Connection {
            row: row.row,
            id: row.id,
            name: row.name,
            twin: row.twin,
            idp: row.idp,
            enabled: row.enabled,
            strictness: strictness(&row.strictness),
            is_default: row.is_default,
            rate_limit: row.rate_limit,
            created_at: from_millis(row.created_at),
            registry,
            plain: row.is_default && row.plain,
            address: row.address,
        })
    }
}

impl ConnectionChange {
    fn apply_to(self, row: &mut ConnectionRow) -> Result<(), Error> {
        if let Some(name) = self.name {
            row.name = checked_name(&name)?;
        }
        row.idp = self.idp.unwrap_or_else(|| row.idp.take());
        row.enabled = self.enabled.unwrap_or(row.enabled);
        if let Some(strictness) = self.strictness {
            row.strictness = strictness_text(strictness).to_owned();
        }
        row.rate_limit = self.rate_limit.unwrap_or(row.rate_limit);
        Ok(())
    }
}

/// Parsed registries by the text they were parsed from, so that none can be out of date.
#[derive(Debug, Default)]
pub(crate) struct Registries(Mutex<HashMap<(String, String), Arc<Registry>>>);

impl Registries {
    fn of(&self, row: &ConnectionRow) -> Result<Arc<Registry>, Error> {
        let key = (row.schemas.clone(), row.resource_types.clone());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(registry) = known.get(&key) {
            return Ok(Arc::clone(registry));
        }
        let registry = Arc::new(parsed(row)?);
        known.insert(key, Arc::clone(&registry));
        Ok(registry)
    }
}

pub(crate) fn parsed(row: &ConnectionRow) -> Result<Registry, Error> {
    let schemas: Vec<Value> = serde_json::from_str(&row.schemas)?;
    let resource_types: Vec<Value> = serde_json::from_str(&row.resource_types)?;
    Ok(Registry::standard().with(&schemas, &resource_types)?)
}

/// A JSON array with `new` in the place of those with the same `key`, or behind them.
pub(crate) fn extended(array: &str, new: Vec<Value>, key: &str) -> Result<String, Error> {
    let mut all: Vec<Value> = serde_json::from_str(array)?;
    let named = |value: &Value| value.get(key).and_then(Value::as_str).map(fold);
    for value in new {
        let place = named(&value).and_then(|name| {
            all.iter()
                .position(|old| named(old).is_some_and(|other| other == name))
        });
        match place.and_then(|place| all.get_mut(place)) {
            Some(old) => *old = value,
            None => all.push(value),
        }
    }
    Ok(serde_json::to_string(&all)?)
}

fn insert(
    write: &mut Write<'_>,
    new: NewConnection,
    twin: &Twin,
    is_default: bool,
) -> Result<String, Error> {
    let name = checked_name(&new.name)?;
    let folded = free_name(write.db, &name, None)?;
    let id = address::fresh(write);
    let row = ConnectionRow {
        row: 0,
        address: id.clone(),
        plain: true,
        id,
        name,
        twin: twin.id.clone(),
        idp: new.idp,
        enabled: true,
        strictness: strictness_text(Strictness::default()).to_owned(),
        is_default,
        rate_limit: None,
        schemas: "[]".to_owned(),
        resource_types: "[]".to_owned(),
        created_at: write.millis(),
        manager_match: Order::of(&twin.managers.order).text(),
    };
    store::connections::insert(write.db, &row, &folded)?;
    begin_schedule(write, row_of(write.db, &row.id)?, twin)?;
    Ok(row.id)
}

/// Whoever follows a twin from now on has missed none of its syncs.
fn begin_schedule(write: &Write<'_>, connection: i64, twin: &Twin) -> Result<(), Error> {
    if twin.staging.is_some() {
        store::syncs::handle_until(write.db, connection, &twin.id, write.millis())?;
    }
    Ok(())
}

/// Finds all reporting lines of a connection anew, by the order that its row states.
pub(crate) fn relink(db: &Db, row: &ConnectionRow) -> Result<(), Error> {
    let order = Order::read(&row.manager_match);
    Ok(store::managers::relink_all(db, row.row, &order)?)
}

fn checked_name(name: &str) -> Result<String, Error> {
    let name = naming::checked(name)?;
    if name.is_empty() {
        return Err(Error::NameMissing);
    }
    Ok(name)
}

/// The folded form of a name that no connection other than `own` has.
fn free_name(db: &Db, name: &str, own: Option<i64>) -> Result<String, Error> {
    let folded = fold(name);
    match store::connections::by_name(db, &folded)? {
        Some(other) if Some(other.row) != own => Err(Error::NameTaken(name.to_owned())),
        _ => Ok(folded),
    }
}

pub(crate) fn existing(db: &Db, id: &str) -> Result<ConnectionRow, Error> {
    store::connections::by_id(db, id)?.ok_or_else(|| unknown(id))
}

/// Writes a connection back whose name has not changed.
pub(crate) fn save(db: &Db, row: &ConnectionRow) -> Result<(), Error> {
    Ok(store::connections::update(db, row, &fold(&row.name))?)
}

/// The row number of a connection, for reads that need nothing else of it.
pub(crate) fn row_of(db: &Db, id: &str) -> Result<i64, Error> {
    store::connections::row_of(db, id)?.ok_or_else(|| unknown(id))
}

fn unknown(name: &str) -> Error {
    Error::UnknownConnection(name.to_owned())
}

fn strictness(text: &str) -> Strictness {
    if text == "strict" {
        Strictness::Strict
    } else {
        Strictness::Tolerant
    }
}

fn strictness_text(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Tolerant => "tolerant",
        Strictness::Strict => "strict",
    }
}
