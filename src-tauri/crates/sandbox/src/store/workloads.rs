//! Statements on `workloads`.

use rusqlite::{OptionalExtension, params};

use super::Db;
use crate::Workload;

pub(crate) fn upsert(db: &Db, connection: i64, workload: &Workload) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO workloads (connection, client_id, issuer, subject, audience, public_key_pem) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (connection, client_id) DO UPDATE SET issuer = excluded.issuer, \
         subject = excluded.subject, audience = excluded.audience, \
         public_key_pem = excluded.public_key_pem",
    )?
    .execute(params![
        connection,
        workload.client_id,
        workload.issuer,
        workload.subject,
        workload.audience,
        workload.public_key_pem,
    ])?;
    Ok(())
}

pub(crate) fn by_client(
    db: &Db,
    connection: i64,
    client_id: &str,
) -> rusqlite::Result<Option<Workload>> {
    db.prepare_cached(
        "SELECT client_id, issuer, subject, audience, public_key_pem FROM workloads \
         WHERE connection = ?1 AND client_id = ?2",
    )?
    .query_row((connection, client_id), |row| {
        Ok(Workload {
            client_id: row.get(0)?,
            issuer: row.get(1)?,
            subject: row.get(2)?,
            audience: row.get(3)?,
            public_key_pem: row.get(4)?,
        })
    })
    .optional()
}
