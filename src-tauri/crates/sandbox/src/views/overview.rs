//! The counters of a connection.

use jiff::Timestamp;
use scim::Severity;

use super::lines::Lines;
use crate::connections::existing;
use crate::diagnoses::still_expected;
use crate::outcome::{Left, Status, status};
use crate::traffic::ManagerState;
use crate::twins::Groups;
use crate::{Error, Workspace, store};

/// How often a rule was hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// Rule id.
    pub rule: String,
    /// The worst severity it was found with.
    pub severity: Severity,
    /// Open findings of this rule.
    pub count: u64,
    /// The detail of the newest one.
    pub latest: String,
}

/// The counters of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Users.
    pub people: u64,
    /// Users that are not inactive.
    pub active: u64,
    /// Roles that no group gives: by default and by hand.
    pub other_roles: u64,
    /// Users whose `active` is false.
    pub inactive: u64,
    /// What the application makes of those.
    pub inactive_status: Status,
    /// What it makes of those who are deleted.
    pub deleted_status: Status,
    /// People who should be able to sign in and are not.
    pub not_signing_in: u64,
    /// Different departments.
    pub teams: u64,
    /// Departments that somebody had and nobody has.
    pub empty_teams: u64,
    /// Groups.
    pub groups: u64,
    /// Those that are roles.
    pub group_roles: u64,
    /// People and groups that were deleted.
    pub removed: u64,
    /// People whose manager is here.
    pub managers_linked: u64,
    /// People whose manager was sent.
    pub managers_expected: u64,
    /// People whose manager was sent but is not here yet.
    pub pending_managers: u64,
    /// Active people whose manager may still come with what comes next, before it is a finding.
    pub awaited_managers: u64,
    /// People whose manager was here and is gone.
    pub dangling_managers: u64,
    /// Lines that were drawn because the manager came after the person.
    pub backfilled: u64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Those answered with 400 or above.
    pub failed: u64,
    /// When the latest one arrived.
    pub last_exchange: Option<Timestamp>,
    /// The ten rules with the most open findings, worst severity first.
    pub findings_by_rule: Vec<RuleCount>,
}

impl Workspace {
    /// The counters of a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn overview(&self, connection: &str) -> Result<Overview, Error> {
        let now = self.clock().now().as_millisecond();
        self.read(|db| {
            let connection = existing(db, connection)?;
            let rules = self.rules_of(&connection.twin)?;
            let connection = connection.row;
            let mut overview = store::overview::counters(db, connection)?;
            overview.inactive_status = status(&rules.leaving, Left::Inactive, None);
            overview.deleted_status = status(&rules.leaving, Left::Deleted, None);
            let by_hand = store::outcome::by_hand(db, connection, &rules)?.len() as u64;
            overview.other_roles = by_hand + u64::from(rules.permissions.default.is_some());
            overview.group_roles = match rules.groups {
                Groups::Roles => overview.groups,
                Groups::Groups | Groups::Ignored => 0,
            };
            overview.not_signing_in = store::outcome::refused(db, connection, &rules)?;
            if !rules.makes_teams() {
                (overview.teams, overview.empty_teams) = (0, 0);
            }
            let lines = match rules.managers.used {
                true => store::org::lines(db, connection)?,
                false => Vec::new(),
            };
            for state in Lines::new(&lines).states() {
                overview.managers_expected += 1;
                overview.managers_linked += u64::from(state == ManagerState::Linked);
                overview.pending_managers += u64::from(state == ManagerState::Pending);
                overview.dangling_managers += u64::from(state == ManagerState::Dangling);
            }
            if rules.managers.used {
                let (waiting, ..) = store::survey::unlinked(db, connection)?;
                overview.awaited_managers = still_expected(&waiting, now);
            } else {
                overview.backfilled = 0;
            }
            Ok(overview)
        })
    }
}
