//! What is wrong with a request that cannot be read, and what to do about it, in one sentence each.

use http::StatusCode;
use scim::Error;

use super::Cause;
use super::head::Head;
use crate::limits::{LARGEST_HEAD, LONGEST_TARGET};

/// Most header lines that are read.
const MOST_FIELDS: usize = 100;

/// The SCIM error for a head, of which `length` bytes had come.
pub(super) fn error(head: &Head, length: usize, cause: Cause) -> Error {
    match cause {
        Cause::Late => with_status(
            StatusCode::REQUEST_TIMEOUT,
            "The request line and the headers did not arrive in time.".to_owned(),
        ),
        Cause::Unfinished => bad("The request ended in the middle of its headers."),
        Cause::TooLarge => too_large(head, length),
        Cause::BodyLength => bad(
            "How long the body is cannot be told: Content-Length must be one whole number, and Transfer-Encoding must end in chunked.",
        ),
        Cause::Malformed => malformed(head),
    }
}

fn too_large(head: &Head, length: usize) -> Error {
    if !head.line_ended || head.line.len() > LONGEST_TARGET {
        return target_too_long();
    }
    let detail = if length < LARGEST_HEAD {
        format!("The request has more than {MOST_FIELDS} headers.")
    } else {
        format!(
            "The request line and the headers are larger than {} KiB together.",
            LARGEST_HEAD / 1024
        )
    };
    with_status(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, detail)
}

/// 414 (RFC 9110 §15.5.15).
pub(crate) fn target_too_long() -> Error {
    with_status(
        StatusCode::URI_TOO_LONG,
        format!(
            "The address is longer than {} KiB. Send the query in the body of a POST to .search instead (RFC 7644 §3.4.3).",
            LONGEST_TARGET / 1024
        ),
    )
}

fn malformed(head: &Head) -> Error {
    if head.line.starts_with('\u{16}') {
        return bad(
            "The client speaks TLS to a port that speaks plain HTTP. Begin the Tenant URL with http://, or put a tunnel in front that ends TLS.",
        );
    }
    if head.line.starts_with("PRI * HTTP/2") {
        return bad(
            "The client begins with HTTP/2 without asking. Scimbox speaks HTTP/1.1; switch prior knowledge of HTTP/2 off.",
        );
    }
    if head.method == "?" {
        return bad("What was sent is no HTTP request: it does not begin with a method.");
    }
    let target = head.line.trim_start_matches(head.method.as_str()).trim();
    let target = match &head.version {
        Some(version) => target.trim_end_matches(version.as_str()).trim_end(),
        None => target,
    };
    if target.contains(' ') {
        return bad(
            "The address in the request line has a blank in it. Send %20 or + in its place.",
        );
    }
    if let Some(mark) = target.chars().find(|mark| !may_stand_in_target(*mark)) {
        return bad(format!(
            "The address in the request line has the character {mark:?} in it, which must be percent-encoded."
        ));
    }
    match head.version.as_deref() {
        Some("HTTP/1.1" | "HTTP/1.0") => {}
        Some(version) => {
            return bad(format!(
                "The request says {version:?}; Scimbox speaks HTTP/1.1."
            ));
        }
        None => return bad("The request line does not end in HTTP/1.1."),
    }
    match head.broken_line {
        Some(line) => bad(format!(
            "Line {line} of the request is no header. A header is a name, a colon right behind it, and a value."
        )),
        None => bad("The request is not HTTP/1.1 as RFC 9112 has it."),
    }
}

/// Whether a character may stand in a request target as it is (RFC 3986 appendix A).
fn may_stand_in_target(mark: char) -> bool {
    mark.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(mark)
}

fn bad(detail: impl Into<String>) -> Error {
    with_status(StatusCode::BAD_REQUEST, detail.into())
}

fn with_status(status: StatusCode, detail: String) -> Error {
    Error {
        status: status.as_u16(),
        scim_type: None,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        error(&Head::read(bytes), bytes.len(), Cause::Malformed).detail
    }

    #[test]
    fn each_mistake_has_its_own_sentence() {
        let mistakes: [(&[u8], &str); 8] = [
            (b"\x16\x03\x01\x02", "TLS"),
            (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/2"),
            (b"hello\x00there\r\n\r\n", "method"),
            (b"GET /Users?filter=a eq b HTTP/1.1\r\n\r\n", "%20"),
            (
                b"GET /Users?filter=a+eq+\"b\" HTTP/1.1\r\n\r\n",
                "percent-encoded",
            ),
            (b"GET /Users HTTP/9.9\r\n\r\n", "HTTP/9.9"),
            (b"GET /Users\r\n\r\n", "does not end"),
            (
                b"GET /Users HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n",
                "Line 3",
            ),
        ];
        for (bytes, word) in mistakes {
            assert!(said(bytes).contains(word), "{}", said(bytes));
        }
    }

    #[test]
    fn a_long_line_is_a_414_and_long_headers_are_a_431() {
        let line = [b"GET /".as_slice(), &vec![b'a'; LARGEST_HEAD]].concat();
        let long_line = error(&Head::read(&line), line.len(), Cause::TooLarge);
        assert_eq!(long_line.status, 414);
        let fields = [
            b"GET / HTTP/1.1\r\nX: ".as_slice(),
            &vec![b'a'; LARGEST_HEAD],
        ]
        .concat();
        let long_fields = error(&Head::read(&fields), fields.len(), Cause::TooLarge);
        assert_eq!(long_fields.status, 431);
    }
}
