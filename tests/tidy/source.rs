//! Rust source without its comments, and its words. A small lexer instead of a search, so that
//! "knows nothing of tokio" in a comment is no offence and `"http://…"` in a text is no comment.

use crate::tree::text;

/// The source with comments blanked out. With `texts` false, the insides of string literals are
/// blanked out as well.
pub(crate) fn code(source: &str, texts: bool) -> String {
    let bytes = source.as_bytes();
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (length, keep) = match rest {
            [b'/', b'/', ..] => (line_comment(rest), false),
            [b'/', b'*', ..] => (block_comment(rest), false),
            [b'"', ..] => (quoted(rest), texts),
            [b'r', b'"' | b'#', ..] if !in_word(bytes, at) && raw(rest) > 0 => (raw(rest), texts),
            [b'\'', ..] => (character(rest), texts || character(rest) == 1),
            _ => (1, true),
        };
        let piece = String::from_utf8_lossy(&rest[..length.min(rest.len())]);
        if keep {
            kept.push_str(&piece);
        } else {
            kept.extend(
                piece
                    .chars()
                    .map(|letter| if letter == '\n' { '\n' } else { ' ' }),
            );
        }
        at += length;
    }
    kept
}

/// Whether a Rust file is part of the product rather than of its tests.
pub(crate) fn is_product(path: &str) -> bool {
    !path.starts_with("tests/") && !path.contains("/tests/") && !path.ends_with("/tests.rs")
}

/// The code of a file without the tests at its end.
pub(crate) fn product_code(path: &str, texts: bool) -> String {
    let code = code(&text(path), texts);
    let before = code.split("#[cfg(test)]\nmod tests {").next();
    before.unwrap_or_default().to_owned()
}

/// The words (identifiers) of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let breaks = |letter: char| !letter.is_alphanumeric() && letter != '_';
    text.split(breaks).filter(|word| !word.is_empty())
}

fn in_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

fn line_comment(rest: &[u8]) -> usize {
    rest.iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len())
}

fn block_comment(rest: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at + 1 < rest.len() {
        match &rest[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" if depth == 1 => return at + 2,
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

fn quoted(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Length of a raw string literal, 0 when this is none.
fn raw(rest: &[u8]) -> usize {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let end = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
    let inside = &rest[2 + hashes..];
    let found = inside.windows(end.len()).position(|window| window == end);
    found.map_or(rest.len(), |position| 2 + hashes + position + end.len())
}

/// Length of a character literal, or 1 for the tick of a lifetime.
fn character(rest: &[u8]) -> usize {
    if rest.get(1) == Some(&b'\\') {
        let end = rest[2..].iter().skip(1).position(|byte| *byte == b'\'');
        return end.map_or(1, |position| position + 4);
    }
    let end = rest[1..].iter().take(6).position(|byte| *byte == b'\'');
    match end {
        Some(length)
            if length > 0
                && std::str::from_utf8(&rest[1..=length])
                    .is_ok_and(|text| text.chars().count() == 1) =>
        {
            length + 2
        }
        _ => 1,
    }
}

#[test]
fn comments_go_and_texts_stay() {
    let source =
        "let a = \"http://x\"; // tokio\n/* a /* b */ c */ let c = '\"'; let d = r#\"//\"#;";
    let kept = code(source, true);
    assert!(
        kept.contains("http://x") && kept.contains("r#\"//\"#") && kept.contains("'\"'"),
        "{kept}"
    );
    assert!(!kept.contains("tokio") && !kept.contains("b */"), "{kept}");
}

#[test]
fn lifetimes_do_not_open_a_text() {
    let kept = code("fn f<'a>(x: &'a str) -> char { '\\'' } // gone", false);
    assert!(kept.contains("&'a str") && !kept.contains("gone"), "{kept}");
}

#[test]
fn insides_of_texts_go_when_asked() {
    assert_eq!(
        words(&code("call(\"SELECT x\")", false)).collect::<Vec<_>>(),
        ["call"]
    );
}
