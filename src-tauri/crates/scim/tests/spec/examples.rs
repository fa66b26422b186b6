//! Fixtures that are not about one resource: lists, posted queries, Bulk requests, messages and
//! discovery documents. Those about one resource are played in `fixtures`.

use scim::bulk::{self, Limits, Outcome, Step};
use scim::query::from_search_request;
use scim::schema::{Attribute, AttributeType, Registry};
use scim::{CursorRequest, Error, Found, ListResponse, Projection, Query, ScimType};
use serde_json::{Value, json};

use crate::fixtures::fixtures;
use crate::support::{kind, object, registry, rules};

fn having(member: &str) -> Vec<(String, Value)> {
    let all = fixtures().into_iter();
    let found: Vec<_> = all.filter(|(_, f)| !f[member].is_null()).collect();
    assert!(!found.is_empty(), "no fixture has '{member}'");
    found
}

fn text<'a>(fixture: &'a Value, member: &str) -> Option<&'a str> {
    fixture[member].as_str()
}

fn asked(fixture: &Value) -> Result<Found<Query>, Error> {
    if !fixture["search"].is_null() {
        return from_search_request(fixture["search"].clone());
    }
    let pairs: Vec<(String, String)> = object(fixture["parameters"].clone())
        .into_iter()
        .map(|(name, value)| (name, value.as_str().expect("a text").to_owned()))
        .collect();
    Query::from_pairs(&pairs)
}

/// The page a server with these resources would answer.
fn page(fixture: &Value, query: &Query) -> Value {
    let resources = fixture["resources"].as_array().expect("resources");
    let matching: Vec<Value> = resources
        .iter()
        .filter_map(|resource| {
            let schema = resource["schemas"][0].as_str().expect("a schema");
            let rt = kind(schema.rsplit(':').next().expect("a name"));
            let kinds = fixture["endpoint"].as_array().expect("types");
            assert!(kinds.contains(&json!(rt.name)), "{}", rt.name);
            let mut shown = object(resource.clone());
            let filter = query.filter.as_ref();
            let hit = filter.is_none_or(|filter| filter.matches(registry(), rt, &shown));
            query.projection.apply(registry(), rt, &mut shown);
            hit.then_some(Value::Object(shown))
        })
        .collect();
    let total = matching.len() as u64;
    let count = usize::try_from(query.count.unwrap_or(100)).expect("a count");
    let skip = usize::try_from(query.start_index - 1).expect("a start");
    let rows: Vec<Value> = matching.into_iter().skip(skip).take(count).collect();
    let cursor = &fixture["cursor"];
    if cursor.is_null() {
        let start = u64::try_from(query.start_index).expect("a start");
        return ListResponse::by_index(total, start, rows).to_value();
    }
    let (next, previous) = (text(cursor, "next"), text(cursor, "previous"));
    ListResponse::by_cursor(Some(total), next, previous, rows).to_value()
}

#[test]
fn every_list_is_answered_as_its_fixture_says() {
    for (name, fixture) in having("endpoint") {
        let found = match asked(&fixture) {
            Ok(found) => found,
            Err(error) => {
                let sent = error.scim_type.map(ScimType::as_str);
                let got = json!({ "status": error.status, "scimType": sent });
                assert_eq!(got, fixture["error"], "{name}");
                continue;
            }
        };
        let noted = fixture["notes"].as_array().cloned().unwrap_or_default();
        assert_eq!(json!(rules(&found.findings)), json!(noted), "{name}");
        let query = &found.value;
        let cursor = match &query.cursor {
            None => None,
            Some(CursorRequest::First) => Some("first"),
            Some(CursorRequest::At(at)) => Some(at.as_str()),
        };
        assert_eq!(cursor, text(&fixture["cursor"], "request"), "{name}");
        if !fixture["sorted"].is_null() {
            let by = query.sort_by.as_ref().map(ToString::to_string);
            let sorted = json!({ "by": by, "descending": query.descending });
            assert_eq!(sorted, fixture["sorted"], "{name}");
        }
        assert_eq!(page(&fixture, query), fixture["page"], "{name}");
    }
}

#[test]
fn every_resource_is_shown_as_its_fixture_says() {
    for (name, fixture) in having("read") {
        let rt = kind(text(&fixture, "resourceType").expect("a resource type"));
        let read = &fixture["read"];
        let found = Projection::parse(text(read, "attributes"), text(read, "excludedAttributes"));
        assert_eq!(found.findings, [], "{name}");
        let mut shown = object(fixture["resource"].clone());
        found.value.apply(registry(), rt, &mut shown);
        assert_eq!(Value::Object(shown), fixture["shown"], "{name}");
    }
}

fn spelled(step: &Step) -> String {
    match step {
        Step::Run(at) => format!("run {at}"),
        Step::RunWithout(at, missing) => format!("run {at} without {}", missing.join(" ")),
        Step::Complete(at) => format!("complete {at}"),
    }
}

fn data_of(request: &bulk::Request, at: &str) -> Value {
    let at: usize = at.parse().expect("a position");
    let entry = request.operations[at].clone();
    entry.expect("an operation that can be tried").data
}

