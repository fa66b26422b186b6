//! One TCP connection from its first byte to its last: as many requests as the client sends.
//!
//! Every wait has an end ([`crate::Patience`]): for a head, for a body (in `arrival`), for a client that
//! does not read its answer (in `wire`), and for one that goes on sending after it was refused
//! ([`LINGER`]). A client that hangs up in the middle of a request is still served to the end, so
//! that what it changed is in the log.

use std::future::poll_fn;
use std::pin::Pin;

use hyper::server::conn::http1::{Builder, Parts};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::limits::{LARGEST_HEAD, LINGER, LINGER_BYTES};
use crate::unread::{self, Cause};
use crate::wire::{Remains, Wire};

/// Serves a client until it goes, is refused, or the listener stops.
pub(crate) async fn hold(
    stream: TcpStream,
    service: TowerToHyperService<axum::Router>,
    app: App,
    stop: CancellationToken,
) {
    let mut connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(app.patience.head)
        .max_header_size(LARGEST_HEAD)
        .max_buf_size(LARGEST_HEAD)
        .half_close(true)
        .serve_connection(
            TokioIo::new(Wire::new(stream, app.patience.answer)),
            service,
        );
    let ended = tokio::select! {
        ended = poll_fn(|context| connection.poll_without_shutdown(context)) => Some(ended),
        () = stop.cancelled() => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            Pin::new(&mut connection).graceful_shutdown();
            poll_fn(|context| connection.poll_without_shutdown(context)).await
        }
    };
    let Parts { io, read_buf, .. } = connection.into_parts();
    let mut remains = io.into_inner().into_remains();
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended with an error");
        refuse(&app, &mut remains, &read_buf, &error).await;
    }
    part(remains.stream).await;
}

/// Answers what hyper could not read, when there is anything to answer.
async fn refuse(app: &App, remains: &mut Remains, unparsed: &[u8], error: &hyper::Error) {
    let Some(cause) = Cause::of(error) else {
        return;
    };
    if remains.heard.trim_ascii().is_empty() && unparsed.trim_ascii().is_empty() {
        return;
    }
    let answer = unread::answer(app, remains, unparsed, cause).await;
    let written =
        tokio::time::timeout(app.patience.answer, remains.stream.write_all(&answer)).await;
    if !matches!(written, Ok(Ok(()))) {
        tracing::debug!("a client did not take the answer to an unreadable request");
    }
}

/// Closes without cutting off an answer: a socket closed with unread bytes in it is reset, and the
/// reset can overtake the answer on its way (RFC 9112 §9.6).
async fn part(mut stream: TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let mut scrap = vec![0; 16 * 1024];
    // Whoever has nothing more to say is not waited for.
    let mut taken = match stream.try_read(&mut scrap) {
        Ok(taken) if taken > 0 => taken,
        _ => return,
    };
    let drain = async {
        while taken < LINGER_BYTES {
            match stream.read(&mut scrap).await {
                Ok(more) if more > 0 => taken += more,
                _ => return,
            }
        }
    };
    if tokio::time::timeout(LINGER, drain).await.is_err() {
        tracing::debug!("a client went on sending after it was answered");
    }
}
