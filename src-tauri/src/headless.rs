//! `scimbox serve`: everything but the window, for containers, SSH and continuous integration.
//!
//! Needs no display, no D-Bus and no home folder. Stdout carries the addresses and nothing else.

use std::sync::Arc;

use console::Host;
use console::web::{Web, WebOptions};
use console::workspace::{ConnectionChange, Location, Strictness, Workspace, is_usable};
use serde_json::json;

use crate::assets::BuiltIn;
use crate::cli::Serve;
use crate::host::{self, PATIENCE, Plan};
use crate::logging::{self, Echo};
use crate::{Failure, out, paths, signals};

/// Serves until it is told to end.
pub(crate) fn serve(asked: &Serve) -> Result<(), Failure> {
    // First of all: a token that cannot serve must not leave a workspace behind.
    let token = asked
        .token_env
        .as_deref()
        .map(GivenToken::from_environment)
        .transpose()?;
    logging::start(Echo::Stderr);
    let location = paths::workspace(asked.workspace.file.as_deref())?;
    let plan = Plan {
        location,
        listen: asked.listen,
        capture: !asked.no_capture,
        twins: asked.twins.clone(),
    };
    let workspace = host::open(&plan)?;
    if let Some(token) = token {
        token.adopt(&workspace)?;
    }
    if asked.strict {
        make_strict(&workspace)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(Failure::system("starting the threads"))?;
    let served = runtime.block_on(until_told(asked, &plan, workspace));
    // A keyring dialog that nobody answers must not keep us.
    runtime.shutdown_timeout(PATIENCE);
    served
}

async fn until_told(asked: &Serve, plan: &Plan, workspace: Workspace) -> Result<(), Failure> {
    // Listened for from here on, so that a signal that comes early is not lost.
    let told = signals::ending()?;
    let host = host::start(plan, workspace).await?;
    let web = match web_console(asked, &host).await {
        Ok(web) => web,
        Err(failure) => {
            host.stop(PATIENCE).await;
            return Err(failure);
        }
    };
    announce(
        asked,
        plan,
        &host,
        web.as_ref().map(Web::login_link).as_deref(),
    );
    told.await;
    tracing::info!("ending");
    if let Some(web) = web {
        web.stop(PATIENCE).await;
    }
    host.stop(PATIENCE).await;
    Ok(())
}

/// A token that somebody else made and put into the environment. Only its hash is kept.
struct GivenToken<'a> {
    variable: &'a str,
    secret: String,
}

impl<'a> GivenToken<'a> {
    fn from_environment(variable: &'a str) -> Result<Self, Failure> {
        match std::env::var(variable) {
            Ok(secret) if is_usable(&secret) => Ok(Self { variable, secret }),
            Err(std::env::VarError::NotPresent) => Err(Failure::NoToken(variable.to_owned())),
            Ok(_) | Err(std::env::VarError::NotUnicode(_)) => {
                Err(Failure::UnusableToken(variable.to_owned()))
            }
        }
    }

    fn adopt(self, workspace: &Workspace) -> Result<(), Failure> {
        let connection = workspace.default_connection()?;
        let label = format!("Environment variable {}", self.variable);
        workspace.adopt_token(&connection.id, &self.secret, &label)?;
        Ok(())
    }
}

fn make_strict(workspace: &Workspace) -> Result<(), Failure> {
    let connection = workspace.default_connection()?;
    let strict = ConnectionChange {
        strictness: Some(Strictness::Strict),
        ..ConnectionChange::default()
    };
    workspace.change_connection(&connection.id, strict)?;
    Ok(())
}

/// Tells where everything is: a line of JSON for programs, or text for people.
fn announce(asked: &Serve, plan: &Plan, host: &Host, link: Option<&str>) {
    let scim = host.base_url();
    if let Some(port) = host.busy_port() {
        out::remark(format_args!(
            "Port {port} is busy, so SCIM is served on port {}.",
            host.port()
        ));
    }
    if asked.json {
        out::line(json!({ "scim": scim, "console": link, "workspace": name(&plan.location) }));
        return;
    }
    out::line(format_args!("SCIM     {scim}"));
    if let Some(link) = link {
        out::line(format_args!("Console  {link}"));
    }
}

fn name(location: &Location) -> String {
    match location {
        Location::File(file) => file.display().to_string(),
        Location::Memory => ":memory:".to_owned(),
    }
}

async fn web_console(asked: &Serve, host: &Host) -> Result<Option<Web>, Failure> {
    if asked.no_console {
        return Ok(None);
    }
    let options = WebOptions {
        listen: asked.console,
        assets: Arc::new(BuiltIn),
        new_link: tell_new_link,
    };
    let web = Web::start(host.console(), options).await;
    let what = format!("The web console cannot listen on {}", asked.console);
    web.map(Some).map_err(Failure::system(what))
}

/// A used link is replaced by a new one, for the next browser. On stderr: stdout had its say.
fn tell_new_link(link: &str) {
    out::remark(format_args!("Console  {link}"));
}