#[test]
fn every_bulk_request_is_planned_and_resolved_as_its_fixture_says() {
    for (name, fixture) in having("bulk") {
        let limits = match fixture["limit"].as_u64() {
            Some(limit) => Limits {
                operations: usize::try_from(limit).expect("a limit"),
            },
            None => Limits::default(),
        };
        let found = match bulk::parse(fixture["bulk"].clone(), limits) {
            Ok(found) => found,
            Err(refused) => {
                let sent = refused.error.scim_type.map(ScimType::as_str);
                let got = json!({ "status": refused.error.status, "scimType": sent });
                assert_eq!(got, fixture["error"], "{name}");
                continue;
            }
        };
        let noted = fixture["notes"].as_array().cloned().unwrap_or_default();
        assert_eq!(json!(rules(&found.findings)), json!(noted), "{name}");
        let request = found.value;
        assert_eq!(
            json!(request.fail_on_errors),
            fixture["failOnErrors"],
            "{name}"
        );
        let steps = request.plan();
        let spelled: Vec<String> = steps.iter().map(spelled).collect();
        assert_eq!(json!(spelled), fixture["steps"], "{name}");
        for (at, left) in fixture["left"].as_object().into_iter().flatten() {
            let missing = steps.iter().find_map(|step| match step {
                Step::RunWithout(index, missing) if index.to_string() == *at => Some(missing),
                _ => None,
            });
            let data = data_of(&request, at);
            let got = bulk::without(&data, missing.expect("a cut"));
            assert_eq!(got, *left, "{name}: {at}");
        }
        for (at, resolved) in fixture["resolved"].as_object().into_iter().flatten() {
            let mut data = data_of(&request, at);
            let id_of = |bulk_id: &str| text(&fixture["ids"], bulk_id).map(str::to_owned);
            assert!(bulk::substitute(&mut data, &id_of).is_empty(), "{name}");
            assert_eq!(data, *resolved, "{name}: {at}");
        }
        for (at, answer) in fixture["rejected"].as_object().into_iter().flatten() {
            let at: usize = at.parse().expect("a position");
            let rejected = request.operations[at].as_ref().expect_err("rejected");
            assert_eq!(Outcome::rejected(rejected).to_value(), *answer, "{name}");
        }
    }
}

#[test]
fn every_failure_is_told_as_its_fixture_says() {
    for (name, fixture) in having("failure") {
        let error: Error = serde_json::from_value(fixture["failure"].clone()).expect("an error");
        assert_eq!(error.to_value(), fixture["message"], "{name}");
    }
}

/// A value of the type its definition names, with nothing required missing and nothing unknown.
fn fits(attribute: &Attribute, value: &Value) -> bool {
    match (attribute.multi_valued, value) {
        (true, Value::Array(items)) => items.iter().all(|item| fits_one(attribute, item)),
        (true, _) => false,
        (false, value) => fits_one(attribute, value),
    }
}

fn fits_one(attribute: &Attribute, value: &Value) -> bool {
    match attribute.kind {
        AttributeType::Boolean => value.is_boolean(),
        AttributeType::Integer => value.is_i64(),
        AttributeType::Decimal => value.is_number(),
        AttributeType::Complex => value
            .as_object()
            .is_some_and(|map| all_fit(&attribute.sub_attributes, map.iter())),
        _ => value.is_string(),
    }
}

fn all_fit<'v>(
    attributes: &[Attribute],
    members: impl Iterator<Item = (&'v String, &'v Value)>,
) -> bool {
    let mut open: Vec<&Attribute> = attributes.iter().filter(|a| a.required).collect();
    for (name, value) in members {
        open.retain(|attribute| attribute.name != *name);
        let known = attributes.iter().find(|attribute| attribute.name == *name);
        if !known.is_some_and(|attribute| fits(attribute, value)) {
            return false;
        }
    }
    open.is_empty()
}

#[test]
fn every_discovery_document_of_section_8_fits_its_schema() {
    for (name, fixture) in having("document") {
        let schema = registry()
            .schema(text(&fixture, "schema").expect("a URN"))
            .expect("a known schema");
        let mut attributes = schema.attributes.clone();
        let own = |a: &&Attribute| schema.attribute(&a.name).is_none();
        attributes.extend(registry().common().iter().filter(own).cloned());
        let document = fixture["document"].as_object().expect("an object");
        assert!(all_fit(&attributes, document.iter()), "{name}");
    }
}

#[test]
fn the_resource_types_of_section_8_6_can_be_registered() {
    for (name, fixture) in having("registers") {
        let registry = Registry::standard()
            .with(&[], std::slice::from_ref(&fixture["document"]))
            .expect(&name);
        let rt = registry
            .resource_type(text(&fixture, "registers").expect("a name"))
            .expect("registered");
        assert_eq!(rt.endpoint, fixture["document"]["endpoint"]);
        let extensions = fixture["document"]["schemaExtensions"].as_array();
        assert_eq!(rt.schema_extensions.len(), extensions.map_or(0, Vec::len));
        if let Some(extension) = rt.schema_extensions.first() {
            assert!(extension.required, "{name}");
        }
    }
}
