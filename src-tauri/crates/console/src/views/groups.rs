//! Groups in lists and on cards.

use sandbox::{Connection, VersionEntry};

use super::known::Known;
use super::{outcome, timeline};
use crate::wire::{GroupCard, GroupRow, GroupsQuery, MemberView};

/// A group in a list.
pub(crate) fn row(row: sandbox::GroupRow) -> GroupRow {
    GroupRow {
        id: row.id,
        name: row.name,
        external_id: row.external_id,
        members: row.members,
        changed_at: row.last_modified.as_millisecond(),
        created_at: row.created.as_millisecond(),
        exchange: row.exchange,
    }
}

/// Which groups, or roles, the UI wants.
pub(crate) fn query(request: &GroupsQuery) -> sandbox::GroupsQuery {
    sandbox::GroupsQuery {
        text: request.text.clone(),
        offset: u64::from(request.offset.unwrap_or_default()),
        after: request.after.clone(),
        limit: request.limit.map(|limit| limit.clamp(1, 500)),
    }
}

/// Everything about one group; `base` is the base URL without a connection id.
pub(crate) fn card(
    group: sandbox::GroupCard,
    entries: Vec<VersionEntry>,
    known: &Known,
    connection: &Connection,
    base: &str,
) -> GroupCard {
    let members = group
        .members
        .into_iter()
        .map(|member| MemberView {
            known: member.kind.is_some() && member.display.is_some(),
            id: member.value,
            name: member.display,
        })
        .collect();
    GroupCard {
        row: row(group.row),
        members,
        rules: outcome::rules(&group.rules),
        resource: server::resource(connection, base, group.record),
        timeline: timeline::view(entries, known, &[]),
    }
}
