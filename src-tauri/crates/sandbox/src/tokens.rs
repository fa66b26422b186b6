//! Bearer tokens of a connection. Only the SHA-256 of a secret is stored; the secret itself is
//! handed out once, by [`Workspace::mint_token`] or [`Workspace::rotate_token`].

mod credential;
mod secret;

pub use credential::Credential;
pub use secret::Secret;

use jiff::Timestamp;

use crate::{Error, Workspace};

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
    /// Makes a token of 256 random bits for a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn mint_token(&self, connection_id: &str, _: NewToken) -> Result<Minted, Error> {
        Err(Error::UnknownConnection(connection_id.to_owned()))
    }

    /// Accepts a secret that was made elsewhere; only its hash is stored. Adopting the same
    /// secret for the same connection again returns the token there is.
    ///
    /// # Errors
    /// [`Error::SecretUnusable`], [`Error::SecretTaken`], [`Error::UnknownConnection`].
    pub fn adopt_token(&self, connection_id: &str, _: &str, _: &str) -> Result<Token, Error> {
        Err(Error::UnknownConnection(connection_id.to_owned()))
    }

    /// Revokes a token at once (reason `rotated`) and makes its successor with the same label.
    ///
    /// # Errors
    /// [`Error::UnknownToken`], [`Error::TokenRevoked`].
    pub fn rotate_token(&self, token_id: &str) -> Result<Minted, Error> {
        Err(Error::UnknownToken(token_id.to_owned()))
    }

    /// Revokes a token at once.
    ///
    /// # Errors
    /// [`Error::UnknownToken`], [`Error::TokenRevoked`].
    pub fn revoke_token(&self, token_id: &str, _reason: &str) -> Result<Token, Error> {
        Err(Error::UnknownToken(token_id.to_owned()))
    }

    /// The tokens of a connection, newest first, revoked ones included.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn tokens(&self, connection_id: &str) -> Result<Vec<Token>, Error> {
        Err(Error::UnknownConnection(connection_id.to_owned()))
    }

    /// Judges the value of an `Authorization` header (RFC 6750 §2.1). Reads SQLite each time, so
    /// that a revocation by another process counts at once.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn check_bearer(
        &self,
        connection_id: &str,
        _authorization: Option<&[u8]>,
    ) -> Result<Credential, Error> {
        Err(Error::UnknownConnection(connection_id.to_owned()))
    }

    /// Counts a use of a token. Never blocks; written together with the next commit.
    pub fn note_token_use(&self, _token_id: &str) {}
}
