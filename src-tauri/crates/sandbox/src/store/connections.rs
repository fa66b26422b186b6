//! Statements on `connections`.

use rusqlite::{OptionalExtension, Row};

use super::{Db, count};
use crate::connections::DeletionPreview;
use crate::twins::Leaving;

/// A row of `connections`.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionRow {
    pub(crate) row: i64,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) twin: String,
    pub(crate) idp: Option<String>,
    pub(crate) enabled: bool,
    pub(crate) strictness: String,
    pub(crate) is_default: bool,
    pub(crate) rate_limit: Option<u32>,
    pub(crate) schemas: String,
    pub(crate) resource_types: String,
    pub(crate) created_at: i64,
    /// What managers are found by, as `managers::Order` writes it.
    pub(crate) manager_match: String,
    /// The last part of its address.
    pub(crate) address: String,
    /// Whether the default connection answers at the address without that part, too.
    pub(crate) plain: bool,
}

macro_rules! columns {
    () => {
        "row, id, name, twin, idp, enabled, strictness, is_default, rate_limit, schemas, \
         resource_types, created_at, manager_match, address, plain"
    };
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ConnectionRow> {
    Ok(ConnectionRow {
        row: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        twin: row.get(3)?,
        idp: row.get(4)?,
        enabled: row.get(5)?,
        strictness: row.get(6)?,
        is_default: row.get(7)?,
        rate_limit: row.get(8)?,
        schemas: row.get(9)?,
        resource_types: row.get(10)?,
        created_at: row.get(11)?,
        manager_match: row.get(12)?,
        address: row.get(13)?,
        plain: row.get(14)?,
    })
}

pub(crate) fn all(db: &Db) -> rusqlite::Result<Vec<ConnectionRow>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM connections ORDER BY is_default DESC, row"
    ))?
    .query_map([], from_row)?
    .collect()
}

pub(crate) fn by_id(db: &Db, id: &str) -> rusqlite::Result<Option<ConnectionRow>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM connections WHERE id = ?1"
    ))?
    .query_row([id], from_row)
    .optional()
}

/// The connection that answers at an address now.
pub(crate) fn by_address(db: &Db, address: &str) -> rusqlite::Result<Option<ConnectionRow>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM connections WHERE address = ?1"
    ))?
    .query_row([address], from_row)
    .optional()
}

pub(crate) fn by_name(db: &Db, folded: &str) -> rusqlite::Result<Option<ConnectionRow>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM connections WHERE name_folded = ?1"
    ))?
    .query_row([folded], from_row)
    .optional()
}

pub(crate) fn default(db: &Db) -> rusqlite::Result<Option<ConnectionRow>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM connections WHERE is_default = 1"
    ))?
    .query_row([], from_row)
    .optional()
}

pub(crate) fn exists(db: &Db, row: i64) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM connections WHERE row = ?1")?
        .exists([row])
}

pub(crate) fn row_of(db: &Db, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT row FROM connections WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

pub(crate) fn insert(db: &Db, new: &ConnectionRow, folded: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO connections (id, name, name_folded, twin, idp, enabled, strictness, \
         is_default, rate_limit, schemas, resource_types, created_at, manager_match, address, \
         plain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(rusqlite::params![
        new.id,
        new.name,
        folded,
        new.twin,
        new.idp,
        new.enabled,
        new.strictness,
        new.is_default,
        new.rate_limit,
        new.schemas,
        new.resource_types,
        new.created_at,
        new.manager_match,
        new.address,
        new.plain,
    ])
    .map(drop)
}

pub(crate) fn update(db: &Db, changed: &ConnectionRow, folded: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE connections SET name = ?2, name_folded = ?3, twin = ?4, idp = ?5, enabled = ?6, \
         strictness = ?7, rate_limit = ?8, schemas = ?9, resource_types = ?10, \
         manager_match = ?11, address = ?12, plain = ?13 WHERE row = ?1",
    )?
    .execute(rusqlite::params![
        changed.row,
        changed.name,
        folded,
        changed.twin,
        changed.idp,
        changed.enabled,
        changed.strictness,
        changed.rate_limit,
        changed.schemas,
        changed.resource_types,
        changed.manager_match,
        changed.address,
        changed.plain,
    ])
    .map(drop)
}

/// Deletes a connection; everything that belongs to it goes with it.
pub(crate) fn delete(db: &Db, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM connections WHERE row = ?1")?
        .execute([row])
        .map(drop)
}

/// Counts what belongs to a connection; `now` decides which tokens still work. Its accounts
/// are left to whoever knows the twin.
pub(crate) fn preview(db: &Db, row: i64, now: i64) -> rusqlite::Result<DeletionPreview> {
    db.prepare_cached(
        "SELECT people, groups, exchanges, \
         (SELECT count(*) FROM tokens WHERE connection = ?1 AND revoked_at IS NULL \
            AND (expires_at IS NULL OR expires_at > ?2)), \
         (SELECT coalesce(sum(resources), 0) FROM blocks WHERE connection = ?1) - people - groups \
         FROM counts WHERE connection = ?1",
    )?
    .query_row([row, now], |row| {
        Ok(DeletionPreview {
            people: count(row.get(0)?),
            groups: count(row.get(1)?),
            exchanges: count(row.get(2)?),
            tokens: count(row.get(3)?),
            others: count(row.get(4)?),
            accounts: 0,
            without: 0,
            outcome: Leaving::Unstated,
        })
    })
}
