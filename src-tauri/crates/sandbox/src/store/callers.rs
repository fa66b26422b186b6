//! Statements that tell callers apart for the setup guides: who called, and what arrived from whom.
//!
//! Only calls from outside count. A caller is what a request shows of its sender; one that shows nothing
//! is nobody in particular, and no identity provider's. What failed is in `setup`.

use rusqlite::OptionalExtension;

use super::setup::{newest, one};
use super::{Db, count};
use crate::clock::from_millis;
use crate::traffic::{ExchangeRow, Subject};

/// Whose exchanges count.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sender<'a> {
    /// Everybody's: nobody knows what the identity provider sends.
    Anybody,
    /// Those of one identity provider, where they are recognised.
    Of(&'a str),
    /// Those that are not recognised as this one's.
    Others(&'a str),
}

impl<'a> Sender<'a> {
    /// A condition on the exchange `e`, in which `?2` is [`Sender::word`].
    pub(super) fn condition(self) -> &'static str {
        match self {
            Self::Anybody => "?2 IS NULL",
            Self::Of(_) => "e.idp = ?2",
            Self::Others(_) => "e.idp IS NOT ?2",
        }
    }

    /// The identity provider that it is about.
    pub(crate) fn word(self) -> Option<&'a str> {
        match self {
            Self::Anybody => None,
            Self::Of(word) | Self::Others(word) => Some(word),
        }
    }

    /// The others, where they can be told apart.
    pub(crate) fn others(self) -> Option<Self> {
        self.word().map(Self::Others)
    }
}

/// Somebody who called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// What the calls show of their sender, such as `entra` or `curl`.
    pub idp: Option<String>,
    /// How many of the newest calls are theirs.
    pub calls: u64,
    /// When the last of them came.
    pub last: jiff::Timestamp,
}

/// Who made the newest calls, the latest caller first.
pub(crate) fn callers(db: &Db, connection: i64) -> rusqlite::Result<Vec<Caller>> {
    // `at` is that of the row with the highest `seq` (SQLite, bare columns beside max).
    db.prepare_cached(concat!(
        "SELECT idp, count(*), at, max(seq) FROM (SELECT seq, idp, at, origin FROM exchanges \
           WHERE connection = ?1 ORDER BY seq DESC LIMIT ",
        newest!(),
        ") WHERE origin = 'client' GROUP BY idp ORDER BY max(seq) DESC"
    ))?
    .query_map([connection], |row| {
        Ok(Caller {
            idp: row.get(0)?,
            calls: count(row.get(1)?),
            last: from_millis(row.get(2)?),
        })
    })?
    .collect()
}

/// The latest test of the connection that was let in.
pub(crate) fn last_test(
    db: &Db,
    connection: i64,
    sender: Sender<'_>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = format!(
        "e.connection = ?1 AND e.story = '{{\"type\":\"probe\"}}' AND e.origin = 'client' \
         AND e.failed = 0 AND {} ORDER BY e.seq DESC",
        sender.condition()
    );
    one(db, &condition, (connection, sender.word()))
}

/// The latest call that was let in and answered, among the newest.
pub(crate) fn last_answered(
    db: &Db,
    connection: i64,
    sender: Sender<'_>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = format!(
        "e.seq IN (SELECT seq FROM exchanges WHERE connection = ?1 ORDER BY seq DESC LIMIT {}) \
         AND e.origin = 'client' AND e.failed = 0 AND {} ORDER BY e.seq DESC",
        newest!(),
        sender.condition()
    );
    one(db, &condition, (connection, sender.word()))
}

/// Whether what arrived is to be there still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Still {
    /// It has not been deleted since.
    Here,
    /// Whatever became of it.
    Whatever,
}

/// The latest person, or group, that came from outside.
pub(crate) fn last_arrival(
    db: &Db,
    connection: i64,
    kind: &str,
    sender: Sender<'_>,
    still: Still,
) -> rusqlite::Result<Option<ExchangeRow>> {
    arrival(db, connection, kind, sender, still, "DESC")
}

/// The first of those who are there still.
pub(crate) fn first_arrival(
    db: &Db,
    connection: i64,
    kind: &str,
    sender: Sender<'_>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    arrival(db, connection, kind, sender, Still::Here, "ASC")
}

fn arrival(
    db: &Db,
    connection: i64,
    kind: &str,
    sender: Sender<'_>,
    still: Still,
    order: &str,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let here = match still {
        Still::Here => {
            "AND EXISTS (SELECT 1 FROM resources r \
             WHERE r.connection = e.connection AND r.id = e.subject_id)"
        }
        Still::Whatever => "",
    };
    let condition = format!(
        "e.connection = ?1 AND e.subject_kind = ?3 AND e.status = 201 AND e.origin = 'client' \
         AND {} {here} ORDER BY e.seq {order}",
        sender.condition()
    );
    one(db, &condition, (connection, sender.word(), kind))
}

/// How many people, or groups, came from outside.
pub(crate) fn arrivals(
    db: &Db,
    connection: i64,
    kind: &str,
    sender: Sender<'_>,
) -> rusqlite::Result<u64> {
    db.prepare_cached(&format!(
        "SELECT count(*) FROM exchanges e WHERE e.connection = ?1 AND e.subject_kind = ?3 \
         AND e.status = 201 AND e.origin = 'client' AND {}",
        sender.condition()
    ))?
    .query_row((connection, sender.word(), kind), |row| row.get(0))
    .map(count)
}

/// The newest person, or group, if the log does not tell how it came.
pub(crate) fn unrecorded(
    db: &Db,
    connection: i64,
    kind: &str,
) -> rusqlite::Result<Option<Subject>> {
    db.prepare_cached(
        "SELECT r.kind, r.id, r.name FROM resources r \
         JOIN versions v ON v.connection = r.connection AND v.resource = r.id AND v.version = 1 \
         WHERE r.row = (SELECT max(row) FROM resources WHERE connection = ?1 AND kind = ?2) \
           AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.number = v.exchange) \
           AND NOT EXISTS (SELECT 1 FROM tokens t \
             WHERE t.id = v.token AND t.created_by = 'simulator')",
    )?
    .query_row((connection, kind), |row| super::exchanges::subject(row, 0))
    .optional()
    .map(Option::flatten)
}
