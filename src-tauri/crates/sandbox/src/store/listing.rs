//! Listing resources: a filter, an order, a page found by index or by cursor.

mod order;
mod scope;

use std::cell::Cell;
use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use scim::schema::{Registry, ResourceType};
use scim::{Filter, Query};

use super::callers::Sender;
use super::leaves::{self, Leaves};
use super::{Db, blocks, count, filter, number};
use order::Order;
use scope::Scope;

/// What to list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing<'a> {
    pub(crate) connection: i64,
    pub(crate) registry: &'a Arc<Registry>,
    /// The resource types; several for a query at the root.
    pub(crate) kinds: &'a [&'a ResourceType],
    pub(crate) query: &'a Query,
    pub(crate) limit: u64,
    /// How many pieces of documents may be looked at.
    pub(crate) scan: u64,
}

/// Where the page begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Start {
    /// At an index, from 0.
    Index(u64),
    /// After a resource.
    After(Position),
}

/// A resource's place in the order of a listing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Position {
    /// What it is sorted by; `Null` without `sortBy`.
    pub(crate) key: Value,
    pub(crate) row: i64,
}

/// Rows of one page, and how many there are in all.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<i64>,
    pub(crate) total: u64,
    /// The last resource of the page, when more follow.
    pub(crate) next: Option<Position>,
}

/// One page of a listing.
pub(crate) fn rows(db: &Db, listing: &Listing<'_>, start: &Start) -> rusqlite::Result<Rows> {
    let mut all = Vec::new();
    let scope = Scope::new(listing, &mut all);
    let order = Order::new(listing);
    let registry = Arc::clone(listing.registry);
    let leaves = Leaves {
        registry,
        all,
        left: Cell::new(listing.scan),
    };
    leaves::with(leaves, || fetch(db, listing, start, &scope, &order))
}

fn fetch(
    db: &Db,
    listing: &Listing<'_>,
    start: &Start,
    scope: &Scope,
    order: &Order,
) -> rusqlite::Result<Rows> {
    let limit = usize::try_from(listing.limit).unwrap_or(usize::MAX);
    // One more than wanted tells whether there is a next page.
    let mut found = match (limit, start) {
        (0, _) => Vec::new(),
        (_, Start::Index(offset)) => by_index(db, listing, *offset, scope, order)?,
        (_, Start::After(position)) => after(db, listing, position, scope, order)?,
    };
    let is_last = found.len() <= limit;
    let next = (!is_last)
        .then(|| found.get(limit.saturating_sub(1)).cloned())
        .flatten();
    found.truncate(limit);
    let seen_all = *start == Start::Index(0) && limit > 0 && is_last;
    let total = match seen_all {
        true => found.len() as u64,
        false => total(db, listing, scope)?,
    };
    let rows = found.into_iter().map(|position| position.row).collect();
    Ok(Rows { rows, total, next })
}

/// How many people came from a sender, and how many of them match each filter; all are read once.
/// Whoever the sender has written to counts as well, and of whom it is not known how they came.
pub(crate) fn tally(
    db: &Db,
    connection: i64,
    registry: &Arc<Registry>,
    kind: &ResourceType,
    filters: &[Filter],
    sender: Sender<'_>,
) -> rusqlite::Result<(u64, Vec<u64>)> {
    let mut all = Vec::new();
    let mut sums = vec!["count(*)".to_owned()];
    let mut values = Vec::new();
    for wanted in filters {
        let condition = filter::had(registry, kind, wanted)
            .unwrap_or_else(|| filter::compile(registry, kind, connection, wanted, &mut all));
        sums.push(format!("coalesce(sum({}), 0)", condition.sql));
        values.extend(condition.values);
    }
    values.extend([connection.into(), kind.name.clone().into()]);
    let by = match sender {
        Sender::Anybody => "",
        Sender::Of(_) => "AND e.idp = ?",
        Sender::Others(_) => "AND e.idp IS NOT ?",
    };
    values.extend(sender.word().map(|word| word.to_owned().into()));
    let leaves = Leaves {
        registry: Arc::clone(registry),
        all,
        // Asked by the user of this program, not by a client.
        left: Cell::new(u64::MAX),
    };
    let sql = format!(
        "SELECT {} FROM resources r JOIN documents d ON d.resource = r.row \
         WHERE r.connection = ? AND r.kind = ? \
           AND (EXISTS (SELECT 1 FROM versions v JOIN exchanges e ON e.number = v.exchange \
               WHERE v.connection = r.connection AND v.resource = r.id AND e.origin = 'client' {by}) \
             OR NOT EXISTS (SELECT 1 FROM versions v JOIN exchanges e ON e.number = v.exchange \
               WHERE v.connection = r.connection AND v.resource = r.id AND v.version = 1))",
        sums.join(", ")
    );
    leaves::with(leaves, || {
        db.prepare_cached(&sql)?
            .query_row(params_from_iter(values), |row| {
                let matching = (1..=filters.len()).map(|column| row.get(column).map(count));
                Ok((
                    count(row.get(0)?),
                    matching.collect::<rusqlite::Result<_>>()?,
                ))
            })
    })
}

