//! What can go wrong in a workspace; variants are named for what happened.
//!
//! Refusals that SCIM has a word for are carried as [`scim::Refused`] inside
//! [`Error::Refused`]; everything else is about the workspace itself.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// Who holds the lock of a workspace file, as far as the lock file tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// Process id.
    pub pid: Option<u32>,
    /// Address it has announced, such as `http://127.0.0.1:8787/scim/v2`.
    pub address: Option<String>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.pid, &self.address) {
            (Some(pid), Some(address)) => write!(f, " (process {pid}, {address})"),
            (Some(pid), None) => write!(f, " (process {pid})"),
            (None, Some(address)) => write!(f, " ({address})"),
            (None, None) => Ok(()),
        }
    }
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no resource of that kind with that id in the connection.
    #[error("There is no {kind} with the id \"{id}\".")]
    NotFound {
        /// Resource type name.
        kind: String,
        /// The id asked for.
        id: String,
    },
    /// The connection has no resource type of that name.
    #[error("The connection has no resource type \"{0}\".")]
    UnknownResourceType(String),
    /// SCIM says no: body, filter, uniqueness or precondition.
    #[error("{0}")]
    Refused(scim::Refused),
    /// Another Scimbox serves this file.
    #[error(
        "{file} is already open in another Scimbox{holder}. Close it there, or open another workspace."
    )]
    Locked {
        /// File name without its folder.
        file: String,
        /// Who holds it.
        holder: Holder,
    },
    /// The file was written by a newer Scimbox.
    #[error(
        "{file} was written by a newer Scimbox (format {found}; this one knows up to {known}). Update Scimbox to open it."
    )]
    NewerFile {
        /// File name without its folder.
        file: String,
        /// Format number in the file.
        found: i64,
        /// Newest format number this build knows.
        known: i64,
    },
    /// The file is something else.
    #[error("{file} is not a Scimbox workspace.")]
    NotAWorkspace {
        /// File name without its folder.
        file: String,
    },
    /// The folder that the file should be in is not there.
    #[error(
        "{file} cannot be opened because there is no folder {folder}. Make the folder first, or name a workspace in another one.",
        folder = .folder.display()
    )]
    NoFolder {
        /// File name without its folder.
        file: String,
        /// The folder that is missing.
        folder: PathBuf,
    },
    /// A folder was named instead of a file.
    #[error("{path} is a folder. Name a workspace file in it.", path = .0.display())]
    IsFolder(PathBuf),
    /// The file has several names (hard links): locks and logs go by the name, so one file could be
    /// opened twice.
    #[error(
        "{file} has more than one name (hard links), and under each of them another Scimbox could write to the same file. Remove the other names, or open a copy made with cp."
    )]
    ManyNames {
        /// File name without its folder.
        file: String,
    },
    /// The workspace has been closed.
    #[error("The workspace is closed.")]
    Closed,
    /// No connection has this id or name.
    #[error("There is no connection \"{0}\" in this workspace.")]
    UnknownConnection(String),
    /// No twin has this id.
    #[error("There is no twin {id:?}.{meant} `scimbox twin list` shows those that are known.", meant = crate::twins::meant(.nearest.as_deref()))]
    UnknownTwin {
        /// The id that was given.
        id: String,
        /// The known one that may have been meant.
        nearest: Option<String>,
    },
    /// The connection answers at another address since its settings were made anew.
    #[error("This address was replaced at {at}.")]
    AddressReplaced {
        /// Id of the connection that answered there.
        connection: String,
        /// Since when it does not.
        at: jiff::Timestamp,
    },
    /// The application has no new settings to make, only new tokens.
    #[error("{0} keeps its address; make a new token instead.")]
    SettingsStay(String),
    /// The twin says nothing about how this identity provider is set up.
    #[error("There is no setup guide of {twin} for {provider}.")]
    NoGuide {
        /// What the twin is called.
        twin: String,
        /// What the identity provider is called.
        provider: String,
    },
    /// A guide has no such prerequisite or step.
    #[error("The guide has no \"{0}\". It may have been worded anew; open the guide again.")]
    UnknownGuideItem(String),
    /// Another connection already has this name.
    #[error("There already is a connection named \"{0}\".")]
    NameTaken(String),
    /// A connection needs a name.
    #[error("A connection needs a name.")]
    NameMissing,
    /// A name has at most 100 characters, all of them visible and in reading order.
    #[error(
        "A name has at most 100 characters, without line breaks, control characters or characters that turn the reading direction."
    )]
    NameUnusable,
    /// The application whose rules the connection follows has nothing set by hand.
    #[error("In {0} nobody sets permissions by hand.")]
    NotByHand(String),
    /// More permissions than one person can have by hand.
    #[error("One person can have {0} permissions by hand at most.")]
    ManyPermissions(usize),
    /// Something else was set by hand since, or a request set it anew.
    #[error("This was changed again since. Look at what holds now.")]
    EditOutdated,
    /// The default connection can be emptied but not deleted.
    #[error("The default connection cannot be deleted. It can be emptied.")]
    DefaultConnection,
    /// A schema or resource type that somebody brings makes no sense.
    #[error("{}{why}", if .at.is_empty() { String::new() } else { format!("{at}: ") })]
    SchemaFlaw {
        /// Where in the file, such as `[1].attributes[2].type`; empty for the file as a whole.
        at: String,
        /// What is wrong and how to mend it, as sentences.
        why: String,
    },
    /// Nothing that was added has this URN or name.
    #[error("This connection has no schema and no resource type {0:?}.")]
    UnknownSchema(String),
    /// The standard ones stay.
    #[error("{0:?} is built in and cannot be removed.")]
    SchemaBuiltIn(String),
    /// Resources of the type exist.
    #[error(
        "{kind} cannot be removed while there are resources of this type: {resources}. Delete them first."
    )]
    SchemaInUse {
        /// Name of the resource type.
        kind: String,
        /// How many there are.
        resources: u64,
    },
    /// No token has this id.
    #[error("There is no token \"{0}\" in this workspace.")]
    UnknownToken(String),
    /// Nobody in the connection has this `userName`.
    #[error("Nobody in this connection has the userName \"{0}\".")]
    UnknownPerson(String),
    /// A revoked token can be neither rotated nor revoked again.
    #[error("The token \"{0}\" has already been revoked.")]
    TokenRevoked(String),
    /// The secret to be adopted is too short, or no header could carry it.
    #[error(
        "The token must be 16 to 512 visible ASCII characters without blanks; this one cannot be used as a bearer token."
    )]
    SecretUnusable,
    /// The same secret already opens a connection.
    #[error("This token is already in use in the workspace.")]
    SecretTaken,
    /// The twin of a connection has no staging.
    #[error("{0} applies changes at once; there is nothing to sync.")]
    NotStaged(String),
    /// A run of the connection is at work, in this process or in another one.
    #[error("A sync is running already. Wait until it has finished.")]
    SyncRunning,
    /// No run has this number.
    #[error("This connection has no sync {0}.")]
    UnknownSync(i64),
    /// A run that cannot be gone on with.
    #[error("Sync {number} cannot be gone on with, since {why}. Start a new one.")]
    NotRepeatable {
        /// Its number.
        number: i64,
        /// Why not.
        why: &'static str,
    },
    /// What was given as a single sign-on domain cannot be one.
    #[error("{0:?} is no domain. Write one such as contoso.com.")]
    DomainUnusable(String),
    /// No finding has this id.
    #[error("There is no finding {0}.")]
    UnknownFinding(i64),
    /// The write ran, but could not be made durable, so it did not happen.
    #[error("The change could not be saved: {0}")]
    NotSaved(Arc<rusqlite::Error>),
    /// The write failed in an unforeseen way and was rolled back.
    #[error("The change failed unexpectedly and was undone.")]
    Aborted,
    /// A stored document is no longer readable.
    #[error("A stored document cannot be read: {0}")]
    Damaged(#[source] serde_json::Error),
    /// SQLite failed.
    #[error("The workspace file could not be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A file could not be opened, created or locked.
    #[error("{path} could not be used: {source}.", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
}

impl From<scim::Refused> for Error {
    fn from(refused: scim::Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<scim::Error> for Error {
    fn from(error: scim::Error) -> Self {
        Self::Refused(error.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error)
    }
}

/// Attaches the path to an I/O error.
pub(crate) fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
    move |source| Error::Io {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(pid: Option<u32>, address: Option<&str>) -> String {
        let holder = Holder {
            pid,
            address: address.map(str::to_owned),
        };
        Error::Locked {
            file: "contoso.scimbox".into(),
            holder,
        }
        .to_string()
    }

    #[test]
    fn a_locked_workspace_names_its_holder() {
        assert_eq!(
            locked(Some(4242), Some("http://127.0.0.1:8787/scim/v2")),
            "contoso.scimbox is already open in another Scimbox (process 4242, \
             http://127.0.0.1:8787/scim/v2). Close it there, or open another workspace."
        );
    }

    #[test]
    fn a_holder_that_said_nothing_leaves_no_empty_brackets() {
        assert_eq!(
            locked(None, None),
            "contoso.scimbox is already open in another Scimbox. Close it there, or open another \
             workspace."
        );
        assert!(locked(Some(7), None).contains("Scimbox (process 7). Close"));
    }
}
