//! Cursors (RFC 9865 §2): an opaque text that says behind which resource a page begins, for which
//! query it was made and when. Nothing is kept for it, so any number of clients may page at leisure
//! and a restart loses none. A checksum tells one that was changed; it is no protection, and needs to
//! be none, since a cursor shows nobody more than the query beside it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use rusqlite::types::Value as Sql;
use scim::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Connection;
use crate::store::listing::{Listing, Position};

/// Seconds for which a cursor is good, announced as `cursorTimeout`.
pub const CURSOR_TIMEOUT: i64 = 3600;

#[derive(Serialize, Deserialize)]
struct Content {
    /// Fingerprint of the query.
    q: u64,
    /// Row.
    r: i64,
    /// Sort key.
    k: Value,
    /// Milliseconds since the epoch.
    t: i64,
}

/// The text for a position in a listing.
pub(super) fn encode(
    listing: &Listing<'_>,
    position: &Position,
    now: Timestamp,
    seal: &Seal,
) -> String {
    let key = match &position.key {
        Sql::Text(text) => text.clone().into(),
        Sql::Integer(number) => (*number).into(),
        Sql::Real(number) => (*number).into(),
        Sql::Null | Sql::Blob(_) => Value::Null,
    };
    let content = Content {
        q: fingerprint(listing),
        r: position.row,
        k: key,
        t: now.as_millisecond(),
    };
    let content = serde_json::to_vec(&content).unwrap_or_default();
    let sum = URL_SAFE_NO_PAD.encode(seal.sum(&content));
    format!("{}.{sum}", URL_SAFE_NO_PAD.encode(content))
}

/// What the checksums of a connection's cursors begin with.
pub(super) struct Seal(Sha256);

impl Seal {
    pub(super) fn of(connection: &Connection) -> Self {
        let made = connection.created_at.as_millisecond();
        Self(Sha256::new_with_prefix(format!(
            "{}\n{made}\n",
            connection.id
        )))
    }

    fn sum(&self, content: &[u8]) -> [u8; 9] {
        let hash = self.0.clone().chain_update(content).finalize();
        let mut first = [0; 9];
        first.copy_from_slice(&hash[..9]);
        first
    }
}

/// The content of a cursor that was made here.
fn opened(cursor: &str, seal: &Seal) -> Option<Content> {
    let (content, sum) = cursor.split_once('.')?;
    let content = URL_SAFE_NO_PAD.decode(content).ok()?;
    let sum = URL_SAFE_NO_PAD.decode(sum).ok()?;
    if sum != seal.sum(&content) {
        return None;
    }
    serde_json::from_slice(&content).ok()
}

/// The position that a text stands for.
///
/// # Errors
/// `invalidCursor` for a text that was not made here, or for another query; `expiredCursor`.
pub(super) fn decode(
    listing: &Listing<'_>,
    cursor: &str,
    now: Timestamp,
    seal: &Seal,
) -> Result<Position, Error> {
    let Some(content) = opened(cursor, seal) else {
        return Err(Error::invalid_cursor(
            "This cursor was not handed out here. Begin again with an empty cursor.",
        ));
    };
    if content.q != fingerprint(listing) {
        return Err(Error::invalid_cursor(
            "This cursor belongs to another query. Send the same filter and sorting with every page.",
        ));
    }
    let age = now.as_millisecond().saturating_sub(content.t);
    if age > CURSOR_TIMEOUT * 1000 {
        return Err(Error::expired_cursor(format!(
            "This cursor is older than {} minutes. Begin again with an empty cursor.",
            CURSOR_TIMEOUT / 60
        )));
    }
    let key = match content.k {
        Value::String(text) => Sql::Text(text),
        Value::Number(number) => number
            .as_i64()
            .map(Sql::Integer)
            .or_else(|| number.as_f64().map(Sql::Real))
            .unwrap_or(Sql::Null),
        _ => Sql::Null,
    };
    Ok(Position {
        key,
        row: content.r,
    })
}

/// What must stay the same from page to page: whose resources, which, in what order.
fn fingerprint(listing: &Listing<'_>) -> u64 {
    let query = listing.query;
    let kinds = listing.kinds.iter().map(|rt| rt.name.as_str());
    let text = [
        listing.connection.to_string(),
        kinds.collect::<Vec<_>>().join(","),
        query
            .filter
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        query
            .sort_by
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        query.descending.to_string(),
    ];
    let hash = Sha256::digest(text.join("\n"));
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(first)
}
