//! Accounts: what syncs have made of those who were staged, as the application would list them.

use jiff::Timestamp;
use serde::Deserialize;

use crate::{Error, Workspace, store};

/// An account of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The `id` of the person it was made of.
    pub person: String,
    /// What they sign in with.
    pub login: String,
    /// Their address.
    pub email: Option<String>,
    /// The shown name.
    pub name: String,
    /// Whether it is a member of the tenant.
    pub in_tenant: bool,
    /// The groups it is in, by name.
    pub groups: Vec<AccountGroup>,
    /// What it has access to: what everybody has, and then what each group gives.
    pub access: Vec<String>,
    /// Whether it has access.
    pub active: bool,
    /// Whether the person is still staged.
    pub staged: bool,
    /// Whether the next sync takes its access away, since the person was deactivated or deleted.
    pub leaves: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// By which run.
    pub made_by: i64,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// By which run.
    pub changed_by: i64,
}

/// A group that an account is in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccountGroup {
    /// The `id` of the staged group.
    pub id: String,
    /// Its name when the account was put into it.
    pub name: String,
}

/// Which accounts.
#[derive(Debug, Clone, Default)]
pub struct AccountsQuery {
    /// Words that must all occur in name, login, email or id.
    pub text: Option<String>,
    /// With access or without.
    pub active: Option<bool>,
    /// How many to skip.
    pub offset: u64,
    /// At most so many; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// One page of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountsPage {
    /// The accounts, by name.
    pub rows: Vec<Account>,
    /// How many match in all.
    pub total: u64,
}

impl Workspace {
    /// A page of the accounts of a connection, of the twin that it follows.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`].
    pub fn accounts(&self, connection: &str, query: &AccountsQuery) -> Result<AccountsPage, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            let mut page = store::accounts::page(db, rules.connection, &rules.twin, query)?;
            // Of those who are staged and active nobody leaves: they need no second look.
            for account in page.rows.iter_mut().filter(|account| account.leaves) {
                let judged = store::staged::one(db, &rules, &account.person)?;
                account.leaves = judged.is_some_and(|person| person.verdict.takes_access());
            }
            Ok(page)
        })
    }
}
