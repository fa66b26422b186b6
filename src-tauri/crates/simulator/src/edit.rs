//! Which attributes of a person are mapped, and what differs between the identity provider's
//! directory and what the target answered.
//!
//! An attribute without a value is left alone: Entra skips nulls, so that a value once sent stays.

use serde_json::Value;

use crate::company::Person;

/// URN of the enterprise extension (RFC 7643 §4.3).
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// One attribute that is to have another value.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Path of the attribute in the notation of RFC 7644 §3.5.2.
    pub path: String,
    /// The value it is to have.
    pub value: Value,
    /// Whether the target has a value for it now, which decides between *add* and *replace*.
    pub present: bool,
}

impl Edit {
    /// Replaces a value that the target has.
    #[must_use]
    pub fn replace(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            path: path.into(),
            value: value.into(),
            present: true,
        }
    }
}

/// Path of an attribute of the enterprise extension.
pub(crate) fn enterprise(attribute: &str) -> String {
    format!("{ENTERPRISE}:{attribute}")
}

/// What has to be written so that `found` has the mapped attributes of `person`. Nothing to write
/// is the steady state.
pub(crate) fn differences(person: &Person, found: &Value) -> Vec<Edit> {
    mapped(person)
        .into_iter()
        .filter_map(|(path, value)| {
            let current = lookup(found, &path);
            (current != Some(&value)).then(|| Edit {
                present: current.is_some(),
                path,
                value,
            })
        })
        .collect()
}

/// The mapped attributes that have a value.
fn mapped(person: &Person) -> Vec<(String, Value)> {
    let text = |value: &str| Some(Value::from(value));
    let maybe = |value: &Option<String>| value.as_deref().map(Value::from);
    let all = [
        ("displayName".to_owned(), text(&person.display_name)),
        ("title".to_owned(), maybe(&person.title)),
        (
            r#"emails[type eq "work"].value"#.to_owned(),
            maybe(&person.mail),
        ),
        (
            "preferredLanguage".to_owned(),
            maybe(&person.preferred_language),
        ),
        ("name.givenName".to_owned(), text(&person.given_name)),
        ("name.familyName".to_owned(), text(&person.family_name)),
        ("name.formatted".to_owned(), text(&person.display_name)),
        (
            r#"phoneNumbers[type eq "work"].value"#.to_owned(),
            maybe(&person.phone),
        ),
        (
            r#"phoneNumbers[type eq "mobile"].value"#.to_owned(),
            maybe(&person.mobile),
        ),
        ("externalId".to_owned(), text(&person.object_id)),
        (enterprise("department"), maybe(&person.department)),
        (enterprise("employeeNumber"), maybe(&person.employee_number)),
        ("active".to_owned(), Some(Value::Bool(person.enabled))),
    ];
    all.into_iter()
        .filter_map(|(path, value)| value.map(|value| (path, value)))
        .collect()
}

/// The value at one of the paths that are mapped here; not a general path evaluator.
pub(crate) fn lookup<'a>(resource: &'a Value, path: &str) -> Option<&'a Value> {
    let found = if let Some(attribute) = path.strip_prefix(ENTERPRISE) {
        resource.get(ENTERPRISE)?.get(attribute.strip_prefix(':')?)
    } else if let Some((attribute, rest)) = path.split_once(r#"[type eq ""#) {
        let (kind, sub) = rest.split_once(r#""]."#)?;
        let elements = resource.get(attribute)?.as_array()?;
        elements
            .iter()
            .find(|element| element.get("type").and_then(Value::as_str) == Some(kind))?
            .get(sub)
    } else if let Some((attribute, sub)) = path.split_once('.') {
        resource.get(attribute)?.get(sub)
    } else {
        resource.get(path)
    };
    found.filter(|value| !value.is_null())
}

/// Gives the attribute at one of the paths that are mapped here a value, and makes what is missing
/// on the way: objects, and an element of the wanted type.
pub(crate) fn assign(resource: &mut Value, path: &str, value: Value) {
    let target = if let Some(attribute) = path.strip_prefix(ENTERPRISE) {
        let attribute = attribute.trim_start_matches(':');
        descend(member(resource, ENTERPRISE), attribute)
    } else if let Some((attribute, rest)) = path.split_once(r#"[type eq ""#) {
        let (kind, sub) = rest.split_once(r#""]."#).unwrap_or((rest, "value"));
        element(member(resource, attribute), kind).map(|element| member(element, sub))
    } else {
        descend(resource, path)
    };
    if let Some(target) = target {
        *target = value;
    }
}

fn descend<'a>(resource: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    Some(path.split('.').fold(resource, member))
}

/// The member of an object; whatever is no object becomes one.
fn member<'a>(parent: &'a mut Value, name: &str) -> &'a mut Value {
    if !parent.is_object() {
        *parent = Value::Object(serde_json::Map::new());
    }
    &mut parent[name]
}

/// The element of this type in a list.
fn element<'a>(list: &'a mut Value, kind: &str) -> Option<&'a mut Value> {
    if !list.is_array() {
        *list = Value::Array(Vec::new());
    }
    let elements = list.as_array_mut()?;
    let is_wanted = |element: &Value| element.get("type").and_then(Value::as_str) == Some(kind);
    let at = elements
        .iter()
        .position(is_wanted)
        .unwrap_or(elements.len());
    if at == elements.len() {
        elements.push(serde_json::json!({ "type": kind }));
    }
    elements.get_mut(at)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Company;

    fn first() -> Person {
        Company::sample().unwrap().person(0).unwrap()
    }

    fn as_stored(person: &Person) -> Value {
        crate::dialect::entra::create_user(person).body.unwrap()
    }

    #[test]
    fn a_person_who_was_stored_as_sent_needs_no_write() {
        for person in Company::sample().unwrap().people() {
            assert_eq!(
                differences(&person, &as_stored(&person)),
                [],
                "{}",
                person.display_name
            );
        }
    }

    #[test]
    fn a_changed_and_a_missing_attribute_are_the_only_edits() {
        let mut stored = as_stored(&first());
        stored["title"] = json!("Director");
        stored[ENTERPRISE]
            .as_object_mut()
            .unwrap()
            .remove("department");
        assert_eq!(
            differences(&first(), &stored),
            [
                Edit::replace("title", "Chief Executive Officer"),
                Edit {
                    path: enterprise("department"),
                    value: json!("Operations"),
                    present: false
                },
            ]
        );
    }

    #[test]
    fn an_attribute_without_a_value_is_left_alone() {
        let person = Person {
            title: None,
            ..first()
        };
        let mut stored = as_stored(&person);
        stored["title"] = json!("Kept");
        assert_eq!(differences(&person, &stored), []);
    }

    #[test]
    fn what_was_assigned_can_be_looked_up() {
        for path in [
            "title",
            "name.givenName",
            r#"emails[type eq "work"].value"#,
            &enterprise("department"),
        ] {
            for mut resource in [json!({}), as_stored(&first())] {
                let before = resource.clone();
                assign(&mut resource, path, json!("New"));
                assert_eq!(lookup(&resource, path), Some(&json!("New")), "{path}");
                if let Some(old) = lookup(&before, path).cloned() {
                    assign(&mut resource, path, old);
                    assert_eq!(resource, before, "{path} touches nothing else");
                }
            }
        }
    }

    #[test]
    fn an_inactive_account_is_made_active_again() {
        let mut stored = as_stored(&first());
        stored["active"] = json!(false);
        assert_eq!(
            differences(&first(), &stored),
            [Edit::replace("active", true)]
        );
    }
}
