//! Statements on `hand_edits`: what admins set by hand, and what became of it. The last row of a person
//! is what holds.

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, params};

use super::{Db, json};
use crate::clock::from_millis;
use crate::views::{EditKind, HandEdit};

/// An edit to be remembered.
pub(crate) struct Edit<'a> {
    pub(crate) seq: i64,
    pub(crate) connection: i64,
    pub(crate) person: &'a str,
    pub(crate) at: i64,
    pub(crate) kind: EditKind,
    pub(crate) before: Option<&'a [String]>,
    pub(crate) after: Option<&'a [String]>,
    pub(crate) actor: Option<&'a str>,
    pub(crate) exchange: Option<i64>,
    pub(crate) token: Option<&'a str>,
}

pub(crate) fn insert(db: &Db, edit: &Edit<'_>) -> Result<(), crate::Error> {
    db.prepare_cached(
        "INSERT INTO hand_edits (seq, connection, person, at, kind, before, after, actor, exchange, \
         token) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        edit.seq,
        edit.connection,
        edit.person,
        edit.at,
        kind_text(edit.kind),
        edit.before.map(serde_json::to_string).transpose()?,
        edit.after.map(serde_json::to_string).transpose()?,
        edit.actor,
        edit.exchange,
        edit.token,
    ])?;
    Ok(())
}

macro_rules! edits {
    ($rest:literal) => {
        concat!(
            "SELECT h.seq, h.at, h.kind, h.before, h.after, h.actor, h.exchange, \
             e.number IS NOT NULL, e.idp, t.label FROM hand_edits h \
             LEFT JOIN exchanges e ON e.number = h.exchange LEFT JOIN tokens t ON t.id = h.token \
             WHERE h.connection = ?1 AND h.person = ?2 ORDER BY h.seq DESC",
            $rest
        )
    };
}

/// What was set by hand for a person and what became of it, newest first.
pub(crate) fn of_person(db: &Db, connection: i64, person: &str) -> rusqlite::Result<Vec<HandEdit>> {
    db.prepare_cached(edits!(""))?
        .query_map((connection, person), edit)?
        .collect()
}

/// The last of these.
pub(crate) fn latest(db: &Db, connection: i64, person: &str) -> rusqlite::Result<Option<HandEdit>> {
    db.prepare_cached(edits!(" LIMIT 1"))?
        .query_row((connection, person), edit)
        .optional()
}

fn edit(row: &Row<'_>) -> rusqlite::Result<HandEdit> {
    Ok(HandEdit {
        seq: row.get(0)?,
        at: from_millis(row.get(1)?),
        kind: kind(&row.get::<_, String>(2)?),
        before: names(row, 3)?,
        after: names(row, 4)?,
        actor: row.get(5)?,
        exchange: row.get(6)?,
        recorded: row.get(7)?,
        idp: row.get(8)?,
        token_label: row.get(9)?,
    })
}

/// Names in a column of JSON; NULL where nothing was set by hand.
pub(super) fn names(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Vec<String>>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => json(row, column).map(Some),
    }
}

/// Forgets all of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM hand_edits WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

fn kind_text(kind: EditKind) -> &'static str {
    match kind {
        EditKind::Set => "set",
        EditKind::Undone => "undone",
        EditKind::Overwritten => "overwritten",
    }
}

fn kind(text: &str) -> EditKind {
    match text {
        "undone" => EditKind::Undone,
        "overwritten" => EditKind::Overwritten,
        _ => EditKind::Set,
    }
}
