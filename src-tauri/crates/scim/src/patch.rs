//! PATCH: RFC 7644 §3.5.2, and what clients really send.
//!
//! [`parse`] reads the body into operations that all have a path; [`apply`] plays them on a copy.
//! Operations on an attribute that is kept in rows (the members of a group) are taken out first
//! with [`Request::split_rows`].

use serde_json::Value;

use crate::path::Path;
use crate::schema::{Registry, ResourceType};
use crate::{Filter, Found, Object, Refused};

mod apply;
mod elements;
mod envelope;
mod read;
mod rows;
mod schemas;
mod seed;
mod target;

pub use rows::RowEdit;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// RFC 7644 §3.5.2.1
    Add,
    /// RFC 7644 §3.5.2.2
    Remove,
    /// RFC 7644 §3.5.2.3
    Replace,
}

impl Kind {
    /// The spelling of the RFC.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Add => "add",
            Kind::Remove => "remove",
            Kind::Replace => "replace",
        }
    }
}

/// One operation. An operation without path in the request became one per member of its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What it does.
    pub kind: Kind,
    /// Where; an empty attribute name with a URN is a whole extension.
    pub path: Path,
    /// With what.
    pub value: Option<Value>,
}

/// The operations of a PATCH request, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// The operations.
    pub operations: Vec<Operation>,
}

/// Reads the body of a PATCH request.
///
/// # Errors
/// `invalidSyntax` when the body is not a PATCH request, `invalidPath` or `invalidFilter` for a
/// malformed path, `noTarget` for a removal without path, `mutability` for a read-only target.
pub fn parse(
    registry: &Registry,
    rt: &ResourceType,
    body: Value,
) -> Result<Found<Request>, Refused> {
    read::request(registry, rt, body)
}

/// Applies the operations in order to a copy of `current`; all or nothing.
///
/// # Errors
/// `noTarget`, `mutability` or `invalidValue` of the first operation that cannot be applied.
pub fn apply(
    registry: &Registry,
    rt: &ResourceType,
    request: &Request,
    current: &Object,
) -> Result<Found<Object>, Refused> {
    apply::request(registry, rt, request, current)
}

/// The `value` that a filter on elements asks for, when it asks for nothing else.
#[must_use]
pub fn element_named(filter: &Filter) -> Option<String> {
    rows::named(filter)
}

impl Request {
    /// Takes the operations on `attribute` out, in order, as edits of rows. What is left
    /// concerns the document.
    #[must_use]
    pub fn split_rows(self, attribute: &str) -> (Request, Vec<RowEdit>) {
        rows::split(self, attribute)
    }

    /// True when nothing is to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }
}

/// Whether `filter` selects one element of a multi-valued attribute kept in rows, such as
/// `{"value": …, "type": "User", "display": …}` of `members`.
#[must_use]
pub fn element_matches(filter: &Filter, element: &Value) -> bool {
    crate::filter::evaluate::element_matches(filter, None, element)
}
