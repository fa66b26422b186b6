//! What the UI is told when a command fails.
//!
//! `code` is for the program and exists only where the UI decides something by it; `message` is one
//! sentence for the person; `detail` says more for whoever looks closer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::export::ExportError;

/// A failed command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS, thiserror::Error)]
#[error("{message}")]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Failure {
    /// What the UI may act on.
    pub code: FailureCode,
    /// One sentence: what, why, what to do.
    pub message: String,
    /// The cause in technical words.
    pub detail: Option<String>,
}

/// Reasons for which the UI does something other than show the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum FailureCode {
    /// The object is gone: the UI closes its panel.
    NotFound,
    /// The request cannot be carried out as given: the UI shows the message at the field.
    Invalid,
    /// The program is shutting down: the UI stops asking.
    Closing,
    /// Anything else: the UI offers to try again.
    Failed,
}

impl Failure {
    /// Something that was asked for does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(FailureCode::NotFound, message)
    }

    /// The request cannot be carried out as given.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(FailureCode::Invalid, message)
    }

    /// It did not work, with the cause in technical words.
    pub fn failed(message: impl Into<String>, cause: impl ToString) -> Self {
        Self {
            detail: Some(cause.to_string()),
            ..Self::new(FailureCode::Failed, message)
        }
    }

    fn new(code: FailureCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
        }
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Workspace(error) => error.into(),
            ExportError::Write(error) => Self::failed(
                "The export could not be written. Is there room on the disk?",
                error,
            ),
        }
    }
}

impl From<sandbox::Error> for Failure {
    fn from(error: sandbox::Error) -> Self {
        use sandbox::Error as E;
        match error {
            E::Closed => Self::new(FailureCode::Closing, "Scimbox is closing."),
            E::NotFound { .. }
            | E::UnknownConnection(_)
            | E::UnknownPerson(_)
            | E::UnknownSchema(_)
            | E::NoGuide { .. }
            | E::UnknownGuideItem(_)
            | E::UnknownSync(_)
            | E::UnknownToken(_) => Self::not_found(error.to_string()),
            E::NameTaken(_)
            | E::UnknownTwin { .. }
            | E::NotByHand(_)
            | E::ManyPermissions(_)
            | E::EditOutdated
            | E::NameMissing
            | E::NameUnusable
            | E::DefaultConnection
            | E::SettingsStay(_)
            | E::NotStaged(_)
            | E::SyncRunning
            | E::NotRepeatable { .. }
            | E::DomainUnusable(_)
            | E::TokenRevoked(_)
            | E::SecretUnusable
            | E::SecretTaken
            | E::SchemaFlaw { .. }
            | E::SchemaBuiltIn(_)
            | E::SchemaInUse { .. }
            | E::UnknownResourceType(_)
            | E::Refused(_) => Self::invalid(error.to_string()),
            other => {
                tracing::error!(error = %other, "a command could not be carried out");
                Self::failed("Scimbox could not use its workspace file.", other)
            }
        }
    }
}
