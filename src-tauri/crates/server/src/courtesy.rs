//! What is tolerated about the head of a request: headers and the encoding of the query.
//!
//! Each tolerance leaves a finding with what a strict server answers. In strict mode that is the
//! answer, and it is given before anything is carried out.

use std::borrow::Cow;

use http::{Method, StatusCode, Version, header};
use sandbox::Connection;
use scim::{Error, Finding, Strictness};

use crate::answer::Failure;
use crate::arrival::Arrival;
use crate::media;

/// Notes what is odd about the head of a request.
pub(crate) fn examine(arrival: &mut Arrival) {
    let mut found = Vec::new();
    found.extend(host(arrival));
    found.extend(media::answered(&arrival.headers).1);
    found.extend(needless_body(arrival));
    found.extend(query(arrival));
    arrival.findings.extend(found);
}

/// In strict mode, the answer to the first tolerance so far.
///
/// # Errors
/// What a strict server answers.
pub(crate) fn enforce(connection: &Connection, arrival: &Arrival) -> Result<(), Failure> {
    if connection.strictness == Strictness::Tolerant {
        return Ok(());
    }
    let refusal = arrival
        .findings
        .iter()
        .find_map(|found| found.strict.clone());
    refusal.map_or(Ok(()), |error| Err(error.into()))
}

/// Whether a `Host` can be used in addresses that are given out: a name or address and a port.
pub(crate) fn is_usable_host(host: &str) -> bool {
    !host.is_empty()
        && host.len() <= 255
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte))
}

fn host(arrival: &Arrival) -> Option<Finding> {
    let mut hosts = arrival.headers.get_all(header::HOST).iter();
    let what = match (hosts.next(), hosts.next()) {
        (None, _) if arrival.version >= Version::HTTP_11 => "The request has no Host header",
        (Some(_), Some(_)) => "The request has more than one Host header",
        (Some(host), None) if !host.to_str().is_ok_and(is_usable_host) => {
            "The Host header names no host"
        }
        _ => return None,
    };
    let strict = Error {
        status: StatusCode::BAD_REQUEST.as_u16(),
        scim_type: None,
        detail: format!("{what}."),
    };
    let detail = format!("{what}; addresses in the answer may not be what the client expects.");
    Some(Finding::warn("RFC-host", "RFC 9112 §3.2", detail).strict(strict))
}

fn needless_body(arrival: &Arrival) -> Option<Finding> {
    let bare = [Method::GET, Method::HEAD, Method::DELETE, Method::OPTIONS];
    if arrival.body.is_empty() || !bare.contains(&arrival.method) {
        return None;
    }
    let detail = format!("A {} came with a body; it was not read.", arrival.method);
    Some(Finding::info("RFC-needless-body", "RFC 9110 §9.3", detail))
}

fn query(arrival: &Arrival) -> Option<Finding> {
    let query = arrival.query.as_deref()?;
    let section = "RFC 3986 §2.1";
    if !is_encoded(query) {
        let detail = "The query is not percent-encoded UTF-8; what could not be read was replaced.";
        let strict = Error::invalid_value("The query must be percent-encoded UTF-8.");
        return Some(Finding::warn("RFC-query-encoding", section, detail).strict(strict));
    }
    if !query.contains('&') {
        return None;
    }
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut names: Vec<String> = pairs
        .map(|pair| pair.split('=').next().unwrap_or(pair).to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    let twice = names.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some(one),
        _ => None,
    });
    let name: String = twice?.chars().take(40).collect();
    let detail = format!("The query parameter {name} came more than once; the last one counted.");
    let strict = Error::invalid_value(format!("The query parameter {name} came more than once."));
    Some(Finding::warn("RFC-repeated-parameter", "RFC 7644 §3.4.2", detail).strict(strict))
}

fn is_encoded(query: &str) -> bool {
    let escapes = query.split('%').skip(1);
    let mut lengths = escapes.map(|rest| {
        rest.get(..2)
            .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    });
    let decoded: Cow<'_, [u8]> = percent_encoding::percent_decode_str(query).into();
    lengths.all(|good| good) && std::str::from_utf8(&decoded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_percent_encoded_utf_8() {
        for query in ["", "filter=a%20eq%20%22%C3%A9%22", "a=b+c", "a=é"] {
            assert!(is_encoded(query), "{query}");
        }
        for query in ["a=%", "a=%2", "a=%zz", "a=%ff", "100%&b=c"] {
            assert!(!is_encoded(query), "{query}");
        }
    }

    #[test]
    fn a_host_is_a_name_and_a_port() {
        for host in ["127.0.0.1:8787", "[::1]:80", "demo.example.dev"] {
            assert!(is_usable_host(host), "{host}");
        }
        for host in ["", "a/b", "a b", "x\"y", "user@host"] {
            assert!(!is_usable_host(host), "{host}");
        }
    }
}
