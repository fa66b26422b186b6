//! Staging and sync, for twins that stage: who is staged, what a sync would do with each and which
//! condition decides, runs that make accounts of them step by step, and the schedule.
//!
//! Invariants: an account is there, and changes, when the last step of a run is done for it, never before,
//! so nobody ever sees half of one; a person has one account; each batch of people is one transaction
//! together with the mark that it is done, so a run that is broken off anywhere can be gone on with; a
//! connection has one run at a time.
//!
//! Deliberately not here: threads and timers. A host asks which runs are due and carries them out.

mod abandoned;
mod accounts;
mod domains;
mod due;
mod entered;
mod groups;
mod history;
mod preview;
mod rules;
mod run;
mod verdict;

pub use accounts::{Account, AccountGroup, AccountsPage, AccountsQuery};
pub use domains::{SeenDomain, SsoDomain, shown_domain};
pub use due::{DueSync, Upcoming};
pub use groups::{GroupCounts, GroupVerdict, StagedGroup, StagedGroups, SyncedGroup};
pub use history::{
    PlannedPage, PlannedPerson, RunStep, StepState, SyncCard, SyncCause, SyncCounts, SyncRun,
    SyncRuns, SyncStatus, SyncStep,
};
pub use preview::{AccountLink, StagedPage, StagedPerson, StagedQuery, SyncPreview, SyncTotals};
pub use run::Syncing;
pub use verdict::Verdict;

pub(crate) use entered::Syncs;
pub(crate) use rules::Rules;
