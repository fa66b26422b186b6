//! Statements for the setup guides: what was ticked, what failed, and which writes brought attributes.
//!
//! Only what came from outside counts: a rehearsal of our own is no sign that an identity provider
//! has been set up. What may have many rows before it (failures) is looked for among the newest. Who
//! called, and what arrived from whom, is in `callers`.

use rusqlite::{OptionalExtension, params};
use scim::Object;
use scim::diff::Change;

use super::callers::Sender;
use super::log::{COLUMNS, from_row};
use super::{Db, json};
use crate::clock::from_millis;
use crate::traffic::ExchangeRow;

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
pub(super) use newest;

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

/// The first row that fits the condition, which has an order.
pub(super) fn one(
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

/// The latest call that was not let in, of this sender. One that does not show who sent it may be
/// anybody's, so that it is told rather than waited for.
pub(crate) fn last_refusal(
    db: &Db,
    connection: i64,
    sender: Sender<'_>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let sent = match sender {
        Sender::Anybody => "?2 IS NULL",
        Sender::Of(_) => "(e.idp IS NULL OR e.idp = ?2)",
        Sender::Others(_) => "e.idp <> ?2",
    };
    let condition = format!(
        "{} AND (e.status IN (401, 403, 429) OR e.status >= 500) AND {sent} ORDER BY e.seq DESC",
        failures!("= ?1")
    );
    one(db, &condition, (connection, sender.word()))
}

/// The latest call that reached no connection, because the address is not right, and that may be meant for
/// this one: it looks like that, or it looks like nothing and came when the connection was there.
pub(crate) fn last_stray(
    db: &Db,
    connection: i64,
    provider: Option<&str>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = concat!(
        failures!("IS NULL"),
        "AND e.status IN (400, 404) \
         AND CASE WHEN ?2 IS NULL THEN e.path LIKE '%/Users%' OR e.path LIKE '%/Groups%' \
           ELSE e.idp = ?2 END \
         AND (EXISTS (SELECT 1 FROM strays s WHERE s.exchange = e.seq AND s.connection = ?1) \
           OR (NOT EXISTS (SELECT 1 FROM strays s WHERE s.exchange = e.seq AND s.fits <> 'default') \
             AND e.at >= (SELECT created_at FROM connections WHERE row = ?1))) \
         ORDER BY e.seq DESC"
    );
    one(db, condition, (connection, provider))
}

/// The latest write of somebody, or of a group, that was let in and failed.
pub(crate) fn last_failed_write(
    db: &Db,
    connection: i64,
    endpoint: &str,
    sender: Sender<'_>,
) -> rusqlite::Result<Option<ExchangeRow>> {
    let condition = format!(
        "{} AND e.token IS NOT NULL AND e.method IN ('POST', 'PUT', 'PATCH') \
         AND e.path LIKE '%/' || ?3 || '%' AND {} ORDER BY e.seq DESC",
        failures!("= ?1"),
        sender.condition()
    );
    one(db, &condition, (connection, sender.word(), endpoint))
}

/// Where the writes of a connection stand, told without reading them: what people have, and who brought
/// it, is the same as long as this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The newest change of all, and how many of the newest ones have no recorded exchange: those are
    /// written a moment after the change, and say who made it.
    newest: Option<i64>,
    unrecorded: i64,
    /// The oldest exchange, which goes when traffic is emptied.
    oldest: Option<i64>,
    /// People and groups in it; a connection that is emptied leaves no change behind.
    held: (i64, i64),
}

/// The present one.
pub(crate) fn mark(db: &Db, connection: i64) -> rusqlite::Result<Mark> {
    db.prepare_cached(
        "SELECT (SELECT max(seq) FROM versions), \
         (SELECT count(*) FROM (SELECT exchange FROM versions ORDER BY seq DESC LIMIT 500) v \
            WHERE v.exchange IS NOT NULL \
            AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.number = v.exchange)), \
         (SELECT min(seq) FROM exchanges WHERE connection = ?1), n.people, n.groups \
         FROM counts n WHERE n.connection = ?1",
    )?
    .query_row([connection], |row| {
        Ok(Mark {
            newest: row.get(0)?,
            unrecorded: row.get(1)?,
            oldest: row.get(2)?,
            held: (row.get(3)?, row.get(4)?),
        })
    })
}

/// A write of a person that may have brought an attribute.
#[derive(Debug)]
pub(crate) struct RecentWrite {
    /// The number of the exchange.
    pub(crate) exchange: i64,
    /// The person.
    pub(crate) resource: i64,
    /// Whether it is the sender's, or it is not known whose it is.
    pub(crate) own: bool,
    /// The person's document as it is now.
    pub(crate) document: Object,
    /// What was changed; `None` when the person was created.
    pub(crate) changes: Option<Vec<Change>>,
}

/// The newest writes of people who are still there, the latest first, then how the newest people came:
/// after a cycle the last writes often are of one attribute only. Those of others are among them.
pub(crate) fn recent_writes(
    db: &Db,
    connection: i64,
    sender: Sender<'_>,
) -> rusqlite::Result<Vec<RecentWrite>> {
    let values = (connection, sender.word());
    let own = format!(
        "r.row, e.seq IS NULL OR e.origin = 'client' AND {}",
        sender.condition()
    );
    let by = "LEFT JOIN exchanges e ON e.number = v.exchange WHERE v.exchange IS NOT NULL";
    let mut writes = db
        .prepare_cached(&format!(
            "SELECT v.exchange, d.document, v.change_kind, v.changes, {own} \
             FROM (SELECT * FROM versions ORDER BY seq DESC LIMIT 2000) v \
             JOIN resources r ON r.connection = v.connection AND r.id = v.resource \
             JOIN documents d ON d.resource = r.row \
             {by} AND v.connection = ?1 AND v.kind = 'User' ORDER BY v.seq DESC LIMIT 200"
        ))?
        .query_map(values, recent_write)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let arrivals = db
        .prepare_cached(&format!(
            "SELECT v.exchange, d.document, 'created', '[]', {own} \
             FROM (SELECT row, connection, id FROM resources \
               WHERE connection = ?1 AND kind = 'User' ORDER BY row DESC LIMIT 50) r \
             JOIN documents d ON d.resource = r.row \
             JOIN versions v ON v.connection = r.connection AND v.resource = r.id AND v.version = 1 \
             {by} ORDER BY r.row DESC"
        ))?
        .query_map(values, recent_write)?
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
        resource: row.get(4)?,
        own: row.get(5)?,
    })
}
