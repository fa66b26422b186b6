//! Media types (RFC 7644 §3.1 and §3.8): which bodies are read, and what answers are called.
//!
//! Lenient: a body without a `Content-Type` is read as SCIM JSON, and `Accept` never leads to a
//! refusal: Entra sends none, and answering 406 breaks its connection test. A body that is not UTF-8
//! or is compressed is refused, since what was made of it could only be a guess.

use std::borrow::Cow;

use http::{HeaderMap, StatusCode, header};
use scim::{Error, Finding, Severity};

use crate::answer::SCIM_JSON;

/// The other name of JSON, answered to whoever asks for it.
const JSON: &str = "application/json";

/// Whether a body with these headers is read, and what is to be noted about it.
///
/// # Errors
/// 415 for a media type that is not JSON, for a charset that is not UTF-8, and for a content coding.
pub(crate) fn judge(headers: &HeaderMap) -> Result<Option<Finding>, Error> {
    check_coding(headers)?;
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Ok(Some(Finding {
            rule: Cow::Borrowed("RFC-content-type-missing"),
            severity: Severity::Info,
            path: None,
            detail: "The body came without a Content-Type and was read as application/scim+json."
                .to_owned(),
            section: Cow::Borrowed("RFC 7644 §3.1"),
            strict: Some(refusal("no Content-Type")),
        }));
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().unwrap_or("");
    if ![SCIM_JSON, JSON]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known))
    {
        return Err(refusal(kind));
    }
    match parts.find_map(charset) {
        Some(charset) if !is_utf8(charset) => Err(Error::unsupported_media_type(format!(
            "The body must be UTF-8 (RFC 8259 §8.1); the request says charset={charset}."
        ))),
        _ => Ok(None),
    }
}

fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.trim()
        .eq_ignore_ascii_case("charset")
        .then(|| value.trim().trim_matches('"'))
}

fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", ""]
        .iter()
        .any(|known| charset.eq_ignore_ascii_case(known))
}

fn check_coding(headers: &HeaderMap) -> Result<(), Error> {
    let codings = headers.get_all(header::CONTENT_ENCODING).iter();
    for value in codings {
        let text = String::from_utf8_lossy(value.as_bytes());
        let coded = |coding: &&str| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity");
        if let Some(coding) = text.split(',').map(str::trim).find(coded) {
            return Err(Error::unsupported_media_type(format!(
                "The body is sent with Content-Encoding: {coding}. Send it as it is."
            )));
        }
    }
    Ok(())
}

fn refusal(sent: &str) -> Error {
    Error::unsupported_media_type(format!(
        "The body must be application/scim+json or application/json; the request says {sent}."
    ))
}

/// A parser may ignore such a mark; a sender must not add it (RFC 8259 §8.1).
pub(crate) fn byte_order_mark() -> Finding {
    Finding::warn(
        "RFC-byte-order-mark",
        "RFC 8259 §8.1",
        "The body begins with a byte order mark (U+FEFF), which JSON must not have; it was skipped.",
    )
    .strict(Error::invalid_syntax(
        "The body begins with a byte order mark (U+FEFF), which is no part of JSON.",
    ))
}

/// What an answer is called, and what is to be noted about what was asked for.
pub(crate) fn answered(headers: &HeaderMap) -> (&'static str, Option<Finding>) {
    let Some(wanted) = Wanted::of(headers) else {
        return (SCIM_JSON, None);
    };
    if wanted.json > wanted.scim {
        return (JSON, None);
    }
    let unheard = wanted.scim <= 0.0;
    (SCIM_JSON, unheard.then(unacceptable))
}

/// How much the two names of JSON are wanted, from 0 to 1 (RFC 9110 §12.4.2).
struct Wanted {
    scim: f32,
    json: f32,
}

