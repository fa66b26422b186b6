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

impl Status {
    /// All there are, in the order in which lists offer them.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::Deactivated,
        Self::Disabled,
        Self::Staged,
        Self::Removed,
    ];
}

/// What becomes of somebody. `account` says whether a sync has made their account; `None` where the
/// application does not stage.
#[must_use]
pub fn status(leave: &Leave, left: Left, account: Option<bool>) -> Status {
    match (left, account) {
        // Nothing is left of somebody who never had an account.
        (Left::Deleted, Some(false)) => Status::Removed,
        (Left::Not | Left::Inactive, Some(false)) => Status::Staged,
        (Left::Not, _) => Status::Active,
        // One that does not say what it does is taken to do what the request says.
        (Left::Inactive, _) => by(leave.inactive, Status::Deactivated),
        (Left::Deleted, _) => by(leave.deleted, Status::Removed),
    }
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
        assert_eq!(status(&rules, Left::Not, Some(false)), Status::Staged);
        assert_eq!(status(&rules, Left::Inactive, Some(false)), Status::Staged);
        assert_eq!(status(&rules, Left::Deleted, Some(false)), Status::Removed);
        assert_eq!(status(&rules, Left::Not, Some(true)), Status::Active);
        assert_eq!(status(&rules, Left::Inactive, Some(true)), Status::Disabled);
        assert_eq!(status(&rules, Left::Deleted, Some(true)), Status::Disabled);
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
