//! Error messages (RFC 7644 §3.12), list responses (§3.4.2), and the judging of findings.

use scim::{Error, Finding, Found, ListResponse, Refused, ScimType, Severity, Strictness};
use serde_json::{Value, json};

#[test]
fn an_error_message_carries_its_status_as_text() {
    assert_eq!(
        Error::mutability("Attribute 'id' is readOnly.").to_value(),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "scimType": "mutability",
            "detail": "Attribute 'id' is readOnly.",
            "status": "400",
        })
    );
    let not_found = Error::not_found("Resource 2819c223 not found.").to_value();
    assert_eq!(not_found["status"], "404");
    assert!(not_found.get("scimType").is_none());
}

#[test]
fn every_keyword_of_table_9_has_its_status() {
    type Make = fn(&str) -> Error;
    let all: [(Make, u16, &str); 13] = [
        (|d| Error::invalid_filter(d), 400, "invalidFilter"),
        (|d| Error::too_many(d), 400, "tooMany"),
        (|d| Error::uniqueness(d), 409, "uniqueness"),
        (|d| Error::mutability(d), 400, "mutability"),
        (|d| Error::invalid_syntax(d), 400, "invalidSyntax"),
        (|d| Error::invalid_path(d), 400, "invalidPath"),
        (|d| Error::no_target(d), 400, "noTarget"),
        (|d| Error::invalid_value(d), 400, "invalidValue"),
        (|d| Error::invalid_vers(d), 400, "invalidVers"),
        (|d| Error::sensitive(d), 403, "sensitive"),
        (|d| Error::invalid_cursor(d), 400, "invalidCursor"),
        (|d| Error::expired_cursor(d), 400, "expiredCursor"),
        (|d| Error::invalid_count(d), 400, "invalidCount"),
    ];
    for (make, status, keyword) in all {
        let error = make("Why.");
        assert_eq!(error.status, status, "{keyword}");
        assert_eq!(error.scim_type.map(ScimType::as_str), Some(keyword));
        assert_eq!(
            serde_json::to_value(error.scim_type).expect("json"),
            keyword
        );
        assert_eq!(error.to_string(), format!("{status} {keyword}: Why."));
    }
}

#[test]
fn the_other_failures_have_a_status_only() {
    for (error, status) in [
        (Error::unauthorized("x"), 401),
        (Error::forbidden("x"), 403),
        (Error::not_found("x"), 404),
        (Error::method_not_allowed("x"), 405),
        (Error::precondition_failed("x"), 412),
        (Error::too_large("x"), 413),
        (Error::unsupported_media_type("x"), 415),
        (Error::too_many_requests("x"), 429),
        (Error::internal("x"), 500),
        (Error::not_implemented("x"), 501),
        (Error::unavailable("x"), 503),
    ] {
        assert_eq!((error.status, error.scim_type), (status, None));
    }
}

#[test]
fn a_list_response_has_numbers_and_always_resources() {
    let empty = ListResponse::by_index(0, 1, Vec::new()).to_value();
    assert_eq!(
        empty.to_string(),
        r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}"#
    );
    let page = ListResponse::by_index(100, 11, vec![json!({ "id": "a" }), json!({ "id": "b" })])
        .to_value();
    assert_eq!(page["totalResults"], 100);
    assert_eq!(page["itemsPerPage"], 2);
    assert_eq!(page["startIndex"], 11);
    assert_eq!(
        ListResponse::by_index(1, 0, Vec::new()).to_value()["startIndex"],
        1
    );
}

fn noted() -> Found<u8> {
    Found {
        value: 7,
        findings: vec![
            Finding::info("CRT-07", "RFC 7644 §3.3", "'id' is read-only; ignored."),
            Finding::warn("CRT-15", "RFC 7643 §2.3.2", "Text for a boolean.")
                .at("active")
                .strict(Error::invalid_value("First.")),
            Finding::warn("CRT-12", "RFC 7643 §2.4", "An object for an array.")
                .strict(Error::invalid_value("Second.")),
        ],
    }
}

#[test]
fn tolerance_lets_everything_through() {
    assert_eq!(noted().judge(Strictness::Tolerant), Ok(noted()));
    assert_eq!(Strictness::default(), Strictness::Tolerant);
}

#[test]
fn strictness_answers_with_the_first_finding_that_has_an_error() {
    let refused: Refused = noted().judge(Strictness::Strict).expect_err("strict");
    assert_eq!(refused.error, Error::invalid_value("First."));
    assert_eq!(refused.findings, noted().findings);
}

#[test]
fn strictness_accepts_what_is_only_explained() {
    let found = Found {
        value: (),
        findings: vec![Finding::info("CRT-06", "RFC 7643 §4.1.1", "x.")],
    };
    assert!(found.judge(Strictness::Strict).is_ok());
}

#[test]
fn a_finding_survives_storage() {
    for finding in noted().findings {
        let stored = serde_json::to_value(&finding).expect("json");
        let read: Finding = serde_json::from_value(stored).expect("a finding");
        assert_eq!(read, finding);
    }
    let stored: Value = serde_json::to_value(&noted().findings[1]).expect("json");
    assert_eq!(
        stored,
        json!({
            "rule": "CRT-15",
            "severity": "warn",
            "path": "active",
            "detail": "Text for a boolean.",
            "section": "RFC 7643 §2.3.2",
            "strict": { "status": 400, "scimType": "invalidValue", "detail": "First." },
        })
    );
}

#[test]
fn severities_have_an_order() {
    assert!(Severity::Info < Severity::Warn && Severity::Warn < Severity::Error);
}

#[test]
fn found_values_can_be_turned_and_drained() {
    let turned = noted().map(|value| value.to_string());
    assert_eq!(turned.value, "7");
    let mut findings = vec![Finding::info("X", "RFC 7644", "First of all.")];
    assert_eq!(turned.drain_into(&mut findings), "7");
    assert_eq!(findings.len(), 4);
    assert!(Found::clean(1).findings.is_empty());
}
