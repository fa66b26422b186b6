//! Statements for the setup guides: what was ticked, and whether what a step waits for has arrived.
//!
//! Only what came from outside counts: a rehearsal of our own is no sign that an identity provider
//! has been set up. What may have many rows before it (failures, the last callers) is looked for
//! among the newest.

use rusqlite::{OptionalExtension, params};
use scim::Object;
use scim::diff::Change;

use super::log::{COLUMNS, from_row};
use super::{Db, count, json};
use crate::clock::from_millis;
use crate::traffic::{ExchangeRow, Subject};

/// Which guide of which connection something was ticked in.
#[derive(Debug, Clone)]
pub(crate) struct Ticked {
    pub(crate) connection: i64,
    pub(crate) twin: String,
    pub(crate) provider: &'static str,
}

/// How many of the newest failures, or calls, are looked through.
macro_rules! newest {
    () => {
        "500"
    };
}

/// What was ticked: part, item, and when.
pub(crate) fn ticks(
    db: &Db,
    guide: &Ticked,
) -> rusqlite::Result<Vec<(String, String, jiff::Timestamp)>> {
    db.prepare_cached(
        "SELECT part, item, at FROM guide_ticks \
         WHERE connection = ?1 AND twin = ?2 AND provider = ?3",
    )?
    .query_map(
        params![guide.connection, guide.twin, guide.provider],
        |row| Ok((row.get(0)?, row.get(1)?, from_millis(row.get(2)?))),
    )?
    .collect()
}

/// Ticks an item; one that is ticked already keeps its time.
pub(crate) fn tick(
    db: &Db,
    guide: &Ticked,
    part: &str,
    item: &str,
    at: i64,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO guide_ticks VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        guide.connection,
        guide.twin,
        guide.provider,
        part,
        item,
        at
    ])
    .map(drop)
}

/// Takes a tick back.
pub(crate) fn untick(db: &Db, guide: &Ticked, part: &str, item: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM guide_ticks WHERE connection = ?1 AND twin = ?2 AND provider = ?3 \
         AND part = ?4 AND item = ?5",
    )?
    .execute(params![
        guide.connection,
        guide.twin,
        guide.provider,
        part,
        item
    ])
    .map(drop)
}

/// The identity provider, one that there are guides for, that called last.
pub(crate) fn last_provider(db: &Db, connection: i64) -> rusqlite::Result<Option<String>> {
    db.prepare_cached(concat!(
        "SELECT idp FROM (SELECT seq, idp, origin FROM exchanges WHERE connection = ?1 \
           ORDER BY seq DESC LIMIT ",
        newest!(),
        ") WHERE origin = 'client' AND idp IN ('entra', 'okta') ORDER BY seq DESC LIMIT 1"
    ))?
    .query_row([connection], |row| row.get(0))
    .optional()
}

/// The first row that fits the condition, which has an order.
fn one(
    db: &Db,
    condition: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Option<ExchangeRow>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM exchanges e LEFT JOIN connections c ON c.row = e.connection \
         WHERE {condition} LIMIT 1"
    ))?
    .query_row(values, from_row)
    .optional()
}

/// The rows of the newest failures of a connection.
macro_rules! failures {
    ($connection:literal) => {
        concat!(
            "e.seq IN (SELECT seq FROM exchanges WHERE connection ",
            $connection,
            " AND failed = 1 ORDER BY seq DESC LIMIT ",
            newest!(),
            ") AND e.origin = 'client' "
        )
    };
}

/// Sent by an identity provider, or by somebody who did not show; by anybody when none is asked for.
macro_rules! sent_by {
    ($provider:literal) => {
        concat!(
            "(",
            $provider,
            " IS NULL OR e.idp IS NULL OR e.idp = ",
            $provider,
            ") "
        )
    };
}

/// The latest test of the connection. `provider` must have sent it, unless who sent it is unknown;
/// without one anybody may have.
pub(crate) fn last_test(
    db: &Db,
    connection: i64,
    provider: Option<&str>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = concat!(
        "e.connection = ?1 AND e.story = '{\"type\":\"probe\"}' AND e.origin = 'client' \
         AND e.failed = 0 AND ",
        sent_by!("?2"),
        "ORDER BY e.seq DESC"
    );
    one(db, condition, (connection, provider))
}

