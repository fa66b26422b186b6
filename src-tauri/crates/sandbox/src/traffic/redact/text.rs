//! Redaction of bytes that need not be JSON.

use super::names::Names;
use super::{Echoes, REDACTED, names};

const TOKEN: &[u8] = b"scimbox_";

/// Where `needle` first stands in `hay`, from `start` on; ASCII case does not matter.
pub(super) fn find(hay: &[u8], needle: &[u8], start: usize) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let either = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut at = start;
    loop {
        at += memchr::memchr2(either.0, either.1, hay.get(at..)?)?;
        let behind = hay.get(at + 1..)?;
        if behind
            .get(..rest.len())
            .is_some_and(|part| part.eq_ignore_ascii_case(rest))
        {
            return Some(at);
        }
        at += 1;
    }
}

/// `bytes` with every token of our form replaced; `None` when there is none.
pub(super) fn without_tokens(bytes: &[u8]) -> Option<Vec<u8>> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    rewritten(bytes, TOKEN, |rest| {
        rest.iter().take_while(|byte| part(byte)).count()
    })
}

/// The fields of a form that are secrets (RFC 6749 §2.3.1, RFC 7523 §2.2).
const FORM_SECRETS: [&[u8]; 4] = [b"password=", b"client_secret=", b"assertion=", b"_token="];

/// `bytes` with the value of every secret field of a form replaced; `None` when there is none.
pub(super) fn without_form_secrets(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.contains(&b'=') {
        return None;
    }
    let end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'&' | b'"' | b';');
    let value = |rest: &[u8]| rest.iter().take_while(|byte| !end(byte)).count();
    FORM_SECRETS.iter().fold(None, |clean, mark| {
        rewritten(clean.as_deref().unwrap_or(bytes), mark, value).or(clean)
    })
}

/// What stands in front of the first name of a secret in a body that is no JSON, such as XML or UTF-16:
/// where the value begins and ends in it, nobody can say. `None` for JSON and where there is no such name.
pub(super) fn before_a_secret(bytes: &[u8], names: Names<'_>) -> Option<Vec<u8>> {
    if memchr::memchr(0, bytes).is_none() && !names.may_hold_secret_key(bytes) {
        return None;
    }
    // Without the zeros of UTF-16; each byte with its place.
    let plain = bytes.iter().copied().enumerate();
    let plain: Vec<(usize, u8)> = plain.filter(|(_, byte)| *byte != 0).collect();
    let text: Vec<u8> = plain.iter().map(|(_, byte)| *byte).collect();
    let first = names.first_in(&text)?;
    if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() {
        return None;
    }
    let (place, _) = plain.get(first)?;
    let mut clean = bytes.get(..*place)?.to_vec();
    clean.extend_from_slice(REDACTED.as_bytes());
    Some(clean)
}

/// Keeps every `mark` and replaces as many bytes behind it as `length` says.
fn rewritten(bytes: &[u8], mark: &[u8], length: impl Fn(&[u8]) -> usize) -> Option<Vec<u8>> {
    let mut found = find(bytes, mark, 0)?;
    let mut clean = Vec::with_capacity(bytes.len());
    let mut done = 0;
    loop {
        let secret = found + mark.len();
        let taken = length(&bytes[secret..]);
        clean.extend_from_slice(&bytes[done..secret]);
        if taken > 0 {
            clean.extend_from_slice(REDACTED.as_bytes());
        }
        done = secret + taken;
        match find(bytes, mark, done) {
            Some(next) => found = next,
            None => break,
        }
    }
    clean.extend_from_slice(&bytes[done..]);
    Some(clean)
}

/// `bytes` with every `secret` replaced; `None` when there is none.
pub(super) fn replaced(bytes: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    let first = bytes
        .windows(secret.len())
        .position(|window| window == secret)?;
    let mut clean = bytes[..first].to_vec();
    let mut rest = &bytes[first..];
    while let Some(byte) = rest.first() {
        if let Some(behind) = rest.strip_prefix(secret) {
            clean.extend_from_slice(REDACTED.as_bytes());
            rest = behind;
        } else {
            clean.push(*byte);
            rest = &rest[1..];
        }
    }
    Some(clean)
}

/// Secrets of parameters shorter than this are not searched for elsewhere.
const SHORTEST_PARAMETER: usize = 8;

/// A query without the values of the parameters that are secrets, and of a filter that mentions
/// `password`. `attributes=password` stays: it names no secret.
pub(super) fn query(query: &str, echoes: &mut Echoes<'_>) -> String {
    let mut parameter = |part: &str| {
        let Some((name, value)) = part.split_once('=') else {
            return part.to_owned();
        };
        let plain = decoded(value);
        if names::is_secret_field(&decoded(name)) {
            // Tokens of our form are found anyway.
            let is_echo = |echo: &&str| {
                echo.len() >= SHORTEST_PARAMETER && find(echo.as_bytes(), TOKEN, 0).is_none()
            };
            let echoed = [value, &plain].into_iter().filter(is_echo);
            echoed.for_each(|echo| echoes.note(echo));
        } else if echoes.names.mentioned_in(&plain) && decoded(name).eq_ignore_ascii_case("filter")
        {
            echoes.note_expression(&plain.replace('+', " "));
            echoes.note_expression(&decoded(&value.replace('+', " ")));
        } else {
            return part.to_owned();
        }
        format!("{name}={REDACTED}")
    };
    query
        .split('&')
        .map(&mut parameter)
        .collect::<Vec<_>>()
        .join("&")
}

/// Percent-decoded as far as it goes, for looking at only.
fn decoded(text: &str) -> String {
    let hex = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        if let (b'%', [high, low, ..]) = (first, behind)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high * 16 + low);
            rest = &behind[2..];
            continue;
        }
        bytes.push(*first);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
