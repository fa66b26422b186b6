//! Which request bodies are read (RFC 7644 §3.1: `application/scim+json`, and `application/json`).
//!
//! Lenient: a body without a `Content-Type`, or with a `charset` parameter, is read as SCIM JSON.
//! `Accept` never leads to a refusal: Entra sends none, and answering 406 breaks its connection test.

use std::borrow::Cow;

use http::{HeaderMap, header};
use scim::{Error, Finding, Severity};

/// Whether a body with these headers is read, and what is to be noted about it.
///
/// # Errors
/// 415 for a media type that is not JSON.
pub(crate) fn judge(headers: &HeaderMap) -> Result<Option<Finding>, Error> {
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
    let kind = text.split(';').next().unwrap_or("").trim();
    let known = ["application/scim+json", "application/json"];
    if known.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        Ok(None)
    } else {
        Err(refusal(kind))
    }
}

fn refusal(sent: &str) -> Error {
    Error::unsupported_media_type(format!(
        "The body must be application/scim+json or application/json; the request says {sent}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn judged(kind: Option<&'static str>) -> Result<Option<Finding>, Error> {
        let mut headers = HeaderMap::new();
        if let Some(kind) = kind {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        judge(&headers)
    }

    #[test]
    fn scim_json_is_read_with_and_without_a_charset() {
        for kind in [
            "application/scim+json",
            "application/scim+json; charset=utf-8",
            "Application/JSON",
        ] {
            assert_eq!(judged(Some(kind)), Ok(None), "{kind}");
        }
    }

    #[test]
    fn a_missing_content_type_is_tolerated_with_a_finding() {
        let finding = judged(None).unwrap().unwrap();
        assert_eq!(finding.strict.map(|error| error.status), Some(415));
    }

    #[test]
    fn forms_and_text_are_refused() {
        let error = judged(Some("text/plain")).unwrap_err();
        assert_eq!(error.status, 415);
        assert!(error.detail.contains("text/plain"));
    }
}
