//! The directory and its log: SCIM resources, their versions, tokens, connections and the
//! recorded exchanges of one workspace, in one SQLite file.
//!
//! Deliberately not here: HTTP, async runtimes, the keyring, anything that is shown. SQL text is
//! in `store` only.

pub mod clock;
pub mod connections;
pub mod diagnoses;
pub mod directory;
pub mod error;
pub mod ids;
mod naming;
pub mod operations;
pub mod outcome;
mod permissions;
mod retained;
pub mod schemas;
pub mod setup;
mod store;
pub mod sync;
pub mod tokens;
pub mod traffic;
pub mod twins;
pub mod views;
pub mod workloads;
pub mod workspace;

pub use connections::{Connection, ConnectionChange, DeletionPreview, Empty, NewConnection};
pub use diagnoses::{Cycle, CycleKind, Diagnosis, Evidence, Happened, Who};
pub use directory::{
    Cause, ChangeKind, Deleted, Directory, LineChanges, Member, MemberChanges, Page, Record, Text,
    Want, Written,
};
pub use error::{Error, Holder};
pub use operations::{Operation, OperationRow, OperationsPage};
pub use outcome::{Role, SignIn, Status, Verdict};
pub use retained::{Retained, RetainedAccount, RetainedPage, RetainedQuery};
pub use schemas::{
    Differences, Documents, Extends, KnownSchema, KnownSchemas, KnownType, PlannedSchema,
    PlannedType, Remark, SchemaPlan, SchemaRemoval,
};
pub use setup::{
    AttributeSeen, Caller, GuidePart, Prerequisite, Seen, Setup, SetupStep, StepState,
};
pub use tokens::{Credential, Minted, NewToken, Secret, Token};
pub use traffic::{
    Exchange, ExchangeRow, Failure, FindingState, Fits, ManagerState, Message, Move, NAMES_TOLD,
    Origin, Reporting, ResourceChange, StoredExchange, StoredFinding, Story, Stray, Subject,
    TrafficPage, TrafficQuery,
};
pub use twins::{Twin, Twins};
pub use views::{
    Counts, EditKind, Emptied, ExportedLine, ExportedMember, ExportedPerson, Gap, Gone, GroupCard,
    GroupRow, GroupsPage, GroupsQuery, HandEdit, Held, LineCause, LineEvent, ManagerLink, Org,
    OrgNode, Overview, PeoplePage, PeopleQuery, PeopleSort, Person, PersonLink, PersonRow, Removed,
    RemovedPage, RemovedQuery, RemovedRow, RoleChange, RoleEvent, RoleLink, RoleRow, RoleSource,
    RolesPage, RuleCount, Team, TeamCard, TeamMember, TeamMove, Unresolved, VersionEntry,
};
pub use workloads::Workload;
pub use workspace::{Capture, Listening, Location, Options, Pending, Pulse, Watch, Workspace};
