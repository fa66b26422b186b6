//! Finds passwords and other secrets in JSON without changing anything else of it. Reads malformed JSON as far as
//! it makes sense, since a body that could not be parsed is recorded all the same; what cannot be
//! told from a password is taken for one.

use super::names::Names;
use super::{Echoes, REDACTED};

/// `body` with every secret replaced; the secrets are added to `echoes`.
pub(super) fn without_secrets(body: Vec<u8>, echoes: &mut Echoes<'_>) -> Vec<u8> {
    let names = echoes.names;
    if !names.may_hold_secret_key(&body) {
        return body;
    }
    let mut spans = Scanner::new(&body, names).spans();
    if spans.is_empty() {
        return body;
    }
    spans.sort_unstable();
    let mut clean = Vec::with_capacity(body.len());
    let mut done = 0;
    for Span { start, end, what } in spans {
        if start < done {
            continue;
        }
        match (what, echo(&body[start..end])) {
            (What::Expression, Some(text)) => echoes.note_expression(&text),
            (What::Secret, Some(text)) => {
                // Of JSON as text a sentence may quote a part.
                if is_json_with_secret(&text, names) {
                    without_secrets(text.clone().into_bytes(), echoes);
                }
                echoes.note(text);
            }
            (_, None) => {}
        }
        clean.extend_from_slice(&body[done..start]);
        clean.push(b'"');
        clean.extend_from_slice(REDACTED.as_bytes());
        clean.push(b'"');
        done = end;
    }
    clean.extend_from_slice(&body[done..]);
    clean
}

/// The secret as text, when it is text.
fn echo(value: &[u8]) -> Option<String> {
    let raw = std::str::from_utf8(value).ok()?;
    Some(serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.trim_matches('"').to_owned()))
}

/// What must not stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    start: usize,
    end: usize,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A filter or path with a password in it.
    Expression,
    /// A secret by itself.
    Secret,
}

/// An object or array that is open.
struct Frame {
    start: usize,
    key: Option<String>,
    path_is_secret: bool,
    value: Option<(usize, usize)>,
}

impl Frame {
    fn open(start: usize) -> Self {
        Self {
            start,
            key: None,
            path_is_secret: false,
            value: None,
        }
    }
}

struct Scanner<'a> {
    body: &'a [u8],
    names: Names<'a>,
    frames: Vec<Frame>,
    spans: Vec<Span>,
}

impl<'a> Scanner<'a> {
    fn new(body: &'a [u8], names: Names<'a>) -> Self {
        // The outermost frame stands for the body itself.
        Self {
            body,
            names,
            frames: vec![Frame::open(0)],
            spans: Vec::new(),
        }
    }

    fn spans(mut self) -> Vec<Span> {
        let mut at = 0;
        while let Some(byte) = self.body.get(at) {
            at = match byte {
                b'{' | b'[' => {
                    self.frames.push(Frame::open(at));
                    at + 1
                }
                b'}' | b']' => {
                    self.close(at + 1);
                    at + 1
                }
                b'"' => self.text(at),
                byte if byte.is_ascii_whitespace() || matches!(byte, b',' | b':') => at + 1,
                _ => self.word(at),
            };
        }
        while self.frames.len() > 1 {
            self.close(self.body.len());
        }
        self.settle();
        self.spans
    }

    fn close(&mut self, end: usize) {
        if self.frames.len() < 2 {
            return;
        }
        self.settle();
        if let Some(frame) = self.frames.pop() {
            self.value(frame.start, end, None);
        }
    }

    /// At the end of an object: was it a PATCH operation on the password?
    fn settle(&mut self) {
        if let Some(Frame {
            path_is_secret: true,
            value: Some((start, end)),
            ..
        }) = self.frames.last()
        {
            let (start, end) = (*start, *end);
            self.found(start, end, What::Secret);
        }
    }

    fn found(&mut self, start: usize, end: usize, what: What) {
        self.spans.push(Span { start, end, what });
    }

    /// A string: a key when a colon follows, otherwise a value. Returns where to go on.
    fn text(&mut self, start: usize) -> usize {
        let end = end_of_text(self.body, start);
        let content = unescaped(&self.body[start..end]);
        let mut next = end;
        while self.body.get(next).is_some_and(u8::is_ascii_whitespace) {
            next += 1;
        }
        if self.body.get(next) == Some(&b':') {
            if let Some(frame) = self.frames.last_mut() {
                frame.key = Some(content.to_lowercase());
            }
            return next + 1;
        }
        self.value(start, end, Some(&content));
        end
    }

    /// A number, `true`, or something that is no JSON.
    fn word(&mut self, start: usize) -> usize {
        let stop = |byte: &u8| byte.is_ascii_whitespace() || b",:{}[]\"".contains(byte);
        let rest = &self.body[start..];
        let end = start + rest.iter().position(stop).unwrap_or(rest.len());
        self.value(start, end, None);
        end
    }

    /// A value ends: what was it the value of?
    fn value(&mut self, start: usize, end: usize, text: Option<&str>) {
        let names = self.names;
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let key = frame.key.take();
        let is_secret_key = |key: &str| names.is_secret_key(key);
        match key.as_deref() {
            Some("path") => frame.path_is_secret = text.is_some_and(is_secret_key),
            Some("value") => frame.value = Some((start, end)),
            _ => {}
        }
        let is_filter = key.as_deref() == Some("filter");
        let expression = text
            .is_some_and(|text| names.compared_in(text) || (is_filter && names.mentioned_in(text)));
        if expression {
            self.found(start, end, What::Expression);
        }
        if key.as_deref().is_some_and(is_secret_key)
            || text.is_some_and(|text| is_json_with_secret(text, names))
        {
            self.found(start, end, What::Secret);
        }
    }
}

/// Entra sends JSON as text in places.
fn is_json_with_secret(text: &str, names: Names<'_>) -> bool {
    text.trim_start().starts_with(['{', '[']) && names.may_hold_secret_key(text.as_bytes())
}

/// The place behind the closing quote, or the end of the body.
fn end_of_text(body: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = body.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    body.len()
}

/// The content of a JSON string; what cannot be decoded, as it is.
fn unescaped(raw: &[u8]) -> String {
    serde_json::from_slice(raw)
        .unwrap_or_else(|_| String::from_utf8_lossy(raw).trim_matches('"').to_owned())
}
