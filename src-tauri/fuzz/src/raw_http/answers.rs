//! Reads what a server has written on one connection (RFC 9112) and judges each answer.

use serde_json::{Value, json};

/// Schema URN of a SCIM error.
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// All final answers in order; `heads` says whether some may be to a HEAD. Fails when something is left
/// that is none.
pub(crate) fn read(output: &[u8], heads: bool) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut rest = output;
    while !rest.is_empty() {
        let read = Answer::read(rest, heads);
        assert!(read.is_some(), "cut off: {}", output.escape_ascii());
        let Some((answer, after)) = read else {
            break;
        };
        rest = after;
        // "100 Continue" announces an answer (RFC 9110 §15.2).
        if answer.status >= 200 {
            answers.push(answer);
        }
    }
    answers
}

/// One response.
#[derive(Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    /// Absent when it answers a HEAD, or when its status has none.
    body: Option<Vec<u8>>,
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    fn read(bytes: &[u8], heads: bool) -> Option<(Self, &[u8])> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.strip_prefix("HTTP/1.")?.get(2..5)?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let mut answer = Self {
            status: status.parse().ok()?,
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
            body: None,
        };
        let rest = bytes.get(end + 4..)?;
        // An answer to HEAD says how long the body would be. No JSON begins like a status line.
        let next_follows = heads && (rest.is_empty() || rest.starts_with(b"HTTP/1."));
        if matches!(answer.status, 100..200 | 204 | 304) || next_follows {
            return Some((answer, rest));
        }
        let length: usize = answer.header("content-length")?.parse().ok()?;
        answer.body = Some(rest.get(..length)?.to_owned());
        Some((answer, rest.get(length..)?))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Fails unless the status may answer a stranger and the answer has what its status promises.
    pub(crate) fn is_good(&self) {
        // 501 is for what a client may ask and a server may lack (RFC 7644 §3.11).
        let fair = (200..500).contains(&self.status) || self.status == 501;
        assert!(fair, "{self}");
        let promised = match self.status {
            201 => Some("location"),
            304 => Some("etag"),
            401 if !self.is_of_oauth() => Some("www-authenticate"),
            405 => Some("allow"),
            _ => None,
        };
        let kept = promised.is_none_or(|name| self.header(name).is_some());
        assert!(kept, "{promised:?} is missing: {self}");
        if let Some(body) = &self.body {
            let json = serde_json::from_slice::<Value>(body);
            assert!(json.is_ok(), "{json:?}: {self}");
            self.says_something(&json.unwrap_or_default());
        }
    }

    fn says_something(&self, json: &Value) {
        if self.is_of_oauth() {
            assert!(self.status < 400 || json["error"].is_string(), "{self}");
            return;
        }
        let kind = self.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/scim+json"), "{self}");
        assert!(json.get("password").is_none(), "{self}");
        if self.status < 400 {
            assert!(json["schemas"].is_array(), "{self}");
            return;
        }
        assert_eq!(json["schemas"], json!([ERROR]), "{self}");
        assert_eq!(json["status"], self.status.to_string(), "{self}");
        let detail = json["detail"].as_str().unwrap_or_default();
        assert!(!detail.is_empty(), "{self}");
    }

    /// `/oauth2/token` answers in the words of RFC 6749 §5.
    fn is_of_oauth(&self) -> bool {
        self.header("content-type") == Some("application/json")
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = self.body.as_deref().unwrap_or_default();
        write!(
            formatter,
            "{} {:?} {}",
            self.status,
            self.headers,
            body.escape_ascii()
        )
    }
}
