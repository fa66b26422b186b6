//! Laws that hold for every input: printing and parsing are inverse, nothing panics, a diff is
//! empty exactly for equal states and leads from one to the other.

use proptest::prelude::*;
use scim::filter::{self, Filter, Literal, Op};
use scim::path::{self, Path};
use scim::{AttributePath, Object, Projection, Query, accept_new, accept_replacement, diff, patch};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, USER, kind, object, operations, registry};

fn name() -> impl Strategy<Value = String> {
    let free = "[a-zA-Z][a-zA-Z0-9_-]{0,8}";
    let known = prop::sample::select(vec![
        "userName", "emails", "name", "active", "title", "$ref",
    ]);
    prop_oneof![
        free.prop_filter("not a connective", |n| {
            !["not", "and", "or", "pr"]
                .iter()
                .any(|word| word.eq_ignore_ascii_case(n))
        }),
        known.prop_map(str::to_owned)
    ]
}

fn attribute_path() -> impl Strategy<Value = AttributePath> {
    let urn = prop::option::of(prop::sample::select(vec![
        USER.to_owned(),
        ENTERPRISE.to_owned(),
    ]));
    (urn, name(), prop::option::of(name())).prop_map(|(urn, name, sub)| AttributePath {
        urn,
        name,
        sub,
    })
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<String>().prop_map(Literal::Text),
        any::<i64>().prop_map(|n| Literal::Number(n.into())),
        any::<f64>()
            .prop_filter_map("finite", serde_json::Number::from_f64)
            .prop_map(Literal::Number),
        any::<bool>().prop_map(Literal::Bool),
        Just(Literal::Null),
    ]
}

fn leaf(path: impl Strategy<Value = AttributePath>) -> impl Strategy<Value = Filter> {
    let op = prop::sample::select(Op::ALL.to_vec()).prop_map(|(op, _)| op);
    (path, op, literal(), any::<bool>()).prop_map(|(path, op, value, present)| {
        let unordered = op.is_ordering() && matches!(value, Literal::Bool(_));
        if present || unordered {
            Filter::Present(path)
        } else {
            Filter::Compare { path, op, value }
        }
    })
}

fn joined(leaf: BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::Or),
            inner.prop_map(|filter| Filter::Not(Box::new(filter))),
        ]
    })
    .boxed()
}

fn inner_filter() -> BoxedStrategy<Filter> {
    joined(leaf(name().prop_map(AttributePath::of)).boxed())
}

pub(crate) fn any_filter() -> BoxedStrategy<Filter> {
    let value_path =
        (attribute_path(), inner_filter()).prop_map(|(path, filter)| Filter::ValuePath {
            path,
            filter: Box::new(filter),
        });
    joined(prop_oneof![3 => leaf(attribute_path()), 1 => value_path].boxed())
}

pub(crate) fn any_path() -> impl Strategy<Value = Path> {
    let plain = attribute_path().prop_map(Path::plain);
    let selected =
        (name(), inner_filter(), prop::option::of(name())).prop_map(|(name, filter, sub)| Path {
            attribute: AttributePath::of(name),
            filter: Some(Box::new(filter)),
            sub,
        });
    prop_oneof![plain, selected]
}

pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(Value::from),
        prop::sample::select(vec!["", "True", "x", "work", "a@b.c"]).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        prop::sample::select(vec![
            "userName",
            "active",
            "emails",
            "name",
            "value",
            "type",
            "primary",
            "roles",
            "id",
            "schemas",
            "meta",
            "givenName",
            "name.givenName",
            "manager",
            ENTERPRISE,
            "emails[type eq \"work\"].value",
            "members",
            "Operations",
            "op",
            "path",
            "password",
            "urn:x:y:z",
            USER,
        ])
        .prop_map(str::to_owned),
        ".{0,4}",
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((key.clone(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_target() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "userName",
            "active",
            "title",
            "emails",
            "emails.value",
            "name",
            "name.givenName",
            "roles",
            "emails[type eq \"work\"]",
            "emails[type eq \"work\"].value",
            "emails[value pr].primary",
            "roles[primary eq \"True\"].value",
            "manager",
            "id",
            "meta.created",
            "groups",
            "unheard",
            "unheard.of",
            "addresses[type eq \"x\"].country",
            ENTERPRISE,
            USER,
            "x509Certificates",
            "password",
            "schemas",
            "externalId",
        ])
        .prop_map(str::to_owned),
        any_path().prop_map(|path| path.to_string()),
        ".{0,12}",
    ]
}

