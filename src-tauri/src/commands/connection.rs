//! `scimbox connection`: the connections of a workspace without the window.

use console::workspace::{
    Connection as Connected, ConnectionChange, DeletionPreview, Leaving, NewConnection, NewToken,
    Provider, Strictness, Twins,
};
use serde_json::{Value, json};

use super::{Absent, connection_in, counted, open};
use crate::cli::{Connection, TwinsArg, WorkspaceArg};
use crate::{Failure, out, twins};

pub(crate) fn carry_out(command: Connection) -> Result<(), Failure> {
    match command {
        Connection::List {
            workspace,
            json,
            twins,
        } => list(&workspace, json, &twins),
        Connection::Add {
            workspace,
            name,
            idp,
            twin,
            twins,
        } => {
            // Looked at first: an id that is not known makes no workspace.
            let known = twins::known(&twins)?;
            twin.as_deref().map(|id| known.named(id)).transpose()?;
            let workspace = open(&workspace, Absent::Make)?;
            workspace.use_twins(known)?;
            let added = workspace.add_connection(NewConnection { name, idp, twin })?;
            let app = application(&workspace.twins(), &added.twin);
            workspace.close();
            out::remark(format_args!("{} stands in for {app}.", added.name));
            out::line(added.id);
            Ok(())
        }
        Connection::Rename {
            workspace,
            connection,
            name,
        } => {
            let change = ConnectionChange {
                name: Some(name),
                ..ConnectionChange::default()
            };
            let (before, after) = apply(&workspace, &connection, change)?;
            out::remark(format_args!(
                "{} is now called {}.",
                before.name, after.name
            ));
            Ok(())
        }
        Connection::Set {
            workspace,
            connection,
            strict,
            tolerant,
            twin,
            yes,
            twins,
        } => {
            let strictness = match (strict, tolerant) {
                (true, _) => Some(Strictness::Strict),
                (_, true) => Some(Strictness::Tolerant),
                _ => None,
            };
            set(&workspace, &connection, (strictness, twin), yes, &twins)
        }
        Connection::Enable {
            workspace,
            connection,
        } => switch(&workspace, &connection, true),
        Connection::Disable {
            workspace,
            connection,
        } => switch(&workspace, &connection, false),
        Connection::Renew {
            workspace,
            connection,
            label,
            yes,
            twins,
        } => renew(&workspace, &connection, label, yes, &twins),
        Connection::Delete {
            workspace,
            connection,
            yes,
        } => delete(&workspace, &connection, yes),
    }
}

fn list(workspace: &WorkspaceArg, json: bool, twins: &TwinsArg) -> Result<(), Failure> {
    let known = twins::known(twins)?;
    let workspace = open(workspace, Absent::Refuse)?;
    workspace.use_twins(known)?;
    let connections = workspace.connections()?;
    let twins = workspace.twins();
    if json {
        let all = connections.iter().map(|one| as_json(one, &twins));
        let text = serde_json::to_string_pretty(&all.collect::<Value>());
        out::line(text.map_err(|error| Failure::system("standard output")(error.into()))?);
        return Ok(());
    }
    let header = [
        "ID",
        "NAME",
        "STATE",
        "MODE",
        "APPLICATION",
        "IDP",
        "BASE PATH",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(connections.into_iter().map(|connection| {
        let state = if connection.enabled { "on" } else { "off" };
        let path = base_path(&connection);
        vec![
            connection.id,
            connection.name,
            state.to_owned(),
            mode(connection.strictness).to_owned(),
            application(&twins, &connection.twin),
            connection.idp.map(idp_name).unwrap_or_default(),
            path,
        ]
    }));
    out::table(&rows);
    Ok(())
}

fn as_json(connection: &Connected, twins: &Twins) -> Value {
    json!({
        "id": connection.id,
        "name": connection.name,
        "enabled": connection.enabled,
        "strict": connection.strictness == Strictness::Strict,
        "twin": connection.twin,
        "application": twins.find(&connection.twin).map(|twin| twin.name.as_str()),
        "idp": connection.idp,
        "basePath": base_path(connection),
    })
}

fn base_path(connection: &Connected) -> String {
    match connection.plain {
        true => "/scim/v2".to_owned(),
        false => format!("/scim/v2/{}", connection.address),
    }
}

/// What people call an identity provider.
fn idp_name(id: String) -> String {
    Provider::of(&id).map_or(id, |provider| provider.name().to_owned())
}

/// What people call an application, with the id under which it is chosen.
fn application(twins: &Twins, id: &str) -> String {
    match twins.find(id) {
        Some(twin) => format!("{} ({id})", twin.name),
        None => id.to_owned(),
    }
}

fn mode(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Strict => "strict",
        Strictness::Tolerant => "tolerant",
    }
}

