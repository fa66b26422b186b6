//! Completing what is read by the rows that were asked for.

use scim::{Finding, Object, Query};

use super::{Record, Text, Want};
use crate::Error;
use crate::store::resources::{Document, Stored};
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

/// What is read of a resource: its record, or its text.
pub(super) trait Reading: Sized {
    type Document: Document;
    fn of(name: String, record: Record<Self::Document>) -> Self;
}

impl Reading for Record {
    type Document = Object;
    fn of(_: String, record: Self) -> Self {
        record
    }
}

impl Reading for Text {
    type Document = String;
    fn of(name: String, record: Record<String>) -> Self {
        Self { name, record }
    }
}

/// One resource with members and groups, as far as wanted.
pub(super) fn one<R: Reading>(
    db: &Db,
    connection: i64,
    (kind, id): (&str, &str),
    want: Want,
) -> Result<Option<R>, Error> {
    let groups = want.groups && kind == "User";
    let stored = store::resources::by_id(db, connection, kind, id, groups)?;
    stored.map(|stored| complete(db, stored, want)).transpose()
}

fn complete<R: Reading>(db: &Db, stored: Stored<R::Document>, want: Want) -> Result<R, Error> {
    let mut record = stored.record;
    if want.members && record.kind == "Group" {
        record.members = Some(store::members::of_group(db, stored.row)?);
    }
    if record.kind != "User" {
        record.groups = None;
    }
    Ok(R::of(stored.name, record))
}

/// The resources of these rows, in this order.
pub(super) fn records<R: Reading>(db: &Db, rows: &[i64], want: Want) -> Result<Vec<R>, Error> {
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(stored) = store::resources::by_row(db, *row, want.groups)? {
            records.push(complete(db, stored, want)?);
        }
    }
    Ok(records)
}
