//! A filter against a directory (RFC 7644 §3.4.2.2): what SQLite finds is what the evaluator of the
//! `scim` crate accepts, and a filter that passed its check is answered, unless it compares addresses.
//!
//! The input is the text of a filter, as for [`crate::filter`].

use std::sync::LazyLock;

use sandbox::{Cause, Directory, Error, Member, Record, Want};
use scim::{Filter, Object, Query, Registry, ScimType, schema::ENTERPRISE_USER};
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
        let page = match page {
            Err(Error::Refused(refused)) if compares_an_address(&found.value) => {
                let kind = refused.error.scim_type;
                assert_eq!(kind, Some(ScimType::InvalidFilter), "{}", found.value);
                continue;
            }
            page => page.expect("a filter that passed its check is answered"),
        };
        let hits: Vec<&str> = page
            .records
            .iter()
            .map(|record| record.id.as_str())
            .collect();
        assert_eq!(hits, accepted, "{} on {}", found.value, kind.name);
        assert_eq!(page.total, hits.len() as u64);
    }
}

/// Addresses depend on how the server is called, so that the directory cannot compare them.
fn compares_an_address(filter: &Filter) -> bool {
    let text = filter.to_string().to_ascii_lowercase();
    text.contains("$ref") || text.contains("location")
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

/// The document with what a filter may ask for beside it: id, meta, manager, members and groups.
fn as_seen(record: Record) -> Object {
    let mut resource = record.document;
    resource.insert("id".into(), record.id.into());
    let meta = json!({
        "resourceType": record.kind,
        "created": record.created.to_string(),
        "lastModified": record.last_modified.to_string(),
        "version": format!("W/\"{}\"", record.version),
        "location": ADDRESS,
    });
    resource.insert("meta".into(), meta);
    if let Some(manager) = record.manager {
        let shown = &mut resource[ENTERPRISE_USER]["manager"];
        shown["$ref"] = ADDRESS.into();
        if let Some(name) = manager.display {
            shown["displayName"] = name.into();
        }
    }
    let mut links = |name: &str, members: Option<Vec<Member>>, kind: Option<&str>| {
        let members = members.unwrap_or_default();
        if !members.is_empty() {
            let links = members.into_iter().map(|member| link(member, kind));
            resource.insert(name.into(), links.collect());
        }
    };
    links("members", record.members, None);
    links("groups", record.groups, Some("direct"));
    resource
}

/// Stands for every address: that there is one can be asked, not which.
const ADDRESS: &str = "somewhere";

fn link(member: Member, fixed_kind: Option<&str>) -> Value {
    let mut link = json!({"value": member.value});
    if let Some(display) = member.display {
        link["display"] = display.into();
    }
    if let Some(kind) = member.kind {
        link["$ref"] = ADDRESS.into();
        link["type"] = fixed_kind.unwrap_or(&kind).into();
    }
    link
}
