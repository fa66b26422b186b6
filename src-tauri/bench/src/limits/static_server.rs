//! The limit of reads: the stack of the SCIM listener with nothing behind it.
//!
//! It accepts and serves as `server::listener` does, so the difference between the two is what SCIM
//! costs. It is a process of its own, as the server under test is.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::response::IntoResponse as _;
use http::header::CONTENT_TYPE;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

use crate::failure::{Failure, Trying as _};
use crate::people;

/// Length of the answer in bytes.
const LENGTH: usize = 700;
/// As in the SCIM listener.
const HEAD_PATIENCE: Duration = Duration::from_secs(30);
const LARGEST_HEAD: usize = 64 * 1024;

/// The process.
#[derive(Debug)]
pub(crate) struct StaticServer {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl StaticServer {
    /// Starts this very program as a static server.
    pub(crate) fn start() -> Result<Self, Failure> {
        let myself = std::env::current_exe().trying(|| "finding this program".to_owned())?;
        let mut command = Command::new(myself);
        command
            .arg("static-server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let child = command.spawn();
        let mut child = child.trying(|| "starting the static server".to_owned())?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            let read = BufReader::new(stdout).read_line(&mut line);
            read.trying(|| "the address of the static server".to_owned())?;
        }
        match line.trim().parse() {
            Ok(address) => Ok(Self { child, address }),
            Err(_) => {
                // It has said something else, or nothing: it has failed and told why.
                let _ = child.kill();
                let _ = child.wait();
                Err(Failure::NoHttp("the static server did not start"))
            }
        }
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        // It holds nothing that could be lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `bench static-server`: prints its address and serves until it is ended, or until whoever started it
/// is gone and its standard input closes with it.
pub(crate) fn serve() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.trying(|| "starting the threads".to_owned())?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.trying(|| "taking a port".to_owned())?;
        let address = listener.local_addr();
        crate::report::line(&address.trying(|| "taking a port".to_owned())?.to_string());
        let mut orphaned =
            tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
        tokio::select! {
            ended = accept_all(listener) => ended,
            _ = &mut orphaned => Ok(()),
        }
    })
}

/// Answers everything on this port, for ever.
pub(crate) async fn accept_all(listener: TcpListener) -> Result<(), Failure> {
    let body: &'static str = Box::leak(body().into_boxed_str());
    let answer =
        move || async move { ([(CONTENT_TYPE, "application/scim+json")], body).into_response() };
    let service = Router::new().fallback(answer);
    loop {
        let (stream, _) = listener.accept().await.trying(|| "accepting".to_owned())?;
        stream
            .set_nodelay(true)
            .trying(|| "TCP_NODELAY".to_owned())?;
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(
            hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_PATIENCE)
                .max_buf_size(LARGEST_HEAD)
                .serve_connection(TokioIo::new(stream), service),
        );
    }
}

/// A person as JSON, filled up or cut to the length that was agreed.
fn body() -> String {
    let person = people::person(1, None).to_string();
    let mut body: String = person.chars().take(LENGTH).collect();
    body.extend(std::iter::repeat_n(' ', LENGTH - body.len()));
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_static_answer_has_the_agreed_length() {
        assert_eq!(body().len(), LENGTH);
    }
}
