//! What a resource shows beside its document, as pieces of JSON for filters and orders: who manages
//! and in what group somebody is, by the names they have now, and `meta`.
//!
//! Addresses (`meta.location` and every `$ref`) depend on the name that a client calls the server
//! by, which is the server's to know. Here they are only there or not; a comparison is refused.

use rusqlite::types::Value;
use scim::AttributePath;
use scim::filter::{Filter, Literal};
use scim::schema::{ENTERPRISE_USER, Registry, Resolved, ResourceType};

/// `meta`, with a stand-in for the address.
pub(super) const META: &str = "json_object('resourceType', r.kind, 'created', \
    instant(r.created), 'lastModified', instant(r.last_modified), 'version', \
    'W/\"' || r.version || '\"', 'location', r.id)";

const MEMBER: &str = "json_patch('{}', json_object('value', m.value, \
    'display', coalesce(m.display, t.name), 'type', coalesce(t.kind, m.kind), \
    '$ref', CASE WHEN coalesce(t.kind, m.kind) IS NOT NULL THEN m.value END))";
const MEMBERS: &str = "FROM members m LEFT JOIN resources t \
    ON t.connection = m.connection AND t.id = m.value WHERE m.\"group\" = r.row";
const GROUP: &str = "json_object('value', g.id, 'display', g.name, 'type', 'direct', '$ref', g.id)";
const GROUPS: &str = "FROM members m JOIN resources g ON g.row = m.\"group\" \
    WHERE m.connection = r.connection AND m.value = r.id";

/// The members of a group.
pub(super) fn members() -> String {
    format!("(SELECT json_group_array({MEMBER}) {MEMBERS})")
}

/// The groups of a person.
pub(super) fn groups() -> String {
    format!("(SELECT json_group_array({GROUP}) {GROUPS})")
}

/// The manager of a person, by the name that he or she has now.
pub(super) fn manager() -> String {
    let path = format!("'$.\"{ENTERPRISE_USER}\".\"manager\"'");
    format!(
        "CASE WHEN r.manager_link IS NOT NULL AND json_type(d.document, {path}) = 'object' \
         THEN (SELECT json_patch(d.document -> {path}, json_patch('{{}}', json_object(\
         '$ref', mr.id, 'displayName', md.document ->> '$.displayName'))) \
         FROM documents md JOIN resources mr ON mr.row = md.resource WHERE md.resource = r.manager_link) \
         ELSE d.document -> {path} END"
    )
}

/// What to sort by where neither a column nor the document says it.
#[derive(Debug)]
pub(in crate::store) struct SortKey {
    pub(in crate::store) sql: String,
    pub(in crate::store) values: Vec<Value>,
    pub(in crate::store) reads_document: bool,
}

/// The key for an attribute that is not in the document.
pub(in crate::store) fn sort_key(rt: &ResourceType, found: &Resolved<'_>) -> Option<SortKey> {
    let sub = found.sub.map(|sub| sub.name.as_str());
    let key = |sql: &str, values: Vec<Value>| SortKey {
        sql: sql.to_owned(),
        values,
        reads_document: false,
    };
    let piece = match (found.extension, found.attribute.name.as_str(), sub) {
        (None, "meta", Some("version")) => return Some(key("r.version", Vec::new())),
        (None, "meta", Some("location")) => {
            let endpoint = rt.endpoint.clone().into();
            return Some(key("(? || '/' || r.id)", vec![endpoint]));
        }
        (None, "members", _) if rt.name == "Group" => {
            format!("(SELECT {MEMBER} {MEMBERS} ORDER BY m.row LIMIT 1)")
        }
        (None, "groups", _) if rt.name == "User" => {
            format!("(SELECT {GROUP} {GROUPS} ORDER BY g.name_sorted, g.row LIMIT 1)")
        }
        (Some(ENTERPRISE_USER), "manager", Some("displayName" | "$ref")) if rt.name == "User" => {
            manager()
        }
        _ => return None,
    };
    let exact = i64::from(found.last().case_exact);
    Some(SortKey {
        sql: format!("sort_key({piece}, ?, ?)"),
        values: vec![
            sub.map_or(Value::Null, |sub| sub.to_owned().into()),
            exact.into(),
        ],
        reads_document: piece.contains("d.document"),
    })
}

/// Refuses to compare addresses with anything; whether there is one can be asked.
pub(crate) fn check(
    registry: &Registry,
    rt: &ResourceType,
    filter: &Filter,
) -> Result<(), scim::Error> {
    walk(registry, rt, filter, None)
}

fn walk(
    registry: &Registry,
    rt: &ResourceType,
    filter: &Filter,
    around: Option<&AttributePath>,
) -> Result<(), scim::Error> {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts
            .iter()
            .try_for_each(|part| walk(registry, rt, part, around)),
        Filter::Not(inner) => walk(registry, rt, inner, around),
        Filter::ValuePath { path, filter } => walk(registry, rt, filter, Some(path)),
        Filter::Present(_)
        | Filter::Compare {
            value: Literal::Null,
            ..
        } => Ok(()),
        Filter::Compare { path, .. } => {
            let whole = match around {
                Some(around) => around.clone().with_sub(&path.name),
                None => path.clone(),
            };
            match registry.resolve(rt, &whole) {
                Some(found) if is_address(rt, &found) => Err(scim::Error::invalid_filter(format!(
                    "'{whole}' is an address, which depends on how the server is called; \
                         compare the id instead."
                ))),
                _ => Ok(()),
            }
        }
    }
}

fn is_address(rt: &ResourceType, found: &Resolved<'_>) -> bool {
    let sub = found.sub.map(|sub| sub.name.as_str());
    match (found.extension, found.attribute.name.as_str(), sub) {
        (None, "meta", Some("location")) => true,
        (None, "members", Some("$ref")) => rt.name == "Group",
        (None, "groups", Some("$ref")) | (Some(ENTERPRISE_USER), "manager", Some("$ref")) => {
            rt.name == "User"
        }
        _ => false,
    }
}
