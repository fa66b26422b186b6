//! What filters mean beyond the fixtures: every data type, unknown attributes, `check`.

use scim::{Object, ScimType, Strictness, filter};
use serde_json::json;

use crate::support::{kind, object, registry, rules};
use crate::widget;

fn widget() -> Object {
    object(json!({
        "label": "Sprocket",
        "code": "Abc",
        "size": 12,
        "weight": 2.5,
        "sold": false,
        "made": "2026-03-01T12:00:00+02:00",
        "blob": "QUJD",
        "link": "https://example.com/w",
        "tags": ["Red", "green"],
        "email": "own@example.com",
        "box": { "width": 3, "colour": "Grün" },
        "parts": [
            { "value": "P1", "type": "screw", "count": 4, "aliases": ["x", "y"] },
            { "value": "p2", "type": "nut", "primary": true },
        ],
    }))
}

fn asks(text: &str) -> bool {
    let filter = filter::parse(text).expect(text).value;
    filter.matches(widget::registry(), widget::kind(), &widget())
}

#[test]
fn numbers_compare_as_numbers() {
    for (text, hit) in [
        ("size eq 12", true),
        ("size eq 12.0", true),
        ("size eq \"12\"", true),
        ("size gt 9", true),
        ("size lt 9", false),
        ("size ge 12", true),
        ("size le 11.9", false),
        ("size ne 13", true),
        ("weight gt 2", true),
        ("weight eq 2.5", true),
        ("size eq \"twelve\"", false),
        ("size ne \"twelve\"", true),
        ("size sw \"1\"", true),
        ("size eq true", false),
    ] {
        assert_eq!(asks(text), hit, "{text}");
    }
}

#[test]
fn case_counts_where_the_schema_says_so() {
    assert!(asks("label eq \"SPROCKET\""));
    assert!(!asks("code eq \"abc\""));
    assert!(asks("code eq \"Abc\""));
    assert!(asks("code sw \"A\""));
    assert!(!asks("code sw \"a\""));
    assert!(asks("parts.value eq \"P1\""));
    assert!(!asks("parts.value eq \"p1\""));
    assert!(!asks("parts[value eq \"P2\"]"));
    assert!(asks("box.colour eq \"GRÜN\""), "beyond ASCII too");
}

#[test]
fn dates_compare_as_instants() {
    assert!(asks("made eq \"2026-03-01T10:00:00Z\""));
    assert!(asks("made eq \"2026-03-01T10:00:00.000Z\""));
    assert!(asks("made gt \"2026-03-01T09:59:59Z\""));
    assert!(!asks("made gt \"2026-03-01T10:00:00Z\""));
    assert!(asks("made ge \"2026-03-01\""));
    assert!(asks("made lt \"2026-03-02T00:00:00\""));
    assert!(asks("made sw \"2026-03\""), "text operators see the text");
    assert!(!asks("made eq \"yesterday\""));
}

#[test]
fn simple_multi_valued_attributes_match_by_any_value() {
    assert!(asks("tags eq \"RED\""));
    assert!(asks("tags co \"ree\""));
    assert!(!asks("tags eq \"blue\""));
    assert!(asks("tags ne \"red\""), "another value differs");
    assert!(asks("tags[value eq \"green\"]"));
    assert!(asks("parts.aliases eq \"y\""));
}

#[test]
fn a_missing_attribute_satisfies_only_ne_and_eq_null() {
    for (text, hit) in [
        ("notes pr", false),
        ("notes eq \"x\"", false),
        ("notes ne \"x\"", true),
        ("notes eq null", true),
        ("notes ne null", false),
        ("notes co \"\"", false),
        ("notes gt \"a\"", false),
        ("box.height pr", false),
        ("box.height ne 4", true),
        ("not (notes pr)", true),
        ("parts[type eq \"bolt\"]", false),
        ("unheard pr", false),
        ("unheard.of eq \"x\"", false),
        ("urn:x:y:unheard eq \"x\"", false),
    ] {
        assert_eq!(asks(text), hit, "{text}");
    }
}

#[test]
fn a_value_is_present_when_something_in_it_is_assigned() {
    let hollow = object(json!({
        "label": "", "box": { "width": null, "colour": "" }, "tags": [], "parts": [{}],
        "size": 0, "sold": false, "code": " ",
    }));
    let present = |text: &str, resource: &Object| {
        let filter = filter::parse(text).expect(text).value;
        filter.matches(widget::registry(), widget::kind(), resource)
    };
    for name in [
        "label",
        "box",
        "box.width",
        "tags",
        "parts",
        "parts.value",
        "notes",
    ] {
        assert!(!present(&format!("{name} pr"), &hollow), "{name}");
    }
    for name in ["size", "sold", "code"] {
        assert!(present(&format!("{name} pr"), &hollow), "{name}");
    }
    for name in ["box", "box.width", "tags", "parts", "parts.aliases"] {
        assert!(present(&format!("{name} pr"), &widget()), "{name}");
    }
    assert!(!present("box.height pr", &widget()));
    assert!(present("parts[count pr and type eq \"screw\"]", &widget()));
    assert!(!present("parts[count pr and type eq \"nut\"]", &widget()));
}

