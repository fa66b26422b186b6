//! Connections with their addresses.

use sandbox::twins::{Another, Groups, Renews, Shown, UrlShape};
use sandbox::{Connection, Workspace};
use scim::Strictness;

use crate::failure::Failure;
use crate::views::tokens::by_people;
use crate::wire::{ConnectionView, Idp};

/// A connection as the UI shows it; `base` is the base URL without an id.
pub(crate) fn view(
    workspace: &Workspace,
    connection: &Connection,
    base: &str,
) -> Result<ConnectionView, Failure> {
    let tokens = workspace.tokens(&connection.id)?;
    let active = tokens
        .iter()
        .filter(|token| token.revoked_at.is_none() && by_people(token))
        .count();
    let named_url = format!("{base}/{}", connection.address);
    let twins = workspace.twins();
    let twin = twins.find(&connection.twin);
    let named = twin.is_some_and(|twin| twin.url.shape == UrlShape::Named);
    Ok(ConnectionView {
        id: connection.id.clone(),
        name: connection.name.clone(),
        twin: connection.twin.clone(),
        application: twin.map_or_else(|| connection.twin.clone(), |twin| twin.name.clone()),
        idp: connection.idp.as_deref().map(idp),
        enabled: connection.enabled,
        strict: connection.strictness == Strictness::Strict,
        rate_limit: connection.rate_limit,
        is_default: connection.is_default,
        base_url: match connection.plain && !named {
            true => base.to_owned(),
            false => named_url.clone(),
        },
        named_url,
        created_at: connection.created_at.as_millisecond(),
        new_token_replaces: twin.is_some_and(|twin| twin.token.another == Another::Replaces),
        renews_address: twin.is_some_and(|twin| twin.token.renews == Renews::UrlAndToken),
        shows_tokens: twin.is_some_and(|twin| twin.token.shown == Shown::Always),
        // One that is not known goes by the neutral rules, which have both.
        makes_teams: twin.is_none_or(|twin| twin.makes_teams()),
        has_lines: twin.is_none_or(|twin| twin.managers.used),
        groups: twin
            .map_or(Groups::Roles, |twin| twin.groups)
            .word()
            .to_owned(),
        sync_button: twin
            .and_then(|twin| twin.staging.as_ref())
            .map(|staging| staging.button.clone()),
        active_tokens: u32::try_from(active).unwrap_or(u32::MAX),
    })
}

/// How the workspace calls an identity provider.
pub(crate) fn idp_id(idp: Idp) -> String {
    match idp {
        Idp::Entra => "entra",
        Idp::Okta => "okta",
        Idp::Other => "other",
    }
    .to_owned()
}

fn idp(id: &str) -> Idp {
    match id {
        "entra" => Idp::Entra,
        "okta" => Idp::Okta,
        _ => Idp::Other,
    }
}