/// How many resources match in all.
fn total(db: &Db, listing: &Listing<'_>, scope: &Scope) -> rusqlite::Result<u64> {
    if listing.query.filter.is_none() {
        let kinds: Vec<&str> = listing.kinds.iter().map(|rt| rt.name.as_str()).collect();
        return blocks::total(db, listing.connection, &kinds);
    }
    let from = scope.from(false);
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM {from} WHERE {}", scope.sql))?
        .query_row(params_from_iter(&scope.values), |row| row.get(0))?;
    Ok(count(total))
}

fn by_index(
    db: &Db,
    listing: &Listing<'_>,
    offset: u64,
    scope: &Scope,
    order: &Order,
) -> rusqlite::Result<Vec<Position>> {
    let plain = listing.query.filter.is_none() && order.is_creation();
    let (mut skip, mut from_row) = (offset, None);
    if let ([kind], true, true) = (listing.kinds, plain, offset > 0) {
        let entry = blocks::entry(db, listing.connection, &kind.name, offset)?;
        (skip, from_row) = (entry.skip, Some(entry.row));
    }
    let (from, wheres) = (scope.from(order.reads_document), &scope.sql);
    let later = if from_row.is_some() {
        "AND r.row >= ?"
    } else {
        ""
    };
    let sql = format!(
        "SELECT r.row, {} FROM {from} WHERE {wheres} {later} ORDER BY {} LIMIT ? OFFSET ?",
        order.key, order.sql
    );
    let values = order.values.iter().chain(&scope.values).cloned();
    let values = values
        .chain(from_row.map(Value::from))
        .chain(order.sql_values())
        .chain([number(listing.limit + 1).into(), number(skip).into()]);
    db.prepare_cached(&sql)?
        .query_map(params_from_iter(values), position)?
        .collect()
}

/// The resources behind one, wherever it stands and whether or not it is still there.
fn after(
    db: &Db,
    listing: &Listing<'_>,
    start: &Position,
    scope: &Scope,
    order: &Order,
) -> rusqlite::Result<Vec<Position>> {
    let limit = Value::from(number(listing.limit + 1));
    let (from, wheres) = (scope.from(order.reads_document), &scope.sql);
    let (sql, values): (String, Vec<Value>) = if order.is_creation() {
        let sql = format!(
            "SELECT r.row, NULL FROM {from} WHERE {wheres} AND r.row > ? ORDER BY r.row LIMIT ?"
        );
        let place = [start.row.into(), limit];
        (sql, scope.values.iter().cloned().chain(place).collect())
    } else {
        let (behind, place) = order.behind(start);
        let sql = format!(
            "SELECT row, key FROM (SELECT r.row AS row, {} AS key FROM {from} WHERE {wheres}) \
             WHERE {behind} ORDER BY {}, row LIMIT ?",
            order.key,
            order.direction()
        );
        let values = order.values.iter().chain(&scope.values).cloned();
        (sql, values.chain(place).chain([limit]).collect())
    };
    db.prepare_cached(&sql)?
        .query_map(params_from_iter(values), position)?
        .collect()
}

fn position(row: &Row<'_>) -> rusqlite::Result<Position> {
    Ok(Position {
        row: row.get(0)?,
        key: row.get(1)?,
    })
}
