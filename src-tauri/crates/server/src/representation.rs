//! A stored record as the resource that a client sees (RFC 7643 §3): `id`, `meta`, `$ref`, members
//! and groups are added, and what the client did not ask for is left out.

mod whole;

use sandbox::{Connection, Member, Record, Text};
use scim::schema::{Registry, ResourceType};
use scim::{Object, Projection};
use serde::Serialize;
use serde_json::Value;

use whole::Whole;

/// Schema of the enterprise extension (RFC 7643 §4.3).
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Renders records of one connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rendering<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) base_url: &'a str,
    pub(crate) projection: &'a Projection,
}

/// A resource as the client sees it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are whole, and written at once"
)]
pub(crate) enum Shown<'a> {
    /// All of it.
    Whole(Whole<'a>),
    /// What the client asked for.
    Part(Value),
}

impl<'a> Rendering<'a> {
    /// The resource, ready to be written as JSON.
    ///
    /// # Errors
    /// When what is stored is not JSON.
    pub(crate) fn shown(
        self,
        kind: &'a ResourceType,
        text: Text,
    ) -> Result<Shown<'a>, sandbox::Error> {
        if self.projection.is_whole(self.registry, kind) {
            let rendering = self;
            return Ok(Shown::Whole(Whole {
                rendering,
                kind,
                text,
            }));
        }
        let Text { record, .. } = text;
        let document = serde_json::from_str(&record.document)?;
        Ok(Shown::Part(self.resource(kind, with(record, document))))
    }

    /// The resource as JSON.
    pub(crate) fn resource(&self, kind: &ResourceType, record: Record) -> Value {
        let meta = value(&self.meta(kind, &record));
        let mut resource = Object::new();
        let mut document = record.document;
        if let Some(schemas) = document.shift_remove("schemas") {
            resource.insert("schemas".to_owned(), schemas);
        }
        resource.insert("id".to_owned(), record.id.into());
        resource.extend(document);
        let extension = resource.get_mut(ENTERPRISE).and_then(Value::as_object_mut);
        if let (Some(extension), Some(manager)) = (extension, &record.manager) {
            self.name_manager(extension, manager);
        }
        if let Some(members) = &record.members {
            resource.insert("members".to_owned(), value(&self.members(members)));
        }
        if let Some(groups) = &record.groups {
            resource.insert("groups".to_owned(), value(&self.groups(groups)));
        }
        resource.insert("meta".to_owned(), meta);
        self.projection.apply(self.registry, kind, &mut resource);
        Value::Object(resource)
    }

    /// Where a resource is.
    pub(crate) fn location(&self, kind: &ResourceType, id: &str) -> String {
        [self.base_url, &kind.endpoint, "/", id].concat()
    }

    fn meta<'r, D>(&self, kind: &'r ResourceType, record: &Record<D>) -> Meta<'r> {
        Meta {
            resource_type: &kind.name,
            created: record.created.to_string(),
            last_modified: record.last_modified.to_string(),
            location: self.location(kind, &record.id),
            version: etag(record.version),
        }
    }

    /// A manager who is here is named and linked (RFC 7643 §4.3); of one who is not, there is only the
    /// reference that was sent.
    fn name_manager(&self, extension: &mut Object, manager: &Member) {
        let sent = extension.get_mut("manager").and_then(Value::as_object_mut);
        let (Some(sent), Some(kind)) = (sent, self.registry.resource_type("User")) else {
            return;
        };
        sent.insert(
            "$ref".to_owned(),
            self.location(kind, &manager.value).into(),
        );
        if let Some(name) = &manager.display {
            sent.insert("displayName".to_owned(), name.as_str().into());
        }
    }

    /// Members stay an empty array when there are none: authentik computes a difference from it.
    fn members<'r>(&self, members: &'r [Member]) -> Vec<Link<'r>> {
        let links = members.iter().map(|member| self.link(member, None));
        links.collect()
    }

    fn groups<'r>(&self, groups: &'r [Member]) -> Vec<Link<'r>> {
        let links = groups.iter().map(|group| self.link(group, Some("direct")));
        links.collect()
    }

    fn link<'r>(&self, member: &'r Member, fixed_type: Option<&'r str>) -> Link<'r> {
        let kind = member.kind.as_deref();
        let here = kind.and_then(|kind| self.registry.resource_type(kind));
        Link {
            value: &member.value,
            reference: here.map(|kind| self.location(kind, &member.value)),
            display: member.display.as_deref(),
            kind: fixed_type.or(kind),
        }
    }
}

