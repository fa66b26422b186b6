//! The law of the filter compiler: SQL finds exactly the resources that the protocol crate's
//! `Filter::matches` accepts.

use std::sync::OnceLock;

use proptest::prelude::*;
use sandbox::{Record, Want};
use scim::filter::{Filter, Literal, Op};
use scim::{AttributePath, Object, Query};
use serde_json::{Value, json};

use crate::bench::{Bench, ENTERPRISE};

struct World {
    bench: Bench,
    users: Vec<(String, Object)>,
    groups: Vec<(String, Object)>,
    ids: Vec<String>,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let bench = Bench::new();
        let mut ids = Vec::new();
        for (n, body) in bodies().into_iter().enumerate() {
            let mut body = body;
            if n % 3 == 2 {
                body[ENTERPRISE]["manager"] = json!({"value": ids[n - 2]});
            }
            ids.push(bench.create("User", body).record.id);
            bench.advance(1);
        }
        bench.group("Staff", &[&ids[0], &ids[3]]);
        bench.group("admins", &[&ids[3], "elsewhere"]);
        bench.create("Group", json!({"displayName": "Empty", "externalId": "G"}));
        let users = resources(&bench, "User");
        let groups = resources(&bench, "Group");
        World {
            bench,
            users,
            groups,
            ids,
        }
    })
}

fn bodies() -> Vec<Value> {
    vec![
        json!({"userName": "ada@x", "displayName": "Ada", "active": true, "title": "Lead",
            "name": {"givenName": "Ada", "familyName": "Ång"},
            "emails": [{"value": "ada@x", "type": "work", "primary": true}, {"value": "A@home", "type": "home"}],
            ENTERPRISE: {"department": "Finance", "employeeNumber": "007"}}),
        json!({"userName": "Ada@Y", "externalId": "Ada", "active": false, "nickName": "",
            "emails": [{"value": "x@x"}], ENTERPRISE: {"department": "finance"}}),
        json!({"userName": "b", "externalId": "ada", "displayName": "lead",
            "addresses": [{"type": "work", "locality": "Bern"}, {"type": "home"}]}),
        json!({"userName": "Åsa", "title": "lead", "locale": "de-CH",
            "roles": [{"value": "admin", "primary": true}, {"value": "User"}],
            "phoneNumbers": [{"value": "007", "type": "work"}]}),
        json!({"userName": "007", "active": true, "profileUrl": "https://x/Ada",
            ENTERPRISE: {"costCenter": "Lead", "organization": "x"}}),
        json!({"userName": "zoe", "displayName": "Ada Lead", "favourite": {"colour": "Red", "n": 7},
            "urn:x:y:Z": {"size": 7, "tags": ["a", "Lead"]}}),
    ]
}

/// What a server would show: the document with id, meta, members and groups.
fn resources(bench: &Bench, kind: &str) -> Vec<(String, Object)> {
    let page = bench
        .directory()
        .query(kind, &Query::default(), Want::ALL)
        .unwrap();
    page.records
        .into_iter()
        .map(|record| (record.id.clone(), shown(record)))
        .collect()
}

fn shown(record: Record) -> Object {
    let mut resource = record.document;
    resource.insert("id".into(), record.id.into());
    resource.insert(
        "meta".into(),
        json!({
            "resourceType": record.kind,
            "created": record.created.to_string(),
            "lastModified": record.last_modified.to_string(),
            "version": format!("W/\"{}\"", record.version),
            "location": "somewhere",
        }),
    );
    if let Some(manager) = record.manager {
        let shown = &mut resource[ENTERPRISE]["manager"];
        shown["$ref"] = "somewhere".into();
        if let Some(name) = manager.display {
            shown["displayName"] = name.into();
        }
    }
    let elements = |members: Vec<sandbox::Member>, is_member: bool| -> Value {
        members
            .into_iter()
            .map(|member| {
                let mut element = json!({"value": member.value});
                if let Some(display) = member.display {
                    element["display"] = display.into();
                }
                if let Some(kind) = member.kind {
                    element["$ref"] = "somewhere".into();
                    element["type"] = if is_member { kind } else { "direct".to_owned() }.into();
                }
                element
            })
            .collect()
    };
    if let Some(members) = record.members.filter(|members| !members.is_empty()) {
        resource.insert("members".into(), elements(members, true));
    }
    if let Some(groups) = record.groups.filter(|groups| !groups.is_empty()) {
        resource.insert("groups".into(), elements(groups, false));
    }
    resource
}

fn path() -> impl Strategy<Value = AttributePath> {
    let known = [
        "id",
        "externalId",
        "userName",
        "displayName",
        "active",
        "title",
        "nickName",
        "locale",
        "name.familyName",
        "name",
        "emails",
        "emails.value",
        "emails.type",
        "emails.primary",
        "addresses.locality",
        "phoneNumbers.value",
        "roles",
        "roles.primary",
        "profileUrl",
        "department",
        "employeeNumber",
        "manager",
        "manager.value",
        "manager.displayName",
        "groups",
        "groups.value",
        "groups.display",
        "groups.type",
        "members",
        "members.value",
        "members.type",
        "members.display",
        "meta.created",
        "meta.lastModified",
        "meta.resourceType",
        "meta.version",
        "meta",
        "password",
        "schemas",
        "favourite",
        "favourite.colour",
        "favourite.n",
        "nosuch",
        "USERNAME",
        "email",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        "urn:x:y:Z:size",
        "urn:x:y:Z:tags",
    ];
    prop::sample::select(known.to_vec()).prop_map(|text| AttributePath::parse(text).unwrap())
}

