//! Filters (RFC 7644 §3.4.2.2) as SQL conditions on `resources r`, `documents d`.
//!
//! What has a column or rows of its own becomes a comparison an index can answer. Everything else
//! is cut out of the document by JSON path and judged by [`super::leaves`]. Each piece of SQL is
//! 0 or 1, never NULL, so that `not` means what it says. Values, JSON paths included, are bound.

use rusqlite::types::Value;
use scim::AttributePath;
use scim::filter::{Filter, Literal, Op};
use scim::schema::{AttributeType, ENTERPRISE_USER, Registry, Resolved, ResourceType};

use super::leaves::{Leaf, Place};
use super::text::fold;

mod comparison;
mod rows;
pub(crate) mod shown;

use comparison::{instant, literal_text, text};

/// A condition with what must be bound to it.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
    /// Whether `d` is used.
    pub(crate) reads_document: bool,
}

impl Condition {
    /// The condition that every resource meets.
    pub(crate) fn everything() -> Self {
        Self {
            sql: "1".to_owned(),
            ..Self::default()
        }
    }
}

/// Where an attribute is kept outside the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Text; which of the two columns depends on `caseExact`.
    Text(&'static str),
    /// A boolean.
    Flag(&'static str),
    /// Milliseconds.
    Instant(&'static str),
    /// The name of the resource type, which the statement knows.
    Kind,
}

/// Compiles a filter for the resources of one type of a connection; what SQL has no words for is
/// added to `leaves`.
pub(crate) fn compile(
    registry: &Registry,
    rt: &ResourceType,
    connection: i64,
    filter: &Filter,
    leaves: &mut Vec<Leaf>,
) -> Condition {
    let mut compiler = Compiler {
        registry,
        rt,
        connection,
        condition: Condition::default(),
        leaves,
    };
    let sql = compiler.filter(filter);
    Condition {
        sql,
        ..compiler.condition
    }
}

/// `attribute pr` in words of SQL alone, where everybody is read anyway and every document is taken
/// apart once: for an attribute with a column or a single simple value.
pub(crate) fn had(registry: &Registry, rt: &ResourceType, filter: &Filter) -> Option<Condition> {
    let Filter::Present(path) = filter else {
        return None;
    };
    let found = registry.resolve(rt, path)?;
    let sql = match column(rt, &found) {
        Some(Column::Text(column)) => format!("({column} IS NOT NULL AND {column} <> '')"),
        Some(Column::Flag(column)) => format!("({column} IS NOT NULL)"),
        Some(Column::Instant(_) | Column::Kind) => "1".to_owned(),
        None => {
            let plain = !found.attribute.multi_valued && !found.last().is_complex();
            let own = found.extension.is_none() && found.attribute.name == "meta";
            let (place, _) = located(&found);
            let sub = found.sub.map(|sub| format!(".\"{}\"", sub.name));
            return (plain && !own).then(|| Condition {
                sql: "(coalesce(d.document ->> ?, '') <> '')".to_owned(),
                values: vec![format!("{place}{}", sub.unwrap_or_default()).into()],
                reads_document: true,
            });
        }
    };
    Some(Condition {
        sql,
        ..Condition::default()
    })
}

/// Whether the filter asks for one value of something that hardly ever is the same twice and that
/// has an index.
pub(crate) fn is_lookup(registry: &Registry, rt: &ResourceType, filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().any(|part| is_lookup(registry, rt, part)),
        Filter::Compare {
            path,
            op: Op::Eq,
            value: Literal::Text(_),
        } => {
            let found = registry.resolve(rt, path);
            matches!(
                found.and_then(|found| column(rt, &found)),
                Some(Column::Text(
                    "r.id" | "r.external_id" | "r.user_name_folded"
                ))
            )
        }
        _ => false,
    }
}

struct Compiler<'a> {
    registry: &'a Registry,
    rt: &'a ResourceType,
    connection: i64,
    condition: Condition,
    leaves: &'a mut Vec<Leaf>,
}

