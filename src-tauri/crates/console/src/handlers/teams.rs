//! Teams: all of them with what became of each, and one in full.

use crate::failure::Failure;
use crate::host::Console;
use crate::views::teams as told;
use crate::wire::*;

pub(super) async fn teams(
    console: &Console,
    request: OfConnection,
) -> Result<Vec<TeamRow>, Failure> {
    console
        .blocking(move |workspace| {
            let teams = workspace.teams(&request.connection)?;
            let exchanges = teams.iter().filter_map(|team| team.created_by_exchange);
            let recorded = workspace.recorded(&exchanges.collect::<Vec<_>>())?;
            Ok(told::rows(teams, &recorded))
        })
        .await
}

pub(super) async fn team(console: &Console, request: OfTeam) -> Result<TeamCard, Failure> {
    console
        .blocking(move |workspace| {
            let card = workspace
                .team(&request.connection, &request.id)?
                .ok_or_else(|| Failure::not_found("Nobody was ever in a team of this name."))?;
            let first = card.team.created_by_exchange;
            let recorded = workspace.recorded(&first.into_iter().collect::<Vec<_>>())?;
            Ok(told::card(card, &recorded))
        })
        .await
}
