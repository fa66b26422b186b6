//! `scimbox token`: for scripts, and for whoever has no window at hand.

use console::workspace::NewToken;

use super::{Absent, connection_in, open};
use crate::cli::Token;
use crate::{Failure, out};

/// Why a token that was revoked here no longer works; the server says so to whoever uses it.
const REASON: &str = "revoked";

pub(crate) fn carry_out(command: Token) -> Result<(), Failure> {
    match command {
        Token::New { of, label, person } => {
            let workspace = open(&of.workspace, Absent::Make)?;
            let connection = connection_in(&workspace, of.connection.as_deref())?;
            let new = NewToken {
                label,
                created_by: "cli".to_owned(),
                expires_at: None,
            };
            let minted = match &person {
                Some(person) => workspace.mint_token_as(&connection.id, new, person)?,
                None => workspace.mint_token(&connection.id, new)?,
            };
            workspace.close();
            // The secret alone goes to stdout, so that TOKEN=$(scimbox token new) is all it takes.
            out::line(minted.secret.expose());
            out::remark(format_args!(
                "{} for {}. It is not shown again.",
                minted.token.id, connection.name
            ));
        }
        Token::List { of } => {
            let workspace = open(&of.workspace, Absent::Refuse)?;
            let connection = connection_in(&workspace, of.connection.as_deref())?;
            let header = ["ID", "LABEL", "ENDS IN", "MADE", "LAST USED", "STATE"]
                .map(str::to_owned)
                .to_vec();
            let rows = workspace
                .tokens(&connection.id)?
                .into_iter()
                .map(|token| row(&token));
            out::table(&std::iter::once(header).chain(rows).collect::<Vec<_>>());
        }
        Token::Revoke { of, token } => {
            let workspace = open(&of.workspace, Absent::Refuse)?;
            let connection = connection_in(&workspace, of.connection.as_deref())?;
            let known = workspace.tokens(&connection.id)?;
            if !known.iter().any(|known| known.id == token) {
                return Err(Failure::ForeignToken {
                    token,
                    connection: connection.name,
                });
            }
            let token = workspace.revoke_token(&token, REASON)?;
            workspace.close();
            out::remark(format_args!("{} no longer works.", token.id));
        }
    }
    Ok(())
}

fn row(token: &console::workspace::Token) -> Vec<String> {
    let never = || "never".to_owned();
    let state = match (&token.revoked_at, &token.revoked_reason) {
        (None, _) => "works".to_owned(),
        (Some(at), None) => format!("revoked {at:.0}"),
        (Some(at), Some(reason)) => format!("{reason} {at:.0}"),
    };
    let used = token
        .last_used_at
        .map_or_else(never, |at| format!("{at:.0}"));
    vec![
        token.id.clone(),
        token.label.clone(),
        format!("...{}", token.hint),
        format!("{:.0}", token.created_at),
        used,
        state,
    ]
}
