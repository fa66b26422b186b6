//! Which attributes of a guide's table have arrived: how many people have each, an example, and the
//! exchange that brought it last.
//!
//! Only those count whom the identity provider of the guide has sent, or written to, where that can be
//! told. The counts are exact and read everybody once, and
//! again only after a write (`kept`). The exchange is looked for among the newest
//! writes, so that one which came long ago may be counted without it.

use std::collections::HashSet;
use std::sync::Arc;

use scim::path::{self, Path};
use scim::schema::{Registry, ResourceType};
use scim::{Filter, Object};
use serde_json::Value;

use super::kept::State;
use super::{guide_of, sender};
use crate::connections::{existing, parsed};
use crate::store::setup::{RecentWrite, mark, recent_writes};
use crate::store::{Db, blocks, listing};
use crate::twins::{Guide, Mapping, Provider, Twin, present};
use crate::{Error, Workspace};

/// The attribute table of a guide as far as it has arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// People who came from the identity provider of the guide.
    pub people: u64,
    /// People who came from somebody else.
    pub others: u64,
    /// A row for each of the guide's, in its order.
    pub rows: Vec<AttributeSeen>,
}

/// A row of the attribute table.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeSeen {
    /// What the guide says.
    pub mapping: Mapping,
    /// What it populates in the application.
    pub populates: String,
    /// Whether nobody may come without it.
    pub required: bool,
    /// How many people have it.
    pub people: u64,
    /// The value that came last.
    pub example: Option<String>,
    /// The number of the exchange that brought it.
    pub exchange: Option<i64>,
}

impl AttributeSeen {
    /// A row of which only is known what the guide says.
    pub(super) fn untold(twin: &Twin, mapping: &Mapping) -> Self {
        let mut used = twin.attributes.iter();
        let used = used.find(|one| one.name.eq_ignore_ascii_case(&mapping.to));
        Self {
            mapping: mapping.clone(),
            populates: used.map(|one| one.populates.clone()).unwrap_or_default(),
            required: used.is_some_and(|one| one.required),
            people: 0,
            example: None,
            exchange: None,
        }
    }
}

impl Workspace {
    /// Which attributes of the guide's table have arrived.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NoGuide`], [`Error::Sqlite`].
    pub fn attributes_seen(&self, connection: &str, provider: Provider) -> Result<Seen, Error> {
        let twins = self.twins();
        self.read(|db| {
            let row = existing(db, connection)?;
            let twin = twins.find(&row.twin);
            let found = twin.and_then(|twin| Some((twin, guide_of(twin, provider)?)));
            let Some((twin, guide)) = found else {
                return Err(Error::NoGuide {
                    twin: twin.map_or_else(|| row.twin.clone(), |twin| twin.name.clone()),
                    provider: provider.name().to_owned(),
                });
            };
            let of = (row.row, provider);
            let state = State::new(twin, &row, mark(db, row.row)?);
            if let Some(seen) = self.attribute_tables().find(of, &state) {
                return Ok(seen);
            }
            let registry = Arc::new(parsed(&row)?);
            let Some(user) = registry.resource_type("User") else {
                return Err(Error::UnknownResourceType("User".to_owned()));
            };
            let seen = seen(db, row.row, twin, guide, (&registry, user))?;
            self.attribute_tables().keep(of, state, seen.clone());
            Ok(seen)
        })
    }
}

fn seen(
    db: &Db,
    connection: i64,
    twin: &Twin,
    guide: &Guide,
    (registry, user): (&Arc<Registry>, &ResourceType),
) -> Result<Seen, Error> {
    // Attributes of a guide are attribute paths: that is checked when its file is read.
    let paths = guide.mappings.iter().filter_map(|mapping| {
        let path = path::parse(&mapping.to).ok()?.value;
        Some((mapping, path, present(&mapping.to)?))
    });
    let paths: Vec<(&Mapping, Path, Filter)> = paths.collect();
    let filters: Vec<Filter> = paths.iter().map(|(_, _, filter)| filter.clone()).collect();
    let sender = sender(guide.provider);
    let (people, counts) = listing::tally(db, connection, registry, user, &filters, sender)?;
    let all = blocks::total(db, connection, &[&user.name])?;
    let writes = recent_writes(db, connection, sender)?;
    let rows = paths
        .into_iter()
        .zip(counts)
        .map(|((mapping, path, _), count)| {
            let last = last_value(&writes, &path, registry, user);
            AttributeSeen {
                people: count,
                exchange: last.as_ref().map(|(exchange, _)| *exchange),
                example: last.map(|(_, value)| value),
                ..AttributeSeen::untold(twin, mapping)
            }
        });
    Ok(Seen {
        people,
        others: all.saturating_sub(people),
        rows: rows.collect(),
    })
}

/// The value that a write of the identity provider brought last, unless somebody else wrote over it, and
/// the exchange.
fn last_value(
    writes: &[RecentWrite],
    path: &Path,
    registry: &Registry,
    user: &ResourceType,
) -> Option<(i64, String)> {
    let mut written_over = HashSet::new();
    writes.iter().find_map(|write| {
        let value = brought(write, path, registry, user)?;
        if !write.own {
            written_over.insert(write.resource);
        }
        let theirs = write.own && !written_over.contains(&write.resource);
        theirs.then_some((write.exchange, value))
    })
}

/// The value of an attribute as text, if this write brought it and it is still there.
fn brought(
    write: &RecentWrite,
    path: &Path,
    registry: &Registry,
    user: &ResourceType,
) -> Option<String> {
    let touched = match &write.changes {
        None => true,
        Some(changes) => changes.iter().any(|change| {
            let of = path::parse(&change.path);
            change.after.is_some() && of.is_ok_and(|of| concerns(&of.value, path))
        }),
    };
    match touched {
        true => value_at(&write.document, path, registry, user),
        false => None,
    }
}

/// Whether what is said of `one` is said of `other`.
fn concerns(one: &Path, other: &Path) -> bool {
    let urn = |path: &Path| path.attribute.urn.as_deref().unwrap_or_default().to_owned();
    let either = |one: Option<&str>, other: Option<&str>| match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => true,
    };
    let filters = match (&one.filter, &other.filter) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    urn(one).eq_ignore_ascii_case(&urn(other))
        && one
            .attribute
            .name
            .eq_ignore_ascii_case(&other.attribute.name)
        && either(one.last_sub(), other.last_sub())
        && filters
}

/// The value at a path as people read it.
fn value_at(
    document: &Object,
    path: &Path,
    registry: &Registry,
    user: &ResourceType,
) -> Option<String> {
    let name = &path.attribute.name;
    let within = path
        .attribute
        .urn
        .as_deref()
        .and_then(|urn| member(document, urn));
    let value = match within {
        Some(Value::Object(extension)) => member(extension, name)?,
        _ => member(document, name)?,
    };
    let value = match (value, &path.filter) {
        (Value::Array(items), None) => items.first()?,
        (Value::Array(items), Some(filter)) => items.iter().find(|item| {
            let filter = Filter::ValuePath {
                path: path.attribute.clone(),
                filter: filter.clone(),
            };
            let alone = Object::from_iter([(name.clone(), Value::Array(vec![(*item).clone()]))]);
            filter.matches(registry, user, &alone)
        })?,
        (single, _) => single,
    };
    let value = match value {
        Value::Object(parts) => member(parts, path.last_sub().unwrap_or("value"))?,
        simple => simple,
    };
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
        simple => Some(simple.to_string()),
    }
}

/// A member of an object, whatever the case of its name (RFC 7643 §2.1).
fn member<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    let found = object
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}
