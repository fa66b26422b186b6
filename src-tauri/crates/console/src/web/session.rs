//! Who is logged in: one-time codes become sessions. Only hashes are kept, and only in memory, so a
//! restart ends every session.

use std::sync::{Arc, Mutex, PoisonError};

use sandbox::ids::Ids;
use subtle::ConstantTimeEq;

/// Sessions kept at once; the oldest goes when there are more.
const MOST_SESSIONS: usize = 16;

type Secret = [u8; 32];

/// Codes and sessions of one web console.
#[derive(Debug)]
pub(crate) struct Sessions {
    ids: Arc<dyn Ids>,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    code: Option<Secret>,
    sessions: Vec<Secret>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Held({} sessions)", self.sessions.len())
    }
}

impl Sessions {
    pub(crate) fn new(ids: Arc<dyn Ids>) -> Self {
        Self {
            ids,
            held: Mutex::default(),
        }
    }

    /// A new one-time code; the one before it no longer works.
    pub(crate) fn code(&self) -> String {
        let secret = self.secret();
        self.held().code = Some(secret);
        hex(&secret)
    }

    /// Uses up a code; returns the session it opens.
    pub(crate) fn log_in(&self, code: &str) -> Option<String> {
        let given = unhex(code)?;
        let session = self.secret();
        let mut held = self.held();
        let wanted = held.code?;
        if !bool::from(wanted.ct_eq(&given)) {
            return None;
        }
        held.code = None;
        if held.sessions.len() == MOST_SESSIONS {
            held.sessions.remove(0);
        }
        held.sessions.push(session);
        Some(hex(&session))
    }

    /// Whether a session is open.
    pub(crate) fn knows(&self, session: &str) -> bool {
        let Some(given) = unhex(session) else {
            return false;
        };
        let held = self.held();
        held.sessions
            .iter()
            .fold(false, |known, own| known | bool::from(own.ct_eq(&given)))
    }

    fn secret(&self) -> Secret {
        let mut secret = [0; 32];
        self.ids.bytes(&mut secret);
        secret
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hex(secret: &Secret) -> String {
    secret.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Secret> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut secret = [0; 32];
    for (byte, pair) in secret.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions() -> Sessions {
        Sessions::new(Arc::new(sandbox::ids::Random))
    }

    #[test]
    fn a_code_opens_one_session_once() {
        let sessions = sessions();
        let code = sessions.code();
        let session = sessions.log_in(&code).unwrap();
        assert!(sessions.knows(&session));
        assert_eq!(sessions.log_in(&code), None, "a used code opens nothing");
    }

    #[test]
    fn guesses_open_nothing() {
        let sessions = sessions();
        assert_eq!(
            sessions.log_in(&"0".repeat(64)),
            None,
            "there is no code yet"
        );
        let code = sessions.code();
        assert_eq!(sessions.log_in(&"0".repeat(64)), None);
        assert!(!sessions.knows(&code), "a code is not a session");
        assert!(!sessions.knows("é".repeat(32).as_str()));
        assert!(!sessions.knows(""));
    }

    #[test]
    fn the_oldest_session_ends_when_there_are_too_many() {
        let sessions = sessions();
        let opened: Vec<String> = (0..=MOST_SESSIONS)
            .map(|_| sessions.log_in(&sessions.code()).unwrap())
            .collect();
        assert!(!sessions.knows(&opened[0]));
        assert!(opened.iter().skip(1).all(|session| sessions.knows(session)));
    }
}
