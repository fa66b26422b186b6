//! Statements on `tokens`.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row};

use super::{Db, count, number};
use crate::clock::from_millis;
use crate::tokens::Token;

/// A token with the row of its connection.
pub(crate) struct TokenRow {
    pub(crate) token: Token,
    pub(crate) connection: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, c.id, t.label, t.created_at, t.created_by, t.hint, t.last_used_at, \
             t.use_count, t.revoked_at, t.revoked_reason, t.expires_at, t.connection \
             FROM tokens t JOIN connections c ON c.row = t.connection ",
            $rest
        )
    };
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<TokenRow> {
    let time = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(from_millis))
    };
    let token = Token {
        id: row.get(0)?,
        connection_id: row.get(1)?,
        label: row.get(2)?,
        created_at: from_millis(row.get(3)?),
        created_by: row.get(4)?,
        hint: row.get(5)?,
        last_used_at: time(6)?,
        use_count: count(row.get(7)?),
        revoked_at: time(8)?,
        revoked_reason: row.get(9)?,
        expires_at: time(10)?,
    };
    Ok(TokenRow {
        token,
        connection: row.get(11)?,
    })
}

pub(crate) fn by_id(db: &Db, id: &str) -> rusqlite::Result<Option<TokenRow>> {
    db.prepare_cached(select!("WHERE t.id = ?1"))?
        .query_row([id], from_row)
        .optional()
}

/// What decides whether a token lets a request in.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) token_id: String,
    pub(crate) connection: i64,
    pub(crate) hash: [u8; 32],
    pub(crate) revoked_at: Option<Timestamp>,
    pub(crate) revoked_reason: Option<String>,
    pub(crate) expires_at: Option<Timestamp>,
}

/// The keys of the tokens whose hash begins with these eight bytes.
pub(crate) fn keys(db: &Db, lookup: i64) -> rusqlite::Result<Vec<Key>> {
    db.prepare_cached(
        "SELECT id, connection, hash, revoked_at, revoked_reason, expires_at FROM tokens \
         WHERE lookup = ?1",
    )?
    .query_map([lookup], |row| {
        Ok(Key {
            token_id: row.get(0)?,
            connection: row.get(1)?,
            hash: row.get(2)?,
            revoked_at: row.get::<_, Option<i64>>(3)?.map(from_millis),
            revoked_reason: row.get(4)?,
            expires_at: row.get::<_, Option<i64>>(5)?.map(from_millis),
        })
    })?
    .collect()
}

pub(crate) fn of_connection(db: &Db, connection: i64) -> rusqlite::Result<Vec<Token>> {
    db.prepare_cached(select!("WHERE t.connection = ?1 ORDER BY t.row DESC"))?
        .query_map([connection], |row| Ok(from_row(row)?.token))?
        .collect()
}

pub(crate) fn insert(
    db: &Db,
    connection: i64,
    token: &Token,
    lookup: i64,
    hash: &[u8],
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO tokens (id, connection, label, lookup, hash, hint, created_at, created_by, \
         expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(rusqlite::params![
        token.id,
        connection,
        token.label,
        lookup,
        hash,
        token.hint,
        token.created_at.as_millisecond(),
        token.created_by,
        token.expires_at.map(Timestamp::as_millisecond),
    ])
    .map(drop)
}

/// The `id` of the User that a token stands for.
pub(crate) fn person(db: &Db, id: &str) -> rusqlite::Result<Option<String>> {
    let person = db
        .prepare_cached("SELECT person FROM tokens WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(person.flatten())
}

pub(crate) fn set_person(db: &Db, id: &str, person: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE tokens SET person = ?2 WHERE id = ?1")?
        .execute((id, person))
        .map(drop)
}

pub(crate) fn revoke(db: &Db, id: &str, at: i64, reason: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE tokens SET revoked_at = ?2, revoked_reason = ?3 WHERE id = ?1")?
        .execute((id, at, reason))
        .map(drop)
}

pub(crate) fn note_uses(db: &Db, id: &str, uses: u64, last: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE tokens SET use_count = use_count + ?2, \
         last_used_at = max(coalesce(last_used_at, ?3), ?3) WHERE id = ?1",
    )?
    .execute((id, number(uses), last.as_millisecond()))
    .map(drop)
}
