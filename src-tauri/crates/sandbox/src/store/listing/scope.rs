//! Which resources a listing is about, as a condition on `resources r`.

use rusqlite::types::Value;

use super::Listing;
use crate::store::filter::{self, Condition};
use crate::store::leaves::Leaf;

/// A condition with what must be bound to it.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
    reads_document: bool,
}

impl Scope {
    pub(super) fn new(listing: &Listing<'_>, leaves: &mut Vec<Leaf>) -> Self {
        let mut scope = Self {
            sql: String::new(),
            values: vec![listing.connection.into()],
            reads_document: false,
        };
        let mut parts = Vec::with_capacity(listing.kinds.len());
        for rt in listing.kinds {
            let condition = match &listing.query.filter {
                Some(filter) => {
                    filter::compile(listing.registry, rt, listing.connection, filter, leaves)
                }
                None => Condition::everything(),
            };
            // A literal kind lets SQLite use the partial index on `userName`.
            let kind = match rt.name.as_str() {
                "User" => "r.kind = 'User'",
                "Group" => "r.kind = 'Group'",
                other => {
                    scope.values.push(other.to_owned().into());
                    "r.kind = ?"
                }
            };
            parts.push(format!("{kind} AND {}", condition.sql));
            scope.values.extend(condition.values);
            scope.reads_document |= condition.reads_document;
        }
        scope.sql = match parts.as_slice() {
            [one] => format!("r.connection = ? AND {one}"),
            several => format!("r.connection = ? AND (({}))", several.join(") OR (")),
        };
        scope
    }

    /// The tables, with the documents where they are read.
    pub(super) fn from(&self, order_reads_document: bool) -> &'static str {
        if self.reads_document || order_reads_document {
            "resources r JOIN documents d ON d.resource = r.row"
        } else {
            "resources r"
        }
    }
}
