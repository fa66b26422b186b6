//! A preview of the next sync: a verdict on everybody who is staged, as things are now. Nothing is written,
//! so it follows what is changed meanwhile.

use jiff::Timestamp;

use super::verdict::Verdict;
use crate::store::staged::{self, Which};
use crate::{Error, Workspace, store};

const DEFAULT_LIMIT: u32 = 100;

/// What a sync would do now, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncPreview {
    /// How many get which verdict; those that nobody gets are left out.
    pub verdicts: Vec<(Verdict, u64)>,
}

/// How many are staged, and how many have an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncTotals {
    /// People who are staged.
    pub staged: u64,
    /// Groups that are staged.
    pub groups: u64,
    /// Accounts with access.
    pub accounts: u64,
    /// Accounts without.
    pub disabled: u64,
}

impl SyncPreview {
    /// How many get this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> u64 {
        let found = self.verdicts.iter().find(|(one, _)| *one == verdict);
        found.map_or(0, |(_, count)| *count)
    }
}

/// Somebody who is staged, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedPerson {
    /// The `id`.
    pub id: String,
    /// The shown name.
    pub name: String,
    /// The `userName`; unknown of one who is not staged any more.
    pub user_name: Option<String>,
    /// What they would sign in with.
    pub login: String,
    /// The address.
    pub email: Option<String>,
    /// The domain that is looked at, as it is compared.
    pub domain: Option<String>,
    /// Whether they are active.
    pub active: bool,
    /// Whether they are staged still.
    pub staged: bool,
    /// Their account.
    pub account: Option<AccountLink>,
    /// What a sync would do now.
    pub verdict: Verdict,
}

/// The account of somebody, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLink {
    /// Whether it has access.
    pub active: bool,
    /// The run that made it.
    pub made_by: i64,
    /// When.
    pub made_at: Timestamp,
}

/// Which of those who are staged.
#[derive(Debug, Clone, Default)]
pub struct StagedQuery {
    /// Those with this verdict.
    pub verdict: Option<Verdict>,
    /// Also those who are not staged any more and lose their access, as a preview counts them.
    pub gone: bool,
    /// Words that must all occur in what people are searched by.
    pub text: Option<String>,
    /// How many to skip.
    pub offset: u64,
    /// At most so many; 100 when absent, 1000 at most.
    pub limit: Option<u32>,
}

/// A page of those who are staged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedPage {
    /// By name.
    pub rows: Vec<StagedPerson>,
    /// How many match in all.
    pub total: u64,
}

impl Workspace {
    /// What a sync would do now, in numbers.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`].
    pub fn sync_preview(&self, connection: &str) -> Result<SyncPreview, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            Ok(SyncPreview {
                verdicts: staged::counts(db, &rules)?,
            })
        })
    }

    /// How many are staged, and how many have an account.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`].
    pub fn sync_totals(&self, connection: &str) -> Result<SyncTotals, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            let counts = store::counts::of_connection(db, rules.connection)?;
            let (accounts, disabled) = store::accounts::counts(db, rules.connection, &rules.twin)?;
            Ok(SyncTotals {
                staged: counts.people,
                groups: counts.groups,
                accounts,
                disabled,
            })
        })
    }

    /// A page of those who are staged, each with the verdict. Those who are not staged any more and lose
    /// their access are among those with that verdict, and among all where they are asked for.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`].
    pub fn staged_people(
        &self,
        connection: &str,
        query: &StagedQuery,
    ) -> Result<StagedPage, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            let which = Which {
                verdict: query.verdict,
                gone: query.gone,
                text: query.text.as_deref(),
                offset: query.offset,
                limit: query.limit.unwrap_or(DEFAULT_LIMIT),
            };
            let (rows, total) = staged::page(db, &rules, &which)?;
            Ok(StagedPage { rows, total })
        })
    }
}
