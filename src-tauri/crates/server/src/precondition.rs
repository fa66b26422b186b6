//! Conditional requests: `If-Match` and `If-None-Match` (RFC 7644 §3.14, RFC 9110 §13.1).
//!
//! Entity tags are weak everywhere, and compared weakly, as the examples of RFC 7644 §3.14 do: the
//! `groups` of a User change without a write to the User. Here a condition only becomes the version
//! that the resource must have; that it has it is checked where it is written, so that nothing can come
//! between the check and the write.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, StatusCode, header};
use sandbox::Record;
use scim::{Error, Finding, Refused, Severity};

use crate::representation::etag;

/// A version that no resource ever has.
const NEVER: i64 = -1;

/// The value of `If-Match` or `If-None-Match`, or the `version` of a bulk operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tags {
    any: bool,
    tags: Vec<String>,
    /// A tag came without its quotation marks.
    bare: bool,
}

impl Tags {
    /// Reads a header; none when it was not sent.
    pub(crate) fn of(headers: &HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut values = headers.get_all(name).iter().peekable();
        values.peek()?;
        let lines: Vec<Cow<'_, str>> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        Some(Self::read(&lines.join(",")))
    }

    /// Reads a list of entity tags, or `*`.
    pub(crate) fn read(text: &str) -> Self {
        let mut tags = Self {
            any: false,
            tags: Vec::new(),
            bare: false,
        };
        for part in split(text) {
            let opaque = part
                .strip_prefix("W/")
                .or_else(|| part.strip_prefix("w/"))
                .unwrap_or(part);
            let quoted = opaque
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            match (part, quoted) {
                ("*", _) => tags.any = true,
                (_, Some(inner)) => tags.tags.push(inner.to_owned()),
                // Lenient: some clients take the quotation marks off.
                (_, None) => {
                    tags.bare = true;
                    tags.tags.push(opaque.trim_matches('"').to_owned());
                }
            }
        }
        tags
    }

    /// Whether this version is among them.
    pub(crate) fn name(&self, version: i64) -> bool {
        let version = version.to_string();
        self.any || self.tags.contains(&version)
    }

    /// The finding for tags without their quotation marks.
    pub(crate) fn finding(&self) -> Option<Finding> {
        self.bare.then(|| Finding {
            rule: Cow::Borrowed("RFC-entity-tag"),
            severity: Severity::Warn,
            path: None,
            detail: "An entity tag came without its quotation marks and was understood as if it had them.".to_owned(),
            section: Cow::Borrowed("RFC 7644 §3.14"),
            strict: Some(Error::invalid_value(
                "An entity tag is W/\"…\", with its quotation marks.",
            )),
        })
    }

    /// The one version that is meant, where it can be told without looking.
    fn only(&self) -> Option<i64> {
        match self.tags.as_slice() {
            [one] if !self.any => Some(parse(one).unwrap_or(NEVER)),
            _ => None,
        }
    }
}

/// The conditions of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Conditions {
    pub(crate) matches: Option<Tags>,
    pub(crate) none_match: Option<Tags>,
}

/// What a write must wait to hear before it can be handed over.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// The resource must have this version, or any when there is none.
    Version(Option<i64>),
    /// That depends on which version it has.
    Look,
}

impl Conditions {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self {
            matches: Tags::of(headers, &header::IF_MATCH),
            none_match: Tags::of(headers, &header::IF_NONE_MATCH),
        }
    }

    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding> {
        let both = [&self.matches, &self.none_match];
        both.into_iter()
            .filter_map(|tags| tags.as_ref().and_then(Tags::finding))
    }

    /// What the resource that is to be written must be.
    pub(crate) fn demand(&self) -> Demand {
        match (&self.matches, &self.none_match) {
            (None, None) => Demand::Version(None),
            (Some(tags), None) if tags.any => Demand::Version(None),
            (Some(tags), None) => match tags.only() {
                Some(version) => Demand::Version(Some(version)),
                None => Demand::Look,
            },
            (_, Some(_)) => Demand::Look,
        }
    }

    /// The version that a write must find, judged by the resource as it is now.
    ///
    /// # Errors
    /// 412 when the conditions do not hold.
    pub(crate) fn hold_for<D>(&self, record: &Record<D>) -> Result<i64, Error> {
        self.check_matches(record)?;
        match &self.none_match {
            Some(tags) if tags.name(record.version) => Err(Error::precondition_failed(format!(
                "The resource is at version {}, which If-None-Match excludes.",
                etag(record.version)
            ))),
            _ => Ok(record.version),
        }
    }

    /// Whether `If-Match` holds for what is read.
    ///
    /// # Errors
    /// 412 when it does not.
    pub(crate) fn check_matches<D>(&self, record: &Record<D>) -> Result<(), Error> {
        match &self.matches {
            Some(tags) if !tags.name(record.version) => Err(Error::precondition_failed(format!(
                "The resource is at version {}, which If-Match does not name. It may have changed since it was read.",
                etag(record.version)
            ))),
            _ => Ok(()),
        }
    }

    /// Whether the client has what it asks for already.
    pub(crate) fn unchanged<D>(&self, record: &Record<D>) -> bool {
        self.none_match
            .as_ref()
            .is_some_and(|tags| tags.name(record.version))
    }
}

/// A refusal of the writer's; when it is about the version, with what to do about it.
pub(crate) fn explained(mut refused: Refused) -> Refused {
    if refused.error.status == StatusCode::PRECONDITION_FAILED.as_u16() {
        refused.error.detail += " If-Match names another version: the resource has changed since it was read, or was never at that version. Read it again and repeat the change.";
    }
    refused
}

/// A version as [`etag`] spells it, and in no other way.
fn parse(tag: &str) -> Option<i64> {
    tag.parse()
        .ok()
        .filter(|version: &i64| *version > 0 && version.to_string() == tag)
}

/// The parts of a list, split at commas that are not inside quotation marks.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |mark| {
        quoted ^= mark == '"';
        mark == ',' && !quoted
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demanded(matches: &str) -> Demand {
        Conditions {
            matches: Some(Tags::read(matches)),
            none_match: None,
        }
        .demand()
    }

    #[test]
    fn entity_tags_are_compared_weakly_and_in_lists() {
        for text in ["W/\"3\"", "\"3\"", "W/\"1\", W/\"3\"", "*", "\"a,b\",\"3\""] {
            assert!(Tags::read(text).name(3), "{text}");
        }
        for text in ["W/\"2\"", "\"03\"", "\"1,3\"", ""] {
            assert!(!Tags::read(text).name(3), "{text}");
        }
    }

    #[test]
    fn a_tag_without_quotation_marks_is_understood_and_noted() {
        for text in ["3", "W/3"] {
            let tags = Tags::read(text);
            assert!(tags.name(3), "{text}");
            assert!(tags.finding().is_some(), "{text}");
        }
        assert!(Tags::read("W/\"3\"").finding().is_none());
    }

    #[test]
    fn one_tag_goes_to_the_writer_unseen() {
        assert_eq!(demanded("W/\"3\""), Demand::Version(Some(3)));
        assert_eq!(demanded("*"), Demand::Version(None));
        assert_eq!(demanded("\"other\""), Demand::Version(Some(NEVER)));
        assert_eq!(demanded("\"1\", \"2\""), Demand::Look);
        assert_eq!(Conditions::default().demand(), Demand::Version(None));
    }
}
