//! Statements on reporting lines: whom `manager` refers to, and what becomes of a line when somebody else
//! is written.

use rusqlite::{Row, params};

use super::Db;
use super::managers::Order;
use crate::clock::from_millis;
use crate::views::{LineCause, LineEvent};

/// The `seq` of the latest who is gone to whom the `manager` of `resources` (or what it is called in
/// the statement) referred in one of those ways; NULL when nobody was.
macro_rules! gone_manager {
    ($resources:literal) => {
        concat!(
            "coalesce((SELECT g.seq FROM removed g WHERE g.connection = ",
            $resources,
            ".connection AND g.id = ",
            $resources,
            ".manager AND g.kind = 'User'), (SELECT max(g.seq) FROM removed g \
             WHERE g.connection = ",
            $resources,
            ".connection AND g.external_id = ",
            $resources,
            ".manager AND g.kind = 'User'), (SELECT max(g.seq) FROM removed g \
             WHERE g.connection = ",
            $resources,
            ".connection AND g.user_name_folded = ",
            $resources,
            ".manager_folded))"
        )
    };
}
pub(super) use gone_manager;

/// Takes the line of a person away, and keeps whom it named.
pub(crate) fn clear_manager(db: &Db, row: i64, was: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE resources SET manager_link = NULL, manager_was = ?2 WHERE row = ?1")?
        .execute((row, was))
        .map(drop)
}

/// The line of somebody else that leads elsewhere than before.
pub(crate) struct Moved {
    row: i64,
    person: String,
    was_linked: bool,
    link: Option<i64>,
    leads_to: Option<String>,
    was_here: bool,
}

impl Moved {
    fn before(&self) -> &'static str {
        state(self.was_linked, self.was_here)
    }

    fn after(&self) -> &'static str {
        state(self.link.is_some(), self.was_here)
    }

    /// Whether it led nowhere and leads to somebody now.
    pub(crate) fn is_backfilled(&self) -> bool {
        !self.was_linked && self.link.is_some()
    }

    /// Whether it led to somebody and leads nowhere now.
    pub(crate) fn is_unlinked(&self) -> bool {
        self.was_linked && self.link.is_none()
    }
}

fn state(linked: bool, was_here: bool) -> &'static str {
    match (linked, was_here) {
        (true, _) => "linked",
        (false, true) => "dangling",
        (false, false) => "pending",
    }
}

/// Those who refer to a manager by `reference` (folded) and whose line leads elsewhere now. Where nobody
/// does, this is one look into an index.
pub(crate) fn moved(
    db: &Db,
    order: &Order,
    connection: i64,
    reference: &str,
) -> rusqlite::Result<Vec<Moved>> {
    let resolved = order.resolved();
    let gone = gone_manager!("resources");
    db.prepare_cached(&format!(
        "SELECT w.row, w.id, w.manager_link IS NOT NULL, w.link, m.id, w.was_here FROM \
         (SELECT row, id, manager_link, {resolved} AS link, {gone} IS NOT NULL AS was_here \
          FROM resources WHERE connection = ?1 AND kind = 'User' AND manager_folded = ?2) w \
         LEFT JOIN resources m ON m.row = w.link WHERE w.link IS NOT w.manager_link"
    ))?
    .query_map((connection, reference), |row| {
        Ok(Moved {
            row: row.get(0)?,
            person: row.get(1)?,
            was_linked: row.get(2)?,
            link: row.get(3)?,
            leads_to: row.get(4)?,
            was_here: row.get(5)?,
        })
    })?
    .collect()
}

/// Whose write moves lines, and why.
pub(crate) struct Mover<'a> {
    pub(crate) connection: i64,
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) cause: LineCause,
    pub(crate) manager: &'a str,
    pub(crate) manager_name: &'a str,
    pub(crate) exchange: Option<i64>,
    pub(crate) token: Option<&'a str>,
}

/// Moves a line and writes down why, unless it is the own write of the person.
pub(crate) fn apply(db: &Db, mover: &Mover<'_>, moved: &Moved) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE resources SET manager_link = ?2 WHERE row = ?1")?
        .execute((moved.row, moved.link))?;
    if moved.person == mover.manager {
        return Ok(());
    }
    db.prepare_cached(
        "INSERT INTO line_events (seq, connection, person, at, before, after, cause, manager, \
         manager_name, leads_to, exchange, token) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        mover.seq,
        mover.connection,
        moved.person,
        mover.at,
        moved.before(),
        moved.after(),
        cause_text(mover.cause),
        mover.manager,
        mover.manager_name,
        moved.leads_to,
        mover.exchange,
        mover.token,
    ])
    .map(drop)
}

/// What others did to the line of a person, newest first.
pub(crate) fn events(db: &Db, connection: i64, person: &str) -> rusqlite::Result<Vec<LineEvent>> {
    db.prepare_cached(
        "SELECT l.seq, l.at, l.before <> 'linked', l.cause, l.manager, l.manager_name, \
         l.leads_to, l.exchange, e.number IS NOT NULL, e.idp, t.label, l.after, \
         EXISTS (SELECT 1 FROM removed g WHERE g.connection = l.connection AND g.id = l.manager), \
         (SELECT m.name FROM resources m WHERE m.connection = l.connection AND m.id = l.leads_to) \
         FROM line_events l LEFT JOIN exchanges e ON e.number = l.exchange \
         LEFT JOIN tokens t ON t.id = l.token \
         WHERE l.connection = ?1 AND l.person = ?2 ORDER BY l.seq DESC",
    )?
    .query_map((connection, person), event)?
    .collect()
}

fn event(row: &Row<'_>) -> rusqlite::Result<LineEvent> {
    Ok(LineEvent {
        seq: row.get(0)?,
        at: from_millis(row.get(1)?),
        waited: row.get(2)?,
        cause: cause(&row.get::<_, String>(3)?),
        manager: row.get(4)?,
        manager_name: row.get(5)?,
        leads_to: row.get(6)?,
        leads_to_name: row.get(13)?,
        exchange: row.get(7)?,
        recorded: row.get(8)?,
        idp: row.get(9)?,
        token_label: row.get(10)?,
        linked: row.get::<_, String>(11)? == "linked",
        manager_gone: row.get(12)?,
    })
}

/// Forgets all of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM line_events WHERE connection = ?1")?
        .execute([connection])?;
    db.prepare_cached("UPDATE counts SET backfilled = 0 WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

fn cause_text(cause: LineCause) -> &'static str {
    match cause {
        LineCause::Arrived => "arrived",
        LineCause::Renamed => "renamed",
        LineCause::Removed => "removed",
    }
}

fn cause(text: &str) -> LineCause {
    match text {
        "arrived" => LineCause::Arrived,
        "removed" => LineCause::Removed,
        _ => LineCause::Renamed,
    }
}
