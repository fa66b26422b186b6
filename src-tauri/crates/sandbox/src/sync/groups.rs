//! Staged groups beside the groups that syncs have made of them in the application, and what a sync would
//! do with each. Like the verdict on a person it is a question, worked out in SQL, not a state.

use jiff::Timestamp;

use crate::{Error, Workspace, store};

/// What a sync would do with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupVerdict {
    /// It is made in the application.
    Create,
    /// It gets the name that the staged one has now.
    Rename,
    /// Everybody leaves it; it stays.
    Empty,
    /// Accounts come into it or leave it.
    Change,
    /// It is not staged any more, and is removed.
    Remove,
    /// Nothing about it changes.
    Same,
}

const ALL: [(&str, GroupVerdict); 6] = [
    ("create", GroupVerdict::Create),
    ("rename", GroupVerdict::Rename),
    ("empty", GroupVerdict::Empty),
    ("change", GroupVerdict::Change),
    ("remove", GroupVerdict::Remove),
    ("same", GroupVerdict::Same),
];

impl GroupVerdict {
    /// The word for it, on the command line and in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        let found = ALL.iter().find(|(_, verdict)| *verdict == self);
        found.map_or("same", |(word, _)| word)
    }

    pub(crate) fn read(word: &str) -> Self {
        let found = ALL.iter().find(|(known, _)| *known == word);
        found.map_or(Self::Same, |(_, verdict)| *verdict)
    }
}

/// A group that is staged, or was and is still in the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedGroup {
    /// The `id`.
    pub id: String,
    /// The staged name; of one that is not staged any more, the last.
    pub name: String,
    /// Whether it is staged still.
    pub staged: bool,
    /// Members that are staged, whatever becomes of them.
    pub members: u64,
    /// Accounts with access that would be in it after a sync.
    pub would_have: u64,
    /// The group of the application, when a sync has made it.
    pub made: Option<SyncedGroup>,
    /// What a sync would do now.
    pub verdict: GroupVerdict,
}

/// A group of the application, as a sync left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncedGroup {
    /// Its name there.
    pub name: String,
    /// Accounts with access in it.
    pub members: u64,
    /// When it was made.
    pub made_at: Timestamp,
    /// By which run.
    pub made_by: i64,
}

/// A page of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedGroups {
    /// By name.
    pub rows: Vec<StagedGroup>,
    /// How many match in all.
    pub total: u64,
}

/// What a run did with groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupCounts {
    /// Made.
    pub created: u64,
    /// Named anew.
    pub renamed: u64,
    /// Left by everybody.
    pub emptied: u64,
    /// Removed.
    pub removed: u64,
}

impl Workspace {
    /// A page of the groups that are staged or that syncs have made, those whose name has all these words;
    /// none where the application does not use groups.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`].
    pub fn staged_groups(
        &self,
        connection: &str,
        text: Option<&str>,
        (offset, limit): (u64, u32),
    ) -> Result<StagedGroups, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            let text = text.unwrap_or_default();
            let (rows, total) = store::sync_groups::page(db, &rules, text, (offset, limit))?;
            Ok(StagedGroups { rows, total })
        })
    }

    /// With how many groups a sync would do what; verdicts that none gets are left out.
    ///
    /// # Errors
    /// As [`Workspace::staged_groups`].
    pub fn group_preview(&self, connection: &str) -> Result<Vec<(GroupVerdict, u64)>, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            Ok(store::sync_groups::counts(db, &rules)?)
        })
    }
}
