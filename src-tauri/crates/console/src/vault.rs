//! Where token secrets are kept for the user: the operating system's keyring, as the host knows it.
//!
//! Every call may block (a locked keyring opens a dialog and waits), so `keeper` makes them
//! off the async threads and with a time limit. There is no plain-text implementation on purpose.

use std::fmt::Debug;

/// Keeps secrets by token id.
pub trait Vault: Send + Sync + Debug {
    /// Keeps a secret.
    ///
    /// # Errors
    /// When the keyring is missing, locked, or refuses.
    fn put(&self, token_id: &str, secret: &str) -> Result<(), VaultTrouble>;

    /// The secret of a token; `None` when the keyring has none.
    ///
    /// # Errors
    /// When the keyring is missing, locked, or refuses.
    fn read(&self, token_id: &str) -> Result<Option<String>, VaultTrouble>;

    /// Forgets a secret; forgetting what is not there is fine.
    ///
    /// # Errors
    /// When the keyring is missing, locked, or refuses.
    fn forget(&self, token_id: &str) -> Result<(), VaultTrouble>;

    /// Whether secrets can be kept now.
    ///
    /// # Errors
    /// What stands in the way.
    fn probe(&self) -> Result<(), VaultTrouble>;
}

/// Why a keyring did not do what was asked. The texts are for the log, not for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultTrouble {
    /// There is no keyring here.
    #[error("no keyring: {0}")]
    Missing(String),
    /// There is one, but it is locked and was not unlocked in time.
    #[error("the keyring is locked: {0}")]
    Locked(String),
    /// It refused for another reason.
    #[error("the keyring refused: {0}")]
    Refused(String),
}

/// For hosts without a keyring, such as containers: says so each time.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoVault;

impl NoVault {
    fn trouble() -> VaultTrouble {
        VaultTrouble::Missing("this host has none".to_owned())
    }
}

impl Vault for NoVault {
    fn put(&self, _: &str, _: &str) -> Result<(), VaultTrouble> {
        Err(Self::trouble())
    }

    fn read(&self, _: &str) -> Result<Option<String>, VaultTrouble> {
        Err(Self::trouble())
    }

    fn forget(&self, _: &str) -> Result<(), VaultTrouble> {
        Err(Self::trouble())
    }

    fn probe(&self) -> Result<(), VaultTrouble> {
        Err(Self::trouble())
    }
}
