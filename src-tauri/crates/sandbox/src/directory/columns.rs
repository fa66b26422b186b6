//! What is taken out of a document so that it can be found and listed without being read.

use scim::Object;
use scim::schema::ENTERPRISE_USER;
use serde_json::Value;

use crate::store::resources::Columns;
use crate::store::text::{fold, sort_form};

/// The columns of a resource. Only a User has a `userName`, team, manager and emails.
pub(super) fn extract(kind: &str, id: &str, document: &Object) -> Columns {
    let external_id = text(document, "externalId");
    let display_name = text(document, "displayName");
    if kind != "User" {
        let name = display_name
            .clone()
            .or_else(|| text(document, "name"))
            .or_else(|| external_id.clone())
            .unwrap_or_else(|| id.to_owned());
        let search = lines([Some(&name), external_id.as_ref(), Some(&id.to_owned())]);
        return Columns {
            external_id,
            display_name_folded: display_name.as_deref().map(fold),
            name_sorted: sort_form(&name),
            name,
            search,
            ..Columns::default()
        };
    }
    let user_name = text(document, "userName");
    let enterprise = document.get(ENTERPRISE_USER).and_then(Value::as_object);
    let department = enterprise.and_then(|part| text(part, "department"));
    let manager = enterprise.and_then(|part| part.get("manager"));
    let reference = manager.and_then(reference);
    let title = text(document, "title");
    let user_name_folded = user_name.as_deref().map(fold);
    let mut emails: Vec<String> = addresses(document).map(fold).collect();
    let all = emails.len();
    emails.retain(|address| Some(address) != user_name_folded.as_ref());
    let is_address = emails.len() < all;
    let email = best_address(document);
    let name = person_name(document, display_name.as_deref(), user_name.as_deref(), id);
    let search = lines([
        Some(&name),
        user_name.as_ref(),
        email.as_ref(),
        external_id.as_ref(),
        Some(&id.to_owned()),
        title.as_ref(),
        department.as_ref(),
    ]);
    Columns {
        user_name_folded,
        display_name_folded: display_name.as_deref().map(fold),
        name_sorted: sort_form(&name),
        active: document.get("active").and_then(Value::as_bool),
        department_folded: department.as_deref().map(fold),
        title_folded: title.as_deref().map(fold),
        email_folded: email.as_deref().map(fold),
        manager_folded: reference.as_deref().map(fold),
        manager_name: manager
            .and_then(Value::as_object)
            .and_then(|m| text(m, "displayName")),
        employee_number_folded: enterprise
            .and_then(|part| text(part, "employeeNumber"))
            .as_deref()
            .map(fold),
        user_name_is_address: Some(is_address),
        emails,
        manager: reference,
        external_id,
        user_name,
        department,
        title,
        email,
        name,
        search,
    }
}

fn text(object: &Object, name: &str) -> Option<String> {
    object
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn lines<const N: usize>(parts: [Option<&String>; N]) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    fold(&parts.join("\n"))
}

/// `manager.value`, or the manager itself where it is plain text.
fn reference(manager: &Value) -> Option<String> {
    match manager {
        Value::Object(map) => text(map, "value"),
        Value::String(reference) if !reference.is_empty() => Some(reference.clone()),
        _ => None,
    }
}

fn person_name(
    document: &Object,
    display_name: Option<&str>,
    user_name: Option<&str>,
    id: &str,
) -> String {
    let parts = document.get("name").and_then(Value::as_object);
    let part = |name| parts.and_then(|parts| text(parts, name));
    let both = || {
        let both: Vec<_> = [part("givenName"), part("familyName")]
            .into_iter()
            .flatten()
            .collect();
        (!both.is_empty()).then(|| both.join(" "))
    };
    display_name
        .map(str::to_owned)
        .or_else(|| part("formatted"))
        .or_else(both)
        .or_else(|| user_name.map(str::to_owned))
        .unwrap_or_else(|| id.to_owned())
}

