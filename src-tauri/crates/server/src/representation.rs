//! A stored record as the resource that a client sees (RFC 7643 §3): `id`, `meta`, `$ref`, members
//! and groups are added, and what the client did not ask for is left out.

use sandbox::{Connection, Member, Record};
use scim::schema::{Registry, ResourceType};
use scim::{Object, Projection};
use serde_json::{Value, json};

/// Schema of the enterprise extension (RFC 7643 §4.3).
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Renders records of one connection.
#[derive(Debug)]
pub(crate) struct Rendering<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) base_url: &'a str,
    pub(crate) projection: &'a Projection,
}

impl Rendering<'_> {
    /// The resource as JSON.
    pub(crate) fn resource(&self, kind: &ResourceType, record: Record) -> Value {
        let location = self.location(kind, &record.id);
        let meta = json!({
            "resourceType": kind.name,
            "created": record.created.to_string(),
            "lastModified": record.last_modified.to_string(),
            "location": location,
            "version": etag(record.version),
        });
        let mut resource = Object::new();
        let mut document = record.document;
        if let Some(schemas) = document.shift_remove("schemas") {
            resource.insert("schemas".to_owned(), schemas);
        }
        resource.insert("id".to_owned(), record.id.into());
        resource.extend(document);
        if let Some(manager) = record.manager {
            self.name_manager(&mut resource, manager);
        }
        if let Some(members) = record.members {
            resource.insert("members".to_owned(), self.members(members));
        }
        if let Some(groups) = record.groups {
            resource.insert("groups".to_owned(), self.groups(groups));
        }
        resource.insert("meta".to_owned(), meta);
        self.projection.apply(self.registry, kind, &mut resource);
        Value::Object(resource)
    }

    /// Where a resource is.
    pub(crate) fn location(&self, kind: &ResourceType, id: &str) -> String {
        format!("{}{}/{id}", self.base_url, kind.endpoint)
    }

    /// A manager who is here is named and linked (RFC 7643 §4.3); of one who is not, there is only the
    /// reference that was sent.
    fn name_manager(&self, resource: &mut Object, manager: Member) {
        let sent = resource
            .get_mut(ENTERPRISE)
            .and_then(|extension| extension.get_mut("manager"))
            .and_then(Value::as_object_mut);
        let (Some(sent), Some(kind)) = (sent, self.registry.resource_type("User")) else {
            return;
        };
        sent.insert(
            "$ref".to_owned(),
            self.location(kind, &manager.value).into(),
        );
        if let Some(name) = manager.display {
            sent.insert("displayName".to_owned(), name.into());
        }
    }

    /// Members stay an empty array when there are none: authentik computes a difference from it.
    fn members(&self, members: Vec<Member>) -> Value {
        members
            .into_iter()
            .map(|member| self.link(member, None))
            .collect()
    }

    fn groups(&self, groups: Vec<Member>) -> Value {
        groups
            .into_iter()
            .map(|group| self.link(group, Some("direct")))
            .collect()
    }

    fn link(&self, member: Member, fixed_type: Option<&str>) -> Value {
        let mut link = Object::new();
        let kind = member
            .kind
            .as_deref()
            .and_then(|kind| self.registry.resource_type(kind));
        let reference = kind.map(|kind| self.location(kind, &member.value));
        link.insert("value".to_owned(), member.value.into());
        if let Some(reference) = reference {
            link.insert("$ref".to_owned(), reference.into());
        }
        if let Some(display) = member.display {
            link.insert("display".to_owned(), display.into());
        }
        if let Some(kind) = fixed_type.map(str::to_owned).or(member.kind) {
            link.insert("type".to_owned(), kind.into());
        }
        Value::Object(link)
    }
}

/// A record as the server returns it to whom asks without `attributes`; `base` is the base URL
/// without a connection id. A record of an unknown kind is returned as it is stored.
#[must_use]
pub fn resource(connection: &Connection, base: &str, record: Record) -> Value {
    let named = format!("{base}/{}", connection.id);
    let rendering = Rendering {
        registry: &connection.registry,
        base_url: if connection.is_default { base } else { &named },
        projection: &Projection::default(),
    };
    match connection.registry.resource_type(&record.kind) {
        Some(kind) => rendering.resource(kind, record),
        None => Value::Object(record.document),
    }
}

