//! People and groups that are gone.

use sandbox::{Connection, Gone, Removed};

use super::known::Known;
use super::people::Past;
use super::traffic::product_name;
use super::{outcome, timeline};
use crate::wire::{
    GoneView, LastLine, PersonLink, RemovedCard, RemovedQuery, RemovedRow, RoleView,
};

/// The question to the workspace.
pub(crate) fn query(asked: &RemovedQuery) -> sandbox::RemovedQuery {
    sandbox::RemovedQuery {
        text: asked.text.clone(),
        kind: asked.kind.clone(),
        offset: u64::from(asked.offset.unwrap_or(0)),
        limit: Some(asked.limit.unwrap_or(100).clamp(1, 500)),
    }
}

/// One who is gone, in a list.
pub(crate) fn row(row: sandbox::RemovedRow) -> RemovedRow {
    let roles = row.roles.into_iter();
    RemovedRow {
        manager: row.manager.map(|reference| LastLine {
            id: row.manager_id,
            name: row.manager_name.unwrap_or(reference),
            removed: row.manager_gone,
        }),
        kind: row.kind,
        id: row.id,
        name: row.name,
        user_name: row.user_name,
        external_id: row.external_id,
        title: row.title,
        team: row.team,
        roles: roles
            .map(|role| RoleView {
                id: role.id,
                name: role.name,
            })
            .collect(),
        members: row.members,
        at: row.at.as_millisecond(),
        exchange: row.exchange,
        actor: row.idp.as_deref().map(product_name).or(row.token_label),
        status: outcome::status(row.status),
    }
}

/// Everything about one who is gone; `base` is the base URL without a connection id.
pub(crate) fn card(
    removed: Removed,
    past: Past,
    known: &Known,
    connection: &Connection,
    base: &str,
) -> RemovedCard {
    RemovedCard {
        row: row(removed.row),
        created_at: removed.record.created.as_millisecond(),
        version: removed.record.version,
        resource: server::resource(connection, base, removed.record),
        back_as: removed.back_as.map(|person| PersonLink {
            id: person.id,
            name: person.name,
            title: person.title,
        }),
        rules: outcome::rules(&removed.rules),
        unused: removed.unused,
        role_events: outcome::role_events(past.roles),
        edits: outcome::edits(past.edits),
        timeline: timeline::view(past.versions, known, &past.lines),
    }
}

/// Somebody who is gone, in short.
pub(crate) fn gone(gone: Gone) -> GoneView {
    GoneView {
        id: gone.id,
        name: gone.name,
        at: gone.at.as_millisecond(),
        exchange: gone.exchange,
    }
}