pub(crate) fn any_operation() -> impl Strategy<Value = Value> {
    let op = prop::sample::select(vec![
        "add", "remove", "replace", "Add", "Remove", "REPLACE", "x",
    ]);
    (
        op,
        prop::option::weighted(0.8, any_target()),
        prop::option::weighted(0.9, any_json()),
    )
        .prop_map(|(op, path, value)| {
            let mut operation = json!({ "op": op });
            if let Some(path) = path {
                operation["path"] = json!(path);
            }
            if let Some(value) = value {
                operation["value"] = value;
            }
            operation
        })
}

pub(crate) fn person() -> impl Strategy<Value = Object> {
    let text = || prop::option::of("[a-z]{1,5}");
    let kinds = prop::sample::subsequence(vec!["work", "home", "other"], 0..=3);
    (text(), text(), text(), any::<Option<bool>>(), kinds, text(), text()).prop_map(
        |(title, given, family, active, kinds, department, manager)| {
            let emails: Vec<Value> = kinds
                .iter()
                .map(|kind| json!({ "value": format!("{kind}@{}", title.as_deref().unwrap_or("x")), "type": kind }))
                .collect();
            let body = json!({
                "schemas": [USER, ENTERPRISE], "userName": "ada", "title": title, "active": active,
                "name": { "givenName": given, "familyName": family }, "emails": emails,
                ENTERPRISE: { "department": department, "manager": { "value": manager } },
            });
            accept_new(registry(), kind("User"), body).expect("a person").value
        },
    )
}

