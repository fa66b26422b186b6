//! Filters and PATCH paths that compare a password (RFC 7644 §3.4.2.2), and the sentences that quote
//! them. Looks at text only, so that a malformed one keeps its secret no more than another.

use serde_json::Value;

use super::REDACTED;
use super::text::find;

const PASSWORD: &[u8] = b"password";
const OPERATORS: [&str; 9] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

/// Whether there is a password in a filter. That of a malformed one may stand anywhere in it.
pub(super) fn mentions_password(filter: &str) -> bool {
    find(filter.as_bytes(), PASSWORD, 0).is_some()
}

/// Whether text of any kind compares a password with something, as a PATCH path may.
pub(super) fn compares_password(text: &str) -> bool {
    behind_passwords(text).any(|rest| {
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

/// What may be passwords in a filter: the quoted text behind each mention, to its end if it has
/// none, or the word behind the operator.
pub(super) fn literals(filter: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in behind_passwords(filter) {
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

/// What follows each mention of the attribute, its sub-attribute left out.
fn behind_passwords(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = find(text.as_bytes(), PASSWORD, at)? + PASSWORD.len();
        let rest = text.get(at..)?;
        let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '$');
        Some(match rest.starts_with('.') {
            true => rest.trim_start_matches(is_name),
            false => rest,
        })
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
