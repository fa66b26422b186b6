//! Statements on `findings`, and how their words are stored.

use scim::{Error, Finding, ScimType, Severity};

use super::Db;
use crate::traffic::{FindingState, StoredFinding};

/// Order of severities, as stored.
pub(crate) fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 0,
        Severity::Warn => 1,
        Severity::Error => 2,
    }
}

pub(crate) fn severity(rank: i64) -> Severity {
    match rank {
        0 => Severity::Info,
        1 => Severity::Warn,
        _ => Severity::Error,
    }
}

/// The keyword of RFC 7644 Table 9.
pub(crate) fn scim_type(text: &str) -> Option<ScimType> {
    serde_json::from_value(text.into()).ok()
}

pub(super) fn insert(
    db: &Db,
    exchange: i64,
    connection: Option<i64>,
    subject: Option<&str>,
    finding: &Finding,
) -> rusqlite::Result<()> {
    let strict = finding.strict.as_ref();
    db.prepare_cached(
        "INSERT INTO findings (exchange, connection, subject, rule, severity, path, detail, \
         section, strict_status, strict_type) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(rusqlite::params![
        exchange,
        connection,
        subject,
        finding.rule,
        rank(finding.severity),
        finding.path,
        finding.detail,
        finding.section,
        strict.map(|error| error.status),
        strict
            .and_then(|error| error.scim_type)
            .map(ScimType::as_str),
    ])
    .map(drop)
}

pub(crate) fn of_exchange(db: &Db, exchange: i64) -> rusqlite::Result<Vec<StoredFinding>> {
    db.prepare_cached(
        "SELECT row, rule, severity, path, detail, section, strict_status, strict_type, state \
         FROM findings WHERE exchange = ?1 ORDER BY row",
    )?
    .query_map([exchange], |row| {
        let strict = match row.get::<_, Option<u16>>(6)? {
            Some(status) => Some(Error {
                status,
                scim_type: row
                    .get::<_, Option<String>>(7)?
                    .as_deref()
                    .and_then(scim_type),
                detail: String::new(),
            }),
            None => None,
        };
        let finding = Finding {
            rule: row.get::<_, String>(1)?.into(),
            severity: severity(row.get(2)?),
            path: row.get(3)?,
            detail: row.get(4)?,
            section: row.get::<_, String>(5)?.into(),
            strict,
        };
        Ok(StoredFinding {
            id: row.get(0)?,
            finding,
            state: state(&row.get::<_, String>(8)?),
        })
    })?
    .collect()
}

fn state(text: &str) -> FindingState {
    match text {
        "accepted" => FindingState::Accepted,
        "fixed" => FindingState::Fixed,
        _ => FindingState::Open,
    }
}

/// Sets the state of a finding; 0 when there is none.
pub(crate) fn set_state(db: &Db, finding: i64, state: FindingState) -> rusqlite::Result<usize> {
    let text = match state {
        FindingState::Open => "open",
        FindingState::Accepted => "accepted",
        FindingState::Fixed => "fixed",
    };
    db.prepare_cached("UPDATE findings SET state = ?2 WHERE row = ?1")?
        .execute((finding, text))
}
