//! Comparisons with what is kept in rows: members of a group, groups of a person, emails.
//!
//! Asking for one certain member, group or address is answered by an index. Ids are compared as
//! they are and in lower case, which covers every spelling of an id that was made here.

use rusqlite::types::Value;
use scim::filter::{Filter, Literal, Op};

use super::{Compiler, Place, fold, shown};

impl Compiler<'_> {
    pub(super) fn members(&mut self, filter: &Filter) -> String {
        const HAS: &str = "r.row IN (SELECT m.\"group\" FROM members m \
                           WHERE m.connection = ? AND m.value IN (?, ?))";
        self.by_rows(filter, "members", HAS, &shown::members())
    }

    pub(super) fn groups(&mut self, filter: &Filter) -> String {
        const HAS: &str = "r.id IN (SELECT m.value FROM resources g \
                           JOIN members m ON m.\"group\" = g.row \
                           WHERE g.connection = ? AND g.id IN (?, ?))";
        self.by_rows(filter, "groups", HAS, &shown::groups())
    }

    /// `has` finds the resources with one certain value; `all` is the attribute as JSON.
    fn by_rows(&mut self, filter: &Filter, name: &str, has: &str, all: &str) -> String {
        match wanted(filter) {
            Some((value, true)) => {
                self.bind_value(value);
                has.to_owned()
            }
            Some((value, false)) => {
                self.bind_value(value);
                let leaf = self.leaf(filter, Place::Attribute(name.to_owned()), all);
                format!("({has} AND {leaf})")
            }
            None => self.leaf(filter, Place::Attribute(name.to_owned()), all),
        }
    }

    fn bind_value(&mut self, value: &str) {
        self.bind(self.connection);
        self.bind(value.to_owned());
        self.bind(fold(value));
    }

    pub(super) fn emails(&mut self, filter: &Filter) -> String {
        // An address that is the `userName`, too, has no row of its own.
        let prefilter = wanted(filter).map(|(value, _)| {
            let (connection, value) = (Value::from(self.connection), Value::from(fold(value)));
            let both = [&connection, &value, &connection, &value];
            self.condition.values.extend(both.map(Value::clone));
            "r.row IN (SELECT e.resource FROM emails e \
             WHERE e.connection = ? AND e.value_folded = ? \
             UNION ALL SELECT u.row FROM resources u \
             WHERE u.connection = ? AND u.kind = 'User' AND u.user_name_folded = ?)"
        });
        let place = Place::Attribute("emails".to_owned());
        let leaf = self.leaf(filter, place, "d.document -> '$.emails'");
        match prefilter {
            Some(prefilter) => format!("({prefilter} AND {leaf})"),
            None => leaf,
        }
    }
}

/// The `value` that an element must have to satisfy the filter, and whether having it is enough.
fn wanted(filter: &Filter) -> Option<(&str, bool)> {
    match filter {
        Filter::Compare {
            path,
            op: Op::Eq,
            value: Literal::Text(value),
        } => {
            let on_value = path
                .sub
                .as_deref()
                .is_none_or(|sub| sub.eq_ignore_ascii_case("value"));
            on_value.then_some((value, true))
        }
        Filter::ValuePath { filter, .. } => match filter.as_ref() {
            Filter::And(parts) => parts
                .iter()
                .find_map(inner_value)
                .map(|value| (value, false)),
            single => inner_value(single).map(|value| (value, true)),
        },
        _ => None,
    }
}

/// The text in `value eq "…"`.
fn inner_value(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::Compare {
            path,
            op: Op::Eq,
            value: Literal::Text(value),
        } if path.sub.is_none() && path.name.eq_ignore_ascii_case("value") => Some(value),
        _ => None,
    }
}