#[test]
fn an_attribute_the_schema_has_is_not_an_alias() {
    assert!(asks("email eq \"own@example.com\""));
    let user = object(json!({ "userName": "ada", "emails": [{ "value": "ada@example.com" }] }));
    let asks_user = |text: &str| {
        let filter = filter::parse(text).expect(text).value;
        filter.matches(registry(), kind("User"), &user)
    };
    assert!(asks_user("email eq \"ADA@example.com\""));
    assert!(asks_user("mail sw \"ada\""));
    assert!(asks_user("username eq \"ada\""));
    assert!(!asks_user("email eq \"other@example.com\""));
}

#[test]
fn unknown_attributes_that_are_stored_can_be_found() {
    let user = object(json!({
        "userName": "ada",
        "custom": { "shoe": 42 },
        "urn:example:x:1.0:Y": { "tag": "Blue", "list": [{ "value": "v" }] },
    }));
    let asks_user = |text: &str| {
        let filter = filter::parse(text).expect(text).value;
        filter.matches(registry(), kind("User"), &user)
    };
    assert!(asks_user("custom.shoe eq 42"));
    assert!(asks_user("urn:example:x:1.0:Y:tag eq \"blue\""));
    assert!(asks_user("URN:EXAMPLE:X:1.0:Y:list eq \"v\""));
    assert!(!asks_user("urn:example:x:1.0:Z:tag pr"));
}

#[test]
fn names_in_the_resource_match_without_regard_to_case() {
    let user = object(json!({ "USERNAME": "ada", "Emails": [{ "VALUE": "a@b.c" }] }));
    let filter = filter::parse("userName eq \"ada\" and emails.value pr")
        .expect("a filter")
        .value;
    assert!(filter.matches(registry(), kind("User"), &user));
}

#[test]
fn ordering_a_boolean_or_binary_must_fail() {
    for text in [
        "sold gt \"true\"",
        "blob le \"x\"",
        "parts[primary ge \"x\"]",
    ] {
        let filter = filter::parse(text).expect(text).value;
        let error = filter
            .check(widget::registry(), widget::kind())
            .expect_err(text);
        assert_eq!(error.scim_type, Some(ScimType::InvalidFilter), "{text}");
    }
}

#[test]
fn check_notes_unknown_attributes_and_text_for_booleans() {
    let noted = |text: &str| {
        let filter = filter::parse(text).expect(text).value;
        let findings = filter
            .check(widget::registry(), widget::kind())
            .expect(text);
        rules(&findings)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert!(noted("label eq \"x\" and parts[type eq \"y\" and primary eq true]").is_empty());
    assert_eq!(noted("unheard eq \"x\""), ["UPD-20"]);
    assert_eq!(noted("parts[unheard eq \"x\"]"), ["UPD-20"]);
    assert_eq!(noted("unheard[thing eq \"x\"]"), ["UPD-20"]);
    assert_eq!(noted("sold eq \"True\""), ["CRT-15"]);
    assert!(noted("id eq \"x\" and meta.created gt \"2026-01-01\"").is_empty());
}

#[test]
fn what_does_not_go_with_the_type_of_an_attribute_is_noted_and_refused_when_strict() {
    for text in [
        "box eq \"x\"",
        "size eq \"12\"",
        "size sw 1",
        "size eq true",
        "sold eq 1",
        "sold co true",
        "label eq 7",
        "label eq true",
        "made eq \"yesterday\"",
        "made gt 7",
        "label gt null",
        "label co null",
        "tags eq 5",
        "parts eq 5",
        "parts[count eq \"many\"]",
    ] {
        let filter = filter::parse(text).expect(text).value;
        let findings = filter
            .check(widget::registry(), widget::kind())
            .expect(text);
        assert_eq!(rules(&findings), ["RFC-filter-type"], "{text}");
        let strict = findings[0].strict.as_ref().expect(text);
        assert_eq!(strict.scim_type, Some(ScimType::InvalidFilter), "{text}");
    }
}

#[test]
fn what_goes_together_is_not_noted() {
    for text in [
        "box.width gt 1",
        "sold eq false",
        "sold ne null",
        "made ge \"2026-03-01\"",
        "made sw \"2026\"",
        "label lt \"m\"",
        "blob eq \"QUJD\"",
        "link sw \"https\"",
        "parts eq \"P1\"",
        "tags[value eq \"x\"]",
        "weight ge 2",
        "box pr",
        "box eq null",
        "box ne null",
    ] {
        let filter = filter::parse(text).expect(text).value;
        let findings = filter.check(widget::registry(), widget::kind());
        assert_eq!(findings, Ok(Vec::new()), "{text}");
    }
}

#[test]
fn a_filter_on_a_secret_is_noted() {
    let filter = filter::parse("password eq \"x\"").expect("a filter").value;
    let findings = filter.check(registry(), kind("User")).expect("noted");
    assert_eq!(rules(&findings), ["RFC-secret-filter"]);
    assert_eq!(findings[0].strict, None);
    let person = object(json!({ "userName": "ada" }));
    assert!(!filter.matches(registry(), kind("User"), &person));
}

#[test]
fn strict_mode_refuses_an_unknown_attribute() {
    let filter = filter::parse("unheard pr").expect("a filter").value;
    let findings = filter
        .check(widget::registry(), widget::kind())
        .expect("findings");
    let found = scim::Found {
        value: filter,
        findings,
    };
    let refused = found.judge(Strictness::Strict).expect_err("strict");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidFilter));
}
