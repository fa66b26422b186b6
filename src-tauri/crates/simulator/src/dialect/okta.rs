//! Requests of Okta for an application made with the App Integration Wizard: every update is a GET
//! and a PUT of what was read with Okta's own data merged over it.
//!
//! Not built: the OIN template (which uses PATCH), imports, password synchronisation. Okta never
//! deletes a person.

use serde_json::{Map, Value, json};

use crate::company::{Group, Person, ReportsTo};
use crate::edit::{ENTERPRISE, assign, enterprise};
use crate::request::{Method, Request, equals, percent_encoded, segment};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// *Test API Credentials*: the first two people.
pub(crate) fn probe() -> Request {
    Request::bare(Method::Get, "/Users?startIndex=1&count=2")
}

/// The match query of a person. An empty list and 404 mean the same to Okta.
pub(crate) fn match_user(user_name: &str) -> Request {
    search("Users", &equals("userName", user_name))
}

/// The match query of a group that is pushed.
pub(crate) fn match_group(display_name: &str) -> Request {
    search("Groups", &equals("displayName", display_name))
}

fn search(endpoint: &str, filter: &str) -> Request {
    let filter = percent_encoded(filter);
    Request::bare(
        Method::Get,
        format!("/{endpoint}?filter={filter}&startIndex=1&count=100"),
    )
}

/// Creates a person, manager included: its value is whatever the Okta profile holds, here the
/// manager's Okta id, and not an id of the target.
pub(crate) fn create_user(person: &Person) -> Request {
    let extension = extension(person);
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    let schemas = if extension.is_empty() {
        json!([USER])
    } else {
        json!([USER, ENTERPRISE])
    };
    put("schemas", schemas);
    put("userName", json!(person.user_name));
    put(
        "name",
        json!({ "givenName": person.given_name, "familyName": person.family_name }),
    );
    if let Some(mail) = &person.mail {
        put(
            "emails",
            json!([{ "primary": true, "value": mail, "type": "work" }]),
        );
    }
    put("displayName", json!(person.display_name));
    if let Some(language) = &person.preferred_language {
        put("locale", json!(language));
    }
    put("externalId", json!(user_id(&person.object_id)));
    put("groups", json!([]));
    put("password", json!(password(person)));
    put("active", json!(person.enabled));
    if let Some(title) = &person.title {
        put("title", json!(title));
    }
    if let Some(phone) = &person.phone {
        put(
            "phoneNumbers",
            json!([{ "value": phone, "primary": true, "type": "work" }]),
        );
    }
    if !extension.is_empty() {
        put(ENTERPRISE, Value::Object(extension));
    }
    Request::with(Method::Post, "/Users", Value::Object(body))
}

fn extension(person: &Person) -> Map<String, Value> {
    let department = person.department.as_ref().map(|value| json!(value));
    let number = person.employee_number.as_ref().map(|value| json!(value));
    [
        ("department", department),
        ("employeeNumber", number),
        ("manager", manager(person)),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)))
    .collect()
}

/// Unlike Entra, Okta names a manager whether or not they are provisioned.
fn manager(person: &Person) -> Option<Value> {
    let (ReportsTo::Person {
        object_id,
        display_name,
        ..
    }
    | ReportsTo::OutOfScope {
        object_id,
        display_name,
        ..
    }) = person.reports_to.as_ref()?;
    Some(json!({ "value": user_id(object_id), "displayName": display_name }))
}

/// Okta's data for a person laid over what the target answered. What Okta has no value for stays.
pub(crate) fn merge(person: &Person, resource: &mut Value) {
    let text = |value: &str| Some(json!(value));
    let maybe = |value: &Option<String>| value.as_deref().map(Value::from);
    let all = [
        ("userName".to_owned(), text(&person.user_name)),
        ("name.givenName".to_owned(), text(&person.given_name)),
        ("name.familyName".to_owned(), text(&person.family_name)),
        (
            r#"emails[type eq "work"].value"#.to_owned(),
            maybe(&person.mail),
        ),
        ("displayName".to_owned(), text(&person.display_name)),
        ("locale".to_owned(), maybe(&person.preferred_language)),
        ("externalId".to_owned(), text(&user_id(&person.object_id))),
        ("active".to_owned(), Some(json!(person.enabled))),
        ("title".to_owned(), maybe(&person.title)),
        (
            r#"phoneNumbers[type eq "work"].value"#.to_owned(),
            maybe(&person.phone),
        ),
        (enterprise("department"), maybe(&person.department)),
        (enterprise("employeeNumber"), maybe(&person.employee_number)),
    ];
    for (path, value) in all {
        if let Some(value) = value {
            assign(resource, &path, value);
        }
    }
    if let Some(manager) = manager(person) {
        for (sub, value) in manager.as_object().into_iter().flatten() {
            assign(
                resource,
                &format!("{}.{sub}", enterprise("manager")),
                value.clone(),
            );
        }
    }
}

/// Reads a person before an update.
pub(crate) fn read_user(id: &str) -> Request {
    Request::bare(Method::Get, format!("/Users/{}", segment(id)))
}

/// Writes a person back.
pub(crate) fn replace_user(id: &str, resource: Value) -> Request {
    Request::with(Method::Put, format!("/Users/{}", segment(id)), resource)
}

/// Creates a group that is pushed, without members.
pub(crate) fn create_group(group: &Group) -> Request {
    Request::with(
        Method::Post,
        "/Groups",
        json!({ "schemas": [GROUP], "displayName": group.display_name, "members": [] }),
    )
}

/// Reads a group before an update.
pub(crate) fn read_group(id: &str) -> Request {
    Request::bare(Method::Get, format!("/Groups/{}", segment(id)))
}

/// Writes a group with all its members: pairs of id and display name, or id alone.
pub(crate) fn replace_group(id: &str, name: &str, members: &[Value]) -> Request {
    Request::with(
        Method::Put,
        format!("/Groups/{}", segment(id)),
        json!({ "schemas": [GROUP], "id": id, "displayName": name, "members": members }),
    )
}

/// A member of a group. Okta never sends its type.
pub(crate) fn member(id: &str, user_name: &str) -> Value {
    json!({ "value": id, "display": user_name })
}

/// Removes a group, which Okta does only when the administrator asks for it.
pub(crate) fn delete_group(id: &str) -> Request {
    Request::bare(Method::Delete, format!("/Groups/{}", segment(id)))
}

/// An id in the form of Okta's: twenty characters that begin with `00u`.
fn user_id(object_id: &str) -> String {
    let digits = object_id.chars().filter(char::is_ascii_alphanumeric);
    "00u1".chars().chain(digits.take(16)).collect()
}

/// Okta sends a random password even where the target never uses it. This one opens nothing.
fn password(person: &Person) -> String {
    let digits = person.object_id.chars().rev();
    digits.filter(char::is_ascii_alphanumeric).take(8).collect()
}

#[cfg(test)]
mod tests;
