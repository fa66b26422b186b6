//! The web console: the same UI and the same commands over HTTP, for `scimbox serve`.
//!
//! It has a port of its own on loopback, which is never tunnelled (decision 6). Three things keep
//! other pages and other people of this computer out: a one-time login link that sets a cookie no
//! script can read, the `Host` header (against DNS rebinding), and the `Origin` header (against
//! forged requests).

mod assets;
mod download;
mod guard;
mod routes;
mod session;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use assets::{Asset, Assets};

use crate::host::Console;
use session::Sessions;

/// Where the web console listens, and what it needs from its host.
#[derive(Debug)]
pub struct WebOptions {
    /// Address; must be loopback. Port 0 takes any free port.
    pub listen: SocketAddr,
    /// The built UI.
    pub assets: Arc<dyn Assets>,
    /// Called with a fresh login link each time one was used up.
    pub new_link: fn(&str),
}

/// A running web console.
#[derive(Debug)]
pub struct Web {
    address: SocketAddr,
    sessions: Arc<Sessions>,
    ending: CancellationToken,
    open: TaskTracker,
}

impl Web {
    /// Binds and starts. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// `InvalidInput` for an address that is not loopback; otherwise what the operating system says.
    pub async fn start(console: Console, options: WebOptions) -> io::Result<Self> {
        if !options.listen.ip().is_loopback() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!(
                    "{} is not a loopback address. The web console is for this computer only",
                    options.listen.ip()
                ),
            ));
        }
        let listener = tokio::net::TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let sessions = Arc::new(Sessions::new(Arc::clone(console.0.workspace.ids())));
        let ending = CancellationToken::new();
        let state = routes::WebState {
            console,
            address,
            sessions: Arc::clone(&sessions),
            assets: options.assets,
            new_link: options.new_link,
            ending: ending.clone(),
        };
        let open = TaskTracker::new();
        let stopping = ending.clone();
        open.spawn(async move {
            let served = axum::serve(listener, routes::router(state))
                .with_graceful_shutdown(stopping.cancelled_owned())
                .await;
            if let Err(error) = served {
                tracing::error!(%error, "the web console stopped");
            }
        });
        Ok(Self {
            address,
            sessions,
            ending,
            open,
        })
    }

    /// A link that logs one browser in, once.
    pub fn login_link(&self) -> String {
        routes::login_link(self.address, &self.sessions)
    }

    /// Address with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends the feeds and lets requests under way finish for at most `patience`.
    pub async fn stop(&self, patience: Duration) {
        self.ending.cancel();
        self.open.close();
        if tokio::time::timeout(patience, self.open.wait())
            .await
            .is_err()
        {
            tracing::warn!("the web console was cut off");
        }
    }
}
