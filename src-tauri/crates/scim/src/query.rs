//! The parameters of a list request: RFC 7644 §3.4.2 and §3.4.3, cursors of RFC 9865 §2.
//!
//! Unknown parameters are ignored: Entra's feature flag arrives as one (CONN-17). What a cursor
//! means, and whether it has expired, only the store can say.

use serde_json::Value;

use crate::filter::judge;
use crate::schema::{Registry, ResourceType};
use crate::{AttributePath, Error, Filter, Finding, Found, Projection};

mod read;
mod search;

/// A list request.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Which resources.
    pub filter: Option<Filter>,
    /// 1-based index of the first resource; never below 1. Of no meaning beside a cursor.
    pub start_index: i64,
    /// The most resources wanted; never below 0.
    pub count: Option<i64>,
    /// Where to go on, when the client pages by cursor.
    pub cursor: Option<CursorRequest>,
    /// The attribute to sort by.
    pub sort_by: Option<AttributePath>,
    /// `sortOrder=descending`.
    pub descending: bool,
    /// Which attributes.
    pub projection: Projection,
}

/// Which page a client asks for by cursor, RFC 9865 §2.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CursorRequest {
    /// `cursor` without value: the first page.
    First,
    /// The page that an earlier answer called `nextCursor` or `previousCursor`.
    At(String),
}

impl Default for Query {
    fn default() -> Self {
        Self {
            filter: None,
            start_index: 1,
            count: None,
            cursor: None,
            sort_by: None,
            descending: false,
            projection: Projection::default(),
        }
    }
}

impl Query {
    /// Reads the decoded query parameters, in the order of the URL.
    ///
    /// # Errors
    /// `invalidFilter` when the filter cannot be read; beside a cursor `invalidCursor` and
    /// `invalidCount`. Everything else is tolerated and noted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Result<Found<Query>, Error> {
        let mut reader = read::Reader::default();
        for (name, value) in pairs {
            reader.parameter(name, value)?;
        }
        reader.finish()
    }

    /// Judges filter, sorting and the attributes asked for against the schema.
    ///
    /// # Errors
    /// See [`Filter::check`].
    pub fn check(&self, registry: &Registry, rt: &ResourceType) -> Result<Vec<Finding>, Error> {
        let mut findings = match &self.filter {
            Some(filter) => filter.check(registry, rt)?,
            None => Vec::new(),
        };
        findings.extend(self.projection.check(registry, rt));
        let sorted = self.sort_by.as_ref();
        let sorted = sorted.map(|path| (path, registry.lookup(rt, path)));
        if let Some((path, Some(found))) = &sorted
            && let (Some(urn), None) = (found.extension, &path.urn)
        {
            let refusal = Error::invalid_value(judge::without_urn(path));
            findings.push(judge::bare(path, urn, "RFC 7644 §3.4.2.3").strict(refusal));
        }
        if let Some((path, None)) = sorted {
            findings.push(
                Finding::warn(
                    "UPD-20",
                    "RFC 7644 §3.4.2.3",
                    format!("'{path}' is not in the schema; nothing can be sorted by it."),
                )
                .at(path.to_string())
                .strict(Error::invalid_value(format!(
                    "'{path}' is not a known attribute."
                ))),
            );
        }
        Ok(findings)
    }
}

/// Reads the body of `POST …/.search` (RFC 7644 §3.4.3).
///
/// # Errors
/// `invalidSyntax` when the body is no such message, else as [`Query::from_pairs`].
pub fn from_search_request(body: Value) -> Result<Found<Query>, Error> {
    search::request(body)
}
