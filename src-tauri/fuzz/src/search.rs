//! A filter against a directory (RFC 7644 §3.4.2.2): what SQLite finds is what the evaluator of the
//! `scim` crate accepts, and a filter that passed its check is answered.
//!
//! The input is the text of a filter, as for [`crate::filter`].

use std::sync::LazyLock;

use sandbox::{Cause, Directory, Member, Record, Want};
use scim::{Object, Query, Registry};
use serde_json::{Value, json};

use crate::judgement::in_time;
use crate::subject;

/// Fails when the law does not hold for these bytes.
pub fn check(input: &[u8]) {
    let parsed = std::str::from_utf8(input).map(scim::filter::parse);
    let Ok(Ok(found)) = parsed else {
        return;
    };
    let registry = Registry::standard();
    for (kind, resources) in &WORLD.resources {
        let kind = registry.resource_type(kind).expect("RFC 7643 §4 has it");
        if found.value.check(registry, kind).is_err() {
            continue;
        }
        let accepted = resources
            .iter()
            .filter(|(_, resource)| found.value.matches(registry, kind, resource));
        let accepted: Vec<&str> = accepted.map(|(id, _)| id.as_str()).collect();
        let query = Query {
            filter: Some(found.value.clone()),
            ..Query::default()
        };
        let page = in_time("searching", || {
            WORLD.directory.query(&kind.name, &query, Want::DOCUMENT)
        });
        let page = page.expect("a filter that passed its check is answered");
        let hits: Vec<&str> = page
            .records
            .iter()
            .map(|record| record.id.as_str())
            .collect();
        assert_eq!(hits, accepted, "{} on {}", found.value, kind.name);
        assert_eq!(page.total, hits.len() as u64);
    }
}

struct World {
    directory: Directory,
    /// Kind, then id and resource as a client sees it, in the order of the directory.
    resources: [(&'static str, Vec<(String, Object)>); 2],
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let workspace = subject::workspace();
    let connection = workspace.default_connection().expect("it is made at once");
    let directory = workspace.directory(&connection);
    populate(&directory);
    let resources = ["User", "Group"].map(|kind| (kind, shown(&directory, kind)));
    World {
        directory,
        resources,
    }
});

fn populate(directory: &Directory) {
    let create = |kind: &str, body: Value| {
        let written = directory.create(kind, body, Cause::default()).wait();
        written.expect("the resource is valid").record.id
    };
    let ada = create("User", subject::full_user());
    let bo = create(
        "User",
        json!({"userName": "Bo", "active": false, "title": ""}),
    );
    create(
        "User",
        json!({
            "userName": "007", "externalId": "ada.okafor", "displayName": "Åsa 100%",
            "emails": [{"value": "x"}, {"type": "work"}],
            "urn:x:y:Z": {"size": 7, "tags": ["a", "Lead"]}, "favourite": {"colour": "Red"},
        }),
    );
    let mut group = subject::group();
    group["members"] = json!([{"value": ada}, {"value": bo}, {"value": "nobody"}]);
    create("Group", group);
    create("Group", json!({"displayName": "Empty"}));
}

fn shown(directory: &Directory, kind: &str) -> Vec<(String, Object)> {
    let all = directory.query(kind, &Query::default(), Want::ALL);
    let records = all.expect("the directory can be read").records;
    let shown = |record: Record| (record.id.clone(), as_seen(record));
    records.into_iter().map(shown).collect()
}

/// The document with what a filter may ask for beside it: id, meta, members and groups.
fn as_seen(record: Record) -> Object {
    let mut resource = record.document;
    resource.insert("id".into(), record.id.into());
    let meta = json!({
        "resourceType": record.kind,
        "created": record.created.to_string(),
        "lastModified": record.last_modified.to_string(),
    });
    resource.insert("meta".into(), meta);
    let mut links = |name: &str, members: Option<Vec<Member>>, with_type: bool| {
        let members = members.unwrap_or_default();
        if !members.is_empty() {
            let links = members.into_iter().map(|member| link(member, with_type));
            resource.insert(name.into(), links.collect());
        }
    };
    links("members", record.members, true);
    links("groups", record.groups, false);
    resource
}

fn link(member: Member, with_type: bool) -> Value {
    let mut link = json!({"value": member.value});
    if let Some(display) = member.display {
        link["display"] = display.into();
    }
    if let (true, Some(kind)) = (with_type, member.kind) {
        link["type"] = kind.into();
    }
    link
}
