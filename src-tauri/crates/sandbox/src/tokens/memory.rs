//! Who was let in lately, so that a client that sends request after request is not looked up each
//! time. What is remembered holds for one state of the workspace: the first commit by anybody, a
//! revocation on the command line among them, makes it forgotten.

use std::sync::{Arc, PoisonError, RwLock};

use super::Digest;
use crate::Connection;
use crate::store::tokens::Key;
use crate::workspace::Stamp;

/// Entries at a time; few clients call one workspace.
const CAPACITY: usize = 64;

/// A connection and a key that were found for an address and a secret.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) connection: Arc<Connection>,
    pub(super) key: Arc<Key>,
    /// Asked for by its address, rather than as the default one.
    named: bool,
}

/// What is remembered.
#[derive(Debug, Default)]
pub(crate) struct Memory(RwLock<Option<(Stamp, Vec<Known>)>>);

impl Memory {
    /// What was found in this state of the workspace.
    pub(super) fn recall(
        &self,
        stamp: Stamp,
        address: Option<&str>,
        digest: &Digest,
    ) -> Option<Known> {
        let memory = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (of, known) = memory.as_ref()?;
        if *of != stamp {
            return None;
        }
        let asked_for = |known: &&Known| match address {
            Some(address) => known.named && known.connection.address == address,
            None => !known.named,
        };
        let mut candidates = known.iter().filter(asked_for);
        candidates.find(|known| digest.is_of(&known.key)).cloned()
    }

    /// Remembers what was found. The stamp is of before it was read: a commit in between is no
    /// longer the same state.
    pub(super) fn keep(&self, stamp: Stamp, address: Option<&str>, found: (&Arc<Connection>, Key)) {
        let known = Known {
            connection: Arc::clone(found.0),
            key: Arc::new(found.1),
            named: address.is_some(),
        };
        let mut memory = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match memory.as_mut() {
            Some((of, all)) if *of == stamp && all.len() < CAPACITY => all.push(known),
            _ => *memory = Some((stamp, vec![known])),
        }
    }
}