fn set(
    workspace: &WorkspaceArg,
    typed: &str,
    (strictness, twin): (Option<Strictness>, Option<String>),
    yes: bool,
    twins: &TwinsArg,
) -> Result<(), Failure> {
    let known = twins::known(twins)?;
    let workspace = open(workspace, Absent::Refuse)?;
    workspace.use_twins(known)?;
    let connection = connection_in(&workspace, Some(typed))?;
    if let Some(twin) = &twin {
        let preview = workspace.twin_preview(&connection.id, twin)?;
        let changes = preview.changes();
        for sentence in changes.iter().chain(&preview.remarks()) {
            out::remark(sentence);
        }
        if !changes.is_empty() && !yes {
            return Err(Failure::NotSet);
        }
    }
    let change = ConnectionChange {
        strictness,
        twin,
        ..ConnectionChange::default()
    };
    let follows = change.twin.is_some();
    let after = workspace.change_connection(&connection.id, change)?;
    let app = application(&workspace.twins(), &after.twin);
    workspace.close();
    if strictness.is_some() {
        let mode = mode(after.strictness);
        out::remark(format_args!("{} is {mode}.", after.name));
    }
    if follows {
        out::remark(format_args!("{} stands in for {app} now.", after.name));
    }
    Ok(())
}

fn switch(workspace: &WorkspaceArg, typed: &str, enabled: bool) -> Result<(), Failure> {
    let change = ConnectionChange {
        enabled: Some(enabled),
        ..ConnectionChange::default()
    };
    let (_, after) = apply(workspace, typed, change)?;
    let effect = if enabled {
        "on"
    } else {
        "off; requests are answered with 403"
    };
    out::remark(format_args!("{} is {effect}.", after.name));
    Ok(())
}

/// Changes a connection; returns how it was and how it is.
fn apply(
    workspace: &WorkspaceArg,
    typed: &str,
    change: ConnectionChange,
) -> Result<(Connected, Connected), Failure> {
    let workspace = open(workspace, Absent::Refuse)?;
    let before = connection_in(&workspace, Some(typed))?;
    let after = workspace.change_connection(&before.id, change)?;
    workspace.close();
    Ok((before, after))
}

fn renew(
    workspace: &WorkspaceArg,
    typed: &str,
    label: String,
    yes: bool,
    twins: &TwinsArg,
) -> Result<(), Failure> {
    let known = twins::known(twins)?;
    let workspace = open(workspace, Absent::Refuse)?;
    workspace.use_twins(known)?;
    let connection = connection_in(&workspace, Some(typed))?;
    workspace.may_renew(&connection.id)?;
    if !yes {
        out::remark(format_args!(
            "The URL of {} and its tokens would stop working at once.",
            connection.name
        ));
        return Err(Failure::NotRenewed);
    }
    let new = NewToken {
        label,
        created_by: "cli".to_owned(),
        expires_at: None,
    };
    let minted = workspace.renew_settings(&connection.id, new)?;
    let after = workspace.connection(&connection.id)?;
    workspace.close();
    out::remark(format_args!(
        "{} answers at /scim/v2/{} now, with this token only. It is not shown again.",
        after.name, after.address
    ));
    out::line(minted.secret.expose());
    Ok(())
}

fn delete(workspace: &WorkspaceArg, typed: &str, yes: bool) -> Result<(), Failure> {
    let workspace = open(workspace, Absent::Refuse)?;
    let connection = connection_in(&workspace, Some(typed))?;
    let lost = workspace.deletion_preview(&connection.id)?;
    let twins = workspace.twins();
    let app = twins.find(&connection.twin);
    let app = app.map_or(connection.twin.as_str(), |twin| twin.name.as_str());
    let after = accounts_after(&lost, app);
    let others = match lost.others {
        0 => String::new(),
        others => format!(", {}", counted(others, "other resource", "other resources")),
    };
    let lost = format!(
        "{} with {}, {}{others}, {} and {}",
        connection.name,
        counted(lost.people, "person", "people"),
        counted(lost.groups, "group", "groups"),
        counted(lost.exchanges, "recorded request", "recorded requests"),
        counted(lost.tokens, "working token", "working tokens"),
    );
    if !yes {
        out::remark(format_args!("This would delete {lost}."));
        if let Some(after) = after {
            out::remark(after);
        }
        return Err(Failure::NotConfirmed);
    }
    workspace.delete_connection(&connection.id)?;
    let left = workspace.retained()?;
    workspace.close();
    out::remark(format_args!("Deleted {lost}."));
    if let Some(left) = left.iter().find(|one| one.connection == connection.id) {
        if let Some(after) = after {
            out::remark(after);
        }
        out::remark(format_args!(
            "{} listed in the window, under Connect.",
            counted(left.accounts, "account stays", "accounts stay")
        ));
    }
    Ok(())
}

/// What becomes of accounts, where they do not go with the connection; who has no access keeps none.
fn accounts_after(lost: &DeletionPreview, app: &str) -> Option<String> {
    let with = lost.accounts.saturating_sub(lost.without);
    let (one, more) = match lost.outcome {
        Leaving::Keep => (
            "account keeps its access to",
            "accounts keep their access to",
        ),
        Leaving::Deactivate => ("account is deactivated in", "accounts are deactivated in"),
        Leaving::Disable => ("account is disabled in", "accounts are disabled in"),
        Leaving::Remove | Leaving::Unstated => return None,
    };
    let kept = (with > 0).then(|| format!("{} {app}.", counted(with, one, more)));
    let none = (lost.without > 0).then(|| {
        let without = counted(lost.without, "account has", "accounts have");
        format!("{without} no access there already.")
    });
    let told: Vec<String> = kept.into_iter().chain(none).collect();
    (!told.is_empty()).then(|| told.join(" "))
}
