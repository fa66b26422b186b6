//! The grammar of filters, RFC 7644 §3.4.2.2 Figure 1.

use scim::filter::{self, Filter, Literal, MAX_LENGTH, MAX_NESTING, Op};
use scim::{AttributePath, ScimType, Strictness};

use crate::support::rules;

fn tree(text: &str) -> Filter {
    filter::parse(text).expect(text).value
}

fn compare(name: &str, op: Op, value: Literal) -> Filter {
    Filter::Compare {
        path: AttributePath::of(name),
        op,
        value,
    }
}

fn text(value: &str) -> Literal {
    Literal::Text(value.to_owned())
}

#[test]
fn a_comparison_has_path_operator_and_value() {
    assert_eq!(
        tree("userName eq \"bjensen\""),
        compare("userName", Op::Eq, text("bjensen"))
    );
    assert_eq!(
        tree("active eq true"),
        compare("active", Op::Eq, Literal::Bool(true))
    );
    assert_eq!(
        tree("active eq false"),
        compare("active", Op::Eq, Literal::Bool(false))
    );
    assert_eq!(
        tree("title eq null"),
        compare("title", Op::Eq, Literal::Null)
    );
    assert_eq!(
        tree("size gt -1.5e3"),
        compare(
            "size",
            Op::Gt,
            Literal::Number(serde_json::Number::from_f64(-1500.0).expect("a number"),)
        )
    );
}

#[test]
fn every_operator_is_read_without_regard_to_case() {
    for (op, name) in Op::ALL {
        let (first, rest) = name.split_at(1);
        let capital = format!("{}{rest}", first.to_uppercase());
        for spelling in [name.to_owned(), name.to_uppercase(), capital] {
            let filter = tree(&format!("title {spelling} \"x\""));
            assert_eq!(filter, compare("title", op, text("x")), "{spelling}");
        }
        assert_eq!(op.to_string(), name);
    }
    assert_eq!(
        tree("title PR"),
        Filter::Present(AttributePath::of("title"))
    );
}

#[test]
fn and_binds_before_or_and_not_before_and() {
    let filter = tree("a pr or b pr and not (c pr) or d pr");
    let present = |name: &str| Filter::Present(AttributePath::of(name));
    let not_c = Filter::Not(Box::new(present("c")));
    assert_eq!(
        filter,
        Filter::Or(vec![
            present("a"),
            Filter::And(vec![present("b"), not_c]),
            present("d")
        ])
    );
}

#[test]
fn parentheses_group() {
    let present = |name: &str| Filter::Present(AttributePath::of(name));
    assert_eq!(
        tree("(a pr or b pr) and c pr"),
        Filter::And(vec![
            Filter::Or(vec![present("a"), present("b")]),
            present("c")
        ])
    );
    assert_eq!(tree("((a pr))"), present("a"));
}

#[test]
fn a_urn_ends_at_its_last_colon_although_2_0_has_a_dot() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let filter = tree(&format!("{urn}:manager.value eq \"26\""));
    let path = AttributePath {
        urn: Some(urn.to_owned()),
        name: "manager".to_owned(),
        sub: Some("value".to_owned()),
    };
    assert_eq!(
        filter,
        Filter::Compare {
            path,
            op: Op::Eq,
            value: text("26")
        }
    );
}

#[test]
fn a_value_path_holds_a_filter() {
    let filter = tree("emails[type eq \"work\" and value co \"@example.com\"]");
    let inner = Filter::And(vec![
        compare("type", Op::Eq, text("work")),
        compare("value", Op::Co, text("@example.com")),
    ]);
    assert_eq!(
        filter,
        Filter::ValuePath {
            path: AttributePath::of("emails"),
            filter: Box::new(inner)
        }
    );
}

