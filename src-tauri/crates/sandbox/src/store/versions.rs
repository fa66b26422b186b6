//! Statements on `versions`: what every write did.

use rusqlite::{Row, params};
use scim::Object;
use scim::diff::Change;
use scim::schema::Registry;

use super::{Db, json};
use crate::clock::from_millis;
use crate::directory::{ChangeKind, MemberChanges};
use crate::traffic::ResourceChange;
use crate::views::VersionEntry;

/// A write to be remembered.
pub(crate) struct Version<'a> {
    pub(crate) seq: i64,
    pub(crate) connection: i64,
    pub(crate) kind: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) version: i64,
    pub(crate) at: i64,
    pub(crate) exchange: Option<i64>,
    pub(crate) token: Option<&'a str>,
    pub(crate) change_kind: ChangeKind,
    /// The document it replaced, as JSON text; none of something new.
    pub(crate) before: Option<&'a str>,
    /// Not kept for what is new: they follow from the document.
    pub(crate) changes: &'a [Change],
    pub(crate) members: Option<&'a MemberChanges>,
}

pub(crate) fn insert(db: &Db, version: &Version<'_>) -> Result<(), crate::Error> {
    let changes = match version.change_kind {
        ChangeKind::Created => &[],
        _ => version.changes,
    };
    let members = version.members.map(serde_json::to_string).transpose()?;
    db.prepare_cached(
        "INSERT INTO versions (seq, connection, kind, resource, version, at, exchange, token, \
         change_kind, before, changes, members) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        version.seq,
        version.connection,
        version.kind,
        version.resource,
        version.version,
        version.at,
        version.exchange,
        version.token,
        change_kind_text(version.change_kind),
        version.before,
        serde_json::to_string(changes)?,
        members,
    ])?;
    Ok(())
}

/// The document that a version made: the one that the next version replaced, else the present one.
macro_rules! after {
    () => {
        "CASE WHEN v.change_kind <> 'deleted' THEN coalesce( \
         (SELECT n.before FROM versions n WHERE n.connection = v.connection \
            AND n.resource = v.resource AND n.version > v.version \
            ORDER BY n.version LIMIT 1), \
         (SELECT d.document FROM resources r JOIN documents d ON d.resource = r.row \
            WHERE r.connection = v.connection AND r.id = v.resource)) END"
    };
}

/// What an exchange did. `connection` tells apart what a number means after traffic was cleared.
pub(crate) fn of_exchange(
    db: &Db,
    connection: Option<i64>,
    exchange: i64,
) -> rusqlite::Result<Vec<ResourceChange>> {
    db.prepare_cached(concat!(
        "SELECT v.seq, v.kind, v.resource, v.version, v.change_kind, v.changes, v.members, \
         v.before, ",
        after!(),
        " FROM versions v WHERE v.exchange = ?2 AND v.connection IS ?1 ORDER BY v.seq"
    ))?
    .query_map((connection, exchange), |row| {
        let change_kind = change_kind(&row.get::<_, String>(4)?);
        let after = document(row, 8)?;
        Ok(ResourceChange {
            seq: row.get(0)?,
            kind: row.get(1)?,
            id: row.get(2)?,
            version: row.get(3)?,
            change_kind,
            changes: changes(json(row, 5)?, change_kind, after.as_ref()),
            member_changes: member_changes(row, 6)?,
            before: document(row, 7)?,
            after,
        })
    })?
    .collect()
}

/// The versions of a resource, newest first.
pub(crate) fn of_resource(
    db: &Db,
    connection: i64,
    kind: &str,
    resource: &str,
) -> rusqlite::Result<Vec<VersionEntry>> {
    db.prepare_cached(concat!(
        "SELECT v.seq, v.version, v.at, v.exchange, v.change_kind, v.changes, v.members, \
         t.label, e.idp, CASE WHEN v.change_kind = 'created' THEN ",
        after!(),
        " END FROM versions v LEFT JOIN tokens t ON t.id = v.token \
         LEFT JOIN exchanges e ON e.number = v.exchange \
         WHERE v.connection = ?1 AND v.resource = ?3 AND v.kind = ?2 ORDER BY v.version DESC"
    ))?
    .query_map((connection, kind, resource), |row| {
        let change_kind = change_kind(&row.get::<_, String>(4)?);
        Ok(VersionEntry {
            seq: row.get(0)?,
            version: row.get(1)?,
            at: from_millis(row.get(2)?),
            exchange: row.get(3)?,
            change_kind,
            changes: changes(json(row, 5)?, change_kind, document(row, 9)?.as_ref()),
            member_changes: member_changes(row, 6)?,
            token_label: row.get(7)?,
            idp: row.get(8)?,
        })
    })?
    .collect()
}

/// The changes as kept; of something new, everything that is in it.
fn changes(kept: Vec<Change>, kind: ChangeKind, new: Option<&Object>) -> Vec<Change> {
    let registry = Registry::standard();
    match (new, registry.resource_types().first()) {
        // The type only matters for other spellings of a schema's URN, and what is stored has the
        // schema's own.
        (Some(new), Some(rt)) if kind == ChangeKind::Created && kept.is_empty() => {
            scim::diff(registry, rt, &Object::new(), new)
        }
        _ => kept,
    }
}

fn member_changes(row: &Row<'_>, column: usize) -> rusqlite::Result<MemberChanges> {
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        return Ok(MemberChanges::default());
    }
    json(row, column)
}

fn document(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Object>> {
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        return Ok(None);
    }
    json(row, column).map(Some)
}

fn change_kind_text(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Replaced => "replaced",
        ChangeKind::Patched => "patched",
        ChangeKind::Deleted => "deleted",
        ChangeKind::MemberDeleted => "memberDeleted",
    }
}

fn change_kind(text: &str) -> ChangeKind {
    match text {
        "created" => ChangeKind::Created,
        "replaced" => ChangeKind::Replaced,
        "deleted" => ChangeKind::Deleted,
        "memberDeleted" => ChangeKind::MemberDeleted,
        _ => ChangeKind::Patched,
    }
}
