//! What an application uses of what is sent about a person: the rest is answered like everything else
//! (RFC 7644 §3.3 lets a service provider ignore attributes) and becomes nothing.
//!
//! Deliberately not here: what is stored. SCIM clients get back what they sent, whatever is made of it.

use scim::{AttributePath, Object};
use serde_json::Value;

use super::reading::{attribute_of, present};
use super::rules::{Departments, Others, Titles};
use super::twin::Twin;

/// The attributes that an application uses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uses {
    listed: Vec<AttributePath>,
    others: bool,
    departments: bool,
    titles: bool,
    managers: bool,
}

impl Uses {
    /// Those of a twin.
    pub(crate) fn of(twin: &Twin) -> Self {
        let listed = twin.attributes.iter().filter_map(|one| present(&one.name));
        Self {
            listed: listed
                .filter_map(|has| attribute_of(&has).cloned())
                .collect(),
            others: twin.others == Others::Used,
            departments: twin.departments != Departments::Ignored,
            titles: twin.titles != Titles::Ignored,
            managers: twin.managers.used,
        }
    }

    /// Whether an attribute becomes anything: a name, with the URN of its extension before it if it has
    /// one, and without what is below it.
    pub(crate) fn attribute(&self, attribute: &str) -> bool {
        let (urn, name) = parts(attribute);
        match name.to_ascii_lowercase().as_str() {
            "title" if urn.is_empty() => self.titles,
            "department" if !urn.is_empty() => self.departments,
            "manager" if !urn.is_empty() => self.managers,
            _ => self.others || self.paths(urn, name).next().is_some(),
        }
    }

    /// What was sent of a person and becomes nothing, each once: names, those of extensions with the URN
    /// before them, and parts of a complex value of which others are used.
    pub(crate) fn unused(&self, document: &Object) -> Vec<String> {
        let mut all = Vec::new();
        for (key, value) in document {
            match value {
                _ if is_of_the_protocol(key) => {}
                Value::Object(inner) if key.starts_with("urn:") => {
                    let names = inner.keys().map(|name| format!("{key}:{name}"));
                    all.extend(names.filter(|name| !self.attribute(name)));
                }
                _ if !self.attribute(key) => all.push(key.clone()),
                Value::Object(inner) => {
                    let parts = inner.keys().filter(|part| !self.part(key, part));
                    all.extend(parts.map(|part| format!("{key}.{part}")));
                }
                _ => {}
            }
        }
        all
    }

    /// Whether a part of a complex attribute that is used is one that is.
    fn part(&self, name: &str, part: &str) -> bool {
        self.others
            || self.paths("", name).any(|path| match &path.sub {
                Some(sub) => sub.eq_ignore_ascii_case(part),
                None => true,
            })
    }

    fn paths(&self, urn: &str, name: &str) -> impl Iterator<Item = &AttributePath> {
        self.listed.iter().filter(move |path| {
            let own = path.urn.as_deref().filter(|urn| !urn.contains(":core:"));
            path.name.eq_ignore_ascii_case(name)
                && own.unwrap_or_default().eq_ignore_ascii_case(urn)
        })
    }
}

/// What the protocol itself needs, which is no attribute of the person.
pub(crate) fn is_of_the_protocol(key: &str) -> bool {
    matches!(key, "schemas" | "id" | "meta" | "groups")
}

fn parts(attribute: &str) -> (&str, &str) {
    match attribute.rsplit_once(':') {
        Some((urn, name)) if attribute.starts_with("urn:") => (urn, name),
        _ => ("", attribute),
    }
}

impl Twin {
    /// Whether a department becomes a team.
    #[must_use]
    pub fn makes_teams(&self) -> bool {
        self.departments == Departments::Team
    }

    /// Whether a title is shown with the person.
    #[must_use]
    pub fn shows_titles(&self) -> bool {
        self.titles == Titles::JobTitle
    }

    /// What of a person's document becomes nothing in the application.
    #[must_use]
    pub fn unused(&self, document: &Object) -> Vec<String> {
        Uses::of(self).unused(document)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::twins::Twins;

    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    fn unused(twin: &str) -> Vec<String> {
        let document = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
            "id": "u1",
            "userName": "adele@contoso.com",
            "displayName": "Adele Vance",
            "name": { "givenName": "Adele", "middleName": "B" },
            "title": "Retail Manager",
            "emails": [{ "type": "work", "value": "adele@contoso.com" }],
            "active": true,
            "externalId": "8841",
            "nickName": "Ady",
            ENTERPRISE: { "department": "Finance", "manager": { "value": "8842" }, "division": "B2B" },
        });
        let document = document.as_object().expect("an object");
        let all = Twins::built_in();
        let mut unused = all.find(twin).expect(twin).unused(document);
        unused.sort();
        unused
    }

    #[test]
    fn what_the_file_of_an_application_does_not_list_is_not_used() {
        let of = |name: &str| format!("{ENTERPRISE}:{name}");
        assert!(unused("generic").is_empty());
        assert_eq!(
            unused("unleash"),
            ["name", "nickName", "title"]
                .map(str::to_owned)
                .into_iter()
                .chain([of("department"), of("division"), of("manager")])
                .collect::<Vec<_>>()
        );
        assert_eq!(
            unused("ransomleak"),
            [
                "name.middleName".to_owned(),
                "nickName".to_owned(),
                of("division")
            ]
        );
    }
}