impl Compiler<'_> {
    fn filter(&mut self, filter: &Filter) -> String {
        match filter {
            Filter::And(parts) => self.joined(parts, " AND "),
            Filter::Or(parts) => self.joined(parts, " OR "),
            Filter::Not(inner) => format!("NOT {}", self.filter(inner)),
            Filter::Compare { path, op, value } => self.compare(filter, path, *op, value),
            Filter::Present(path) => self.present(filter, path),
            Filter::ValuePath { path, .. } => self.by_attribute(filter, path),
        }
    }

    fn joined(&mut self, parts: &[Filter], word: &str) -> String {
        let parts: Vec<_> = parts.iter().map(|part| self.filter(part)).collect();
        format!("({})", parts.join(word))
    }

    fn bind(&mut self, value: impl Into<Value>) {
        self.condition.values.push(value.into());
    }

    fn compare(
        &mut self,
        filter: &Filter,
        path: &AttributePath,
        op: Op,
        value: &Literal,
    ) -> String {
        let found = self.registry.resolve(self.rt, path);
        let column = found.as_ref().and_then(|found| column(self.rt, found));
        match (column, value) {
            (Some(_), Literal::Null) | (None, _) => self.by_attribute(filter, path),
            (Some(Column::Text(column)), value) => {
                let (sql, values) =
                    text(column, op, literal_text(value), column.ends_with("_folded"));
                self.condition.values.extend(values);
                sql
            }
            (Some(Column::Kind), value) => comparison::constant(&self.rt.name, op, value),
            (Some(Column::Flag(column)), value) => comparison::flag(column, op, value),
            (Some(Column::Instant(column)), value) => match instant(column, op, value) {
                Some(sql) => sql,
                None => self.by_attribute(filter, path),
            },
        }
    }

    fn present(&mut self, filter: &Filter, path: &AttributePath) -> String {
        let found = self.registry.resolve(self.rt, path);
        match found.as_ref().and_then(|found| column(self.rt, found)) {
            // `manager pr` asks for the whole complex attribute, the column holds its `value`.
            Some(Column::Text(column)) if found.is_some_and(|found| !found.last().is_complex()) => {
                format!("({column} IS NOT NULL AND {column} <> '')")
            }
            Some(Column::Flag(column)) => format!("({column} IS NOT NULL)"),
            Some(Column::Instant(_) | Column::Kind) => "1".to_owned(),
            _ => self.by_attribute(filter, path),
        }
    }

    /// A comparison on the piece of the document (or the rows) that `path` names.
    fn by_attribute(&mut self, filter: &Filter, path: &AttributePath) -> String {
        let Some(found) = self.registry.resolve(self.rt, path) else {
            return self.leaf(filter, Place::Document, "d.document");
        };
        match (found.extension, found.attribute.name.as_str()) {
            (None, "id") => self.leaf(
                filter,
                Place::Attribute("id".to_owned()),
                "json_quote(r.id)",
            ),
            (None, "meta") => self.meta(filter),
            (None, "members") if self.rt.name == "Group" => self.members(filter),
            (None, "groups") if self.rt.name == "User" => self.groups(filter),
            (None, "emails") if self.rt.name == "User" => self.emails(filter),
            (Some(ENTERPRISE_USER), "manager") if self.rt.name == "User" => {
                let (_, place) = located(&found);
                self.leaf(filter, place, &shown::manager())
            }
            _ => self.in_document(filter, &found),
        }
    }

    fn in_document(&mut self, filter: &Filter, found: &Resolved<'_>) -> String {
        let (path, place) = located(found);
        let sql = self.leaf(filter, place, "d.document -> ?");
        self.bind(path);
        sql
    }

    /// `piece` may contain one `?`, to be bound by the caller.
    fn leaf(&mut self, filter: &Filter, place: Place, piece: &str) -> String {
        let number = self.leaves.len();
        self.leaves.push(Leaf {
            kind: self.rt.name.clone(),
            filter: filter.clone(),
            place,
        });
        self.condition.reads_document |= piece.contains("d.document");
        format!("attribute_matches({number}, {piece})")
    }

    fn meta(&mut self, filter: &Filter) -> String {
        let place = Place::Attribute("meta".to_owned());
        self.leaf(filter, place, shown::META)
    }
}

/// JSON path and place of an attribute in the document.
pub(super) fn located(found: &Resolved<'_>) -> (String, Place) {
    let name = &found.attribute.name;
    match found.extension {
        Some(urn) => (
            format!("$.\"{urn}\".\"{name}\""),
            Place::Extension(urn.to_owned(), name.clone()),
        ),
        None => (format!("$.\"{name}\""), Place::Attribute(name.clone())),
    }
}

/// The column an attribute has, if its definition is the one the column was made for.
pub(super) fn column(rt: &ResourceType, found: &Resolved<'_>) -> Option<Column> {
    let leaf = found.last();
    let attribute = (
        found.extension,
        found.attribute.name.as_str(),
        found.sub.map(|sub| sub.name.as_str()),
    );
    let exact = leaf.case_exact;
    let is_user = rt.name == "User";
    let column = match attribute {
        (None, "meta", Some("resourceType")) if exact => return Some(Column::Kind),
        (None, "meta", Some("created")) => return Some(Column::Instant("r.created")),
        (None, "meta", Some("lastModified")) => return Some(Column::Instant("r.last_modified")),
        (None, "active", None) if is_user && leaf.kind == AttributeType::Boolean => {
            return Some(Column::Flag("r.active"));
        }
        (None, "id", None) => "r.id",
        (None, "externalId", None) if exact => "r.external_id",
        (None, "displayName", None) if !exact => "r.display_name_folded",
        (None, "userName", None) if is_user => pick(exact, "r.user_name", "r.user_name_folded"),
        (None, "title", None) if is_user => pick(exact, "r.title", "r.title_folded"),
        (Some(ENTERPRISE_USER), "department", None) if is_user => {
            pick(exact, "r.department", "r.department_folded")
        }
        (Some(ENTERPRISE_USER), "manager", None) if is_user => {
            let exact = found.attribute.sub("value")?.case_exact;
            return Some(Column::Text(pick(exact, "r.manager", "r.manager_folded")));
        }
        (Some(ENTERPRISE_USER), "manager", Some("value")) if is_user => {
            pick(exact, "r.manager", "r.manager_folded")
        }
        _ => return None,
    };
    let plain = leaf.kind == AttributeType::String && !leaf.multi_valued;
    plain.then_some(Column::Text(column))
}

fn pick(exact: bool, as_is: &'static str, folded: &'static str) -> &'static str {
    if exact { as_is } else { folded }
}
