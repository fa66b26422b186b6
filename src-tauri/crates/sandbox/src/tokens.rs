//! Bearer tokens of a connection. Only the SHA-256 of a secret is stored; the secret itself is
//! handed out once, by [`Workspace::mint_token`] or [`Workspace::rotate_token`].

mod credential;
mod entras_own;
mod memory;
mod person;
mod secret;

pub use credential::Credential;
pub use entras_own::is_entras_own;
pub(crate) use memory::Memory;
pub use secret::{Secret, is_usable};

use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

use crate::clock::from_millis;
use crate::connections::{self, Connection, row_of};
use crate::naming;
use crate::store::tokens::{Key, TokenRow};
use crate::store::{self, Db};
use crate::twins::Another;
use crate::workspace::Write;
use crate::{Error, Workspace, ids};

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// `tok_` and 8 lower-case letters and digits.
    pub id: String,
    /// The connection it opens.
    pub connection_id: String,
    /// What the user calls it.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// `window`, `cli`, `environment` or `simulator`.
    pub created_by: String,
    /// Last four characters of the secret.
    pub hint: String,
    /// When it was last accepted.
    pub last_used_at: Option<Timestamp>,
    /// How often it was accepted.
    pub use_count: u64,
    /// Since when it no longer works.
    pub revoked_at: Option<Timestamp>,
    /// `rotated`, `revoked` or what the caller gave.
    pub revoked_reason: Option<String>,
    /// When it stops working.
    pub expires_at: Option<Timestamp>,
}

/// What a new token starts with.
#[derive(Debug, Clone, Default)]
pub struct NewToken {
    /// What the user calls it.
    pub label: String,
    /// `window`, `cli`, `environment` or `simulator`.
    pub created_by: String,
    /// When it stops working.
    pub expires_at: Option<Timestamp>,
}

/// A new token with its secret, which cannot be asked for again.
#[derive(Debug)]
pub struct Minted {
    /// What is stored.
    pub token: Token,
    /// What is not.
    pub secret: Secret,
}

