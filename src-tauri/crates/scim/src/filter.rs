//! Filters: the grammar of RFC 7644 §3.4.2.2 (Figure 1) as a tree, its canonical text, and its
//! meaning for one resource.
//!
//! [`parse`] needs no schema. [`Filter::check`] and [`Filter::matches`] do. Compiling to SQL is
//! the store's task.

use serde_json::Number;

use crate::schema::{Attribute, Registry, ResourceType};
use crate::{AttributePath, Error, Finding, Found, Object};

pub(crate) mod cursor;
mod display;
pub(crate) mod evaluate;
pub(crate) mod judge;

/// The longest filter or path that is looked at, in bytes.
pub const MAX_LENGTH: usize = 8 * 1024;
/// The deepest nesting of parentheses and brackets.
pub const MAX_NESTING: usize = 64;

/// A filter expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All of these; at least two.
    And(Vec<Filter>),
    /// At least one of these; at least two.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// `attrPath op value`.
    Compare {
        /// The attribute; inside a value path, relative to the element.
        path: AttributePath,
        /// The operator.
        op: Op,
        /// The value compared with.
        value: Literal,
    },
    /// `attrPath pr`.
    Present(AttributePath),
    /// `attrPath[filter]`: one and the same element satisfies `filter`. The widespread
    /// `emails[type eq "work"].value eq "x"` is read as `emails[type eq "work" and value eq "x"]`.
    ValuePath {
        /// The multi-valued (or complex) attribute.
        path: AttributePath,
        /// What one element must satisfy; its paths are sub-attribute names.
        filter: Box<Filter>,
    },
}

/// A comparison operator of RFC 7644 Table 3 (`pr` is [`Filter::Present`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// equal
    Eq,
    /// not equal
    Ne,
    /// contains
    Co,
    /// starts with
    Sw,
    /// ends with
    Ew,
    /// greater than
    Gt,
    /// greater than or equal
    Ge,
    /// less than
    Lt,
    /// less than or equal
    Le,
}

impl Op {
    /// All operators with their spelling.
    pub const ALL: [(Op, &'static str); 9] = [
        (Op::Eq, "eq"),
        (Op::Ne, "ne"),
        (Op::Co, "co"),
        (Op::Sw, "sw"),
        (Op::Ew, "ew"),
        (Op::Gt, "gt"),
        (Op::Ge, "ge"),
        (Op::Lt, "lt"),
        (Op::Le, "le"),
    ];

    /// The operator with this spelling, without regard to case.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Op> {
        Self::ALL
            .iter()
            .find(|(_, name)| name.eq_ignore_ascii_case(text))
            .map(|(op, _)| *op)
    }

    /// The canonical spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(op, _)| *op == self)
            .map_or("", |(_, name)| name)
    }

    /// True for `gt`, `ge`, `lt`, `le`.
    #[must_use]
    pub fn is_ordering(self) -> bool {
        matches!(self, Op::Gt | Op::Ge | Op::Lt | Op::Le)
    }
}

/// A comparison value.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A JSON string.
    Text(String),
    /// A JSON number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// Reads a filter.
///
/// Lenient: an unquoted value, extra blanks and a value path with a trailing comparison are
/// understood and noted, since clients in wide use send them.
///
/// # Errors
/// `invalidFilter`, with a sentence that says where and why.
pub fn parse(text: &str) -> Result<Found<Filter>, Error> {
    let mut cursor = Cursor::new(text)?;
    let filter = cursor.whole_filter()?;
    Ok(Found {
        value: filter,
        findings: cursor.into_findings(),
    })
}

use cursor::Cursor;

impl Filter {
    /// Whether `resource` satisfies the filter (RFC 7644 §3.4.2.2).
    #[must_use]
    pub fn matches(&self, registry: &Registry, rt: &ResourceType, resource: &Object) -> bool {
        evaluate::matches(self, registry, rt, resource)
    }

    /// Judges the filter against the schema: unknown attributes, operators that do not go with
    /// an attribute's type.
    ///
    /// # Errors
    /// `invalidFilter` where RFC 7644 §3.4.2.2 says the request MUST fail: ordering a boolean
    /// or a binary attribute.
    pub fn check(&self, registry: &Registry, rt: &ResourceType) -> Result<Vec<Finding>, Error> {
        judge::check(self, registry, rt)
    }
}

impl Filter {
    /// As [`Filter::check`], for what stands in brackets behind `attribute`.
    pub(crate) fn check_elements(
        &self,
        registry: &Registry,
        rt: &ResourceType,
        attribute: &Attribute,
    ) -> Result<Vec<Finding>, Error> {
        judge::check_elements(self, registry, rt, attribute)
    }
}

impl std::str::FromStr for Filter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text).map(|found| found.value)
    }
}
