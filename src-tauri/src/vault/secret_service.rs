//! What the `keyring` crate does not tell about a Secret Service: whether it is locked, without the
//! dialog that any use of a locked one would open.
//!
//! See the Secret Service specification 0.2, freedesktop.org.

use std::error::Error as StdError;

use console::VaultTrouble;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error};

/// Looks at the default collection, where new secrets go. Nothing is asked of the user.
pub(super) fn probe() -> Result<(), VaultTrouble> {
    let missing = |error: Error| VaultTrouble::Missing(error.to_string());
    // Nothing secret travels here, so nothing has to be encrypted.
    let service = SecretService::connect(EncryptionType::Plain).map_err(missing)?;
    let locked = match service.get_default_collection() {
        Ok(collection) => collection.is_locked().map_err(missing)?,
        Err(Error::NoResult) => {
            return Err(VaultTrouble::Locked(
                "it has no default collection yet".to_owned(),
            ));
        }
        Err(error) => return Err(missing(error)),
    };
    if locked {
        Err(VaultTrouble::Locked(
            "its default collection is locked".to_owned(),
        ))
    } else {
        Ok(())
    }
}

/// Whether a failure that the store passed on unjudged says that the keyring is locked.
pub(super) fn is_locked(cause: &(dyn StdError + Send + Sync + 'static)) -> bool {
    matches!(
        cause.downcast_ref::<Error>(),
        Some(Error::Locked | Error::Prompt | Error::PromptDisconnected | Error::NoResult)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_is_told_from_broken_by_type() {
        assert!(is_locked(&Error::Locked));
        assert!(is_locked(&Error::Prompt));
        assert!(!is_locked(&Error::Unavailable));
        assert!(!is_locked(&std::io::Error::other(
            "SS Error: object locked"
        )));
    }
}