impl Workspace {
    /// Makes a token of 256 random bits for a connection. Where the connection's twin says that a
    /// new one replaces those that work, one that a person makes ends those that people made.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn mint_token(&self, connection_id: &str, new: NewToken) -> Result<Minted, Error> {
        let connection = connection_id.to_owned();
        let twins = self.twins();
        self.write(move |write| {
            let found = connections::existing(write.db, &connection)?;
            let twin = twins.find(&found.twin);
            let replaces = twin.is_some_and(|twin| twin.token.another == Another::Replaces);
            if replaces && by_hand(&new.created_by) {
                replace_all(write, found.row)?;
            }
            mint(write, found.row, connection, new)
        })
        .wait()
    }

    /// Accepts a secret that was made elsewhere; only its hash is stored. Adopting the same
    /// secret for the same connection again returns the token there is.
    ///
    /// # Errors
    /// [`Error::SecretUnusable`], [`Error::SecretTaken`], [`Error::UnknownConnection`].
    pub fn adopt_token(
        &self,
        connection_id: &str,
        secret: &str,
        label: &str,
    ) -> Result<Token, Error> {
        if !secret::is_usable(secret) {
            return Err(Error::SecretUnusable);
        }
        let (connection, label) = (connection_id.to_owned(), label.to_owned());
        let (digest, hint) = (Digest::of(secret), secret::hint(secret));
        self.write(move |write| {
            let row = row_of(write.db, &connection)?;
            if let Some(known) = digest.find(write.db)? {
                return if known.connection == row && known.revoked_at.is_none() {
                    Ok(existing(write.db, &known.token_id)?.token)
                } else {
                    Err(Error::SecretTaken)
                };
            }
            let new = NewToken {
                label,
                created_by: "environment".to_owned(),
                expires_at: None,
            };
            insert(write, row, connection, new, &digest, hint)
        })
        .wait()
    }

    /// Revokes a token at once (reason `rotated`) and makes its successor with the same label,
    /// end and person.
    ///
    /// # Errors
    /// [`Error::UnknownToken`], [`Error::TokenRevoked`].
    pub fn rotate_token(&self, token_id: &str) -> Result<Minted, Error> {
        let id = token_id.to_owned();
        self.write(move |write| {
            let old = revoke(write, &id, "rotated")?;
            let new = NewToken {
                label: old.token.label,
                created_by: old.token.created_by,
                expires_at: old.token.expires_at,
            };
            let minted = mint(write, old.connection, old.token.connection_id, new)?;
            if let Some(person) = store::tokens::person(write.db, &id)? {
                store::tokens::set_person(write.db, &minted.token.id, &person)?;
            }
            Ok(minted)
        })
        .wait()
    }

    /// Revokes a token at once.
    ///
    /// # Errors
    /// [`Error::UnknownToken`], [`Error::TokenRevoked`].
    pub fn revoke_token(&self, token_id: &str, reason: &str) -> Result<Token, Error> {
        let (id, reason) = (token_id.to_owned(), reason.to_owned());
        self.write(move |write| {
            revoke(write, &id, &reason)?;
            Ok(existing(write.db, &id)?.token)
        })
        .wait()
    }

    /// The tokens of a connection, newest first, revoked ones included.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn tokens(&self, connection_id: &str) -> Result<Vec<Token>, Error> {
        self.read(|db| {
            Ok(store::tokens::of_connection(
                db,
                row_of(db, connection_id)?,
            )?)
        })
    }

    /// Judges the value of an `Authorization` header (RFC 6750 §2.1). Reads SQLite each time, so
    /// that a revocation by another process counts at once.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn check_bearer(
        &self,
        connection_id: &str,
        authorization: Option<&[u8]>,
    ) -> Result<Credential, Error> {
        let shown = Shown::of(authorization);
        self.read(|db| shown.judge(db, row_of(db, connection_id)?, self.clock().now()))
    }

    /// The connection that answers at an address, the default one without, and the verdict on the
    /// `Authorization` header: read again only when anything was committed since.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::AddressReplaced`], [`Error::Sqlite`].
    pub fn receive(
        &self,
        address: Option<&str>,
        authorization: Option<&[u8]>,
    ) -> Result<(Arc<Connection>, Credential), Error> {
        let now = self.clock().now();
        let (secret, digest) = match Shown::of(authorization) {
            Shown::Secret(secret, digest) => (secret, digest),
            Shown::Nothing(verdict) => {
                let row = self.read(|db| connections::at(db, address))?;
                return Ok((Arc::new(self.built(row)?), verdict));
            }
        };
        let stamp = self.stamp();
        let known = stamp.and_then(|stamp| self.memory().recall(stamp, address, &digest));
        if let Some(known) = known {
            let credential = credential::judge(&known.key, known.connection.row, now);
            return Ok((known.connection, credential));
        }
        let (row, key) = self.read(|db| Ok((connections::at(db, address)?, digest.find(db)?)))?;
        let connection = Arc::new(self.built(row)?);
        let credential = judge(key.as_ref(), secret, connection.row, now);
        if let (Some(stamp), Some(key)) = (stamp, key) {
            self.memory().keep(stamp, address, (&connection, key));
        }
        Ok((connection, credential))
    }

    /// The connection that the token in an `Authorization` header belongs to, whether it still works or
    /// not.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub(crate) fn owner_of(&self, authorization: Option<&[u8]>) -> Result<Option<String>, Error> {
        let Shown::Secret(_, digest) = Shown::of(authorization) else {
            return Ok(None);
        };
        self.read(|db| {
            let Some(key) = digest.find(db)? else {
                return Ok(None);
            };
            Ok(Some(existing(db, &key.token_id)?.token.connection_id))
        })
    }

    /// Counts a use of a token. Never blocks; written together with the next commit.
    pub fn note_token_use(&self, token_id: &str) {
        self.queue_token_use(token_id);
    }
}

/// What an `Authorization` header shows.
enum Shown<'a> {
    Secret(&'a str, Digest),
    Nothing(Credential),
}

impl<'a> Shown<'a> {
    fn of(authorization: Option<&'a [u8]>) -> Self {
        match credential::secret_of(authorization) {
            Ok(secret) => Self::Secret(secret, Digest::of(secret)),
            Err(verdict) => Self::Nothing(verdict),
        }
    }

