//! Requests of Microsoft Entra ID.
//!
//! Requests are built here and nowhere else, and nothing here sends them. Key order and letter case
//! are those of the wire. Not built: app role assignments and the discovery calls of gallery applications.

use serde_json::{Map, Value, json};

use crate::company::{Group, Person};
use crate::edit::{ENTERPRISE, Edit, enterprise};
use crate::request::{Method, Request, equals, form_encoded, segment};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// Entra still sends this proprietary URN with every group it creates.
const MICROSOFT_GROUP: &str =
    "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// How PATCH requests are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As by default.
    Legacy,
    /// With `?aadOptscim062020` in the tenant URL.
    Compliant,
}

/// What a PATCH operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Add,
    Replace,
    Remove,
}

/// The match query of a person. *Test Connection* is the same query for a GUID that nobody has.
pub(crate) fn match_user(user_name: &str) -> Request {
    Request::bare(
        Method::Get,
        format!(
            "/Users?filter={}",
            form_encoded(&equals("userName", user_name))
        ),
    )
}

/// The match query of a group, and with a GUID the second half of *Test Connection*.
pub(crate) fn match_group(display_name: &str) -> Request {
    let filter = form_encoded(&equals("displayName", display_name));
    Request::bare(
        Method::Get,
        format!("/Groups?excludedAttributes=members&filter={filter}"),
    )
}

/// Reads a person by id, which precedes an update in an incremental cycle.
pub(crate) fn read_user(id: &str) -> Request {
    Request::bare(Method::Get, user_path(id))
}

/// Asks whether a person is a member of a group, without fetching the members.
pub(crate) fn has_member(group: &str, user: &str) -> Request {
    let filter = format!("{} and {}", equals("id", group), equals("members", user));
    Request::bare(
        Method::Get,
        format!("/Groups?attributes=id&filter={}", form_encoded(&filter)),
    )
}

/// Creates a person, without the manager: references follow when everybody has an id.
pub(crate) fn create_user(person: &Person) -> Request {
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    put("schemas", json!([USER, ENTERPRISE]));
    put("externalId", json!(person.object_id));
    put("userName", json!(person.user_name));
    put("active", json!(person.enabled));
    put("displayName", json!(person.display_name));
    if let Some(mail) = &person.mail {
        put(
            "emails",
            json!([{ "primary": true, "type": "work", "value": mail }]),
        );
    }
    put("meta", json!({ "resourceType": "User" }));
    put(
        "name",
        json!({
            "formatted": person.display_name,
            "familyName": person.family_name,
            "givenName": person.given_name,
        }),
    );
    if let Some(language) = &person.preferred_language {
        put("preferredLanguage", json!(language));
    }
    if let Some(title) = &person.title {
        put("title", json!(title));
    }
    let phones = phone_numbers(person);
    if !phones.is_empty() {
        put("phoneNumbers", Value::Array(phones));
    }
    let extension = extension(person);
    if !extension.is_empty() {
        put(ENTERPRISE, Value::Object(extension));
    }
    put("roles", json!([]));
    Request::with(Method::Post, "/Users", Value::Object(body))
}

fn phone_numbers(person: &Person) -> Vec<Value> {
    let work = person
        .phone
        .as_ref()
        .map(|number| json!({ "primary": true, "type": "work", "value": number }));
    let mobile = person
        .mobile
        .as_ref()
        .map(|number| json!({ "type": "mobile", "value": number }));
    work.into_iter().chain(mobile).collect()
}

fn extension(person: &Person) -> Map<String, Value> {
    [
        ("department", &person.department),
        ("employeeNumber", &person.employee_number),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.as_ref().map(|value| (name.to_owned(), json!(value))))
    .collect()
}

/// Changes attributes of a person.
pub(crate) fn change_user(spelling: Spelling, id: &str, edits: &[Edit]) -> Request {
    let operations = match spelling {
        Spelling::Legacy => edits
            .iter()
            .map(|edit| operation(spelling, verb(edit), &edit.path, Some(as_text(&edit.value))))
            .collect(),
        Spelling::Compliant => compact(spelling, edits),
    };
    patch(user_path(id), operations)
}

/// Sets (`Add`) or changes (`Replace`) the manager: a bare string in both spellings, although
/// RFC 7643 §4.3 makes it complex.
pub(crate) fn write_manager(spelling: Spelling, id: &str, verb: Verb, manager: &str) -> Request {
    let path = enterprise("manager");
    patch(
        user_path(id),
        vec![operation(spelling, verb, &path, Some(json!(manager)))],
    )
}

