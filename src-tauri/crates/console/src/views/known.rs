//! What the workspace knows about what changes mention: the names behind ids, and which exchanges are in
//! the log.

use std::collections::{HashMap, HashSet};

use sandbox::{Error, MemberChanges, StoredExchange, VersionEntry, Workspace};
use scim::diff::Change;
use scim::schema::ENTERPRISE_USER;
use serde_json::Value;

/// Names by reference, and numbers of recorded exchanges.
#[derive(Debug, Default)]
pub(crate) struct Known {
    names: HashMap<String, String>,
    recorded: HashSet<i64>,
}

impl Known {
    /// What is known about the versions of a resource.
    pub(crate) fn of_versions(
        workspace: &Workspace,
        connection: &str,
        entries: &[VersionEntry],
    ) -> Result<Self, Error> {
        let mut mentioned = HashSet::new();
        for entry in entries {
            mention(&mut mentioned, &entry.changes, &entry.member_changes);
        }
        let numbers: Vec<i64> = entries.iter().filter_map(|entry| entry.exchange).collect();
        Ok(Self {
            names: names(workspace, connection, mentioned)?,
            recorded: workspace.recorded(&numbers)?,
        })
    }

    /// What is known about the changes of an exchange.
    pub(crate) fn of_exchange(
        workspace: &Workspace,
        stored: &StoredExchange,
    ) -> Result<Self, Error> {
        let Some(connection) = &stored.exchange.connection_id else {
            return Ok(Self::default());
        };
        let mut mentioned = HashSet::new();
        for done in &stored.changes {
            mention(&mut mentioned, &done.changes, &done.member_changes);
        }
        Ok(Self {
            names: names(workspace, connection, mentioned)?,
            recorded: HashSet::from([stored.exchange.number]),
        })
    }

    /// The name of whom a value refers to, where the attribute at this path refers to somebody.
    pub(crate) fn name(&self, path: &str, value: Option<&Value>) -> Option<String> {
        let reference = value.filter(|_| refers(path)).and_then(reference)?;
        self.named(reference)
    }

    /// The name of whom this is a reference to.
    pub(crate) fn named(&self, reference: &str) -> Option<String> {
        self.names.get(reference).cloned()
    }

    /// Whether an exchange is in the log.
    pub(crate) fn is_recorded(&self, number: i64) -> bool {
        self.recorded.contains(&number)
    }
}

fn names(
    workspace: &Workspace,
    connection: &str,
    mentioned: HashSet<String>,
) -> Result<HashMap<String, String>, Error> {
    match mentioned.is_empty() {
        true => Ok(HashMap::new()),
        false => workspace.names(connection, mentioned),
    }
}

/// Members bring a name along, unless they were not here when they came or went.
fn mention(mentioned: &mut HashSet<String>, changes: &[Change], members: &MemberChanges) {
    let attributes = changes.iter().filter(|change| refers(&change.path));
    let values = attributes.flat_map(|change| [change.before.as_ref(), change.after.as_ref()]);
    mentioned.extend(values.flatten().filter_map(reference).map(str::to_owned));
    let members = members.added.iter().chain(&members.removed);
    let nameless = members.filter(|member| member.display.is_none());
    mentioned.extend(nameless.map(|member| member.value.clone()));
}

/// Whether the attribute at this path refers to a person: `manager` does (RFC 7643 §4.3).
pub(crate) fn refers(path: &str) -> bool {
    let Some((urn, attribute)) = path.rsplit_once(':') else {
        return false;
    };
    urn.eq_ignore_ascii_case(ENTERPRISE_USER)
        && ["manager", "manager.value"]
            .iter()
            .any(|own| attribute.eq_ignore_ascii_case(own))
}

/// The reference in a value: `value` of a complex one, or a bare text.
fn reference(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(parts) => parts.get("value")?.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn known() -> Known {
        Known {
            names: HashMap::from([("u1".to_owned(), "Ada Byron".to_owned())]),
            recorded: HashSet::new(),
        }
    }

    #[test]
    fn only_the_manager_refers_to_a_person() {
        let name = |path: &str, value: Value| known().name(path, Some(&value));
        let manager = format!("{ENTERPRISE_USER}:manager");
        let value = format!("{ENTERPRISE_USER}:manager.value");
        let ada = Some("Ada Byron".to_owned());
        assert_eq!(name(&value, json!("u1")), ada);
        assert_eq!(name(&manager, json!("u1")), ada);
        assert_eq!(name(&manager, json!({"value": "u1"})), ada);
        assert_eq!(name(&value, json!("u2")), None, "nobody who is known");
        let shown = format!("{ENTERPRISE_USER}:manager.displayName");
        for path in [shown.as_str(), "externalId", "urn:x:manager", "manager"] {
            assert_eq!(name(path, json!("u1")), None, "{path}");
        }
        assert_eq!(known().name(&value, None), None);
    }
}
