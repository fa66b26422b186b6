//! Token secrets in the keyring of the operating system: Secret Service, Keychain or Credential Manager.
//!
//! Invariants: a secret is never written anywhere else; a keyring that was restarted, or that appears
//! after we did, is found at the next call; failures are told apart by their type, never by their text.
//!
//! A locked keyring may ask the user in a window of its own and then blocks for as long as nobody
//! answers. Callers bring the time limit; here such a call only keeps the later ones from piling up.

#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
mod turn;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use console::{Vault, VaultTrouble};
use keyring::{Entry, Error};
use keyring_core::CredentialStore;

use crate::paths;
use turn::Turns;

/// How long a call waits for the one before it. A keyring answers in milliseconds unless it asks somebody.
const WAIT: Duration = Duration::from_secs(2);

/// The keyring, under the name of this build.
#[derive(Debug)]
pub struct Keyring {
    service: String,
    store: Mutex<Option<Arc<CredentialStore>>>,
    turns: Turns,
}

impl Default for Keyring {
    fn default() -> Self {
        Self::named(paths::NAME)
    }
}

impl Keyring {
    /// A keyring whose entries carry this service name. Nothing is contacted before the first call.
    pub fn named(service: &str) -> Self {
        Self {
            service: service.to_owned(),
            store: Mutex::default(),
            turns: Turns::default(),
        }
    }

    /// Acts on the entry of a token, once more with a new connection when the one we had broke.
    fn with_entry<T>(
        &self,
        token_id: &str,
        act: impl Fn(&Entry) -> keyring::Result<T>,
    ) -> Result<T, VaultTrouble> {
        let busy = || {
            VaultTrouble::Locked("it is waiting for an answer to an earlier question".to_owned())
        };
        let _turn = self.turns.take(WAIT).ok_or_else(busy)?;
        if let Some(store) = self.known() {
            match self.entry(&store, token_id).and_then(|entry| act(&entry)) {
                Err(Error::PlatformFailure(_)) => self.remember(None),
                outcome => return outcome.map_err(told),
            }
        }
        let store = new_store().map_err(absent)?;
        let outcome = self.entry(&store, token_id).and_then(|entry| act(&entry));
        self.remember(Some(store));
        outcome.map_err(told)
    }

    fn entry(&self, store: &Arc<CredentialStore>, token_id: &str) -> keyring::Result<Entry> {
        store
            .build(&self.service, token_id, None)
            .map(|inner| Entry { inner })
    }

    fn known(&self) -> Option<Arc<CredentialStore>> {
        self.store
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn remember(&self, store: Option<Arc<CredentialStore>>) {
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = store;
    }
}

impl Vault for Keyring {
    fn put(&self, token_id: &str, secret: &str) -> Result<(), VaultTrouble> {
        self.with_entry(token_id, |entry| entry.set_password(secret))
    }

    fn read(&self, token_id: &str) -> Result<Option<String>, VaultTrouble> {
        self.with_entry(token_id, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn forget(&self, token_id: &str) -> Result<(), VaultTrouble> {
        self.with_entry(token_id, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn probe(&self) -> Result<(), VaultTrouble> {
        secret_service::probe()
    }

    #[cfg(any(not(unix), target_os = "macos"))]
    fn probe(&self) -> Result<(), VaultTrouble> {
        new_store().map(drop).map_err(absent)
    }
}

fn new_store() -> keyring::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(windows)]
    let store = windows_native_keyring_store::Store::new()?;
    #[cfg(all(unix, not(target_os = "macos")))]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

/// A store that cannot even be connected to: there is no keyring.
fn absent(error: Error) -> VaultTrouble {
    match told(error) {
        VaultTrouble::Refused(cause) => VaultTrouble::Missing(cause),
        trouble => trouble,
    }
}

/// What an error of the keyring means for us. The texts go to the log; none of these errors carries the
/// secret, except the two that quote bytes they could not decode.
fn told(error: Error) -> VaultTrouble {
    match error {
        Error::NoStorageAccess(cause) => VaultTrouble::Locked(cause.to_string()),
        Error::NoDefaultStore => VaultTrouble::Missing("no store".to_owned()),
        #[cfg(all(unix, not(target_os = "macos")))]
        Error::PlatformFailure(cause) if secret_service::is_locked(cause.as_ref()) => {
            VaultTrouble::Locked(cause.to_string())
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            VaultTrouble::Refused("the entry is not text".to_owned())
        }
        other => VaultTrouble::Refused(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_contacted_before_the_first_call() {
        assert!(Keyring::default().known().is_none());
    }

    #[test]
    fn no_access_means_locked() {
        let trouble = told(Error::NoStorageAccess("prompt dismissed".into()));
        assert_eq!(trouble, VaultTrouble::Locked("prompt dismissed".to_owned()));
    }

    #[test]
    fn a_keyring_that_cannot_be_reached_is_missing_but_one_that_fails_later_refuses() {
        let broken = || Error::PlatformFailure("no such bus".into());
        assert!(matches!(absent(broken()), VaultTrouble::Missing(_)));
        assert!(matches!(told(broken()), VaultTrouble::Refused(_)));
    }

    #[test]
    fn an_entry_that_is_not_text_is_not_quoted() {
        let trouble = told(Error::BadEncoding(b"scimbox_secret\xff".to_vec()));
        assert!(!format!("{trouble:?} {trouble}").contains("secret\u{fffd}"));
        assert!(!trouble.to_string().contains("scimbox_"));
    }
}
