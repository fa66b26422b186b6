//! Finds passwords in JSON without changing anything else of it. Reads malformed JSON as far as
//! it makes sense, since a body that could not be parsed is recorded all the same; what cannot be
//! told from a password is taken for one.

use super::REDACTED;
use super::text::find;

/// `body` with every password replaced; the passwords are added to `echoes`.
pub(super) fn without_passwords(body: Vec<u8>, echoes: &mut Vec<String>) -> Vec<u8> {
    // A key may be written with escapes, so any escape makes a closer look necessary.
    if find(&body, b"password", 0).is_none() && find(&body, b"\\u", 0).is_none() {
        return body;
    }
    let mut spans = Scanner::new(&body).spans();
    if spans.is_empty() {
        return body;
    }
    spans.sort_unstable();
    let mut clean = Vec::with_capacity(body.len());
    let mut done = 0;
    for (start, end) in spans {
        if start < done {
            continue;
        }
        echoes.extend(echo(&body[start..end]));
        clean.extend_from_slice(&body[done..start]);
        clean.push(b'"');
        clean.extend_from_slice(REDACTED.as_bytes());
        clean.push(b'"');
        done = end;
    }
    clean.extend_from_slice(&body[done..]);
    clean
}

/// The password as text, when it is text.
fn echo(value: &[u8]) -> Option<String> {
    let raw = std::str::from_utf8(value).ok()?;
    Some(serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.trim_matches('"').to_owned()))
}

/// An object or array that is open.
struct Frame {
    start: usize,
    key: Option<String>,
    path_is_password: bool,
    value: Option<(usize, usize)>,
}

impl Frame {
    fn open(start: usize) -> Self {
        Self {
            start,
            key: None,
            path_is_password: false,
            value: None,
        }
    }
}

struct Scanner<'a> {
    body: &'a [u8],
    frames: Vec<Frame>,
    spans: Vec<(usize, usize)>,
}

impl<'a> Scanner<'a> {
    fn new(body: &'a [u8]) -> Self {
        // The outermost frame stands for the body itself.
        Self {
            body,
            frames: vec![Frame::open(0)],
            spans: Vec::new(),
        }
    }

    fn spans(mut self) -> Vec<(usize, usize)> {
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
            path_is_password: true,
            value: Some(span),
            ..
        }) = self.frames.last()
        {
            self.spans.push(*span);
        }
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
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let key = frame.key.take();
        match key.as_deref() {
            Some(key) if names_password(key) => self.spans.push((start, end)),
            Some("path") => frame.path_is_password = text.is_some_and(names_password),
            Some("value") => frame.value = Some((start, end)),
            _ => {}
        }
        if text.is_some_and(is_json_with_password) {
            self.spans.push((start, end));
        }
    }
}

/// `password`, with or without a schema URN in front and brackets or a sub-attribute behind.
fn names_password(path: &str) -> bool {
    let attribute = path.trim().rsplit(':').next().unwrap_or_default();
    let name = attribute.split(['.', '[']).next().unwrap_or_default();
    name.trim().eq_ignore_ascii_case("password")
}

/// Entra sends JSON as text in places.
fn is_json_with_password(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && find(text.as_bytes(), b"password", 0).is_some()
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
