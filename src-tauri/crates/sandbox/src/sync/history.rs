//! The history of syncs: each run with its status, counts, start and finish, its steps, and whom it did
//! something about.

use jiff::Timestamp;

use super::groups::GroupCounts;
use super::verdict::Verdict;
use crate::connections::row_of;
use crate::store::{sync_people, syncs};
use crate::twins::Step;
use crate::{Error, Workspace};

const HIGHEST_LIMIT: u32 = 1_000;

/// A set of words that the file takes, and what each means.
macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident, else $other:ident { $($(#[doc = $doc:literal])+ $word:literal => $variant:ident,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $name {
            /// The word for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            pub(crate) fn read(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    _ => Self::$other,
                }
            }
        }
    };
}

words! {
    /// Why a run was started.
    SyncCause, else Manual {
        /// Somebody asked for it.
        "manual" => Manual,
        /// It was due.
        "scheduled" => Scheduled,
        /// It goes on with one that failed.
        "retry" => Retry,
    }
}

words! {
    /// Where a run stands.
    SyncStatus, else Failed {
        /// It is at work.
        "inProgress" => InProgress,
        /// Every step is done.
        "completed" => Completed,
        /// It broke off in one of its steps.
        "failed" => Failed,
    }
}

words! {
    /// Where a step stands.
    StepState, else Waiting {
        /// Its turn has not come.
        "waiting" => Waiting,
        /// It is being carried out.
        "inProgress" => InProgress,
        /// It is done for everybody.
        "done" => Done,
        /// The run broke off in it.
        "failed" => Failed,
    }
}

words! {
    /// A step of a run: looking at everybody, those of the twin, and taking access away.
    RunStep, else Decide {
        /// A verdict on everybody.
        "decide" => Decide,
        /// The account is made.
        "create-account" => CreateAccount,
        /// It becomes a member of the tenant.
        "add-to-tenant" => AddToTenant,
        /// It becomes a member of groups.
        "add-to-groups" => AddToGroups,
        /// What it may see and do is worked out.
        "compute-access" => ComputeAccess,
        /// Who left loses access.
        "take-access" => TakeAccess,
        /// Groups are made, named and removed as they are staged.
        "bring-groups" => BringGroups,
    }
}

impl RunStep {
    /// The step of a twin that it is.
    pub(crate) fn of_twin(self) -> Option<Step> {
        match self {
            Self::Decide | Self::TakeAccess | Self::BringGroups => None,
            Self::CreateAccount => Some(Step::CreateAccount),
            Self::AddToTenant => Some(Step::AddToTenant),
            Self::AddToGroups => Some(Step::AddToGroups),
            Self::ComputeAccess => Some(Step::ComputeAccess),
        }
    }
}

impl From<Step> for RunStep {
    fn from(step: Step) -> Self {
        match step {
            Step::CreateAccount => Self::CreateAccount,
            Step::AddToTenant => Self::AddToTenant,
            Step::AddToGroups => Self::AddToGroups,
            Step::ComputeAccess => Self::ComputeAccess,
        }
    }
}

/// What a run came to. A run that goes on with another counts what it did itself, and knows what was
/// decided before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncCounts {
    /// Looked at.
    pub considered: u64,
    /// Kept out by a condition.
    pub blocked: u64,
    /// Accounts that stay as they are.
    pub unchanged: u64,
    /// Accounts made.
    pub created: u64,
    /// Accounts brought up to date.
    pub updated: u64,
    /// Accounts that got their access back.
    pub restored: u64,
    /// Accounts that lost their access.
    pub disabled: u64,
    /// Accounts removed entirely.
    pub removed: u64,
    /// Those about whom something changed between the decision and the last step; the next run decides
    /// about them.
    pub skipped: u64,
    /// What was done with groups.
    pub groups: GroupCounts,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRun {
    /// Counts the runs of a connection from 1.
    pub number: i64,
    /// The twin that was followed.
    pub twin: String,
    /// Why it was started.
    pub cause: SyncCause,
    /// When it was due, of a scheduled one.
    pub due: Option<Timestamp>,
    /// How many times of the schedule had passed without a run before it.
    pub missed: u64,
    /// The run that it goes on with.
    pub retry_of: Option<i64>,
    /// The run that goes on with it.
    pub retried_by: Option<i64>,
    /// Where it stands.
    pub status: SyncStatus,
    /// Why it failed.
    pub failure: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub finished: Option<Timestamp>,
    /// What it came to.
    pub counts: SyncCounts,
    /// Whether it can be gone on with: it failed, and there was none after it.
    pub repeatable: bool,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncStep {
    /// Its place, from 0.
    pub position: i64,
    /// What it does.
    pub step: RunStep,
    /// Where it stands.
    pub state: StepState,
    /// For how many.
    pub total: u64,
    /// For how many it is done.
    pub done: u64,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub finished: Option<Timestamp>,
}

/// Somebody about whom a run does something, or whom a condition keeps out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPerson {
    /// The `id`.
    pub id: String,
    /// The name then.
    pub name: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The domain that was looked at.
    pub domain: Option<String>,
    /// The position of the last step that was carried out for them.
    pub steps_done: u64,
    /// Whether all is done.
    pub finished: bool,
    /// Whether something changed meanwhile, so that nothing was done.
    pub skipped: bool,
}

/// Runs, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRuns {
    /// The page.
    pub rows: Vec<SyncRun>,
    /// How many there are in all.
    pub total: u64,
}

/// A run with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncCard {
    /// The run.
    pub run: SyncRun,
    /// Its steps in their order; of a run that goes on with another, those that were left.
    pub steps: Vec<SyncStep>,
}

/// A page of the people of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPage {
    /// In the order in which they were looked at.
    pub rows: Vec<PlannedPerson>,
    /// How many there are.
    pub total: u64,
}

impl Workspace {
    /// The runs of a connection, the latest first.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn sync_runs(&self, connection: &str, offset: u64, limit: u32) -> Result<SyncRuns, Error> {
        self.read(|db| {
            let row = row_of(db, connection)?;
            let (rows, total) = syncs::page(db, row, offset, limit.min(HIGHEST_LIMIT))?;
            Ok(SyncRuns { rows, total })
        })
    }

    /// A run with its steps.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::UnknownSync`].
    pub fn sync_run(&self, connection: &str, number: i64) -> Result<SyncCard, Error> {
        self.read(|db| {
            let row = row_of(db, connection)?;
            let run = syncs::by_number(db, row, number)?.ok_or(Error::UnknownSync(number))?;
            let bare = syncs::bare(db, row, number)?.ok_or(Error::UnknownSync(number))?;
            Ok(SyncCard {
                run,
                steps: syncs::steps(db, bare.row)?,
            })
        })
    }

    /// Whom a run does something about and whom a condition keeps out, those with a verdict or all. Of runs
    /// long ago only the counts are kept.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::UnknownSync`].
    pub fn sync_run_people(
        &self,
        connection: &str,
        number: i64,
        verdict: Option<Verdict>,
        (offset, limit): (u64, u32),
    ) -> Result<PlannedPage, Error> {
        self.read(|db| {
            let row = row_of(db, connection)?;
            let bare = syncs::bare(db, row, number)?.ok_or(Error::UnknownSync(number))?;
            let window = (offset, limit.min(HIGHEST_LIMIT));
            let (rows, total) = sync_people::page(db, bare.plan, verdict, window)?;
            Ok(PlannedPage { rows, total })
        })
    }
}
