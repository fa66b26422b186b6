//! The status of somebody's account in the application. SCIM itself only has `active` and DELETE
//! (RFC 7643 §4.1.1, RFC 7644 §3.6); what they mean is a rule of the application.

use crate::twins::{Leave, Leaving};

/// The status of somebody's account in the application.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// They may sign in.
    #[default]
    Active,
    /// No sign-in, out of the lists of people at work; what they did stays.
    Deactivated,
    /// No sign-in; the account is still there.
    Disabled,
    /// They wait for a sync to make their account.
    Staged,
    /// They left; the account has its access until the next sync takes it.
    Leaving,
    /// The account is gone.
    Removed,
}

/// How somebody left, as far as requests tell. Entra ID sends the same `active: false` for people who
/// are unassigned and for those who are disabled there, so the two cannot be told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Left {
    /// Not at all.
    #[default]
    Not,
    /// `active` became false.
    Inactive,
    /// A DELETE came.
    Deleted,
}

/// What a sync has made of somebody, where the application stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// No account.
    Never,
    /// An account with access.
    Has,
    /// An account whose access was taken.
    Taken,
}

impl Access {
    /// The number that stands for it in the file's answers.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Never => 0,
            Self::Has => 1,
            Self::Taken => 2,
        }
    }

    pub(crate) fn read(number: i64) -> Self {
        match number {
            1 => Self::Has,
            2 => Self::Taken,
            _ => Self::Never,
        }
    }
}

impl Status {
    /// All there are, in the order in which lists offer them.
    pub const ALL: [Self; 6] = [
        Self::Active,
        Self::Deactivated,
        Self::Disabled,
        Self::Staged,
        Self::Leaving,
        Self::Removed,
    ];
}

/// What becomes of somebody. `access` is what a sync has made of them; `None` where the application does
/// not stage.
#[must_use]
pub fn status(leave: &Leave, left: Left, access: Option<Access>) -> Status {
    // One that does not say what it does is taken to do what the request says.
    let becomes = match left {
        Left::Not => Status::Active,
        Left::Inactive => by(leave.inactive, Status::Deactivated),
        Left::Deleted => by(leave.deleted, Status::Removed),
    };
    match (left, access) {
        // Nothing is left of somebody who never had an account.
        (Left::Deleted, Some(Access::Never)) => Status::Removed,
        (Left::Not | Left::Inactive, Some(Access::Never)) => Status::Staged,
        // Who is back has no access before the next sync, and who left has it until then.
        (Left::Not, Some(Access::Taken)) => Status::Disabled,
        (Left::Inactive, Some(Access::Has)) if takes(leave.inactive) => Status::Leaving,
        (Left::Deleted, Some(Access::Has)) if takes(leave.deleted) => Status::Leaving,
        _ => becomes,
    }
}

/// Whether a sync takes access away: only where the application says what it does.
fn takes(leaving: Leaving) -> bool {
    !matches!(leaving, Leaving::Keep | Leaving::Unstated)
}

fn by(leaving: Leaving, unstated: Status) -> Status {
    match leaving {
        Leaving::Unstated => unstated,
        Leaving::Deactivate => Status::Deactivated,
        Leaving::Disable => Status::Disabled,
        Leaving::Remove => Status::Removed,
        Leaving::Keep => Status::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Twins;

    fn leave(inactive: Leaving, deleted: Leaving) -> Leave {
        Leave {
            inactive,
            unassigned: inactive,
            deleted,
            connection_deleted: Leaving::Unstated,
            history: true,
        }
    }

    #[test]
    fn each_built_in_twin_says_what_becomes_of_who_leaves() {
        let of = |id: &str| {
            let twins = Twins::built_in();
            let leave = twins.find(id).unwrap().leaving;
            [Left::Not, Left::Inactive, Left::Deleted].map(|left| status(&leave, left, None))
        };
        use Status::{Active, Deactivated, Disabled, Removed};
        assert_eq!(of("ransomleak"), [Active, Deactivated, Deactivated]);
        assert_eq!(of("21risk"), [Active, Disabled, Disabled]);
        assert_eq!(of("whistleblower"), [Active, Disabled, Removed]);
        assert_eq!(of("unleash"), [Active, Disabled, Removed]);
        assert_eq!(of("generic"), [Active, Deactivated, Removed]);
    }

    #[test]
    fn somebody_without_an_account_is_staged_and_nothing_is_left_of_them_when_deleted() {
        let rules = leave(Leaving::Disable, Leaving::Disable);
        assert_eq!(
            status(&rules, Left::Not, Some(Access::Never)),
            Status::Staged
        );
        let never = |left| status(&rules, left, Some(Access::Never));
        assert_eq!(never(Left::Inactive), Status::Staged);
        assert_eq!(never(Left::Deleted), Status::Removed);
    }

    #[test]
    fn where_a_sync_takes_access_away_it_stands_until_then_and_comes_back_with_one() {
        let rules = leave(Leaving::Disable, Leaving::Remove);
        let has = |left| status(&rules, left, Some(Access::Has));
        assert_eq!(has(Left::Not), Status::Active);
        assert_eq!(has(Left::Inactive), Status::Leaving);
        assert_eq!(has(Left::Deleted), Status::Leaving);
        let taken = |left| status(&rules, left, Some(Access::Taken));
        assert_eq!(taken(Left::Not), Status::Disabled, "until the next sync");
        assert_eq!(taken(Left::Inactive), Status::Disabled);
        assert_eq!(taken(Left::Deleted), Status::Removed);
        let keeps = leave(Leaving::Keep, Leaving::Keep);
        let kept = status(&keeps, Left::Inactive, Some(Access::Has));
        assert_eq!(kept, Status::Active);
    }

    #[test]
    fn an_application_that_does_not_say_does_what_the_request_says_and_one_may_keep_access() {
        let silent = leave(Leaving::Unstated, Leaving::Unstated);
        assert_eq!(status(&silent, Left::Inactive, None), Status::Deactivated);
        assert_eq!(status(&silent, Left::Deleted, None), Status::Removed);
        let keeps = leave(Leaving::Keep, Leaving::Keep);
        assert_eq!(status(&keeps, Left::Inactive, None), Status::Active);
        assert_eq!(status(&keeps, Left::Deleted, None), Status::Active);
    }
}
