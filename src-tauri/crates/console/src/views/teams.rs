//! Teams in lists and on cards.

use std::collections::HashSet;

use sandbox::{Team, TeamMove};

use crate::wire::{EmptiedView, TeamCard, TeamMemberView, TeamMoveView, TeamRow};

/// Teams, largest first; `recorded` are the exchanges in the log.
pub(crate) fn rows(mut teams: Vec<Team>, recorded: &HashSet<i64>) -> Vec<TeamRow> {
    teams.sort_by(|one, other| {
        other
            .members
            .cmp(&one.members)
            .then_with(|| one.name.cmp(&other.name))
    });
    teams.into_iter().map(|team| row(team, recorded)).collect()
}

fn row(team: Team, recorded: &HashSet<i64>) -> TeamRow {
    TeamRow {
        name: team.name,
        members: team.members,
        first_seen: Some(team.first_seen.as_millisecond()),
        first_exchange: team
            .created_by_exchange
            .filter(|number| recorded.contains(number)),
        near_duplicates: team.near_duplicates,
        renamed_from: team.renamed_from,
        emptied: team.emptied.map(|emptied| EmptiedView {
            last: moved(emptied.last),
            looks_renamed_to: emptied.looks_renamed_to,
        }),
    }
}

/// Everything about one team.
pub(crate) fn card(card: sandbox::TeamCard, recorded: &HashSet<i64>) -> TeamCard {
    let members = card.members.into_iter().map(|member| TeamMemberView {
        id: member.id,
        name: member.name,
        title: member.title,
        since: member.since.as_millisecond(),
        exchange: member.exchange,
        from: member.from,
    });
    TeamCard {
        row: row(card.team, recorded),
        members: members.collect(),
        moves: card.moves.into_iter().map(moved).collect(),
    }
}

fn moved(one: TeamMove) -> TeamMoveView {
    TeamMoveView {
        seq: one.seq,
        person: one.person,
        name: one.name,
        at: one.at.as_millisecond(),
        from: one.from,
        to: one.to,
        removed: one.gone,
        exchange: one.exchange,
    }
}
