//! Listing resources (RFC 7644 §3.4.2), by index or by cursor (RFC 9865), of one type or of all.

use scim::query::CursorRequest;
use scim::schema::ResourceType;
use scim::{Finding, Found, Query};

use super::read::{self, Reading};
use super::{Directory, Page, Text, Want, cursor};
use crate::Error;
use crate::store;
use crate::store::listing::{Listing, Start};

impl Directory {
    /// Lists resources of a type: 100 unless `count` says otherwise, at most 1000. Without
    /// `sort_by`, in the order in which they were created.
    ///
    /// # Errors
    /// [`Error::Refused`] for a filter that makes no sense for the resource type, and for a cursor
    /// that is not for this query or too old; `tooMany` where no index helps and there is more to
    /// look at than one query may.
    pub fn query(&self, kind: &str, query: &Query, want: Want) -> Result<Page, Error> {
        let rt = self.resource_type(kind)?;
        self.list(&[rt], query, want)
    }

    /// Lists resources of a type, or without one of all types, as [`Directory::query`] and
    /// [`Directory::query_all`] do, without parsing them.
    ///
    /// # Errors
    /// As [`Directory::query`].
    pub fn query_text(
        &self,
        kind: Option<&str>,
        query: &Query,
        want: Want,
    ) -> Result<Page<Text>, Error> {
        match kind {
            Some(kind) => self.list(&[self.resource_type(kind)?], query, want),
            None => self.list(&self.all_types(), query, want),
        }
    }

    /// Lists resources of all types, as a query at the root does (RFC 7644 §3.4.2.1).
    ///
    /// # Errors
    /// As [`Directory::query`].
    pub fn query_all(&self, query: &Query, want: Want) -> Result<Page, Error> {
        self.list(&self.all_types(), query, want)
    }

    fn all_types(&self) -> Vec<&ResourceType> {
        self.connection.registry.resource_types().iter().collect()
    }

    /// Whether an index finds the few resources that a query can match, so that it takes
    /// microseconds however large the directory is.
    #[must_use]
    pub fn is_lookup(&self, kind: &str, query: &Query) -> bool {
        let rt = self.connection.registry.resource_type(kind);
        let (Some(rt), Some(filter)) = (rt, &query.filter) else {
            return false;
        };
        store::filter::is_lookup(&self.connection.registry, rt, filter)
    }

    fn list<R: Reading>(
        &self,
        kinds: &[&ResourceType],
        query: &Query,
        want: Want,
    ) -> Result<Page<R>, Error> {
        let (limit, mut findings) = read::limit(query);
        findings.extend(self.check(kinds, query)?);
        let findings = Found {
            value: (),
            findings,
        }
        .judge(self.connection.strictness)?
        .findings;
        let listing = Listing {
            connection: self.connection.row,
            registry: &self.connection.registry,
            kinds,
            query,
            limit,
            scan: self.scan,
        };
        let now = self.workspace.clock().now();
        let seal = || cursor::Seal::of(&self.connection);
        let start = match &query.cursor {
            Some(CursorRequest::At(text)) => {
                Start::After(cursor::decode(&listing, text, now, &seal())?)
            }
            Some(CursorRequest::First) => Start::Index(0),
            None => {
                Start::Index(u64::try_from(query.start_index.saturating_sub(1)).unwrap_or_default())
            }
        };
        self.workspace.read(|db| {
            let rows =
                store::listing::rows(db, &listing, &start).map_err(|error| self.endless(error))?;
            let next = rows.next.as_ref().filter(|_| query.cursor.is_some());
            Ok(Page {
                total: rows.total,
                start_index: u64::try_from(query.start_index).unwrap_or(1),
                records: read::records(db, &rows.rows, want)?,
                findings,
                next_cursor: next.map(|position| cursor::encode(&listing, position, now, &seal())),
            })
        })
    }

    /// `tooMany` for a query that looked at more than it may.
    fn endless(&self, error: rusqlite::Error) -> Error {
        if !store::leaves::was_too_much(&error) {
            return error.into();
        }
        scim::Error::too_many(format!(
            "No index has what this query filters or sorts by, and it would look at more than {} \
             values one by one. Narrow the filter with 'and' by userName, externalId or \
             emails.value, or leave sortBy out.",
            self.scan
        ))
        .into()
    }

    /// What is odd about a query for every one of the types: an attribute that one of them has is
    /// none.
    fn check(&self, kinds: &[&ResourceType], query: &Query) -> Result<Vec<Finding>, Error> {
        let mut common: Option<Vec<Finding>> = None;
        for rt in kinds {
            if let Some(filter) = &query.filter {
                store::filter::shown::check(&self.connection.registry, rt, filter)?;
            }
            let found = query.check(&self.connection.registry, rt)?;
            common = Some(match common {
                None => found,
                Some(mut common) => {
                    common.retain(|finding| {
                        let same = |other: &Finding| {
                            (&other.rule, &other.path) == (&finding.rule, &finding.path)
                        };
                        found.iter().any(same)
                    });
                    common
                }
            });
        }
        Ok(common.unwrap_or_default())
    }
}