impl Wanted {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let values = headers.get_all(header::ACCEPT).iter();
        let texts: Vec<Cow<'_, str>> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        let ranges: Vec<(String, f32)> = texts
            .iter()
            .flat_map(|text| text.split(','))
            .filter(|range| !range.trim().is_empty())
            .map(range)
            .collect();
        if ranges.is_empty() {
            return None;
        }
        let named = |name: &str| weight(&ranges, name);
        let any = named("application/*").or_else(|| named("*/*"));
        let json = named(JSON);
        Some(Self {
            // Whoever names application/json and takes anything else as well (`application/json,
            // */*`) means application/json.
            scim: named(SCIM_JSON)
                .or(any.filter(|_| json.is_none()))
                .unwrap_or(0.0),
            json: json.unwrap_or(0.0),
        })
    }
}

fn weight(ranges: &[(String, f32)], name: &str) -> Option<f32> {
    let found = ranges.iter().find(|(range, _)| range == name);
    found.map(|(_, weight)| *weight)
}

fn range(text: &str) -> (String, f32) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or("").to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    let weight = weight.and_then(|text| text.trim().parse().ok());
    (name, weight.unwrap_or(1.0))
}

fn unacceptable() -> Finding {
    let detail = "The client accepts neither application/scim+json nor application/json";
    Finding {
        rule: Cow::Borrowed("RFC-not-acceptable"),
        severity: Severity::Warn,
        path: None,
        detail: format!("{detail}; it was answered with application/scim+json all the same."),
        section: Cow::Borrowed("RFC 7644 §3.8"),
        strict: Some(Error {
            status: StatusCode::NOT_ACCEPTABLE.as_u16(),
            scim_type: None,
            detail: format!("{detail}."),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    fn judged(kind: &'static str) -> Result<Option<Finding>, Error> {
        judge(&headers(header::CONTENT_TYPE, kind))
    }

    #[test]
    fn scim_json_is_read_with_and_without_a_charset() {
        for kind in [
            "application/scim+json",
            "application/scim+json; charset=utf-8",
            "application/scim+json;odata=x; Charset=\"UTF-8\"",
            "Application/JSON",
        ] {
            assert_eq!(judged(kind), Ok(None), "{kind}");
        }
    }

    #[test]
    fn a_missing_content_type_is_tolerated_with_a_finding() {
        let finding = judge(&HeaderMap::new()).unwrap().unwrap();
        assert_eq!(finding.strict.map(|error| error.status), Some(415));
    }

    #[test]
    fn forms_text_other_charsets_and_codings_are_refused() {
        let error = judged("text/plain").unwrap_err();
        assert_eq!(error.status, 415);
        assert!(error.detail.contains("text/plain"));
        let error = judged("application/json; charset=utf-16").unwrap_err();
        assert!(error.detail.contains("utf-16"), "{}", error.detail);
        let error = judge(&headers(header::CONTENT_ENCODING, "gzip")).unwrap_err();
        assert!(error.detail.contains("gzip"), "{}", error.detail);
        let plain = judge(&headers(header::CONTENT_ENCODING, "identity"));
        assert!(plain.is_ok());
    }

    #[test]
    fn the_answer_is_scim_unless_json_is_asked_for() {
        let named = |accept| answered(&headers(header::ACCEPT, accept)).0;
        for accept in [
            "application/scim+json",
            "*/*",
            "",
            "text/html, */*;q=0.1",
            "application/json;q=0.5, application/scim+json",
            "application/json, application/scim+json",
            "application/xml",
        ] {
            assert_eq!(named(accept), SCIM_JSON, "{accept}");
        }
        for accept in [
            "application/json",
            "application/json, text/plain, */*",
            "application/scim+json;q=0.1, Application/JSON",
        ] {
            assert_eq!(named(accept), JSON, "{accept}");
        }
    }

    #[test]
    fn asking_for_something_else_is_noted() {
        let noted = |accept| answered(&headers(header::ACCEPT, accept)).1;
        let strict = noted("text/html").and_then(|finding| finding.strict);
        assert_eq!(strict.map(|error| error.status), Some(406));
        assert_eq!(noted("*/*"), None);
        assert_eq!(noted("application/json"), None);
        assert_eq!(answered(&HeaderMap::new()).1, None);
    }
}
