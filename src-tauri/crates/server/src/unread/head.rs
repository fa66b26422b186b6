//! A request head that is broken somewhere, read as far as it goes.
//!
//! Lenient to the utmost, since this is for people who look for the mistake. What cannot be told to
//! be a header is left out, because it might be half of a secret.

use super::Cause;

/// Longest method and target that are kept, in characters.
const METHOD_KEPT: usize = 20;
const TARGET_KEPT: usize = 2_000;

/// What stands for a method that is none.
const NO_METHOD: &str = "?";

/// What could be made out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The request line as it came.
    pub(super) line: String,
    /// Whether the request line came to its end.
    pub(super) line_ended: bool,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Option<String>,
    /// `HTTP/1.1`, when the request line has something of the kind.
    pub(super) version: Option<String>,
    pub(super) fields: Vec<(String, String)>,
    /// Number of the first line that is no header; the request line is the first.
    pub(super) broken_line: Option<usize>,
}

impl Head {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches(['\r', '\n']);
        let line_ended = text.contains('\n');
        let mut lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
        let line = lines.next().unwrap_or_default();
        let (method, target, version) = split(line);
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let mut head = Self {
            line: line.to_owned(),
            line_ended,
            method: method.map_or_else(|| NO_METHOD.to_owned(), |method| clip(method, METHOD_KEPT)),
            path: clip(path, TARGET_KEPT),
            query: query.map(|query| clip(query, TARGET_KEPT)),
            version: version.map(str::to_owned),
            fields: Vec::new(),
            broken_line: None,
        };
        head.read_fields(lines);
        head
    }

    /// The value of a header, by its name in lower case.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    fn read_fields<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        for (index, line) in lines.enumerate() {
            if line.is_empty() {
                return;
            }
            let name = line
                .split_once(':')
                .map(|(name, value)| (name.trim(), value));
            match name {
                _ if line.starts_with([' ', '\t']) => {
                    self.broken_line.get_or_insert(index + 2);
                    // A folded line belongs to the header above, and is as secret as that.
                    if let Some((_, value)) = self.fields.last_mut() {
                        value.push(' ');
                        value.push_str(line.trim());
                    }
                }
                Some((name, value)) if is_token(name) => {
                    if line.contains(" :") && line.find(" :") < line.find(": ") {
                        self.broken_line.get_or_insert(index + 2);
                    }
                    self.fields
                        .push((name.to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {
                    self.broken_line.get_or_insert(index + 2);
                }
            }
        }
    }
}

/// Method, target and version of a request line. What stands between method and version is the
/// target, blanks included.
fn split(line: &str) -> (Option<&str>, &str, Option<&str>) {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let method = Some(first).filter(|first| is_token(first) && first.len() <= 40);
    if method.is_none() {
        return (None, "", None);
    }
    let rest = rest.trim();
    match rest.rsplit_once(' ') {
        Some((target, version)) if version.starts_with("HTTP") => {
            (method, target.trim(), Some(version))
        }
        _ => (method, rest, None),
    }
}

/// Whether a text is a token (RFC 9110 §5.6.2), as methods and header names are.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn clip(text: &str, most: usize) -> String {
    let visible = |mark: &char| !mark.is_control();
    text.chars().filter(visible).take(most).collect()
}

/// Where the head begins in what was heard since the last answer: several requests may have come at
/// once, the first of them good.
pub(super) fn locate<'a>(heard: &'a [u8], unparsed: &'a [u8], cause: Cause) -> &'a [u8] {
    let parsed = match heard.strip_suffix(unparsed) {
        Some(parsed) => parsed,
        // More was heard than is kept: what hyper still holds is the head, or what came behind it.
        None if cause != Cause::BodyLength && looks_like_a_head(unparsed) => return unparsed,
        None => return heard,
    };
    // Hyper drops a head that it has parsed, and keeps one that it has not.
    let dropped = unparsed.is_empty()
        || cause == Cause::BodyLength
        || (cause == Cause::Malformed
            && parsed.ends_with(b"\r\n\r\n")
            && !looks_like_a_head(unparsed));
    if !dropped {
        return unparsed;
    }
    let body = parsed.len().saturating_sub(4);
    let earlier = parsed.get(..body).unwrap_or_default();
    let start = earlier.windows(4).rposition(|end| end == b"\r\n\r\n");
    start
        .and_then(|start| parsed.get(start + 4..))
        .unwrap_or(parsed)
}

fn looks_like_a_head(bytes: &[u8]) -> bool {
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let (method, target, version) = split(line.trim());
    method.is_some() && (version.is_some() || target.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_head_is_read_like_any_other() {
        let head =
            Head::read(b"GET /scim/v2/Users?count=1 HTTP/1.1\r\nHost: a\r\nX-A:b\r\n\r\nbody: x");
        assert_eq!(head.method, "GET");
        assert_eq!(head.path, "/scim/v2/Users");
        assert_eq!(head.query.as_deref(), Some("count=1"));
        assert_eq!(head.version.as_deref(), Some("HTTP/1.1"));
        let fields = [("host", "a"), ("x-a", "b")];
        let fields: Vec<(String, String)> = fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        assert_eq!(head.fields, fields);
        assert_eq!(head.broken_line, None);
    }

    #[test]
    fn blanks_in_the_target_stay_in_it() {
        let head = Head::read(b"GET /Users?filter=userName eq \"ada\" HTTP/1.1\r\n\r\n");
        assert_eq!(head.query.as_deref(), Some("filter=userName eq \"ada\""));
    }

    #[test]
    fn what_is_no_http_has_neither_method_nor_path() {
        let head = Head::read(b"\x16\x03\x01\x02\x00 hello there\r\n\r\n");
        assert_eq!((head.method.as_str(), head.path.as_str()), ("?", ""));
    }

    #[test]
    fn half_a_secret_is_not_kept() {
        let bytes =
            b"GET / HTTP/1.1\r\nAuthorization : Bearer one\r\nBearer two\r\nX: y\r\n three\r\n\r\n";
        let head = Head::read(bytes);
        assert_eq!(head.broken_line, Some(2));
        assert_eq!(head.field("authorization").as_deref(), Some("Bearer one"));
        assert_eq!(head.field("x").as_deref(), Some("y three"));
        assert!(!format!("{head:?}").contains("two"));
    }

    #[test]
    fn the_head_is_found_behind_a_request_that_was_good() {
        let good = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        let bad = b"GET /b c HTTP/1.1\r\nHost: x\r\n\r\n";
        let both = [&good[..], &bad[..]].concat();
        assert_eq!(locate(&both, bad, Cause::Malformed), bad);
        assert_eq!(locate(&both, b"", Cause::Malformed), bad);
        assert_eq!(locate(bad, bad, Cause::Malformed), bad);
        let body = [&bad[..], b"{}"].concat();
        assert_eq!(locate(&body, b"{}", Cause::BodyLength), bad);
        assert_eq!(locate(&body, b"{}", Cause::Malformed), bad);
    }
}
