//! Keeps token secrets: in the keyring where there is one, otherwise in memory until the program
//! ends. Never in a file of our own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::vault::{Vault, VaultTrouble};
use crate::wire::{KeyringState, KeyringView};

/// Time for the keyring to answer; a locked one asks the user and would wait for ever.
const PATIENCE: Duration = Duration::from_secs(4);

/// The secrets of this program's tokens.
#[derive(Debug)]
pub(crate) struct Keeper {
    vault: Arc<dyn Vault>,
    session: Mutex<HashMap<String, Secret>>,
    state: Mutex<KeyringView>,
}

/// A secret that does not show itself.
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Keeper {
    /// Keeps secrets in this vault.
    pub(crate) fn new(vault: Arc<dyn Vault>) -> Self {
        Self {
            vault,
            session: Mutex::default(),
            state: Mutex::new(described(KeyringState::Ready)),
        }
    }

    /// How far the keyring can be relied on, as last seen.
    pub(crate) fn state(&self) -> KeyringView {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Asks the keyring how it is.
    pub(crate) async fn probe(&self) -> KeyringView {
        let vault = Arc::clone(&self.vault);
        let outcome = in_time(move || vault.probe()).await;
        self.note(outcome.err().as_ref())
    }

    /// Keeps a secret; says where. A secret that the keyring does not take lives for this session.
    pub(crate) async fn keep(&self, token_id: &str, secret: &str) -> KeyringState {
        let vault = Arc::clone(&self.vault);
        let (id, text) = (token_id.to_owned(), secret.to_owned());
        let outcome = in_time(move || vault.put(&id, &text)).await;
        if outcome.is_err() {
            self.session()
                .insert(token_id.to_owned(), Secret(secret.to_owned()));
        }
        self.note(outcome.err().as_ref()).state
    }

    /// The secret of a token, where it is kept.
    pub(crate) async fn secret(&self, token_id: &str) -> Option<String> {
        if let Some(Secret(secret)) = self.session().get(token_id) {
            return Some(secret.clone());
        }
        if self.state().state != KeyringState::Ready {
            return None;
        }
        let vault = Arc::clone(&self.vault);
        let id = token_id.to_owned();
        let outcome = in_time(move || vault.read(&id)).await;
        self.note(outcome.as_ref().err());
        outcome.ok().flatten()
    }

    /// Forgets a secret wherever it is kept.
    pub(crate) async fn forget(&self, token_id: &str) {
        let kept = self.session().remove(token_id);
        if kept.is_some() {
            return;
        }
        let vault = Arc::clone(&self.vault);
        let id = token_id.to_owned();
        let outcome = in_time(move || vault.forget(&id)).await;
        self.note(outcome.err().as_ref());
    }

    fn session(&self) -> std::sync::MutexGuard<'_, HashMap<String, Secret>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, trouble: Option<&VaultTrouble>) -> KeyringView {
        let state = match trouble {
            None => KeyringState::Ready,
            Some(VaultTrouble::Locked(_)) => KeyringState::Locked,
            Some(VaultTrouble::Missing(_) | VaultTrouble::Refused(_)) => KeyringState::Missing,
        };
        let now = described(state);
        let mut seen = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(trouble), true) = (trouble, seen.state != state) {
            tracing::warn!(%trouble, "tokens are kept for this session only");
        }
        seen.clone_from(&now);
        now
    }
}

fn described(state: KeyringState) -> KeyringView {
    let message = match state {
        KeyringState::Ready => None,
        KeyringState::Locked => Some(
            "The system keyring is locked. Tokens will be forgotten when the app closes; identity providers that already have them keep working.",
        ),
        KeyringState::Missing => Some(
            "No system keyring found. Tokens will be forgotten when the app closes; identity providers that already have them keep working.",
        ),
    };
    KeyringView {
        state,
        message: message.map(str::to_owned),
    }
}

async fn in_time<T, F>(call: F) -> Result<T, VaultTrouble>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, VaultTrouble> + Send + 'static,
{
    match tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(call)).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Err(VaultTrouble::Refused(error.to_string())),
        Err(_) => Err(VaultTrouble::Locked("it did not answer in time".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::NoVault;

    #[tokio::test]
    async fn without_a_keyring_a_secret_lives_for_the_session_and_the_state_says_so() {
        let keeper = Keeper::new(Arc::new(NoVault));
        assert_eq!(
            keeper.keep("tok_1", "scimbox_secret").await,
            KeyringState::Missing
        );
        assert_eq!(keeper.state().state, KeyringState::Missing);
        assert_eq!(
            keeper.secret("tok_1").await.as_deref(),
            Some("scimbox_secret")
        );
        assert!(keeper.state().message.is_some());
        keeper.forget("tok_1").await;
        assert!(keeper.session.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_kept_secret_never_shows_itself() {
        let keeper = Keeper::new(Arc::new(NoVault));
        keeper.keep("tok_1", "scimbox_secret").await;
        assert!(!format!("{keeper:?}").contains("scimbox_secret"));
    }
}
