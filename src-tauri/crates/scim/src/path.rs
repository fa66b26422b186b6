//! Attribute paths and PATCH paths: `attrPath`, `valuePath` and `PATH` of RFC 7644 Figures 1
//! and 7.
//!
//! Purely textual: whether an attribute exists is the registry's business.

use std::fmt;

use crate::filter::{Filter, cursor::Cursor};
use crate::{Error, Finding, Found};

/// `[URN ":"] attrName ["." subAttr]`.
///
/// `name` is empty only where a PATCH path names a whole extension by its URN.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttributePath {
    /// The schema URN in front of the attribute, as it was written.
    pub urn: Option<String>,
    /// The attribute name, as it was written.
    pub name: String,
    /// The sub-attribute name, as it was written.
    pub sub: Option<String>,
}

impl AttributePath {
    /// A plain attribute without URN and sub-attribute.
    #[must_use]
    pub fn of(name: impl Into<String>) -> Self {
        Self {
            urn: None,
            name: name.into(),
            sub: None,
        }
    }

    /// A whole extension, named by its URN.
    #[must_use]
    pub fn extension(urn: impl Into<String>) -> Self {
        Self {
            urn: Some(urn.into()),
            name: String::new(),
            sub: None,
        }
    }

    /// The same attribute with this sub-attribute.
    #[must_use]
    pub fn with_sub(mut self, sub: impl Into<String>) -> Self {
        self.sub = Some(sub.into());
        self
    }

    /// Reads an attribute path such as `name.familyName` or `urn:…:2.0:User:userName`.
    ///
    /// # Errors
    /// `invalidPath` when the text is not an attribute path.
    pub fn parse(text: &str) -> Result<Self, Error> {
        split(text.trim()).ok_or_else(|| {
            Error::invalid_path(format!("'{}' is not an attribute path.", clip(text)))
        })
    }

    /// Lenient: `urn:…:2.0:User.tag` with a dot where a colon belongs (CRT-10). Read that way only
    /// where the part in front of the dot is the last part of a schema, by custom the name of the
    /// resource type.
    pub(crate) fn unglued(&self, resource_type: &str) -> Option<Self> {
        let (urn, name) = (self.urn.as_ref()?, self.sub.as_ref()?);
        self.name.eq_ignore_ascii_case(resource_type).then(|| Self {
            urn: Some(format!("{urn}:{}", self.name)),
            name: name.clone(),
            sub: None,
        })
    }

    /// True when both name the same attribute without regard to case.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        fn eq(a: Option<&String>, b: Option<&String>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
                (None, None) => true,
                _ => false,
            }
        }
        self.name.eq_ignore_ascii_case(&other.name)
            && eq(self.sub.as_ref(), other.sub.as_ref())
            && eq(self.urn.as_ref(), other.urn.as_ref())
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(urn) = &self.urn {
            f.write_str(urn)?;
            if !self.name.is_empty() {
                f.write_str(":")?;
            }
        }
        f.write_str(&self.name)?;
        if let Some(sub) = &self.sub {
            write!(f, ".{sub}")?;
        }
        Ok(())
    }
}

/// `ATTRNAME = ALPHA *(nameChar)`, plus the `$ref` that RFC 7643 §2.4 itself uses.
pub(crate) fn is_attribute_name(text: &str) -> bool {
    let rest = text.strip_prefix('$').unwrap_or(text);
    let mut bytes = rest.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A URN ends at the last colon; "2.0" inside it has a dot, so the split is never at a dot.
fn split(text: &str) -> Option<AttributePath> {
    let (urn, rest) = match text.rsplit_once(':') {
        Some((urn, rest)) => (Some(urn), rest),
        None => (None, text),
    };
    if let Some(urn) = urn
        && !is_urn(urn)
    {
        return None;
    }
    let (name, sub) = match rest.split_once('.') {
        Some((name, sub)) => (name, Some(sub)),
        None => (rest, None),
    };
    if !is_attribute_name(name) || sub.is_some_and(|sub| !is_attribute_name(sub)) {
        return None;
    }
    Some(AttributePath {
        urn: urn.map(str::to_owned),
        name: name.to_owned(),
        sub: sub.map(str::to_owned),
    })
}

/// Enough of RFC 8141 to tell a schema URI from noise.
pub(crate) fn is_urn(text: &str) -> bool {
    text.contains(':')
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"[]()\\{}<>".contains(&b))
        && !text.ends_with(':')
}

pub(crate) fn clip(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(79).collect();
    cut.push('…');
    cut
}

/// A PATCH path: `attrPath / valuePath [subAttr]` (RFC 7644 §3.5.2, Figure 7).
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The attribute; its `sub` is set for `name.familyName`.
    pub attribute: AttributePath,
    /// The value selection in brackets.
    pub filter: Option<Box<Filter>>,
    /// The sub-attribute behind the brackets.
    pub sub: Option<String>,
}

impl Path {
    /// A path without value selection.
    #[must_use]
    pub fn plain(attribute: AttributePath) -> Self {
        Self {
            attribute,
            filter: None,
            sub: None,
        }
    }

    /// The sub-attribute the path ends in, in front of or behind brackets.
    #[must_use]
    pub fn last_sub(&self) -> Option<&str> {
        self.sub.as_deref().or(self.attribute.sub.as_deref())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.attribute)?;
        if let Some(filter) = &self.filter {
            write!(f, "[{filter}]")?;
        }
        if let Some(sub) = &self.sub {
            write!(f, ".{sub}")?;
        }
        Ok(())
    }
}

/// Reads a PATCH path.
///
/// # Errors
/// `invalidPath` when the text is malformed.
pub fn parse(text: &str) -> Result<Found<Path>, Error> {
    let mut cursor = Cursor::new(text).map_err(|e| Error::invalid_path(e.detail))?;
    let path = cursor.patch_path()?;
    Ok(Found {
        value: path,
        findings: cursor.into_findings().into_iter().map(of_path).collect(),
    })
}

/// A flaw of a filter in a path is one of the path.
fn of_path(mut finding: Finding) -> Finding {
    let refusal = finding.strict.take();
    finding.strict = refusal.map(|error| Error::invalid_path(error.detail));
    finding
}
