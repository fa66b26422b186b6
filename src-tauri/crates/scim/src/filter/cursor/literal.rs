//! Comparison values: JSON strings, numbers, `true`, `false`, `null`, and what clients send
//! instead.

use super::{Cursor, GRAMMAR};
use crate::filter::{Literal, Op};
use crate::path::clip;
use crate::{AttributePath, Error, Finding};

impl Cursor<'_> {
    pub(super) fn literal(&mut self, path: &AttributePath) -> Result<Literal, Error> {
        if self.peek() == Some(b'"') {
            return self.quoted().map(Literal::Text);
        }
        let word = self.word();
        if word.is_empty() || word.contains(['"', '\'', '\\', '[', '(']) {
            return Err(self.error(&format!("a value is missing behind '{path}'")));
        }
        match word {
            "true" => return Ok(Literal::Bool(true)),
            "false" => return Ok(Literal::Bool(false)),
            "null" => return Ok(Literal::Null),
            _ => {}
        }
        if starts_number(word)
            && let Ok(number) = serde_json::from_str(word)
        {
            return Ok(Literal::Number(number));
        }
        self.bare(path, word)
    }

    /// Lenient: authentik looks users up by `userName eq ada`, Microsoft's example by
    /// `externalId eq jyoung` (QRY-03); a mapping that says `emails[type eq work].value` is mistyped
    /// alike. Elsewhere a bare word is a mistake.
    fn bare(&mut self, path: &AttributePath, word: &str) -> Result<Literal, Error> {
        let value = if let Some(value) = crate::json::text_bool(word) {
            Literal::Bool(value)
        } else if word.eq_ignore_ascii_case("null") {
            Literal::Null
        } else if Op::from_text(word).is_some() || is_connective(word) {
            return Err(self.error(&format!("a value is missing behind '{path}'")));
        } else if is_looked_up(path) || (self.inside && is_part(path)) {
            Literal::Text(word.to_owned())
        } else {
            return Err(self.error(&format!("the value {} must be quoted", clip(word))));
        };
        self.findings.push(
            Finding::warn(
                "QRY-03",
                GRAMMAR,
                format!("The value {} is not quoted; read as {value}.", clip(word)),
            )
            .at(path.to_string())
            .strict(Error::invalid_filter(format!(
                "The value {} must be quoted.",
                clip(word)
            ))),
        );
        Ok(value)
    }

    /// A JSON string. Lenient: an escape JSON does not know (`"CORP\ada"`) keeps its backslash.
    fn quoted(&mut self) -> Result<String, Error> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            match bytes.get(end) {
                None => return Err(self.error("a quotation mark is not closed")),
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
            }
        }
        self.at = end + 1;
        let literal = self.text.get(start..=end).unwrap_or_default();
        if let Ok(text) = serde_json::from_str(literal) {
            return Ok(text);
        }
        let inside = self.text.get(start + 1..end).unwrap_or_default();
        let text = loose_unescape(inside);
        self.findings.push(
            Finding::warn(
                "RFC-filter-escape",
                GRAMMAR,
                format!(
                    "The text {} is not a JSON string; taken as written.",
                    clip(literal)
                ),
            )
            .strict(Error::invalid_filter(format!(
                "{} is not a JSON string.",
                clip(literal)
            ))),
        );
        Ok(text)
    }
}

/// What clients look resources up by.
fn is_looked_up(path: &AttributePath) -> bool {
    // `meta.resourceType eq User` is an example of RFC 7644 §3.4.2.1 itself.
    const NAMES: [&str; 8] = [
        "userName",
        "externalId",
        "id",
        "displayName",
        "email",
        "mail",
        "emails",
        "meta",
    ];
    NAMES
        .iter()
        .any(|name| name.eq_ignore_ascii_case(&path.name))
}

/// What elements are told apart by (RFC 7643 §2.4).
fn is_part(path: &AttributePath) -> bool {
    let names = ["type", "value", "display"];
    names
        .iter()
        .any(|name| name.eq_ignore_ascii_case(&path.name))
}

fn is_connective(word: &str) -> bool {
    word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or")
}

fn starts_number(word: &str) -> bool {
    word.bytes()
        .next()
        .is_some_and(|b| b.is_ascii_digit() || b == b'-')
}

fn loose_unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next @ ('"' | '\\' | '/'))) => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}
