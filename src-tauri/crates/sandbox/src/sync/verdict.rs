//! What a sync would do with somebody, and the condition that decides.

use crate::twins::Condition;

/// What a sync would do with somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// They meet every condition: the account is made.
    Create,
    /// Their account is brought up to date.
    Update,
    /// Their account gets its access back.
    Restore,
    /// Their account loses its access.
    Disable,
    /// Their account is removed entirely.
    Remove,
    /// They have an account, and nothing about it changes.
    Member,
    /// They are not active, and have no account with access.
    Inactive,
    /// The domain of their address is not among those of single sign-on, or they have no address.
    Domain,
    /// The account with their login is somebody else's.
    Taken,
}

const ALL: [(&str, Verdict); 9] = [
    ("create", Verdict::Create),
    ("update", Verdict::Update),
    ("restore", Verdict::Restore),
    ("disable", Verdict::Disable),
    ("remove", Verdict::Remove),
    ("member", Verdict::Member),
    ("inactive", Verdict::Inactive),
    ("domain", Verdict::Domain),
    ("taken", Verdict::Taken),
];

impl Verdict {
    /// The word for it, on the command line and in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        let found = ALL.iter().find(|(_, verdict)| *verdict == self);
        found.map_or("member", |(word, _)| word)
    }

    /// The verdict that a word stands for.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let found = ALL.iter().find(|(known, _)| *known == word);
        found.map(|(_, verdict)| *verdict)
    }

    /// The condition that decided; none when all of them are met.
    #[must_use]
    pub fn rule(self) -> Option<Condition> {
        match self {
            Self::Create => None,
            Self::Disable | Self::Remove | Self::Inactive => Some(Condition::Active),
            Self::Domain => Some(Condition::SsoDomain),
            Self::Update | Self::Restore | Self::Member | Self::Taken => {
                Some(Condition::NotAMember)
            }
        }
    }

    /// Whether a condition keeps them from having what others get.
    #[must_use]
    pub fn blocks(self) -> bool {
        matches!(self, Self::Inactive | Self::Domain | Self::Taken)
    }

    pub(crate) fn takes_access(self) -> bool {
        matches!(self, Self::Disable | Self::Remove)
    }

    pub(crate) fn read(word: &str) -> Self {
        Self::named(word).unwrap_or(Self::Member)
    }
}
