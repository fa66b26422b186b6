//! Completing what is read by the rows that were asked for.

use scim::{Finding, Query};

use super::{Record, Want};
use crate::Error;
use crate::store::resources::Stored;
use crate::store::{self, Db};

const DEFAULT_PAGE: u64 = 100;
const LARGEST_PAGE: u64 = 1_000;

/// How many records a query gets, and what is odd about the number.
pub(super) fn limit(query: &Query) -> (u64, Vec<Finding>) {
    let Some(count) = query.count else {
        return (DEFAULT_PAGE, Vec::new());
    };
    let count = u64::try_from(count).unwrap_or(0);
    if count <= LARGEST_PAGE {
        return (count, Vec::new());
    }
    let detail = format!("{count} resources were asked for; a page has {LARGEST_PAGE} at most.");
    (
        LARGEST_PAGE,
        vec![Finding::info("RFC-page-size", "RFC 7644 §3.4.2.4", detail)],
    )
}

/// The record with members and groups, as far as wanted.
pub(super) fn complete(
    db: &Db,
    connection: i64,
    stored: Stored,
    want: Want,
) -> Result<Record, Error> {
    let mut record = stored.record;
    if want.members && record.kind == "Group" {
        record.members = Some(store::members::of_group(db, stored.row)?);
    }
    if want.groups && record.kind == "User" {
        let groups = store::members::groups_of(db, connection, &record.id)?;
        record.groups = Some(groups.into_iter().map(|(_, group)| group).collect());
    }
    Ok(record)
}

/// The records of these rows, in this order.
pub(super) fn records(
    db: &Db,
    connection: i64,
    rows: &[i64],
    want: Want,
) -> Result<Vec<Record>, Error> {
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(stored) = store::resources::by_row(db, *row)? {
            records.push(complete(db, connection, stored, want)?);
        }
    }
    Ok(records)
}
