//! The usual tenant of the fixtures: Ada, Bram, Chidi and the Platform Team, created through
//! the front door like everything else.

use crate::harness::bench::Door;
use crate::harness::exchange::Given;
use crate::harness::template::Names;
use serde_json::{Map, Value, json};

/// URN of the enterprise extension.
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// Given name, family name, title, department and employee number.
const PEOPLE: [[&str; 5]; 3] = [
    ["Ada", "Okafor", "Platform Engineer", "Platform", "E-1001"],
    [
        "Bram",
        "Visser",
        "Site Reliability Engineer",
        "Platform",
        "E-1002",
    ],
    ["Chidi", "Mensah", "Accountant", "Finance", "E-1003"],
];

/// A person of the usual tenant as the body of a POST; `name` is `ada`, `bram` or `chidi`.
///
/// # Panics
/// When there is no such person.
#[must_use]
pub fn person(name: &str) -> Value {
    let found = PEOPLE
        .iter()
        .find(|person| person[0].eq_ignore_ascii_case(name));
    let [given, family, title, department, number] =
        found.unwrap_or_else(|| panic!("{name} is nobody of the usual tenant"));
    let local = format!("{given}.{family}").to_lowercase();
    json!({
        "schemas": [USER, ENTERPRISE],
        "externalId": local,
        "userName": format!("{local}@example.com"),
        "active": true,
        "displayName": format!("{given} {family}"),
        "name": {"formatted": format!("{given} {family}"), "givenName": given, "familyName": family},
        "title": title,
        "emails": [{"type": "work", "primary": true, "value": format!("{local}@example.com")}],
        ENTERPRISE: {"department": department, "employeeNumber": number},
    })
}

/// One of any number of people without a manager.
#[must_use]
pub fn extra(number: usize) -> Value {
    json!({
        "schemas": [USER],
        "userName": format!("person{number:04}@example.com"),
        "displayName": format!("Person {number}"),
        "active": true,
    })
}

/// The body of a POST for a group.
#[must_use]
pub fn group(name: &str, members: &[String]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({"value": id})).collect();
    json!({"schemas": [GROUP], "displayName": name, "members": members})
}

/// A PATCH body with these operations.
#[must_use]
pub fn patch(operations: Value) -> Value {
    json!({"schemas": [PATCH], "Operations": operations})
}

/// Creates the usual tenant with the differences of `given` and names the ids.
///
/// # Panics
/// When the server refuses any of it.
pub async fn settle(door: &Door, given: &Given, names: &mut Names) {
    for [name, ..] in PEOPLE {
        let name = name.to_lowercase();
        if !given.without.contains(&name) {
            let mut body = person(&name);
            if let Some(changes) = given.people.get(&name) {
                merge(&mut body, changes);
            }
            let created = create(door, "/Users", &names.fill_value(&body)).await;
            names.set(format!("{name}.id"), created);
        }
    }
    for (person, manager) in &given.managers {
        let reference = names.fill(&format!("{{{{{manager}.id}}}}"));
        let target = names.fill(&format!("/Users/{{{{{person}.id}}}}"));
        let path = format!("{ENTERPRISE}:manager");
        let value = json!({"value": reference});
        let body = patch(json!([{"op": "replace", "path": path, "value": value}]));
        let answer = door.patch(&target, &body).await;
        assert!(
            matches!(answer.status, 200 | 204),
            "the manager is set: {}",
            answer.text()
        );
    }
    if !given.without.iter().any(|name| name == "platform") {
        let members = given
            .members
            .iter()
            .map(|name| names.fill(&format!("{{{{{name}.id}}}}")));
        let body = group("Platform Team", &members.collect::<Vec<_>>());
        names.set("platform.id", create(door, "/Groups", &body).await);
    }
    for number in 1..=given.crowd {
        create(door, "/Users", &extra(number)).await;
    }
    for resource in &given.resources {
        create(door, &resource.path, &names.fill_value(&resource.body)).await;
    }
}

/// Posts a resource and returns its id.
///
/// # Panics
/// When it is not created.
pub async fn create(door: &Door, path: &str, body: &Value) -> String {
    let answer = door.post(path, body).await;
    assert_eq!(answer.status, 201, "POST {path} {body}: {}", answer.text());
    let created = answer.json();
    let id = created.get("id").and_then(Value::as_str);
    id.unwrap_or_else(|| panic!("POST {path} is answered without an id: {created}"))
        .to_owned()
}

/// JSON Merge Patch (RFC 7396 §2).
fn merge(target: &mut Value, changes: &Value) {
    let Value::Object(changes) = changes else {
        *target = changes.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    for (key, change) in changes {
        let Some(members) = target.as_object_mut() else {
            return;
        };
        if change.is_null() {
            members.remove(key);
        } else {
            merge(members.entry(key.clone()).or_insert(Value::Null), change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_merges_and_null_takes_away() {
        let mut ada = person("ada");
        merge(
            &mut ada,
            &json!({"title": null, "name": {"givenName": "Adaeze"}}),
        );
        assert_eq!(ada.get("title"), None);
        assert_eq!(ada.pointer("/name/givenName"), Some(&json!("Adaeze")));
        assert_eq!(ada.pointer("/name/familyName"), Some(&json!("Okafor")));
    }
}
