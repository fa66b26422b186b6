//! Where the attributes of a resource come from, read from its versions: of each path the latest one that
//! changed it.

use std::collections::HashSet;

use sandbox::{RoleSource, VersionEntry};

use super::known::Known;
use super::traffic::product_name;
use crate::wire::{RoleSourceView, SourceView};

/// The latest change of each path; `entries` are newest first.
pub(crate) fn sources(entries: &[VersionEntry], known: &Known) -> Vec<SourceView> {
    let mut told = HashSet::new();
    let mut sources = Vec::new();
    for entry in entries {
        for change in &entry.changes {
            if !told.insert(change.path.as_str()) {
                continue;
            }
            let idp = entry.idp.as_deref().map(product_name);
            sources.push(SourceView {
                path: change.path.clone(),
                seq: entry.seq,
                at: entry.at.as_millisecond(),
                exchange: entry.exchange.filter(|number| known.is_recorded(*number)),
                actor: idp.or_else(|| entry.token_label.clone()),
                before: change.before.clone(),
            });
        }
    }
    sources
}

/// Why somebody has a role.
pub(crate) fn role(source: RoleSource) -> RoleSourceView {
    RoleSourceView {
        id: source.id,
        name: source.name,
        since: source.since.map(|at| at.as_millisecond()),
        exchange: source.exchange,
        actor: source.idp.as_deref().map(product_name),
    }
}
