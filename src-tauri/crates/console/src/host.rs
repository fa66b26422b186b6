//! A running Scimbox: the workspace, the SCIM listener, the console's state, the feed.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use sandbox::{Location, Workspace};
use serde_json::Value;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::export::MadeExport;
use crate::export::shelf::Shelf;
use crate::failure::Failure;
use crate::keeper::Keeper;
use crate::simulation::Simulations;
use crate::wire::Tick;
use crate::{Vault, diagnosing, feed, handlers, timetable};

/// What a host hands in.
#[derive(Debug)]
pub struct HostOptions {
    /// The open workspace.
    pub workspace: Workspace,
    /// Where the SCIM listener goes.
    pub listen: server::Options,
    /// Where token secrets are kept.
    pub vault: Arc<dyn Vault>,
    /// Version of the program.
    pub version: &'static str,
    /// Whether the workspace records requests.
    pub capture: bool,
}

/// Why a host did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The SCIM listener got no port.
    #[error("Scimbox cannot listen on {address}: {source}.")]
    Listen {
        /// The address asked for.
        address: std::net::SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
}

/// A running Scimbox. Dropping it does not stop it; call [`Host::stop`].
#[derive(Debug)]
pub struct Host {
    console: Console,
    server: server::Server,
    ending: CancellationToken,
}

impl Host {
    /// Binds the SCIM listener, starts it, the feed and the timetable. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// [`StartError::Listen`] when no port can be taken.
    pub async fn start(options: HostOptions) -> Result<Self, StartError> {
        let refused = |source| StartError::Listen {
            address: options.listen.listen,
            source,
        };
        let bound = server::bind(&options.listen).map_err(refused)?;
        let busy_port = bound.busy_port;
        let app = server::App::new(options.workspace.clone());
        let server = server::Server::start(bound, app).map_err(refused)?;
        options.workspace.announce(&server.base_url());
        let keeper = Keeper::new(options.vault);
        keeper.probe().await;
        let inner = Inner {
            workspace: options.workspace,
            scim_url: server.base_url(),
            busy_port,
            version: options.version,
            capture: options.capture,
            keeper,
            simulations: Simulations::default(),
            revision: AtomicI64::new(0),
            diagnosed: AtomicU64::new(0),
            ticks: watch::channel(None).0,
            exports: Shelf::default(),
            timetable: Arc::default(),
        };
        let console = Console(Arc::new(inner));
        let ending = CancellationToken::new();
        feed::start(console.clone(), ending.clone());
        timetable::start(console.clone(), ending.clone());
        diagnosing::start(console.clone(), ending.clone());
        Ok(Self {
            console,
            server,
            ending,
        })
    }

    /// What the UI talks to.
    pub fn console(&self) -> Console {
        self.console.clone()
    }

    /// Base URL of the default connection, `http://127.0.0.1:8787/scim/v2`.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The port that SCIM is served on.
    pub fn port(&self) -> u16 {
        self.server.address().port()
    }

    /// The port that was asked for, when it was busy.
    pub fn busy_port(&self) -> Option<u16> {
        self.console.0.busy_port
    }

    /// Ends the feed and the simulation, lets requests under way finish for at most `patience`, and
    /// writes what is waiting.
    pub async fn stop(&self, patience: Duration) {
        self.ending.cancel();
        self.console.0.simulations.stop();
        if !self.server.stop(patience).await {
            tracing::warn!("requests under way were cut off");
        }
        let workspace = self.console.0.workspace.clone();
        if let Err(error) = tokio::task::spawn_blocking(move || workspace.close()).await {
            tracing::error!(%error, "the workspace did not close in order");
        }
    }
}

/// The console: answers commands and tells what happens. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Console(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) workspace: Workspace,
    pub(crate) scim_url: String,
    pub(crate) busy_port: Option<u16>,
    pub(crate) version: &'static str,
    pub(crate) capture: bool,
    pub(crate) keeper: Keeper,
    pub(crate) simulations: Simulations,
    pub(crate) revision: AtomicI64,
    /// Counts looks that changed a diagnosis.
    pub(crate) diagnosed: AtomicU64,
    pub(crate) ticks: watch::Sender<Option<Tick>>,
    pub(crate) exports: Shelf,
    /// Wakes whoever starts syncs that are due.
    pub(crate) timetable: Arc<Notify>,
}

impl Console {
    /// Answers one command of the table by its name on the wire, such as `mintToken`.
    ///
    /// # Errors
    /// A [`Failure`] with a sentence for the person; code `invalid` for an unknown command or a
    /// request of the wrong shape.
    pub async fn rpc(&self, name: &str, request: Value) -> Result<Value, Failure> {
        handlers::dispatch(self, name, request).await
    }

    /// The feed: the newest tick, and each one after it, at most ten a second. `None` until the
    /// first.
    pub fn subscribe(&self) -> watch::Receiver<Option<Tick>> {
        self.0.ticks.subscribe()
    }

    /// An export that the command of that name made, by the id in its answer; `None` when it was
    /// fetched before, or when too many were made since.
    pub fn take_export(&self, id: &str) -> Option<MadeExport> {
        self.0.exports.take(id)
    }

    /// The page of the portal that a step of a setup guide means, for a host that opens it: an `https`
    /// address that stands in the file of the connection's twin.
    ///
    /// # Errors
    /// A [`Failure`] when there is no such step, or it names no page.
    pub async fn guide_page(&self, request: crate::wire::OfGuideStep) -> Result<String, Failure> {
        handlers::guides::page(self, request).await
    }

    /// Says that connections or tokens changed.
    pub(crate) fn revise(&self) {
        self.0.revision.fetch_add(1, Ordering::Relaxed);
        self.0.timetable.notify_one();
        feed::nudge(self);
    }

    /// Says that a diagnosis changed.
    pub(crate) fn diagnosed(&self) {
        self.0.diagnosed.fetch_add(1, Ordering::Relaxed);
        feed::nudge(self);
    }

    /// Runs something that blocks on SQLite off the async threads.
    pub(crate) async fn blocking<T, F>(&self, call: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Workspace) -> Result<T, Failure> + Send + 'static,
    {
        let workspace = self.0.workspace.clone();
        tokio::task::spawn_blocking(move || call(&workspace))
            .await
            .map_err(|error| Failure::failed("Scimbox could not carry this out.", error))?
    }

    /// Name and path of the workspace for people.
    pub(crate) fn workspace_view(&self) -> crate::wire::WorkspaceView {
        match self.0.workspace.location() {
            Location::File(path) => crate::wire::WorkspaceView {
                name: path.file_name().map_or_else(
                    || path.display().to_string(),
                    |name| name.to_string_lossy().into_owned(),
                ),
                path: Some(path.display().to_string()),
            },
            Location::Memory => crate::wire::WorkspaceView {
                name: "In memory".to_owned(),
                path: None,
            },
        }
    }
}
