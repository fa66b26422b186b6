//! Groups as roles, and teams.

use std::collections::HashSet;

use sandbox::{Connection, Team, VersionEntry};

use super::known::Known;
use super::timeline;
use crate::wire::{GroupCard, GroupRow, MemberView, TeamRow};

/// A group in a list.
pub(crate) fn row(row: sandbox::GroupRow) -> GroupRow {
    GroupRow {
        id: row.id,
        name: row.name,
        external_id: row.external_id,
        members: row.members,
        changed_at: row.last_modified.as_millisecond(),
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
        resource: server::resource(connection, base, group.record),
        timeline: timeline::view(entries, known),
    }
}

/// Teams, largest first; `recorded` are the exchanges in the log.
pub(crate) fn teams(mut teams: Vec<Team>, recorded: &HashSet<i64>) -> Vec<TeamRow> {
    teams.sort_by(|one, other| {
        other
            .members
            .cmp(&one.members)
            .then_with(|| one.name.cmp(&other.name))
    });
    teams
        .into_iter()
        .map(|team| TeamRow {
            name: team.name,
            members: team.members,
            first_seen: Some(team.first_seen.as_millisecond()),
            first_exchange: team
                .created_by_exchange
                .filter(|number| recorded.contains(number)),
            near_duplicates: team.near_duplicates,
        })
        .collect()
}
