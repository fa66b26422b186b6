//! Who is logged in: one-time codes become sessions. Both live in memory only, so a restart ends every
//! session and forgets every code.

use std::sync::{Arc, Mutex, PoisonError};

use sandbox::ids::Ids;
use subtle::ConstantTimeEq;

/// Sessions kept at once; the oldest goes when there are more.
const MOST_SESSIONS: usize = 16;

/// Used codes that are still recognised as such; of older ones it is only known that they are none.
const MOST_USED: usize = 64;

/// Why a code opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It opened a session before.
    Used,
    /// It is none of ours, or none of this start.
    Unknown,
}

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
    used: Vec<Secret>,
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
    pub(crate) fn log_in(&self, code: &str) -> Result<String, Refused> {
        let given = unhex(code).ok_or(Refused::Unknown)?;
        let session = self.secret();
        let mut held = self.held();
        if !held
            .code
            .is_some_and(|wanted| bool::from(wanted.ct_eq(&given)))
        {
            return Err(match one_of(&held.used, &given) {
                true => Refused::Used,
                false => Refused::Unknown,
            });
        }
        held.code = None;
        keep(&mut held.used, given, MOST_USED);
        keep(&mut held.sessions, session, MOST_SESSIONS);
        Ok(hex(&session))
    }

    /// Whether a session is open.
    pub(crate) fn knows(&self, session: &str) -> bool {
        unhex(session).is_some_and(|given| one_of(&self.held().sessions, &given))
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

/// Whether a secret is among others, in the same time wherever it stands.
fn one_of(secrets: &[Secret], given: &Secret) -> bool {
    secrets
        .iter()
        .fold(false, |known, own| known | bool::from(own.ct_eq(given)))
}

/// Adds a secret; the oldest goes when there are more than `most`.
fn keep(secrets: &mut Vec<Secret>, secret: Secret, most: usize) {
    if secrets.len() == most {
        secrets.remove(0);
    }
    secrets.push(secret);
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
        assert_eq!(
            sessions.log_in(&code),
            Err(Refused::Used),
            "a used code opens nothing"
        );
    }

    #[test]
    fn guesses_open_nothing() {
        let sessions = sessions();
        assert_eq!(
            sessions.log_in(&"0".repeat(64)),
            Err(Refused::Unknown),
            "there is no code yet"
        );
        let code = sessions.code();
        assert_eq!(sessions.log_in(&"0".repeat(64)), Err(Refused::Unknown));
        assert!(!sessions.knows(&code), "a code is not a session");
        assert!(!sessions.knows("é".repeat(32).as_str()));
        assert!(!sessions.knows(""));
    }

    #[test]
    fn only_a_code_that_was_used_is_told_from_one_that_never_was() {
        let sessions = sessions();
        let replaced = sessions.code();
        let code = sessions.code();
        sessions.log_in(&code).unwrap();
        assert_eq!(sessions.log_in(&code), Err(Refused::Used));
        assert_eq!(sessions.log_in(&replaced), Err(Refused::Unknown));
        assert_eq!(sessions.log_in("x"), Err(Refused::Unknown));
        for _ in 0..MOST_USED {
            sessions.log_in(&sessions.code()).unwrap();
        }
        assert_eq!(
            sessions.log_in(&code),
            Err(Refused::Unknown),
            "what was used long ago is forgotten"
        );
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