fn email_elements(document: &Object) -> &[Value] {
    document
        .get("emails")
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn address(element: &Value) -> Option<&str> {
    element
        .get("value")
        .or(Some(element))
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}

fn addresses(document: &Object) -> impl Iterator<Item = &str> {
    email_elements(document).iter().filter_map(address)
}

/// The primary address, else the first of type `work`, else the first.
fn best_address(document: &Object) -> Option<String> {
    let elements = email_elements(document);
    let is_work = |element: &&Value| {
        element
            .get("type")
            .and_then(Value::as_str)
            .is_some_and(|t| t.eq_ignore_ascii_case("work"))
    };
    elements
        .iter()
        .find(|element| element.get("primary") == Some(&Value::Bool(true)))
        .or_else(|| elements.iter().find(is_work))
        .and_then(address)
        .or_else(|| elements.iter().find_map(address))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn user(document: Value) -> Columns {
        extract("User", "id-1", document.as_object().unwrap())
    }

    #[test]
    fn a_person_is_called_by_the_best_name_there_is() {
        let formatted = json!({"userName": "ada@x", "name": {"formatted": "A. L."}});
        let parts =
            json!({"userName": "ada@x", "name": {"givenName": "Ada", "familyName": "Lovelace"}});
        assert_eq!(
            user(json!({"displayName": "Ada", "userName": "a"})).name,
            "Ada"
        );
        assert_eq!(user(formatted).name, "A. L.");
        assert_eq!(user(parts).name, "Ada Lovelace");
        assert_eq!(
            user(json!({"userName": "ada@x", "displayName": ""})).name,
            "ada@x"
        );
        assert_eq!(user(json!({})).name, "id-1");
    }

    #[test]
    fn the_primary_address_wins_then_the_work_one_then_the_first() {
        let home = json!({"value": "h@x", "type": "home"});
        let work = json!({"value": "w@x", "type": "Work"});
        let primary = json!({"value": "P@x", "primary": true});
        let email = |elements: Value| user(json!({"emails": elements})).email;
        assert_eq!(email(json!([home, work, primary])).as_deref(), Some("P@x"));
        assert_eq!(email(json!([home, work])).as_deref(), Some("w@x"));
        assert_eq!(email(json!([home])).as_deref(), Some("h@x"));
        assert_eq!(email(json!([])), None);
        assert_eq!(
            user(json!({"emails": [home, primary]})).emails,
            ["h@x", "p@x"]
        );
        let own = user(json!({"userName": "P@X", "emails": [home, primary]}));
        assert_eq!(own.emails, ["h@x"]);
        assert_eq!(own.user_name_is_address, Some(true));
        let other = user(json!({"userName": "P@Y", "emails": [home, primary]}));
        assert_eq!(other.user_name_is_address, Some(false));
    }

    #[test]
    fn team_and_manager_come_from_the_enterprise_extension() {
        let columns = user(json!({
            "userName": "ADA@x", "active": false, "title": "Lead",
            ENTERPRISE_USER: {"department": "Größe", "manager": {"value": "M-1", "displayName": "Grace"}},
        }));
        assert_eq!(columns.department.as_deref(), Some("Größe"));
        assert_eq!(columns.department_folded.as_deref(), Some("größe"));
        assert_eq!(columns.manager.as_deref(), Some("M-1"));
        assert_eq!(columns.manager_folded.as_deref(), Some("m-1"));
        assert_eq!(columns.manager_name.as_deref(), Some("Grace"));
        assert_eq!(columns.user_name_folded.as_deref(), Some("ada@x"));
        assert_eq!(columns.active, Some(false));
        assert_eq!(columns.search, "ada@x\nada@x\nid-1\nlead\ngröße");
    }

    #[test]
    fn a_group_has_a_name_and_no_personal_columns() {
        let document = json!({"displayName": "Sales", "externalId": "G1", "title": "x"});
        let columns = extract("Group", "id-2", document.as_object().unwrap());
        assert_eq!((columns.name.as_str(), columns.title), ("Sales", None));
        assert_eq!(columns.search, "sales\ng1\nid-2");
    }
}
