//! Tokens: list, make, rotate, revoke. A secret leaves this module in the answer to the person
//! who asked for it, and goes into the keyring; again only where the application itself shows tokens again.

use sandbox::twins::Shown;
use sandbox::{Minted, NewToken, Token, Workspace};

use crate::failure::Failure;
use crate::host::Console;
use crate::views::tokens::{by_people, view};
use crate::wire::*;

pub(super) async fn tokens(
    console: &Console,
    request: OfConnection,
) -> Result<Vec<TokenView>, Failure> {
    console
        .blocking(move |workspace| {
            let tokens = workspace.tokens(&request.connection)?;
            Ok(tokens
                .iter()
                .filter(|token| by_people(token))
                .map(view)
                .collect())
        })
        .await
}

pub(super) async fn mint_token(
    console: &Console,
    request: MintToken,
) -> Result<MintedToken, Failure> {
    let (minted, ended) = console
        .blocking(move |workspace| {
            let new = NewToken {
                label: request.label,
                created_by: "window".to_owned(),
                expires_at: None,
            };
            let before = valid(workspace, &request.connection)?;
            let minted = workspace.mint_token(&request.connection, new)?;
            // Those that the new one has replaced, where the twin says so.
            let ended = ended_since(workspace, &request.connection, before)?;
            Ok((minted, ended))
        })
        .await?;
    for token in ended {
        console.0.keeper.forget(&token.id).await;
    }
    Ok(handed_over(console, minted).await)
}

pub(super) async fn renew_settings(
    console: &Console,
    request: MintToken,
) -> Result<NewSettings, Failure> {
    let base = console.0.scim_url.clone();
    let (minted, ended, connection) = console
        .blocking(move |workspace| {
            let new = NewToken {
                label: request.label,
                created_by: "window".to_owned(),
                expires_at: None,
            };
            let before = valid(workspace, &request.connection)?;
            let minted = workspace.renew_settings(&request.connection, new)?;
            let ended = ended_since(workspace, &request.connection, before)?;
            let connection = workspace.connection(&request.connection)?;
            let connection = crate::views::connections::view(workspace, &connection, &base)?;
            Ok((minted, ended, connection))
        })
        .await?;
    for token in ended {
        console.0.keeper.forget(&token.id).await;
    }
    Ok(NewSettings {
        connection,
        minted: handed_over(console, minted).await,
    })
}

pub(super) async fn rotate_token(
    console: &Console,
    request: OfToken,
) -> Result<MintedToken, Failure> {
    let old = request.token.clone();
    let minted = console
        .blocking(move |workspace| {
            belongs(workspace, &request)?;
            Ok(workspace.rotate_token(&request.token)?)
        })
        .await?;
    console.0.keeper.forget(&old).await;
    Ok(handed_over(console, minted).await)
}

pub(super) async fn show_token(
    console: &Console,
    request: OfToken,
) -> Result<MintedToken, Failure> {
    let token = console
        .blocking(move |workspace| showable(workspace, &request))
        .await?;
    let secret = console.0.keeper.secret(&token.id).await.ok_or_else(|| {
        Failure::not_found(
            "The secret of this token is not kept on this computer: it was made elsewhere, or there was no system keyring then. Make another one.",
        )
    })?;
    Ok(MintedToken {
        token: view(&token),
        header_value: format!("Bearer {secret}"),
        secret,
        kept: console.0.keeper.state().state,
    })
}

/// A token that works, of a connection whose application shows tokens again.
fn showable(workspace: &Workspace, request: &OfToken) -> Result<Token, Failure> {
    let connection = workspace.connection(&request.connection)?;
    let twins = workspace.twins();
    let again = twins
        .find(&connection.twin)
        .is_some_and(|twin| twin.token.shown == Shown::Always);
    if !again {
        return Err(Failure::invalid(
            "The application shows a token once, when it is made. Make another one.",
        ));
    }
    valid(workspace, &request.connection)?
        .into_iter()
        .find(|token| token.id == request.token && by_people(token))
        .ok_or_else(|| sandbox::Error::UnknownToken(request.token.clone()).into())
}

pub(super) async fn revoke_token(
    console: &Console,
    request: OfToken,
) -> Result<TokenView, Failure> {
    let old = request.token.clone();
    let revoked = console
        .blocking(move |workspace| {
            belongs(workspace, &request)?;
            Ok(view(&workspace.revoke_token(&request.token, "revoked")?))
        })
        .await?;
    console.0.keeper.forget(&old).await;
    console.revise();
    Ok(revoked)
}

/// The tokens that work.
fn valid(workspace: &Workspace, connection: &str) -> Result<Vec<Token>, Failure> {
    let mut tokens = workspace.tokens(connection)?;
    tokens.retain(|token| token.revoked_at.is_none());
    Ok(tokens)
}

/// Of tokens that worked, those that do no longer.
fn ended_since(
    workspace: &Workspace,
    connection: &str,
    mut before: Vec<Token>,
) -> Result<Vec<Token>, Failure> {
    let now = valid(workspace, connection)?;
    before.retain(|old| now.iter().all(|token| token.id != old.id));
    Ok(before)
}

/// A token is only touched through its own connection.
fn belongs(workspace: &Workspace, request: &OfToken) -> Result<(), Failure> {
    let tokens = workspace.tokens(&request.connection)?;
    match tokens.iter().any(|token| token.id == request.token) {
        true => Ok(()),
        false => Err(sandbox::Error::UnknownToken(request.token.clone()).into()),
    }
}

async fn handed_over(console: &Console, minted: Minted) -> MintedToken {
    let secret = minted.secret.expose();
    let kept = console.0.keeper.keep(&minted.token.id, secret).await;
    console.revise();
    MintedToken {
        token: view(&minted.token),
        secret: secret.to_owned(),
        header_value: format!("Bearer {secret}"),
        kept,
    }
}
