//! What the console shows, read in one go each: people, teams, groups as roles, reporting lines,
//! timelines. Read-only; nothing here decides anything.

mod counts;
mod export;
mod forest;
mod groups;
mod hand_edits;
mod line_events;
mod lines;
mod org;
mod overview;
mod people;
mod references;
mod removed;
mod role_events;
mod roles;
mod teams;
mod timeline;

pub use counts::Counts;
pub use export::{ExportedLine, ExportedMember, ExportedPerson};
pub use groups::{GroupCard, GroupRow, GroupsPage, GroupsQuery};
pub use hand_edits::{EditKind, HandEdit};
pub use line_events::{LineCause, LineEvent};
pub(crate) use lines::Lines;
pub use org::{Gap, Org, OrgNode, Unresolved};
pub use overview::{Overview, RuleCount};
pub use people::{
    Held, ManagerLink, PeoplePage, PeopleQuery, PeopleSort, Person, PersonLink, PersonRow,
    RoleLink, RoleSource,
};
pub use removed::{Gone, Removed, RemovedPage, RemovedQuery, RemovedRow};
pub use role_events::{RoleChange, RoleEvent};
pub use roles::{RoleRow, RolesPage};
pub(crate) use teams::plain;
pub use teams::{Emptied, Team, TeamCard, TeamMember, TeamMove};
pub use timeline::VersionEntry;
