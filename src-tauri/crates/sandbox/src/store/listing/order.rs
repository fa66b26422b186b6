//! The order of a listing, RFC 7644 §3.4.2.3: resources without the attribute come last, first when
//! descending. Equal ones, and all without `sortBy`, stand in the order in which they were created.

use rusqlite::types::Value;
use scim::AttributePath;
use scim::schema::{Registry, ResourceType};

use super::{Listing, Position};
use crate::store::filter::{self, Column};

/// An order with what must be bound to its key.
#[derive(Debug)]
pub(super) struct Order {
    /// What is sorted by, `NULL` for the order of creation.
    pub(super) key: String,
    /// What to bind to one mention of the key.
    pub(super) values: Vec<Value>,
    /// Behind `ORDER BY`; mentions the key once when there is one.
    pub(super) sql: String,
    pub(super) reads_document: bool,
    descending: bool,
}

struct Key {
    sql: String,
    values: Vec<Value>,
    reads_document: bool,
}

impl Order {
    pub(super) fn new(listing: &Listing<'_>) -> Self {
        let descending = listing.query.descending;
        let sort_by = listing.query.sort_by.as_ref();
        let Some(key) = sort_by.and_then(|path| key_of_all(listing, path)) else {
            return Self {
                key: "NULL".to_owned(),
                values: Vec::new(),
                sql: "r.row".to_owned(),
                reads_document: false,
                descending,
            };
        };
        let direction = direction(descending);
        Self {
            sql: format!("{} {direction}, r.row", key.sql),
            key: key.sql,
            values: key.values,
            reads_document: key.reads_document,
            descending,
        }
    }

    /// Whether it is the order of creation.
    pub(super) fn is_creation(&self) -> bool {
        self.sql == "r.row"
    }

    /// What to bind to [`Order::sql`].
    pub(super) fn sql_values(&self) -> impl Iterator<Item = Value> + '_ {
        self.values.iter().cloned()
    }

    /// `key` with its direction, for a statement that has named it so.
    pub(super) fn direction(&self) -> String {
        format!("key {}", direction(self.descending))
    }

    /// A condition on `key` and `row` that holds behind a position.
    pub(super) fn behind(&self, position: &Position) -> (String, Vec<Value>) {
        let (key, row) = (position.key.clone(), Value::from(position.row));
        match (position.key == Value::Null, self.descending) {
            (true, false) => ("key IS NULL AND row > ?".to_owned(), vec![row]),
            (true, true) => (
                "((key IS NULL AND row > ?) OR key IS NOT NULL)".to_owned(),
                vec![row],
            ),
            (false, descending) => {
                let (sign, rest) = match descending {
                    true => ("<", ""),
                    false => (">", " OR key IS NULL"),
                };
                let sql = format!("(key {sign} ? OR (key = ? AND row > ?){rest})");
                (sql, vec![key.clone(), key, row])
            }
        }
    }
}

fn direction(descending: bool) -> &'static str {
    if descending {
        "DESC NULLS FIRST"
    } else {
        "ASC NULLS LAST"
    }
}

/// The key of every kind; of several kinds, each resource has that of its own.
fn key_of_all(listing: &Listing<'_>, path: &AttributePath) -> Option<Key> {
    let keys: Vec<_> = listing
        .kinds
        .iter()
        .map(|rt| (rt.name.as_str(), key(listing.registry, rt, path)))
        .collect();
    if let [(_, _)] = keys.as_slice() {
        return keys.into_iter().next().and_then(|(_, key)| key);
    }
    if keys.iter().all(|(_, key)| key.is_none()) {
        return None;
    }
    let mut whole = Key {
        sql: "CASE r.kind".to_owned(),
        values: Vec::new(),
        reads_document: false,
    };
    for (kind, key) in keys {
        let Some(key) = key else { continue };
        whole.sql.push_str(&format!(" WHEN ? THEN {}", key.sql));
        whole.values.push(kind.to_owned().into());
        whole.values.extend(key.values);
        whole.reads_document |= key.reads_document;
    }
    whole.sql.push_str(" END");
    Some(whole)
}

fn key(registry: &Registry, rt: &ResourceType, path: &AttributePath) -> Option<Key> {
    let found = registry.resolve(rt, path)?;
    let column = match filter::column(rt, &found) {
        Some(Column::Text(column) | Column::Flag(column) | Column::Instant(column)) => column,
        Some(Column::Kind) => "r.kind",
        None => {
            if let Some(key) = filter::shown::sort_key(rt, &found) {
                return Some(Key {
                    sql: key.sql,
                    values: key.values,
                    reads_document: key.reads_document,
                });
            }
            let (path, _) = filter::located(&found);
            let sub = found.sub.map(|sub| sub.name.clone());
            let exact = i64::from(found.last().case_exact);
            return Some(Key {
                sql: "sort_key(d.document -> ?, ?, ?)".to_owned(),
                values: vec![
                    path.into(),
                    sub.map_or(Value::Null, Value::from),
                    exact.into(),
                ],
                reads_document: true,
            });
        }
    };
    Some(Key {
        sql: column.to_owned(),
        values: Vec::new(),
        reads_document: false,
    })
}
