//! The hand-written parser for filters and PATCH paths: a cursor over the text that notes what
//! it tolerates.
//!
//! It never recurses deeper than [`MAX_NESTING`] and never looks at more than [`MAX_LENGTH`]
//! bytes, so no input can exhaust the stack.

use super::{Filter, Literal, MAX_LENGTH, MAX_NESTING, Op};
use crate::path::{Path, clip, is_attribute_name};
use crate::{AttributePath, Error, Finding};

mod literal;

const GRAMMAR: &str = "RFC 7644 §3.4.2.2";

/// A position in a filter or path.
#[derive(Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Within `[…]`.
    inside: bool,
    /// Blanks where the grammar has one or none.
    spaced: bool,
    findings: Vec<Finding>,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str) -> Result<Self, Error> {
        if text.len() > MAX_LENGTH {
            return Err(Error::invalid_filter(format!(
                "The expression is {} bytes long; {MAX_LENGTH} are allowed.",
                text.len()
            )));
        }
        Ok(Self {
            text,
            at: 0,
            depth: 0,
            inside: false,
            spaced: false,
            findings: Vec::new(),
        })
    }

    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        if self.spaced {
            self.findings.push(
                Finding::info(
                    "RFC-filter-blanks",
                    GRAMMAR,
                    "There are more blanks, or others, than the grammar has; read as one.",
                )
                .strict(Error::invalid_filter(
                    "The words of a filter are separated by one blank.",
                )),
            );
        }
        self.findings
    }

    /// `FILTER`, to the end of the text.
    pub(crate) fn whole_filter(&mut self) -> Result<Filter, Error> {
        self.no_blanks();
        if self.at_end() {
            return Err(Error::invalid_filter("The filter is empty."));
        }
        let filter = self.disjunction(false)?;
        self.no_blanks();
        if !self.at_end() {
            return Err(self.unexpected("the end of the filter"));
        }
        Ok(filter)
    }

    /// `PATH = attrPath / valuePath [subAttr]`, to the end of the text.
    pub(crate) fn patch_path(&mut self) -> Result<Path, Error> {
        self.path_parts()
            .map_err(|error| Error::invalid_path(error.detail))
    }

    fn path_parts(&mut self) -> Result<Path, Error> {
        self.no_blanks();
        let mut path = Path::plain(self.attribute_path()?);
        if self.eat('[') {
            if path.attribute.sub.is_some() {
                return Err(self.error("a value selection cannot follow a sub-attribute"));
            }
            path.filter = Some(Box::new(self.brackets()?));
            if self.eat('.') {
                path.sub = Some(self.sub_attribute()?);
            }
        }
        self.no_blanks();
        if !self.at_end() {
            return Err(self.unexpected("the end of the path"));
        }
        Ok(path)
    }

    fn sub_attribute(&mut self) -> Result<String, Error> {
        let word = self.word();
        if !is_attribute_name(word) {
            return Err(Error::invalid_path(format!(
                "'{}' is not a sub-attribute name.",
                clip(word)
            )));
        }
        Ok(word.to_owned())
    }

    fn disjunction(&mut self, nested: bool) -> Result<Filter, Error> {
        let mut parts = vec![self.conjunction(nested)?];
        while self.connective("or") {
            parts.push(self.conjunction(nested)?);
        }
        Ok(one_or(parts, Filter::Or))
    }

    fn conjunction(&mut self, nested: bool) -> Result<Filter, Error> {
        let mut parts = vec![self.term(nested)?];
        while self.connective("and") {
            parts.push(self.term(nested)?);
        }
        Ok(one_or(parts, Filter::And))
    }

    fn term(&mut self, nested: bool) -> Result<Filter, Error> {
        self.blanks();
        if self.eat('(') {
            return self.group(nested);
        }
        if let Some(rest) = self.negation() {
            self.at = rest;
            return Ok(Filter::Not(Box::new(self.group(nested)?)));
        }
        let path = self.attribute_path()?;
        if !nested {
            self.note_typed_name(&path);
        }
        if self.peek() == Some(b'[') {
            if nested {
                return Err(self.error("a value path must not contain another"));
            }
            self.at += 1;
            let filter = self.brackets()?;
            return self.trailing(path, filter);
        }
        self.comparison(path)
    }

    /// The position behind `not (`, when that is what stands here.
    fn negation(&self) -> Option<usize> {
        let head = self.text.get(self.at..self.at + 3)?;
        if !head.eq_ignore_ascii_case("not") {
            return None;
        }
        let rest = self.text.get(self.at + 3..)?;
        let inner = rest.trim_start_matches([' ', '\t']);
        inner
            .starts_with('(')
            .then(|| self.text.len() - inner.len() + 1)
    }

    fn group(&mut self, nested: bool) -> Result<Filter, Error> {
        self.deeper()?;
        let filter = self.disjunction(nested)?;
        self.blanks();
        if !self.eat(')') {
            return Err(self.unexpected("a closing parenthesis"));
        }
        self.depth -= 1;
        Ok(filter)
    }

    /// The inside of `[…]`; the opening bracket is behind the cursor.
    fn brackets(&mut self) -> Result<Filter, Error> {
        self.deeper()?;
        self.inside = true;
        let filter = self.disjunction(true)?;
        self.inside = false;
        self.blanks();
        if !self.eat(']') {
            return Err(self.unexpected("a closing bracket"));
        }
        self.depth -= 1;
        Ok(filter)
    }

    fn deeper(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err(self.error(&format!("it nests deeper than {MAX_NESTING} levels")));
        }
        Ok(())
    }

    /// Lenient: `emails[type eq "work"].value eq "x"` is outside the grammar of Figure 1, but
    /// Entra matches on it; it means that one element satisfies both.
    fn trailing(&mut self, path: AttributePath, filter: Filter) -> Result<Filter, Error> {
        if !self.eat('.') {
            return Ok(Filter::ValuePath {
                path,
                filter: Box::new(filter),
            });
        }
        let sub = self
            .sub_attribute()
            .map_err(|e| Error::invalid_filter(e.detail))?;
        let test = self.comparison(AttributePath::of(sub))?;
        self.findings.push(
            Finding::info(
                "RFC-value-path-comparison",
                GRAMMAR,
                format!(
                    "A value path followed by a comparison is not in the RFC's grammar; read as \
                     '{path}[… and {test}]'."
                ),
            )
            .at(path.to_string())
            .strict(self.error("a value path must not be followed by a comparison")),
        );
        let mut parts = match filter {
            Filter::And(parts) => parts,
            other => vec![other],
        };
        parts.push(test);
        Ok(Filter::ValuePath {
            path,
            filter: Box::new(Filter::And(parts)),
        })
    }

    fn comparison(&mut self, path: AttributePath) -> Result<Filter, Error> {
        if !self.at_blank() {
            return Err(self.unexpected("an operator"));
        }
        self.blanks();
        let word = self.word();
        if word.eq_ignore_ascii_case("pr") {
            return Ok(Filter::Present(path));
        }
        let Some(op) = Op::from_text(word) else {
            return Err(self.error(&if word.is_empty() {
                format!("an operator is missing behind '{path}'")
            } else {
                format!("'{}' is not an operator", clip(word))
            }));
        };
        self.blanks();
        let value = self.literal(&path)?;
        if op.is_ordering() && matches!(value, Literal::Bool(_)) {
            return Err(self.error(&format!("'{op}' cannot order booleans")));
        }
        Ok(Filter::Compare { path, op, value })
    }

    fn attribute_path(&mut self) -> Result<AttributePath, Error> {
        let word = self.word();
        if word.is_empty() {
            return Err(self.unexpected("an attribute"));
        }
        AttributePath::parse(word).map_err(|e| Error::invalid_filter(e.detail))
    }

    /// Lenient: admins type `email` and `username` into Okta's "unique identifier" field.
    fn note_typed_name(&mut self, path: &AttributePath) {
        let detail = match path.name.as_str() {
            "username" => "'username' was read as 'userName'.".to_owned(),
            name if path.urn.is_none() && path.sub.is_none() => {
                let typed = ["email", "mail"]
                    .iter()
                    .any(|n| n.eq_ignore_ascii_case(name));
                if !typed {
                    return;
                }
                format!("'{name}' is no attribute of a User; 'emails.value' is meant.")
            }
            _ => return,
        };
        let mut finding = Finding::info("QRY-15", GRAMMAR, detail).at(path.to_string());
        if path.name != "username" {
            let error = format!("'{}' is not a known attribute.", path.name);
            finding = finding.strict(Error::invalid_filter(error));
        }
        self.findings.push(finding);
    }

    /// Moves behind `and` or `or` when that is what comes next.
    fn connective(&mut self, word: &str) -> bool {
        let back = self.at;
        let apart = self.at_blank() || [b')', b']', b'"'].iter().any(|b| self.behind(*b));
        if apart {
            self.blanks();
            let found = self.word().eq_ignore_ascii_case(word);
            if found && (self.at_blank() || self.at_end() || self.peek() == Some(b'(')) {
                return true;
            }
        }
        self.at = back;
        false
    }

    /// Everything up to a blank, a quotation mark, a parenthesis or a bracket.
    fn word(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest
            .bytes()
            .position(|b| matches!(b, b' ' | b'\t' | b'"' | b'(' | b')' | b'[' | b']'))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let start = self.at;
        while self.at_blank() {
            self.spaced |= self.at > start || self.peek() == Some(b'\t');
            self.at += 1;
        }
    }

    /// Passes over blanks where there should be none.
    fn no_blanks(&mut self) {
        self.spaced |= self.at_blank();
        self.blanks();
    }

    fn at_blank(&self) -> bool {
        matches!(self.peek(), Some(b' ' | b'\t'))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn behind(&self, byte: u8) -> bool {
        self.at > 0 && self.text.as_bytes().get(self.at - 1) == Some(&byte)
    }

    fn eat(&mut self, ascii: char) -> bool {
        let here = self.peek() == u8::try_from(ascii).ok();
        if here {
            self.at += 1;
        }
        here
    }

    fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    fn error(&self, why: &str) -> Error {
        Error::invalid_filter(format!("'{}': {why}.", clip(self.text)))
    }

    fn unexpected(&self, wanted: &str) -> Error {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            self.error(&format!("expected {wanted}, but the text ends"))
        } else {
            self.error(&format!("expected {wanted} at '{}'", clip(rest)))
        }
    }
}

fn one_or(mut parts: Vec<Filter>, many: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}