/// The latest call that was let in and answered.
pub(crate) fn last_answered(db: &Db, connection: i64) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = concat!(
        "e.seq IN (SELECT seq FROM exchanges WHERE connection = ?1 ORDER BY seq DESC LIMIT ",
        newest!(),
        ") AND e.origin = 'client' AND e.failed = 0 ORDER BY e.seq DESC"
    );
    one(db, condition, [connection])
}

/// The latest person, or group, that came from outside.
pub(crate) fn last_arrival(
    db: &Db,
    connection: i64,
    kind: &str,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = "e.connection = ?1 AND e.subject_kind = ?2 AND e.status = 201 \
         AND e.origin = 'client' ORDER BY e.seq DESC";
    one(db, condition, (connection, kind))
}

/// How many people, or groups, came from outside.
pub(crate) fn arrivals(db: &Db, connection: i64, kind: &str) -> rusqlite::Result<u64> {
    db.prepare_cached(
        "SELECT count(*) FROM exchanges WHERE connection = ?1 AND subject_kind = ?2 \
         AND status = 201 AND origin = 'client'",
    )?
    .query_row((connection, kind), |row| row.get(0))
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

/// The latest call that was not let in, from this identity provider or one that did not show.
pub(crate) fn last_refusal(
    db: &Db,
    connection: i64,
    provider: Option<&str>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = concat!(
        failures!("= ?1"),
        "AND (e.status IN (401, 403, 429) OR e.status >= 500) AND ",
        sent_by!("?2"),
        "ORDER BY e.seq DESC"
    );
    one(db, condition, (connection, provider))
}

/// The latest call that reached no connection, because the address is not right.
pub(crate) fn last_stray(db: &Db, provider: Option<&str>) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = concat!(
        failures!("IS NULL"),
        "AND e.status IN (400, 404) \
         AND CASE WHEN ?1 IS NULL THEN e.path LIKE '%/Users%' OR e.path LIKE '%/Groups%' \
           ELSE e.idp = ?1 END ORDER BY e.seq DESC"
    );
    one(db, condition, [provider])
}

/// The latest write of somebody, or of a group, that was let in and failed.
pub(crate) fn last_failed_write(
    db: &Db,
    connection: i64,
    endpoint: &str,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = concat!(
        failures!("= ?1"),
        "AND e.token IS NOT NULL AND e.method IN ('POST', 'PUT', 'PATCH') \
         AND e.path LIKE '%/' || ?2 || '%' ORDER BY e.seq DESC"
    );
    one(db, condition, (connection, endpoint))
}

/// A write of a person that may have brought an attribute.
#[derive(Debug)]
pub(crate) struct RecentWrite {
    /// The number of the exchange.
    pub(crate) exchange: i64,
    /// The person's document as it is now.
    pub(crate) document: Object,
    /// What was changed; `None` when the person was created.
    pub(crate) changes: Option<Vec<Change>>,
}

/// The newest writes of people who are still there, the latest first, then how the newest people came:
/// after a cycle the last writes often are of one attribute only.
pub(crate) fn recent_writes(db: &Db, connection: i64) -> rusqlite::Result<Vec<RecentWrite>> {
    let mut writes = db
        .prepare_cached(
            "SELECT v.exchange, d.document, v.change_kind, v.changes \
             FROM (SELECT * FROM versions ORDER BY seq DESC LIMIT 2000) v \
             JOIN resources r ON r.connection = v.connection AND r.id = v.resource \
             JOIN documents d ON d.resource = r.row \
             WHERE v.connection = ?1 AND v.kind = 'User' AND v.exchange IS NOT NULL \
             ORDER BY v.seq DESC LIMIT 200",
        )?
        .query_map([connection], recent_write)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let arrivals = db
        .prepare_cached(
            "SELECT v.exchange, d.document, 'created', '[]' \
             FROM (SELECT row, connection, id FROM resources \
               WHERE connection = ?1 AND kind = 'User' ORDER BY row DESC LIMIT 50) r \
             JOIN documents d ON d.resource = r.row \
             JOIN versions v ON v.connection = r.connection AND v.resource = r.id AND v.version = 1 \
             WHERE v.exchange IS NOT NULL ORDER BY r.row DESC",
        )?
        .query_map([connection], recent_write)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    writes.extend(arrivals);
    Ok(writes)
}

fn recent_write(row: &rusqlite::Row<'_>) -> rusqlite::Result<RecentWrite> {
    let created = row.get::<_, String>(2)? == "created";
    Ok(RecentWrite {
        exchange: row.get(0)?,
        document: json(row, 1)?,
        changes: match created {
            true => None,
            false => Some(json(row, 3)?),
        },
    })
}
