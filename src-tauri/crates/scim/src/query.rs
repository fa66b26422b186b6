//! The parameters of a list request: RFC 7644 §3.4.2.
//!
//! Unknown parameters are ignored: Entra's feature flag arrives as one (CONN-17). Cursors
//! (RFC 9865) are not read yet.

use crate::path::clip;
use crate::schema::{Registry, ResourceType};
use crate::{AttributePath, Error, Filter, Finding, Found, Projection, filter};

/// A list request.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Which resources.
    pub filter: Option<Filter>,
    /// 1-based index of the first resource; never below 1.
    pub start_index: i64,
    /// The most resources wanted; never below 0.
    pub count: Option<i64>,
    /// The attribute to sort by.
    pub sort_by: Option<AttributePath>,
    /// `sortOrder=descending`.
    pub descending: bool,
    /// Which attributes.
    pub projection: Projection,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            filter: None,
            start_index: 1,
            count: None,
            sort_by: None,
            descending: false,
            projection: Projection::default(),
        }
    }
}

const ENTRA_FLAGS: [&str; 3] = [
    "aadOptscim062020",
    "AzureAdScimPatch062020",
    "AzureAdScimPatch2017",
];
const PAGING: &str = "RFC 7644 §3.4.2.4";

impl Query {
    /// Reads the decoded query parameters, in the order of the URL.
    ///
    /// # Errors
    /// `invalidFilter` when the filter cannot be read. Everything else is tolerated and noted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Result<Found<Query>, Error> {
        let mut query = Query::default();
        let mut findings = Vec::new();
        let (mut attributes, mut excluded) = (None, None);
        for (name, value) in pairs {
            match name.to_ascii_lowercase().as_str() {
                "filter" => query.filter = read_filter(value, &mut findings)?,
                "startindex" => {
                    query.start_index = number(name, value, &mut findings).unwrap_or(1).max(1);
                }
                "count" => {
                    query.count = number(name, value, &mut findings).map(|count| count.max(0));
                }
                "sortby" => query.sort_by = sort_by(value, &mut findings),
                "sortorder" => query.descending = descending(value, &mut findings),
                "attributes" => attributes = Some(value.as_str()),
                "excludedattributes" => excluded = Some(value.as_str()),
                _ => findings.push(ignored(name)),
            }
        }
        query.projection = Projection::parse(attributes, excluded).drain_into(&mut findings);
        Ok(Found {
            value: query,
            findings,
        })
    }

    /// Judges filter and sorting against the schema.
    ///
    /// # Errors
    /// See [`Filter::check`].
    pub fn check(&self, registry: &Registry, rt: &ResourceType) -> Result<Vec<Finding>, Error> {
        match &self.filter {
            Some(filter) => filter.check(registry, rt),
            None => Ok(Vec::new()),
        }
    }
}

fn read_filter(value: &str, findings: &mut Vec<Finding>) -> Result<Option<Filter>, Error> {
    if value.trim().is_empty() {
        findings.push(
            Finding::warn(
                "RFC-empty-filter",
                "RFC 7644 §3.4.2.2",
                "The filter is empty; everything is listed.",
            )
            .strict(Error::invalid_filter("The filter is empty.")),
        );
        return Ok(None);
    }
    Ok(Some(filter::parse(value)?.drain_into(findings)))
}

fn number(name: &str, value: &str, findings: &mut Vec<Finding>) -> Option<i64> {
    if let Ok(number) = value.trim().parse() {
        return Some(number);
    }
    findings.push(
        Finding::warn(
            "RFC-paging-number",
            PAGING,
            format!(
                "'{name}={}' is not a whole number; the default was used.",
                clip(value)
            ),
        )
        .strict(Error::invalid_value(format!(
            "'{name}' must be a whole number."
        ))),
    );
    None
}

fn sort_by(value: &str, findings: &mut Vec<Finding>) -> Option<AttributePath> {
    match AttributePath::parse(value) {
        Ok(path) => Some(path),
        Err(error) => {
            findings.push(
                Finding::warn(
                    "RFC-sort-by",
                    "RFC 7644 §3.4.2.3",
                    format!("'sortBy={}' is not an attribute; not sorted.", clip(value)),
                )
                .strict(error),
            );
            None
        }
    }
}

fn descending(value: &str, findings: &mut Vec<Finding>) -> bool {
    if value.eq_ignore_ascii_case("descending") {
        return true;
    }
    if !value.eq_ignore_ascii_case("ascending") {
        findings.push(
            Finding::warn(
                "RFC-sort-order",
                "RFC 7644 §3.4.2.3",
                format!("'sortOrder={}' is unknown; sorted ascending.", clip(value)),
            )
            .strict(Error::invalid_value(
                "'sortOrder' is 'ascending' or 'descending'.",
            )),
        );
    }
    false
}

fn ignored(name: &str) -> Finding {
    if ENTRA_FLAGS
        .iter()
        .any(|flag| flag.eq_ignore_ascii_case(name))
    {
        return Finding::info(
            "CONN-17",
            "RFC 7644 §3.4.2",
            format!(
                "Entra's feature flag '{}' came as a query parameter; ignored.",
                clip(name)
            ),
        );
    }
    Finding::info(
        "RFC-unknown-parameter",
        "RFC 7644 §3.4.2",
        format!(
            "The query parameter '{}' is not a SCIM parameter; ignored.",
            clip(name)
        ),
    )
}
