//! Filters and PATCH paths that compare a secret (RFC 7644 §3.4.2.2), and the sentences that quote
//! them. Looks at text only, so that a malformed one keeps its secret no more than another.

use serde_json::Value;

use super::REDACTED;
use super::names::Names;
use super::text::find;

const PASSWORD: &[u8] = b"password";
const OPERATORS: [&str; 9] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

impl Names<'_> {
    /// Whether there is a secret in a filter. That of a malformed one may stand anywhere in it.
    pub(super) fn mentioned_in(self, filter: &str) -> bool {
        self.behind(filter).next().is_some()
    }

    /// Whether text of any kind compares a secret with something, as a PATCH path may.
    pub(super) fn compared_in(self, text: &str) -> bool {
        self.behind(text).any(|rest| {
            let rest = rest.trim_start();
            let word = rest.split([' ', '\t', '"', '\'', '(']).next();
            let word = word.unwrap_or_default();
            let in_brackets = text.contains('[') && rest.starts_with(['=', '<', '>', '!', '[']);
            let behind = rest.get(word.len()..).unwrap_or_default();
            in_brackets
                || (!behind.trim_start().is_empty()
                    && OPERATORS.iter().any(|op| op.eq_ignore_ascii_case(word)))
        })
    }

    /// What may be secrets in a filter: the quoted text behind each mention, to its end if it has
    /// none, or the word behind the operator.
    pub(super) fn literals_of(self, filter: &str) -> Vec<String> {
        let mut found = Vec::new();
        for rest in self.behind(filter) {
            let Some((_, quoted)) = rest.split_once('"') else {
                let words = rest.split_whitespace().skip(1).take(1);
                found.extend(words.map(|word| word.trim_end_matches(')').to_owned()));
                continue;
            };
            let raw = quoted.get(..end_of_literal(quoted)).unwrap_or(quoted);
            if let Ok(Value::String(plain)) = serde_json::from_str(&format!("\"{raw}\"")) {
                found.push(plain);
            }
            found.push(raw.to_owned());
        }
        found
    }

    /// What follows each mention of a secret attribute, its sub-attribute left out. `password` counts
    /// as a part of a word too, the names of a schema, which may be short, as whole words.
    fn behind(self, text: &str) -> impl Iterator<Item = &str> {
        let own = self.0.iter().map(String::as_bytes);
        let names = std::iter::once(PASSWORD).chain(own);
        names.flat_map(move |name| behind(text, name))
    }
}

/// A sentence with nothing left between its first and its last quotation mark; `None` without any.
pub(super) fn without_quotations(sentence: &str) -> Option<String> {
    let (before, rest) = sentence.split_once('\'')?;
    let (_, behind) = rest.rsplit_once('\'')?;
    Some(format!("{before}'{REDACTED}'{behind}"))
}

/// The body of an answer with [`without_quotations`] in each of its error messages; `None` when
/// nothing had to be changed.
pub(super) fn without_details(body: &[u8]) -> Option<Vec<u8>> {
    let mut answer = serde_json::from_slice(body).ok()?;
    clear(&mut answer)
        .then(|| serde_json::to_vec(&answer).ok())
        .flatten()
}

fn clear(value: &mut Value) -> bool {
    let mut changed = false;
    match value {
        Value::Array(items) => {
            for item in items {
                changed |= clear(item);
            }
        }
        Value::Object(map) => {
            for (key, part) in map {
                let quoted = part.as_str().filter(|_| key == "detail");
                match quoted.and_then(without_quotations) {
                    Some(clean) => {
                        *part = Value::from(clean);
                        changed = true;
                    }
                    None => changed |= clear(part),
                }
            }
        }
        _ => {}
    }
    changed
}

fn behind<'t>(text: &'t str, name: &[u8]) -> impl Iterator<Item = &'t str> {
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '-');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = find(text.as_bytes(), name, at)?;
            at = start + name.len();
            let (before, rest) = (text.get(..start)?, text.get(at..)?);
            if name != PASSWORD && (before.ends_with(is_name) || rest.starts_with(is_name)) {
                continue;
            }
            let part = |letter: char| is_name(letter) || letter == '.';
            return Some(match rest.starts_with('.') {
                true => rest.trim_start_matches(part),
                false => rest,
            });
        }
    })
}

/// Length of a literal whose opening quotation mark is already behind.
fn end_of_literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' if !escaped => return at,
            _ => escaped = letter == '\\' && !escaped,
        }
    }
    text.len()
}
