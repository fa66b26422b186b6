//! A server on a workspace in memory, for tests that need a clock or patience of their own.

use sandbox::clock::Clock;
use sandbox::ids::Random;
use sandbox::{Capture, Location, NewToken, Options, TrafficQuery, Workspace};
use server::{App, Patience, Server};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// What runs, and the token that lets in.
pub(crate) struct Lone {
    workspace: Workspace,
    server: Server,
    pub(crate) token: String,
}

impl Lone {
    pub(crate) fn start(clock: Arc<dyn Clock>, patience: Patience) -> Self {
        Self::serving(clock, |app| app.with_patience(patience))
    }

    /// With limits of its own.
    pub(crate) fn serving(clock: Arc<dyn Clock>, limited: impl FnOnce(App) -> App) -> Self {
        let workspace = Workspace::open(Options {
            location: Location::Memory,
            clock,
            ids: Arc::new(Random),
            capture: Capture::On,
        });
        let workspace = workspace.unwrap();
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let may_move = false;
        let bound = server::bind(&server::Options { listen, may_move }).unwrap();
        let app = limited(App::new(workspace.clone()));
        let server = Server::start(bound, app).unwrap();
        let connection = workspace.default_connection().unwrap();
        let new = NewToken {
            label: "test".to_owned(),
            created_by: "cli".to_owned(),
            expires_at: None,
        };
        let minted = workspace.mint_token(&connection.id, new).unwrap();
        Self {
            workspace,
            server,
            token: minted.secret.expose().to_owned(),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The statuses in the log, newest first, once there are so many.
    pub(crate) async fn statuses(&self, rows: usize) -> Vec<u16> {
        loop {
            let page = self.workspace.traffic(&TrafficQuery::default()).unwrap();
            if page.rows.len() >= rows {
                return page.rows.iter().map(|row| row.status).collect();
            }
            tokio::task::yield_now().await;
        }
    }
}
