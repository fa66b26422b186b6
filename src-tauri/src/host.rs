//! What window and headless mode have in common: opening the workspace and starting everything in it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use console::workspace::{Capture, Location, Workspace};
use console::{Host, HostOptions, ListenOptions};

use crate::Failure;
use crate::cli::{DEFAULT_LISTEN, TwinsArg};
use crate::vault::Keyring;

/// How long requests under way may take once we have been asked to end.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// What to start.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) location: Location,
    /// Where to serve SCIM; nothing means the usual port or the next free one.
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) capture: bool,
    /// A folder with twins that was named.
    pub(crate) twins: TwinsArg,
}

/// Opens the workspace for serving. Blocks on the file system.
pub(crate) fn open(plan: &Plan) -> Result<Workspace, Failure> {
    let mut options = console::workspace::Options::new(plan.location.clone());
    options.capture = if plan.capture {
        Capture::On
    } else {
        Capture::Off
    };
    // First of all: a folder that is not there must not leave a workspace behind.
    let twins = crate::twins::known(&plan.twins)?;
    for flaw in twins.broken().iter().flat_map(|broken| &broken.flaws) {
        tracing::warn!(%flaw, "a twin cannot be used");
    }
    let workspace = Workspace::open(options)?;
    workspace.use_twins(twins)?;
    Ok(workspace)
}

/// Starts the SCIM listener and the console's state. Closes the workspace again when that fails.
pub(crate) async fn start(plan: &Plan, workspace: Workspace) -> Result<Host, Failure> {
    let options = HostOptions {
        workspace: workspace.clone(),
        listen: listen(plan.listen),
        vault: Arc::new(Keyring::default()),
        version: env!("CARGO_PKG_VERSION"),
        capture: plan.capture,
    };
    match Host::start(options).await {
        Ok(host) => {
            tracing::info!(scim = host.base_url(), "listening");
            Ok(host)
        }
        Err(error) => {
            workspace.close();
            Err(error.into())
        }
    }
}

fn listen(asked: Option<SocketAddr>) -> ListenOptions {
    match asked {
        Some(listen) => ListenOptions {
            listen,
            may_move: false,
        },
        None => ListenOptions {
            listen: usual(),
            may_move: true,
        },
    }
}

fn usual() -> SocketAddr {
    DEFAULT_LISTEN
        .parse()
        .unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], 8787)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_usual_port_may_move() {
        assert!(listen(None).may_move);
        let asked = SocketAddr::from(([127, 0, 0, 1], 9999));
        assert!(!listen(Some(asked)).may_move);
        assert_eq!(listen(Some(asked)).listen, asked);
    }
}