#[test]
fn a_comparison_behind_a_value_path_moves_into_it_and_is_noted() {
    let found =
        filter::parse("emails[type eq \"work\"].value ew \"@example.com\"").expect("a filter");
    assert_eq!(
        found.value,
        tree("emails[type eq \"work\" and value ew \"@example.com\"]")
    );
    assert_eq!(rules(&found.findings), ["RFC-value-path-comparison"]);
    let refused = found.judge(Strictness::Strict).expect_err("strict");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidFilter));
    assert_eq!(
        tree("emails[type eq \"a\" or type eq \"b\"].value pr"),
        tree("emails[(type eq \"a\" or type eq \"b\") and value pr]")
    );
}

#[test]
fn strings_are_json_strings() {
    assert_eq!(
        tree(r#"a eq "with \" quote""#),
        compare("a", Op::Eq, text("with \" quote"))
    );
    assert_eq!(
        tree(r#"a eq "tab\tand \u00e9""#),
        compare("a", Op::Eq, text("tab\tand é"))
    );
    assert_eq!(
        tree(r#"a eq "back\\slash""#),
        compare("a", Op::Eq, text("back\\slash"))
    );
    assert_eq!(tree("a eq \"\""), compare("a", Op::Eq, text("")));
    assert_eq!(
        tree("a eq \"日本 ÄÖ\""),
        compare("a", Op::Eq, text("日本 ÄÖ"))
    );
}

#[test]
fn an_escape_json_does_not_know_keeps_its_backslash() {
    let found = filter::parse(r#"userName eq "CORP\ada""#).expect("a filter");
    assert_eq!(found.value, compare("userName", Op::Eq, text("CORP\\ada")));
    assert_eq!(rules(&found.findings), ["RFC-filter-escape"]);
    let refused = found.judge(Strictness::Strict).expect_err("strict");
    assert_eq!(refused.error.scim_type, Some(ScimType::InvalidFilter));
}

#[test]
fn an_unquoted_value_is_text_and_noted() {
    for value in [
        "bjensen",
        "ada@example.com",
        "001750ca-8202",
        "2011-05-13",
        "1.2.3",
        "a'b",
    ] {
        if value.contains('\'') {
            continue;
        }
        let found = filter::parse(&format!("userName eq {value}")).expect(value);
        assert_eq!(found.value, compare("userName", Op::Eq, text(value)));
        assert_eq!(rules(&found.findings), ["QRY-03"], "{value}");
        assert!(found.judge(Strictness::Strict).is_err(), "{value}");
    }
}

#[test]
fn an_unquoted_boolean_in_capitals_is_a_boolean() {
    let found = filter::parse("active eq True").expect("a filter");
    assert_eq!(found.value, compare("active", Op::Eq, Literal::Bool(true)));
    assert_eq!(rules(&found.findings), ["QRY-03"]);
    assert_eq!(
        tree("title eq NULL"),
        compare("title", Op::Eq, Literal::Null)
    );
}

#[test]
fn names_that_people_type_are_noted() {
    let noted = |text: &str| {
        let found = filter::parse(text).expect(text);
        rules(&found.findings)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(noted("email eq \"x\""), ["QRY-15"]);
    assert_eq!(noted("mail eq \"x\""), ["QRY-15"]);
    assert_eq!(noted("username eq \"x\""), ["QRY-15"]);
    assert!(noted("userName eq \"x\"").is_empty());
    assert!(noted("emails eq \"x\"").is_empty());
    let strict = |text: &str| filter::parse(text).expect(text).judge(Strictness::Strict);
    assert!(strict("email eq \"x\"").is_err());
    assert!(
        strict("username eq \"x\"").is_ok(),
        "names are case-insensitive"
    );
}

#[test]
fn more_blanks_than_needed_do_no_harm() {
    assert_eq!(tree("  a   eq\t\"x\"  "), compare("a", Op::Eq, text("x")));
    assert_eq!(tree("not   (a pr)"), tree("not (a pr)"));
    assert_eq!(tree("( a pr )and( b pr )"), tree("a pr and b pr"));
    assert_eq!(
        tree("emails[ type eq \"x\" ]"),
        tree("emails[type eq \"x\"]")
    );
}

#[test]
fn a_filter_prints_as_it_is_parsed() {
    for canonical in [
        "userName eq \"bjensen\"",
        "title pr",
        "not (title pr)",
        "a pr and b pr and c pr",
        "a pr or b pr and c pr",
        "(a pr or b pr) and c pr",
        "(a pr and b pr) and c pr",
        "a pr or (b pr or c pr)",
        "emails[type eq \"work\" and value co \"@example.com\"]",
        "emails[not (type eq \"work\")] or ims[type eq \"xmpp\"]",
        "urn:ietf:params:scim:schemas:core:2.0:User:name.familyName co \"O'Malley\"",
        "size ge 12",
        "size lt -0.5",
        "active ne true",
        "title eq null",
        "groups.$ref pr",
        "displayName eq \"Alice \\\"and\\\" Bob\\n\"",
    ] {
        assert_eq!(tree(canonical).to_string(), canonical);
    }
}

#[test]
fn what_is_no_filter_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", "empty"),
        ("   ", "empty"),
        ("userName", "operator"),
        ("userName eq", "value is missing"),
        ("userName eq and title pr", "value is missing"),
        ("userName bad \"x\"", "'bad' is not an operator"),
        ("userName eq \"x", "not closed"),
        ("userName eq \"x\\\"", "not closed"),
        ("userName eq 'x'", "value is missing"),
        ("(userName pr", "closing parenthesis"),
        ("userName pr)", "end of the filter"),
        ("userName eq \"x\" extra", "end of the filter"),
        ("userName eq \"x\" and", "expected an attribute"),
        ("and userName pr", "not an operator"),
        ("not userName pr", "not an operator"),
        ("emails[type eq \"work\"", "closing bracket"),
        ("emails[]", "expected an attribute"),
        ("emails[emails[type eq \"x\"]]", "must not contain another"),
        ("emails[type eq \"work\"].value", "operator"),
        ("emails[type eq \"work\"].va!ue eq \"x\"", "sub-attribute"),
        ("a..b pr", "not an attribute path"),
        ("1a pr", "not an attribute path"),
        (":name pr", "not an attribute path"),
        ("a.b.c pr", "not an attribute path"),
        ("active gt true", "cannot order booleans"),
    ] {
        let error = filter::parse(text).expect_err(text);
        assert_eq!(error.scim_type, Some(ScimType::InvalidFilter), "{text}");
        assert!(error.detail.contains(reason), "{text}: {}", error.detail);
    }
}

#[test]
fn nesting_is_limited_and_never_exhausts_the_stack() {
    let nested = |depth: usize| format!("{}a pr{}", "(".repeat(depth), ")".repeat(depth));
    assert!(filter::parse(&nested(MAX_NESTING)).is_ok());
    let error = filter::parse(&nested(MAX_NESTING + 1)).expect_err("too deep");
    assert!(error.detail.contains("deeper"), "{}", error.detail);
    assert!(filter::parse(&"(".repeat(MAX_LENGTH)).is_err());
    assert!(filter::parse(&"not (".repeat(MAX_LENGTH / 5)).is_err());
}

#[test]
fn the_length_is_limited() {
    let of_length = |length: usize| format!("a eq \"{}\"", "x".repeat(length - 7));
    assert!(filter::parse(&of_length(MAX_LENGTH)).is_ok());
    let error = filter::parse(&of_length(MAX_LENGTH + 1)).expect_err("too long");
    assert!(error.detail.contains("8193"), "{}", error.detail);
}

#[test]
fn a_long_chain_is_read_flat() {
    let text = vec!["a pr"; 900].join(" or ");
    let Filter::Or(parts) = tree(&text) else {
        panic!("a disjunction")
    };
    assert_eq!(parts.len(), 900);
}
