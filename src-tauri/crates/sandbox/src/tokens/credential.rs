//! What an `Authorization` header turned out to be. Says what is wrong without ever repeating a
//! secret to somebody who does not hold it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::millis;

/// The verdict on an `Authorization` header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Credential {
    /// A token of this connection that works.
    Accepted {
        /// Which one.
        token_id: String,
    },
    /// No header, or nothing in it.
    Missing,
    /// Another scheme than `Bearer`, or none at all.
    WrongScheme {
        /// The scheme, empty when the header held a single word (which may be a secret).
        scheme: String,
    },
    /// `Bearer Bearer …`: the scheme was pasted together with the token.
    DoubledBearer,
    /// Blanks, line breaks or quotes around or within the token.
    Blanks,
    /// No token of this workspace.
    Unknown {
        /// `Some(true)`: made by a Scimbox, but not known here. `Some(false)`: mistyped or cut
        /// off. `None`: not of our form.
        checksum_ok: Option<bool>,
    },
    /// It worked once.
    Revoked {
        /// Since when it does not.
        #[serde(with = "millis")]
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// It had an end.
    Expired {
        /// When that was.
        #[serde(with = "millis")]
        at: Timestamp,
    },
    /// It opens another connection of this workspace.
    OtherConnection,
}
