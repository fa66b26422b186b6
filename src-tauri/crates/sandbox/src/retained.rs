//! What is left of a connection that was deleted: the accounts that it had brought into the
//! application, and what becomes of them there by the rules of its twin.
//!
//! Deliberately not here: anything that could be provisioned again. These are records of what was.

use jiff::Timestamp;

use crate::store::connections::ConnectionRow;
use crate::twins::{Leaving, Twins};
use crate::workspace::Write;
use crate::{Error, Workspace, store};

/// A connection that is gone and left accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retained {
    /// The id it had.
    pub connection: String,
    /// Its name.
    pub name: String,
    /// The twin it followed.
    pub twin: String,
    /// What becomes of the accounts in the application.
    pub outcome: Leaving,
    /// How many there are, with access and without.
    pub accounts: u64,
    /// How many of them had no access already.
    pub without: u64,
    /// When it was deleted.
    pub at: Timestamp,
}

/// An account as it was when its connection was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetainedAccount {
    /// The id of the person.
    pub id: String,
    /// What people called them.
    pub name: String,
    /// `userName`.
    pub login: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Department.
    pub team: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Names of the groups the person was in.
    pub roles: Vec<String>,
    /// Whether `active` was not false.
    pub active: bool,
    /// When the person arrived.
    pub since: Timestamp,
}

/// Which accounts to list.
#[derive(Debug, Clone, Default)]
pub struct RetainedQuery {
    /// Words that must all occur in name, login, email, title or team.
    pub text: Option<String>,
    /// How many to skip.
    pub offset: u64,
    /// At most so many; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// One page of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetainedPage {
    /// The rows.
    pub rows: Vec<RetainedAccount>,
    /// How many match in all.
    pub total: u64,
}

impl Workspace {
    /// The connections that are gone and left accounts, the latest first.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn retained(&self) -> Result<Vec<Retained>, Error> {
        self.read(|db| Ok(store::retained::all(db)?))
    }

    /// A page of the accounts that a deleted connection left.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn retained_accounts(
        &self,
        connection: &str,
        query: &RetainedQuery,
    ) -> Result<RetainedPage, Error> {
        self.read(|db| {
            let row = row_of(db, connection)?;
            Ok(store::retained::page(db, row, query)?)
        })
    }

    /// Forgets the accounts that a deleted connection left.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn forget_retained(&self, connection: &str) -> Result<(), Error> {
        let id = connection.to_owned();
        self.write(move |write| {
            let row = row_of(write.db, &id)?;
            Ok(store::retained::forget(write.db, row)?)
        })
        .wait()
    }
}

/// What the twin of a connection says about its accounts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accounts {
    /// What becomes of them when the connection is deleted.
    pub(crate) outcome: Leaving,
    /// Whether a sync makes them, so that not everybody who arrived has one.
    staged: bool,
}

impl Accounts {
    /// A twin that nobody knows says nothing.
    pub(crate) fn of(twins: &Twins, twin: &str) -> Self {
        let twin = twins.find(twin);
        Self {
            outcome: twin.map_or(Leaving::Unstated, |twin| twin.leaving.connection_deleted),
            staged: twin.is_some_and(|twin| twin.staging.is_some()),
        }
    }

    /// How many there are, and how many of them have no access.
    pub(crate) fn count(
        self,
        db: &store::Db,
        connection: &ConnectionRow,
    ) -> Result<(u64, u64), Error> {
        Ok(store::retained::accounts(db, connection, self.staged)?)
    }

    /// Keeps those of a connection that is about to be deleted, unless the application removes them
    /// with it.
    pub(crate) fn keep(self, write: &Write<'_>, connection: &ConnectionRow) -> Result<(), Error> {
        let (staged, now) = (self.staged, write.millis());
        match self.outcome {
            Leaving::Remove => Ok(()),
            outcome => Ok(store::retained::keep(
                write.db, connection, staged, outcome, now,
            )?),
        }
    }
}

fn row_of(db: &store::Db, id: &str) -> Result<i64, Error> {
    store::retained::row_of(db, id)?.ok_or_else(|| Error::UnknownConnection(id.to_owned()))
}
