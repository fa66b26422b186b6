//! What an exchange came to, decided from what happened in the directory and never from the text
//! of a body.

use sandbox::{
    Connection, Member, MemberChanges, Move, NAMES_TOLD, Reporting, Story, Workspace, Written,
};
use scim::filter::{Filter, Literal, Op};
use scim::query::Query;
use serde_json::Value;

use crate::actor;
use crate::arrival::Arrival;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Attributes by which identity providers look for somebody they already know.
const MATCHING: [&str; 5] = ["userName", "externalId", "displayName", "id", "emails"];

/// The story of a list that was read.
pub(crate) fn of_query(query: &Query, count: u64, total: u64) -> Story {
    let listed = Story::Listed { count, total };
    let Some((attribute, value)) = query.filter.as_ref().and_then(looked_up) else {
        return listed;
    };
    if !MATCHING
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&attribute))
    {
        return listed;
    }
    if total == 0 && is_guid(&value) && !attribute.eq_ignore_ascii_case("externalId") {
        return Story::Probe;
    }
    Story::Match {
        attribute,
        value,
        found: total > 0,
    }
}

/// Whether this is *Test API Credentials* of Okta, which reads the first two people.
pub(crate) fn is_test_of_okta(query: &Query, arrival: &Arrival, kind: &str) -> bool {
    let first_two = query.filter.is_none() && query.start_index == 1 && query.count == Some(2);
    let product = || actor::product(&arrival.headers, arrival.query.as_deref());
    kind == "User" && first_two && product().as_deref() == Some("okta")
}

/// The story of a write.
pub(crate) fn of_write(workspace: &Workspace, connection: &Connection, written: &Written) -> Story {
    if !written.created && !written.member_changes.is_empty() {
        return members(&written.member_changes);
    }
    if !written.changed {
        return Story::Unchanged;
    }
    if let (Some(active), false) = (only_active(written), written.created) {
        return if active {
            Story::Activated
        } else {
            Story::Deactivated
        };
    }
    let team = written
        .changes
        .iter()
        .find(|change| change.path == format!("{ENTERPRISE}:department"));
    let manager = written
        .changes
        .iter()
        .any(|change| change.path.starts_with(&format!("{ENTERPRISE}:manager")));
    let manager = manager
        .then(|| reporting_line(workspace, connection, &written.record.id))
        .flatten();
    if written.created {
        return Story::Created {
            team: team.and_then(|change| text(change.after.as_ref())),
            manager,
            backfilled: written.lines.backfilled,
        };
    }
    let changed = written.changes.iter().map(|change| change.path.clone());
    Story::Updated {
        paths: changed
            .chain(written.secrets().map(str::to_owned))
            .collect(),
        team: team.map(|change| Move {
            from: text(change.before.as_ref()),
            to: text(change.after.as_ref()),
        }),
        manager,
        backfilled: written.lines.backfilled,
        unlinked: written.lines.unlinked,
    }
}

fn members(changes: &MemberChanges) -> Story {
    let names = |members: &[Member]| {
        let named = members.iter().filter_map(|member| member.display.clone());
        named.take(NAMES_TOLD).collect()
    };
    Story::MembersChanged {
        added: changes.added.len() as u64,
        removed: changes.removed.len() as u64,
        added_names: names(&changes.added),
        removed_names: names(&changes.removed),
    }
}

/// Where a person's reporting line stands.
fn reporting_line(workspace: &Workspace, connection: &Connection, id: &str) -> Option<Reporting> {
    match workspace.manager(&connection.id, id) {
        Ok(line) => line.map(|line| Reporting {
            state: line.state,
            reference: line.reference,
            name: line.name,
        }),
        Err(error) => {
            tracing::warn!(%error, "a reporting line could not be read");
            None
        }
    }
}

fn only_active(written: &Written) -> Option<bool> {
    match written.changes.as_slice() {
        [change] if change.path == "active" => change.after.as_ref().and_then(Value::as_bool),
        _ => None,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

/// The one attribute and text that a lookup compares, where the filter is such a lookup.
fn looked_up(filter: &Filter) -> Option<(String, String)> {
    match filter {
        Filter::Compare {
            path,
            op: Op::Eq,
            value: Literal::Text(value),
        } => Some((path.name.clone(), value.clone())),
        Filter::ValuePath { path, filter } => {
            let value = parts(filter).find_map(looked_up).map(|(_, value)| value)?;
            Some((path.name.clone(), value))
        }
        _ => None,
    }
}

/// The comparisons inside a value path, the last first: `type eq "work" and value eq "x"` is a lookup
/// of `x`.
fn parts(filter: &Filter) -> Box<dyn Iterator<Item = &Filter> + '_> {
    match filter {
        Filter::And(parts) => Box::new(parts.iter().rev()),
        one => Box::new(std::iter::once(one)),
    }
}

fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut parts = text.split('-');
    lengths.iter().all(|length| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|b| b.is_ascii_hexdigit())
        })
    }) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(filter: &str, total: u64) -> Story {
        let pairs = [("filter".to_owned(), filter.to_owned())];
        let query = Query::from_pairs(&pairs).unwrap().value;
        of_query(&query, total.min(1), total)
    }

    #[test]
    fn a_search_for_a_random_guid_that_finds_nothing_is_a_connection_test() {
        let guid = "7d420df3-9995-4831-a406-ecf8166f5f6a";
        assert_eq!(told(&format!("userName eq \"{guid}\""), 0), Story::Probe);
        assert_eq!(told(&format!("displayName eq \"{guid}\""), 0), Story::Probe);
    }

    #[test]
    fn looking_for_somebody_by_object_id_is_a_match_and_not_a_test() {
        let guid = "7d420df3-9995-4831-a406-ecf8166f5f6a";
        assert_eq!(
            told(&format!("externalId eq \"{guid}\""), 0),
            Story::Match {
                attribute: "externalId".into(),
                value: guid.into(),
                found: false
            }
        );
    }

    #[test]
    fn a_lookup_by_work_email_is_a_match() {
        assert_eq!(
            told("emails[type eq \"work\"].value eq \"ada@example.com\"", 1),
            Story::Match {
                attribute: "emails".into(),
                value: "ada@example.com".into(),
                found: true
            }
        );
    }

    #[test]
    fn any_other_filter_is_a_list() {
        assert_eq!(
            told("title co \"x\"", 7),
            Story::Listed { count: 1, total: 7 }
        );
        assert_eq!(
            told("userName sw \"a\"", 7),
            Story::Listed { count: 1, total: 7 }
        );
    }
}
