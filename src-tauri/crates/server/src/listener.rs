//! The socket: binding to loopback, accepting, and stopping without losing an answer.
//!
//! axum's own `serve` is not used because a listener that a tunnel may expose needs bounds that it
//! does not offer: the size of the request head and the time a client may take to send it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::{App, router};
use crate::conversation;

/// How many ports above a busy one are tried.
const PORTS_TRIED: u16 = 50;

/// Where to listen.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address; must be a loopback address. Port 0 takes any free port.
    pub listen: SocketAddr,
    /// Whether a busy port moves to the next free one.
    pub may_move: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787),
            may_move: true,
        }
    }
}

/// A bound socket that does not accept yet.
#[derive(Debug)]
pub struct Bound {
    socket: std::net::TcpListener,
    address: SocketAddr,
    /// The port that was asked for, when it was busy.
    pub busy_port: Option<u16>,
}

impl Bound {
    /// Address with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Takes a port on loopback.
///
/// # Errors
/// `InvalidInput` for an address that is not loopback; otherwise what the operating system says,
/// `AddrInUse` when the port and the ones after it are busy.
pub fn bind(options: &Options) -> io::Result<Bound> {
    if !options.listen.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "{} is not a loopback address. Scimbox listens on this computer only; use a tunnel to reach it from elsewhere",
                options.listen.ip()
            ),
        ));
    }
    let wanted = options.listen.port();
    let last = if options.may_move && wanted != 0 {
        wanted.saturating_add(PORTS_TRIED)
    } else {
        wanted
    };
    let mut busy = io::Error::from(io::ErrorKind::AddrInUse);
    for port in wanted..=last {
        match std::net::TcpListener::bind(SocketAddr::new(options.listen.ip(), port)) {
            Ok(socket) => {
                socket.set_nonblocking(true)?;
                let address = socket.local_addr()?;
                return Ok(Bound {
                    socket,
                    address,
                    busy_port: (port != wanted).then_some(wanted),
                });
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => busy = error,
            Err(error) => return Err(error),
        }
    }
    Err(busy)
}

/// A running listener.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    open: TaskTracker,
}

impl Server {
    /// Accepts on a bound socket. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// When the socket cannot be handed to the runtime.
    pub fn start(bound: Bound, app: App) -> io::Result<Self> {
        let listener = TcpListener::from_std(bound.socket)?;
        let stop = CancellationToken::new();
        let open = TaskTracker::new();
        open.spawn(accept_all(listener, app, stop.clone(), open.clone()));
        Ok(Self {
            address: bound.address,
            stop,
            open,
        })
    }

    /// Address with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Base URL of the default connection, `http://127.0.0.1:8787/scim/v2`.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, crate::route::BASE)
    }

    /// Stops accepting, lets requests under way finish for at most `patience`, then closes.
    /// Returns whether all of them finished.
    pub async fn stop(&self, patience: Duration) -> bool {
        self.stop.cancel();
        self.open.close();
        tokio::time::timeout(patience, self.open.wait())
            .await
            .is_ok()
    }
}

async fn accept_all(listener: TcpListener, app: App, stop: CancellationToken, open: TaskTracker) {
    let service = router(app.clone());
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY was not set");
                }
                let service = TowerToHyperService::new(service.clone());
                open.spawn(conversation::hold(
                    stream,
                    service,
                    app.clone(),
                    stop.clone(),
                ));
            }
            Err(error) => {
                // Out of file descriptors, most likely: accepting again at once would spin.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(port: u16, may_move: bool) -> Options {
        Options {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            may_move,
        }
    }

    #[test]
    fn a_busy_port_moves_to_the_next_and_says_which_was_wanted() {
        let first = bind(&options(0, true)).unwrap();
        let wanted = first.address().port();
        let second = bind(&options(wanted, true)).unwrap();
        assert_ne!(second.address().port(), wanted);
        assert_eq!(second.busy_port, Some(wanted));
        assert_eq!(
            first.busy_port, None,
            "port 0 asks for no port in particular"
        );
    }

    #[test]
    fn a_busy_port_that_may_not_move_is_an_error() {
        let first = bind(&options(0, true)).unwrap();
        let error = bind(&options(first.address().port(), false)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    }

    #[test]
    fn only_loopback_is_bound() {
        let everywhere = Options {
            listen: SocketAddr::from(([0, 0, 0, 0], 0)),
            may_move: true,
        };
        let error = bind(&everywhere).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    }
}