/// The PATCH that a diff describes.
pub(crate) fn as_operations(changes: &[scim::Change]) -> Value {
    let ops = changes
        .iter()
        .map(|change| match (&change.before, &change.after) {
            (_, None) => json!({ "op": "remove", "path": change.path }),
            (None, Some(after)) => json!({ "op": "add", "path": change.path, "value": after }),
            (Some(_), Some(after)) => {
                json!({ "op": "replace", "path": change.path, "value": after })
            }
        });
    operations(Value::Array(ops.collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn a_printed_filter_parses_to_itself(filter in any_filter()) {
        let text = filter.to_string();
        prop_assume!(text.len() <= filter::MAX_LENGTH);
        let found = filter::parse(&text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
        prop_assert_eq!(found.value, filter);
    }

    #[test]
    fn a_printed_path_parses_to_itself(path in any_path()) {
        let text = path.to_string();
        prop_assume!(text.len() <= filter::MAX_LENGTH);
        let found = path::parse(&text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
        prop_assert_eq!(found.value, path);
    }

    #[test]
    fn no_text_makes_the_parsers_panic(text in "\\PC{0,80}") {
        let _ = filter::parse(&text);
        let _ = path::parse(&text);
        let _ = AttributePath::parse(&text);
        let _ = Projection::parse(Some(&text), Some(&text));
    }

    #[test]
    fn no_text_of_filter_parts_makes_the_parsers_panic(
        parts in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "[", "]", "not", "and", "or", "eq", "pr", " ", "\"", "\\", "emails", ".",
            "value", "\"x\"", "true", "null", "-1", "urn:x:y:", "$ref", "é", "\\u12", "\t",
        ]), 0..24)
    ) {
        let text = parts.concat();
        let parsed = filter::parse(&text);
        let _ = path::parse(&text);
        if let Ok(found) = parsed {
            let again = filter::parse(&found.value.to_string());
            prop_assert_eq!(again.map(|f| f.value).ok(), Some(found.value));
        }
    }

    #[test]
    fn no_filter_makes_evaluation_panic(filter in any_filter(), resource in any_json()) {
        let rt = kind("User");
        let resource = object(resource);
        let hit = filter.matches(registry(), rt, &resource);
        let not = Filter::Not(Box::new(filter.clone())).matches(registry(), rt, &resource);
        prop_assert_eq!(hit, !not);
        let _ = filter.check(registry(), rt);
    }

    #[test]
    fn no_query_panics(pairs in prop::collection::vec(("\\PC{0,10}", "\\PC{0,20}"), 0..5)) {
        let _ = Query::from_pairs(&pairs);
    }

    #[test]
    fn no_body_makes_intake_panic_and_what_comes_out_is_a_fixed_point(body in any_json()) {
        let rt = kind("User");
        let _ = accept_replacement(registry(), rt, body.clone(), &Object::new());
        if let Ok(found) = accept_new(registry(), rt, body) {
            let again = accept_new(registry(), rt, Value::Object(found.value.clone()));
            let again = again.map_err(|r| TestCaseError::fail(r.to_string()))?;
            prop_assert_eq!(&again.value, &found.value);
            for hidden in ["id", "meta", "password", "groups"] {
                prop_assert!(!found.value.contains_key(hidden));
            }
        }
    }

    #[test]
    fn no_body_makes_patch_panic(body in any_json()) {
        let _ = patch::parse(registry(), kind("User"), body.clone());
        let _ = patch::parse(registry(), kind("Group"), body);
    }

    #[test]
    fn no_operations_make_patch_panic_or_break_the_document(
        person in person(),
        ops in prop::collection::vec(any_operation(), 1..5),
    ) {
        let rt = kind("User");
        let Ok(request) = patch::parse(registry(), rt, operations(Value::Array(ops))) else {
            return Ok(());
        };
        let (rest, _) = request.value.clone().split_rows("roles");
        prop_assert!(rest.operations.len() <= request.value.operations.len());
        if let Ok(found) = patch::apply(registry(), rt, &request.value, &person) {
            let user_name = found.value.get("userName").and_then(Value::as_str);
            prop_assert!(user_name.is_some_and(|name| !name.is_empty()));
            prop_assert_eq!(&found.value["schemas"][0], USER);
            for hidden in ["id", "meta", "password", "groups"] {
                prop_assert!(!found.value.contains_key(hidden), "{}", hidden);
            }
        }
    }

    #[test]
    fn a_replacement_applied_twice_gives_the_same(
        person in person(),
        // A value path may select by the very thing that is replaced.
        target in any_target().prop_filter("value path", |target| !target.contains('[')),
        value in any_json(),
    ) {
        let rt = kind("User");
        let ops = operations(json!([{ "op": "replace", "path": target, "value": value }]));
        let Ok(request) = patch::parse(registry(), rt, ops) else { return Ok(()) };
        let Ok(once) = patch::apply(registry(), rt, &request.value, &person) else { return Ok(()) };
        let Ok(twice) = patch::apply(registry(), rt, &request.value, &once.value) else {
            return Err(TestCaseError::fail("refused the second time"));
        };
        prop_assert_eq!(twice.value, once.value);
    }

    #[test]
    fn equal_states_do_not_differ(person in person()) {
        prop_assert_eq!(diff(registry(), kind("User"), &person, &person), Vec::new());
    }

    #[test]
    fn applying_a_diff_gives_the_state_after(before in person(), after in person()) {
        let rt = kind("User");
        let changes = diff(registry(), rt, &before, &after);
        if changes.is_empty() {
            return Ok(());
        }
        let request = patch::parse(registry(), rt, as_operations(&changes))
            .map_err(|r| TestCaseError::fail(r.to_string()))?;
        let reached = patch::apply(registry(), rt, &request.value, &before)
            .map_err(|r| TestCaseError::fail(r.to_string()))?
            .value;
        let left = diff(registry(), rt, &reached, &after);
        prop_assert!(left.is_empty(), "left: {:?} after {:?}", left, changes);
    }
}