/// The weak entity tag of a version (RFC 7644 §3.14).
pub(crate) fn etag(version: i64) -> String {
    format!("W/\"{version}\"")
}

/// What people call a resource: `displayName`, else the formatted name, else `userName`, else its id.
pub(crate) fn name(record: &Record) -> String {
    let text = |value: Option<&Value>| {
        value
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    let document = &record.document;
    let of_name = |part: &str| text(document.get("name").and_then(|name| name.get(part)));
    let both = || match (of_name("givenName"), of_name("familyName")) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => given.or(family),
    };
    text(document.get("displayName"))
        .or_else(|| of_name("formatted"))
        .or_else(both)
        .or_else(|| text(document.get("userName")))
        .unwrap_or_else(|| record.id.clone())
}

/// The resource as the subject of an exchange.
pub(crate) fn subject(record: &Record) -> sandbox::Subject {
    sandbox::Subject {
        kind: record.kind.clone(),
        id: record.id.clone(),
        name: name(record),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, document: Value) -> Record {
        let at: jiff::Timestamp = "2026-05-03T12:06:00Z".parse().unwrap();
        Record {
            kind: kind.to_owned(),
            id: "c7".to_owned(),
            document: document.as_object().unwrap().clone(),
            members: None,
            groups: None,
            manager: None,
            created: at,
            last_modified: at,
            version: 3,
        }
    }

    fn rendered(kind: &str, record: Record, excluded: Option<&str>) -> Value {
        let registry = Registry::standard();
        let rendering = Rendering {
            registry,
            base_url: "http://127.0.0.1:8787/scim/v2",
            projection: &Projection::parse(None, excluded).value,
        };
        rendering.resource(registry.resource_type(kind).unwrap(), record)
    }

    #[test]
    fn a_resource_carries_id_meta_location_and_version() {
        let user = rendered(
            "User",
            record(
                "User",
                json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada"}),
            ),
            None,
        );
        assert_eq!(user["id"], "c7");
        assert_eq!(
            user["meta"]["location"],
            "http://127.0.0.1:8787/scim/v2/Users/c7"
        );
        assert_eq!(user["meta"]["version"], "W/\"3\"");
        assert_eq!(user["meta"]["created"], "2026-05-03T12:06:00Z");
    }

    #[test]
    fn an_empty_group_answers_with_an_empty_list_unless_members_are_excluded() {
        let empty = Record {
            members: Some(Vec::new()),
            ..record("Group", json!({"displayName": "Editors"}))
        };
        assert_eq!(rendered("Group", empty.clone(), None)["members"], json!([]));
        assert_eq!(
            rendered("Group", empty, Some("members")).get("members"),
            None
        );
    }

    #[test]
    fn members_link_to_where_they_are() {
        let member = Member {
            value: "u1".into(),
            display: Some("Ada".into()),
            kind: Some("User".into()),
        };
        let group = Record {
            members: Some(vec![member]),
            ..record("Group", json!({"displayName": "Editors"}))
        };
        assert_eq!(
            rendered("Group", group, None)["members"][0],
            json!({"value": "u1", "$ref": "http://127.0.0.1:8787/scim/v2/Users/u1", "display": "Ada", "type": "User"})
        );
    }

    #[test]
    fn a_person_is_called_by_the_best_name_there_is() {
        let called = |document| name(&record("User", document));
        assert_eq!(
            called(json!({"displayName": "Ada Okafor", "userName": "a"})),
            "Ada Okafor"
        );
        assert_eq!(
            called(json!({"name": {"givenName": "Ada", "familyName": "Okafor"}})),
            "Ada Okafor"
        );
        assert_eq!(
            called(json!({"displayName": " ", "userName": "ada@example.com"})),
            "ada@example.com"
        );
        assert_eq!(called(json!({})), "c7");
    }
}
