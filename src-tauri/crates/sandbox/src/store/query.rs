//! Listing resources: a filter, an order, a page.

use std::sync::Arc;

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use scim::schema::{Registry, ResourceType};
use scim::{AttributePath, Query};

use super::filter::{self, Column, Condition};
use super::leaves::{self, Leaves};
use super::{Db, count, number};

/// Rows of one page, and how many there are in all.
pub(crate) struct Rows {
    pub(crate) rows: Vec<i64>,
    pub(crate) total: u64,
}

/// The resources of a kind that match, `limit` of them from the query's `start_index` on.
pub(crate) fn rows(
    db: &Db,
    connection: i64,
    registry: &Arc<Registry>,
    rt: &ResourceType,
    query: &Query,
    limit: u64,
) -> rusqlite::Result<Rows> {
    let mut condition = match &query.filter {
        Some(filter) => filter::compile(registry, rt, connection, filter),
        None => Condition {
            sql: "1".to_owned(),
            ..Condition::default()
        },
    };
    let leaves = Leaves {
        registry: Arc::clone(registry),
        kind: rt.name.clone(),
        all: std::mem::take(&mut condition.leaves),
    };
    let order = order(registry, rt, query);
    leaves::with(leaves, || {
        fetch(db, connection, rt, query, limit, &condition, &order)
    })
}

fn fetch(
    db: &Db,
    connection: i64,
    rt: &ResourceType,
    query: &Query,
    limit: u64,
    condition: &Condition,
    order: &Order,
) -> rusqlite::Result<Rows> {
    // A literal kind lets SQLite use the partial index on `userName`.
    let (kind, bound) = match rt.name.as_str() {
        "User" => ("r.kind = 'User'", None),
        "Group" => ("r.kind = 'Group'", None),
        other => ("r.kind = ?", Some(Value::from(other.to_owned()))),
    };
    let scope: Vec<Value> = [Value::from(connection)]
        .into_iter()
        .chain(bound)
        .chain(condition.values.iter().cloned())
        .collect();
    let wheres = format!("WHERE r.connection = ? AND {kind} AND {}", condition.sql);
    let documents = "JOIN documents d ON d.resource = r.row";
    let offset = u64::try_from(query.start_index)
        .unwrap_or(1)
        .saturating_sub(1);
    let mut page: Vec<i64> = Vec::new();
    if limit > 0 {
        let join = if condition.reads_document || order.reads_document {
            documents
        } else {
            ""
        };
        let values = scope
            .iter()
            .cloned()
            .chain(order.values.iter().cloned())
            .chain([number(limit).into(), number(offset).into()]);
        page = db
            .prepare_cached(&format!(
                "SELECT r.row FROM resources r {join} {wheres} ORDER BY {} LIMIT ? OFFSET ?",
                order.sql
            ))?
            .query_map(params_from_iter(values), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    if offset == 0 && (page.len() as u64) < limit {
        let total = page.len() as u64;
        return Ok(Rows { rows: page, total });
    }
    let join = if condition.reads_document {
        documents
    } else {
        ""
    };
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM resources r {join} {wheres}"))?
        .query_row(params_from_iter(scope), |row| row.get(0))?;
    Ok(Rows {
        rows: page,
        total: count(total),
    })
}

struct Order {
    sql: String,
    values: Vec<Value>,
    reads_document: bool,
}

/// RFC 7644 §3.4.2.3: resources without the attribute come last, first when descending. Equal
/// ones, and all without `sortBy`, stand in the order in which they were created.
fn order(registry: &Registry, rt: &ResourceType, query: &Query) -> Order {
    let sorted = query
        .sort_by
        .as_ref()
        .and_then(|path| key(registry, rt, path));
    let Some((key, values, reads_document)) = sorted else {
        return Order {
            sql: "r.row".to_owned(),
            values: Vec::new(),
            reads_document: false,
        };
    };
    let direction = if query.descending {
        "DESC NULLS FIRST"
    } else {
        "ASC NULLS LAST"
    };
    Order {
        sql: format!("{key} {direction}, r.row"),
        values,
        reads_document,
    }
}

fn key(
    registry: &Registry,
    rt: &ResourceType,
    path: &AttributePath,
) -> Option<(String, Vec<Value>, bool)> {
    let found = registry.resolve(rt, path)?;
    match filter::column(rt, &found) {
        Some(Column::Text(column) | Column::Flag(column) | Column::Instant(column)) => {
            Some((column.to_owned(), Vec::new(), false))
        }
        None => {
            let (path, _) = filter::located(&found);
            let sub = found.sub.map(|sub| sub.name.clone());
            let exact = i64::from(found.last().case_exact);
            let values = vec![
                path.into(),
                sub.map_or(Value::Null, Value::from),
                exact.into(),
            ];
            Some(("sort_key(d.document -> ?, ?, ?)".to_owned(), values, true))
        }
    }
}
