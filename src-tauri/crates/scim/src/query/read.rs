//! One parameter after the other, whether it came in a URL or in a body.

use std::num::IntErrorKind;

use super::{CursorRequest, Query};
use crate::path::clip;
use crate::{AttributePath, Error, Filter, Finding, Found, Projection, filter, limits};

const PAGING: &str = "RFC 7644 §3.4.2.4";
const SORTING: &str = "RFC 7644 §3.4.2.3";
const CURSOR: &str = "RFC 9865 §2";

const ENTRA_FLAGS: [&str; 3] = [
    "aadOptscim062020",
    "AzureAdScimPatch062020",
    "AzureAdScimPatch2017",
];

/// What has been read so far. Numbers are read last, since a cursor changes what they mean.
#[derive(Default)]
pub(super) struct Reader {
    query: Query,
    pub(super) findings: Vec<Finding>,
    start_index: Option<String>,
    count: Option<String>,
    attributes: Option<String>,
    excluded: Option<String>,
    seen: Vec<&'static str>,
}

impl Reader {
    pub(super) fn parameter(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match name.to_ascii_lowercase().as_str() {
            "filter" => {
                self.once("filter");
                self.query.filter = read_filter(value, &mut self.findings)?;
            }
            "startindex" => {
                self.once("startIndex");
                self.start_index = Some(value.to_owned());
            }
            "count" => {
                self.once("count");
                self.count = Some(value.to_owned());
            }
            "cursor" => {
                self.once("cursor");
                self.query.cursor = Some(cursor(value)?);
            }
            "sortby" => {
                self.once("sortBy");
                self.query.sort_by = sort_by(value, &mut self.findings);
            }
            "sortorder" => {
                self.once("sortOrder");
                self.query.descending = descending(value, &mut self.findings);
            }
            "attributes" => {
                self.once("attributes");
                self.attributes = Some(value.to_owned());
            }
            "excludedattributes" => {
                self.once("excludedAttributes");
                self.excluded = Some(value.to_owned());
            }
            _ => self.findings.push(ignored(name)),
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Found<Query>, Error> {
        if self.query.cursor.is_some() {
            self.by_cursor()?;
        } else {
            self.by_index();
        }
        self.query.projection =
            Projection::parse(self.attributes.as_deref(), self.excluded.as_deref())
                .drain_into(&mut self.findings);
        Ok(Found {
            value: self.query,
            findings: self.findings,
        })
    }

    fn by_index(&mut self) {
        if let Some(text) = self.start_index.take() {
            let number = self.number("startIndex", &text);
            self.query.start_index = number.unwrap_or(1).max(1);
        }
        if let Some(text) = self.count.take() {
            self.query.count = self.number("count", &text).map(|count| count.max(0));
        }
    }

    /// RFC 9865 §2: a negative count is 0; one that is no number, or changes from page to page,
    /// is `invalidCount`.
    fn by_cursor(&mut self) -> Result<(), Error> {
        if self.start_index.take().is_some() {
            let both = "'startIndex' and 'cursor' are two ways of paging";
            self.findings.push(
                Finding::warn(
                    "RFC-cursor-and-index",
                    CURSOR,
                    format!("{both}; the cursor was used."),
                )
                .strict(Error::invalid_cursor(format!("{both}."))),
            );
        }
        let Some(text) = self.count.take() else {
            return Ok(());
        };
        let Ok(count) = text.trim().parse::<i64>() else {
            return Err(Error::invalid_count(format!(
                "'count={}' is not a whole number.",
                clip(&text)
            )));
        };
        let most = limits::PAGE;
        if u64::try_from(count).is_ok_and(|count| count > most) {
            self.findings.push(
                Finding::info(
                    "RFC-cursor-count",
                    "RFC 9865 §2.1",
                    format!("'count={count}' is more than a page holds; {most} is."),
                )
                .strict(Error::invalid_count(format!(
                    "'count' must be between 0 and {most}."
                ))),
            );
        }
        self.query.count = Some(count.max(0));
        Ok(())
    }

    fn number(&mut self, name: &str, value: &str) -> Option<i64> {
        match value.trim().parse::<i64>() {
            Ok(number) => return Some(number),
            // A number all the same: past every end, instead of the first page once more.
            Err(error) if *error.kind() == IntErrorKind::PosOverflow => return Some(i64::MAX),
            Err(error) if *error.kind() == IntErrorKind::NegOverflow => return Some(i64::MIN),
            Err(_) => {}
        }
        self.findings.push(
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

    fn once(&mut self, name: &'static str) {
        if self.seen.contains(&name) {
            self.findings.push(
                Finding::warn(
                    "RFC-repeated-parameter",
                    "RFC 7644 §3.4.2",
                    format!("'{name}' was sent more than once; the last one counts."),
                )
                .strict(Error::invalid_value(format!(
                    "'{name}' must be sent only once."
                ))),
            );
        } else {
            self.seen.push(name);
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

/// RFC 9865 §2: a cursor consists of the unreserved characters of RFC 3986.
fn cursor(value: &str) -> Result<CursorRequest, Error> {
    if value.is_empty() {
        return Ok(CursorRequest::First);
    }
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if value.len() > limits::CURSOR_LENGTH || !value.bytes().all(unreserved) {
        return Err(Error::invalid_cursor(format!(
            "'{}' is not a cursor of this server.",
            clip(value)
        )));
    }
    Ok(CursorRequest::At(value.to_owned()))
}

fn sort_by(value: &str, findings: &mut Vec<Finding>) -> Option<AttributePath> {
    match AttributePath::parse(value) {
        Ok(path) => Some(path),
        Err(error) => {
            findings.push(
                Finding::warn(
                    "RFC-sort-by",
                    SORTING,
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
                SORTING,
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