/// RFC 7643 §3.1.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta<'a> {
    resource_type: &'a str,
    created: String,
    last_modified: String,
    location: String,
    version: String,
}

/// One of `members` or `groups`.
#[derive(Debug, Serialize)]
struct Link<'a> {
    value: &'a str,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
}

/// Plain data of ours as JSON, which cannot fail.
fn value(data: &impl Serialize) -> Value {
    serde_json::to_value(data).unwrap_or_default()
}

/// The same record with its document parsed.
fn with(record: Record<String>, document: Object) -> Record {
    Record {
        kind: record.kind,
        id: record.id,
        document,
        members: record.members,
        groups: record.groups,
        manager: record.manager,
        created: record.created,
        last_modified: record.last_modified,
        version: record.version,
    }
}

/// A record as the server returns it to whom asks without `attributes`; `base` is the base URL
/// without a connection id. A record of an unknown kind is returned as it is stored.
#[must_use]
pub fn resource(connection: &Connection, base: &str, record: Record) -> Value {
    let named = format!("{base}/{}", connection.address);
    let rendering = Rendering {
        registry: &connection.registry,
        base_url: if connection.plain { base } else { &named },
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

/// The same of what is passed on unparsed.
pub(crate) fn subject_of(text: &Text) -> sandbox::Subject {
    sandbox::Subject {
        kind: text.record.kind.clone(),
        id: text.record.id.clone(),
        name: text.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
        let kind = registry.resource_type(kind).unwrap();
        let text = Text {
            name: "Ada".to_owned(),
            record: stored(&record),
        };
        let shown = rendering.shown(kind, text).unwrap();
        let shown = serde_json::to_string(&shown).unwrap();
        let resource = rendering.resource(kind, record);
        assert_eq!(shown, resource.to_string(), "parsed and unparsed");
        resource
    }

    fn stored(record: &Record) -> Record<String> {
        let record = record.clone();
        Record {
            document: Value::Object(record.document).to_string(),
            kind: record.kind,
            id: record.id,
            members: record.members,
            groups: record.groups,
            manager: record.manager,
            created: record.created,
            last_modified: record.last_modified,
            version: record.version,
        }
    }

    #[test]
    fn a_resource_is_the_same_parsed_and_unparsed() {
        let manager = Member {
            value: "u2".into(),
            display: Some("Grace \"Amazing\" Hopper".into()),
            kind: Some("User".into()),
        };
        let person = Record {
            manager: Some(manager.clone()),
            groups: Some(vec![manager]),
            ..record(
                "User",
                json!({
                    "userName": "ada\u{1F600}\"", "nickName": "", "x": {"y": [1.50, -0.0, 1e300, null]},
                    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
                    ENTERPRISE: {"department": "R&D", "manager": {"value": "emp-2", "displayName": "sent"}},
                    "urn:example:empty": {}, "key \"with\" marks\n": true,
                    "emails": [{"value": "a@b.c", "primary": true}],
                }),
            )
        };
        let shown = rendered("User", person.clone(), None);
        assert_eq!(shown.as_object().unwrap().keys().next().unwrap(), "schemas");
        assert_eq!(shown.get("urn:example:empty"), None);
        let named = &shown[ENTERPRISE]["manager"];
        assert_eq!(named["displayName"], "Grace \"Amazing\" Hopper");
        assert_eq!(named["value"], "emp-2");
        let part = rendered("User", person, Some("emails,name"));
        assert_eq!(part.get("emails"), None);
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
