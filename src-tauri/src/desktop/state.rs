//! What the window's commands share: the running host, started once, and the feed of the page on show.

use std::sync::{Mutex, PoisonError};

use console::{Console, Failure as Refusal, FailureCode, Host};
use tauri::async_runtime::JoinHandle;
use tokio::sync::OnceCell;

use crate::Failure;
use crate::host::{self, PATIENCE, Plan};

/// The program behind the window.
pub(super) struct Scimbox {
    plan: std::sync::Arc<Plan>,
    host: OnceCell<Host>,
    feed: Mutex<Option<JoinHandle<()>>>,
}

impl Scimbox {
    pub(super) fn new(plan: Plan) -> Self {
        Self {
            plan: plan.into(),
            host: OnceCell::new(),
            feed: Mutex::default(),
        }
    }

    /// The console of the running host. Starts it first, or tries again when that failed before.
    pub(super) async fn console(&self) -> Result<Console, Refusal> {
        let started = self.host.get_or_try_init(|| self.start()).await;
        started.map(Host::console).map_err(|failure| Refusal {
            code: FailureCode::Failed,
            message: failure.to_string(),
            detail: None,
        })
    }

    async fn start(&self) -> Result<Host, Failure> {
        let plan = std::sync::Arc::clone(&self.plan);
        let opened = tokio::task::spawn_blocking(move || host::open(&plan)).await;
        let broken =
            |error: tokio::task::JoinError| Failure::system("opening the workspace")(error.into());
        host::start(&self.plan, opened.map_err(broken)??).await
    }

    /// Keeps the feed of the page on show; one that a reload left behind ends.
    pub(super) fn follow(&self, feed: JoinHandle<()>) {
        let before = self
            .feed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(feed);
        if let Some(before) = before {
            before.abort();
        }
    }

    /// Ends in order: requests under way are answered, what is waiting is written.
    pub(super) async fn stop(&self) {
        tracing::info!("ending");
        if let Some(host) = self.host.get() {
            host.stop(PATIENCE).await;
        }
    }
}