fn op() -> impl Strategy<Value = Op> {
    prop::sample::select(Op::ALL.map(|(op, _)| op).to_vec())
}

fn literal() -> impl Strategy<Value = Literal> {
    let texts = [
        "ada",
        "Ada",
        "ADA@X",
        "ada@x",
        "lead",
        "Lead",
        "a",
        "",
        "x",
        "Åsa",
        "åSA",
        "007",
        "7",
        "true",
        "False",
        "work",
        "home",
        "Bern",
        "admin",
        "finance",
        "FINANCE",
        "Staff",
        "User",
        "Group",
        "elsewhere",
        "red",
        "2026-01-05T08:00:02Z",
        "2026-01-05T09:00:02.0004+01:00",
        "2026-01-05",
        "%",
        "'",
    ];
    prop_oneof![
        8 => prop::sample::select(texts.to_vec()).prop_map(|text| Literal::Text(text.into())),
        3 => any::<prop::sample::Index>()
            .prop_map(|index| Literal::Text(index.get(&world().ids).clone())),
        1 => any::<bool>().prop_map(Literal::Bool),
        1 => (0..10i64).prop_map(|number| Literal::Number(number.into())),
        1 => Just(Literal::Null),
    ]
}

fn leaf() -> impl Strategy<Value = Filter> {
    prop_oneof![
        6 => (path(), op(), literal()).prop_map(|(path, op, value)| Filter::Compare { path, op, value }),
        1 => path().prop_map(Filter::Present),
        2 => element(),
    ]
}

/// `attribute[inner]`.
fn element() -> impl Strategy<Value = Filter> {
    let sub = prop::sample::select(vec!["value", "type", "primary", "display", "locality"])
        .prop_map(AttributePath::of);
    let single = (sub, op(), literal())
        .prop_map(|(path, op, value)| Filter::Compare { path, op, value })
        .boxed();
    let inner = prop_oneof![
        single.clone(),
        prop::collection::vec(single.clone(), 2).prop_map(Filter::And),
        prop::collection::vec(single.clone(), 2).prop_map(Filter::Or),
        single.prop_map(|filter| Filter::Not(Box::new(filter))),
    ];
    let outer = prop::sample::select(vec![
        "emails",
        "addresses",
        "roles",
        "members",
        "groups",
        "manager",
    ])
    .prop_map(AttributePath::of);
    (outer, inner).prop_map(|(path, filter)| Filter::ValuePath {
        path,
        filter: Box::new(filter),
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::Or),
            inner.prop_map(|filter| Filter::Not(Box::new(filter))),
        ]
    })
}

fn agree(filter: &Filter, kind: &str, resources: &[(String, Object)]) -> Result<(), TestCaseError> {
    let world = world();
    let registry = &world.bench.connection.registry;
    let rt = registry.resource_type(kind).unwrap();
    if filter.check(registry, rt).is_err() {
        return Ok(());
    }
    let expected: Vec<&String> = resources
        .iter()
        .filter(|(_, resource)| filter.matches(registry, rt, resource))
        .map(|(id, _)| id)
        .collect();
    let query = Query {
        filter: Some(filter.clone()),
        ..Query::default()
    };
    let page = world
        .bench
        .directory()
        .query(kind, &query, Want::DOCUMENT)
        .unwrap();
    let found: Vec<&String> = page.records.iter().map(|record| &record.id).collect();
    prop_assert_eq!(found, expected, "{} on {}", filter, kind);
    prop_assert_eq!(page.total, page.records.len() as u64);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sql_finds_exactly_what_the_protocol_crate_accepts(filter in filter()) {
        agree(&filter, "User", &world().users)?;
        agree(&filter, "Group", &world().groups)?;
    }
}

#[test]
fn every_attribute_agrees_under_every_operator() {
    let world = world();
    let values = [
        "ada",
        "Lead",
        "007",
        "true",
        "Staff",
        "2026-01-05T08:00:02Z",
        "",
        &world.ids[3],
    ];
    let paths = [
        "id",
        "externalId",
        "userName",
        "displayName",
        "title",
        "active",
        "department",
        "manager",
        "manager.value",
        "emails",
        "emails.value",
        "groups",
        "groups.display",
        "members",
        "members.value",
        "meta.created",
        "meta.lastModified",
        "meta.version",
        "manager.displayName",
        "groups.type",
        "name.familyName",
        "roles",
        "nosuch",
    ];
    for path in paths {
        let path = AttributePath::parse(path).unwrap();
        for (op, _) in Op::ALL {
            for value in values {
                let value = Literal::Text(value.to_owned());
                let filter = Filter::Compare {
                    path: path.clone(),
                    op,
                    value,
                };
                agree(&filter, "User", &world.users).unwrap();
                agree(&filter, "Group", &world.groups).unwrap();
                agree(&Filter::Not(Box::new(filter)), "User", &world.users).unwrap();
            }
        }
    }
}