/// Creates a group, without members.
pub(crate) fn create_group(group: &Group) -> Request {
    Request::with(
        Method::Post,
        "/Groups",
        json!({
            "schemas": [GROUP, MICROSOFT_GROUP],
            "externalId": group.object_id,
            "displayName": group.display_name,
            "meta": { "resourceType": "Group" },
        }),
    )
}

/// Gives a group another name.
pub(crate) fn rename_group(spelling: Spelling, id: &str, name: &str) -> Request {
    patch(
        group_path(id),
        vec![operation(
            spelling,
            Verb::Replace,
            "displayName",
            Some(json!(name)),
        )],
    )
}

/// Adds members to a group.
pub(crate) fn add_members(spelling: Spelling, id: &str, members: &[&str]) -> Request {
    patch(
        group_path(id),
        vec![operation(
            spelling,
            Verb::Add,
            "members",
            Some(references(members)),
        )],
    )
}

/// Removes members from a group. By default with a list of values, which RFC 7644 §3.5.2.2 does
/// not know; with the flag one operation with a filter for each.
pub(crate) fn remove_members(spelling: Spelling, id: &str, members: &[&str]) -> Request {
    let operations = match spelling {
        Spelling::Legacy => vec![operation(
            spelling,
            Verb::Remove,
            "members",
            Some(references(members)),
        )],
        Spelling::Compliant => members
            .iter()
            .map(|member| {
                operation(
                    spelling,
                    Verb::Remove,
                    &format!("members[{}]", equals("value", member)),
                    None,
                )
            })
            .collect(),
    };
    patch(group_path(id), operations)
}

/// Removes a person for good.
pub(crate) fn delete_user(id: &str) -> Request {
    Request::bare(Method::Delete, user_path(id))
}

/// Removes a group.
pub(crate) fn delete_group(id: &str) -> Request {
    Request::bare(Method::Delete, group_path(id))
}

fn user_path(id: &str) -> String {
    format!("/Users/{}", segment(id))
}

fn group_path(id: &str) -> String {
    format!("/Groups/{}", segment(id))
}

fn references(members: &[&str]) -> Value {
    members
        .iter()
        .map(|member| json!({ "$ref": null, "value": member }))
        .collect()
}

fn patch(target: String, operations: Vec<Value>) -> Request {
    Request::with(
        Method::Patch,
        target,
        json!({ "schemas": [PATCH_OP], "Operations": operations }),
    )
}

fn operation(spelling: Spelling, verb: Verb, path: &str, value: Option<Value>) -> Value {
    let mut operation = json!({ "op": verb.name(spelling), "path": path });
    if let (Some(value), Some(members)) = (value, operation.as_object_mut()) {
        members.insert("value".to_owned(), value);
    }
    operation
}

/// One operation without a path for each verb, whose value maps paths to values; filtered paths and
/// a lone attribute keep an operation of their own.
fn compact(spelling: Spelling, edits: &[Edit]) -> Vec<Value> {
    if let [only] = edits {
        return vec![operation(
            spelling,
            verb(only),
            &only.path,
            Some(only.value.clone()),
        )];
    }
    let (filtered, plain): (Vec<&Edit>, Vec<&Edit>) =
        edits.iter().partition(|edit| edit.path.contains('['));
    let mut operations: Vec<Value> = filtered
        .into_iter()
        .map(|edit| operation(spelling, verb(edit), &edit.path, Some(edit.value.clone())))
        .collect();
    for wanted in [Verb::Add, Verb::Replace] {
        let values: Map<String, Value> = plain
            .iter()
            .filter(|edit| verb(edit) == wanted)
            .map(|edit| (edit.path.clone(), edit.value.clone()))
            .collect();
        if !values.is_empty() {
            operations.push(json!({ "op": wanted.name(spelling), "value": values }));
        }
    }
    operations
}

fn verb(edit: &Edit) -> Verb {
    if edit.present {
        Verb::Replace
    } else {
        Verb::Add
    }
}

/// By default Entra writes booleans as text with a capital.
fn as_text(value: &Value) -> Value {
    match value {
        Value::Bool(true) => json!("True"),
        Value::Bool(false) => json!("False"),
        other => other.clone(),
    }
}

impl Verb {
    fn name(self, spelling: Spelling) -> &'static str {
        match (spelling, self) {
            (Spelling::Legacy, Self::Add) => "Add",
            (Spelling::Legacy, Self::Replace) => "Replace",
            (Spelling::Legacy, Self::Remove) => "Remove",
            (Spelling::Compliant, Self::Add) => "add",
            (Spelling::Compliant, Self::Replace) => "replace",
            (Spelling::Compliant, Self::Remove) => "remove",
        }
    }
}

#[cfg(test)]
mod tests;
