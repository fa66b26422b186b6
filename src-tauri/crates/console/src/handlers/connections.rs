//! Connections: list, add, change, empty, delete.

use sandbox::{ConnectionChange, Empty, NewConnection};
use scim::Strictness;

use crate::failure::Failure;
use crate::host::Console;
use crate::views::connections::{idp_id, view};
use crate::views::retained::accounts_after;
use crate::wire::*;

pub(super) async fn connections(
    console: &Console,
    _: Nothing,
) -> Result<Vec<ConnectionView>, Failure> {
    let base = console.0.scim_url.clone();
    console
        .blocking(move |workspace| {
            let connections = workspace.connections()?;
            connections
                .iter()
                .map(|connection| view(workspace, connection, &base))
                .collect()
        })
        .await
}

pub(super) async fn add_connection(
    console: &Console,
    request: AddConnection,
) -> Result<ConnectionView, Failure> {
    let base = console.0.scim_url.clone();
    let added = console
        .blocking(move |workspace| {
            let connection = workspace.add_connection(NewConnection {
                name: request.name,
                twin: request.twin,
                idp: request.idp.map(idp_id),
            })?;
            view(workspace, &connection, &base)
        })
        .await?;
    console.revise();
    Ok(added)
}

pub(super) async fn change_connection(
    console: &Console,
    request: ChangeConnection,
) -> Result<ConnectionView, Failure> {
    let base = console.0.scim_url.clone();
    let changed = console
        .blocking(move |workspace| {
            let change = ConnectionChange {
                name: request.name,
                twin: None,
                idp: request.idp.map(|idp| Some(idp_id(idp))),
                enabled: request.enabled,
                strictness: request.strict.map(|strict| match strict {
                    true => Strictness::Strict,
                    false => Strictness::Tolerant,
                }),
                rate_limit: request
                    .rate_limit
                    .map(|limit| Some(limit).filter(|limit| *limit > 0)),
            };
            let connection = workspace.change_connection(&request.connection, change)?;
            view(workspace, &connection, &base)
        })
        .await?;
    console.revise();
    Ok(changed)
}

pub(super) async fn deletion_preview(
    console: &Console,
    request: OfConnection,
) -> Result<DeletionPreview, Failure> {
    console
        .blocking(move |workspace| {
            let preview = workspace.deletion_preview(&request.connection)?;
            Ok(DeletionPreview {
                people: preview.people,
                groups: preview.groups,
                others: preview.others,
                exchanges: preview.exchanges,
                tokens: preview.tokens,
                accounts: preview.accounts,
                without: preview.without,
                outcome: accounts_after(preview.outcome),
            })
        })
        .await
}

pub(super) async fn delete_connection(
    console: &Console,
    request: OfConnection,
) -> Result<Done, Failure> {
    let tokens = console
        .blocking(move |workspace| {
            let tokens = workspace.tokens(&request.connection)?;
            workspace.delete_connection(&request.connection)?;
            Ok(tokens)
        })
        .await?;
    for token in tokens {
        console.0.keeper.forget(&token.id).await;
    }
    console.revise();
    Ok(Done {})
}

pub(super) async fn empty_connection(
    console: &Console,
    request: EmptyConnection,
) -> Result<Done, Failure> {
    console
        .blocking(move |workspace| {
            let what = Empty {
                people: request.people,
                traffic: request.traffic,
            };
            Ok(workspace.empty_connection(&request.connection, what)?)
        })
        .await?;
    console.revise();
    Ok(Done {})
}
