//! What an exchange came to, in a form the UI can turn into a sentence in any language. Decided
//! by the server from what happened, never from the text of a body.

use serde::{Deserialize, Serialize};

use crate::tokens::Credential;

/// So many members of a group are told by name, of those who joined and of those who left.
pub const NAMES_TOLD: usize = 3;

/// State of a reporting line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ManagerState {
    /// No manager was sent.
    #[default]
    None,
    /// The manager is here.
    Linked,
    /// A manager was sent and taken away again.
    Cleared,
    /// A manager was sent who is not here yet.
    Pending,
    /// A manager was sent who was here and has been removed.
    Dangling,
    /// The person is their own manager.
    #[serde(rename = "self")]
    Myself,
    /// The line comes back to the person.
    Loop,
}

/// What became of a manager that was sent or taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reporting {
    /// Where the reporting line stands now.
    pub state: ManagerState,
    /// `manager.value` as sent.
    pub reference: Option<String>,
    /// Manager's name, when the manager is here.
    pub name: Option<String>,
}

/// From one value to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Before; `None` when there was none.
    pub from: Option<String>,
    /// After; `None` when there is none.
    pub to: Option<String>,
}

/// What an exchange came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Story {
    /// A connection test.
    Probe,
    /// A lookup by a matching attribute.
    Match {
        /// The attribute.
        attribute: String,
        /// The value looked for.
        value: String,
        /// Whether anything was found.
        found: bool,
    },
    /// One resource was read.
    Read,
    /// Resources were listed.
    Listed {
        /// On this page.
        count: u64,
        /// In all.
        total: u64,
    },
    /// Schemas, resource types or configuration were read.
    Discovered {
        /// `Schemas`, `ResourceTypes` or `ServiceProviderConfig`.
        what: String,
    },
    /// A resource was created.
    Created {
        /// Team of the new person.
        team: Option<String>,
        /// What became of the manager that was sent.
        manager: Option<Reporting>,
        /// How many people waited for this one as their manager.
        #[serde(default)]
        backfilled: u64,
    },
    /// Attributes were changed.
    Updated {
        /// Their paths.
        paths: Vec<String>,
        /// Team before and after, when it changed.
        team: Option<Move>,
        /// What became of the manager, when it changed.
        manager: Option<Reporting>,
        /// How many people waited for the id that this one has now.
        #[serde(default)]
        backfilled: u64,
        /// How many reporting lines no longer lead here, because they name an id from before.
        #[serde(default)]
        unlinked: u64,
    },
    /// `active` became true.
    Activated,
    /// `active` became false.
    Deactivated,
    /// A resource was deleted.
    Deleted {
        /// How many reporting lines lead nowhere since.
        #[serde(default)]
        unlinked: u64,
    },
    /// Members of a group changed.
    MembersChanged {
        /// How many were added.
        added: u64,
        /// How many were removed.
        removed: u64,
        /// Names of the first few that were added.
        added_names: Vec<String>,
        /// Names of the first few that were removed.
        removed_names: Vec<String>,
    },
    /// Many writes in one request.
    Bulk {
        /// Operations in the request.
        operations: u64,
        /// Resources that were created.
        created: u64,
        /// Resources that were changed.
        changed: u64,
        /// Resources that were deleted.
        deleted: u64,
        /// Writes that changed nothing.
        unchanged: u64,
        /// Operations that failed.
        failed: u64,
        /// Operations behind the failure at which the client wanted to stop.
        not_reached: u64,
    },
    /// A workload identity got a token.
    TokenIssued,
    /// A write changed nothing.
    Unchanged,
    /// 401.
    Denied {
        /// Why.
        credential: Credential,
    },
    /// Another SCIM error.
    Refused {
        /// HTTP status.
        status: u16,
        /// Detail error keyword.
        scim_type: Option<String>,
    },
    /// 404 of a resource.
    NotFound,
    /// Anything else.
    Other,
}