    fn judge(self, db: &Db, connection: i64, now: Timestamp) -> Result<Credential, Error> {
        match self {
            Self::Secret(secret, digest) => {
                Ok(judge(digest.find(db)?.as_ref(), secret, connection, now))
            }
            Self::Nothing(verdict) => Ok(verdict),
        }
    }
}

/// The verdict on a secret, whose key was found or not.
fn judge(key: Option<&Key>, secret: &str, connection: i64, now: Timestamp) -> Credential {
    match key {
        Some(key) => credential::judge(key, connection, now),
        None => Credential::Unknown {
            checksum_ok: secret::checksum_ok(secret),
        },
    }
}

/// The SHA-256 of a secret.
struct Digest([u8; 32]);

impl Digest {
    fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    fn lookup(&self) -> i64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0[..8]);
        i64::from_be_bytes(first)
    }

    /// The key with this hash. The index is asked for eight of its bytes only; the whole is
    /// compared in constant time.
    fn find(&self, db: &Db) -> Result<Option<Key>, Error> {
        let candidates = store::tokens::keys(db, self.lookup())?;
        Ok(candidates.into_iter().find(|key| self.is_of(key)))
    }

    /// Whether the secret is that of a key; takes the same time whichever it is.
    fn is_of(&self, key: &Key) -> bool {
        key.hash.ct_eq(&self.0).into()
    }
}

fn mint(
    write: &mut Write<'_>,
    connection: i64,
    connection_id: String,
    new: NewToken,
) -> Result<Minted, Error> {
    let secret = Secret::generate(write.ids);
    let digest = Digest::of(secret.expose());
    let hint = secret::hint(secret.expose());
    let token = insert(write, connection, connection_id, new, &digest, hint)?;
    Ok(Minted { token, secret })
}

/// Ends what people have made for a connection, and makes one token in its place.
pub(crate) fn supersede(
    write: &mut Write<'_>,
    connection: i64,
    connection_id: String,
    new: NewToken,
) -> Result<Minted, Error> {
    replace_all(write, connection)?;
    mint(write, connection, connection_id, new)
}

/// Whether a person made it here: those of the simulator come and go with its runs, and those of the
/// environment are given anew with each start.
fn by_hand(created_by: &str) -> bool {
    matches!(created_by, "window" | "cli")
}

/// Ends what people have made for a connection and still works.
fn replace_all(write: &mut Write<'_>, connection: i64) -> Result<(), Error> {
    for token in store::tokens::of_connection(write.db, connection)? {
        if token.revoked_at.is_none() && by_hand(&token.created_by) {
            store::tokens::revoke(write.db, &token.id, write.millis(), "rotated")?;
        }
    }
    Ok(())
}

fn insert(
    write: &mut Write<'_>,
    connection: i64,
    connection_id: String,
    new: NewToken,
    digest: &Digest,
    hint: String,
) -> Result<Token, Error> {
    let token = Token {
        id: ids::short(write.ids, "tok_", 8),
        connection_id,
        label: naming::checked(&new.label)?,
        created_at: from_millis(write.millis()),
        created_by: new.created_by,
        hint,
        last_used_at: None,
        use_count: 0,
        revoked_at: None,
        revoked_reason: None,
        expires_at: new.expires_at.map(|at| from_millis(at.as_millisecond())),
    };
    store::tokens::insert(write.db, connection, &token, digest.lookup(), &digest.0)?;
    Ok(token)
}

fn existing(db: &Db, id: &str) -> Result<TokenRow, Error> {
    store::tokens::by_id(db, id)?.ok_or_else(|| Error::UnknownToken(id.to_owned()))
}

/// Revokes a token and returns it as it was.
fn revoke(write: &mut Write<'_>, id: &str, reason: &str) -> Result<TokenRow, Error> {
    let row = existing(write.db, id)?;
    if row.token.revoked_at.is_some() {
        return Err(Error::TokenRevoked(id.to_owned()));
    }
    store::tokens::revoke(write.db, id, write.millis(), reason)?;
    Ok(row)
}
