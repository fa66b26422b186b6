//! The bytes of one TCP connection on their way to and from hyper.
//!
//! Hyper answers a request head that it cannot read by itself, with an empty 400, 414 or 431 and
//! before anybody else hears of it. Here such an answer is held back and the head that led to it is
//! kept, so that [`crate::unread`] can answer in SCIM's words and leave a row in the log. Nothing is
//! understood here: which bytes are a request is hyper's business.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use crate::limits::HEAD_KEPT;

/// A TCP stream that remembers what came since the last answer.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    heard: Vec<u8>,
    since: Instant,
    /// Something was answered since the last byte came.
    answered: bool,
    held_back: bool,
    stalled: Option<Pin<Box<Sleep>>>,
    patience: Duration,
}

/// What is left of a connection when hyper has done with it.
#[derive(Debug)]
pub(crate) struct Remains {
    pub(crate) stream: TcpStream,
    /// The first bytes that came since the last answer, empty when none did.
    pub(crate) heard: Vec<u8>,
    /// When the first of them came.
    pub(crate) since: Instant,
}

impl Wire {
    /// `patience` is how long nothing of an answer may be taken.
    pub(crate) fn new(stream: TcpStream, patience: Duration) -> Self {
        Self {
            stream,
            heard: Vec::new(),
            since: Instant::now(),
            answered: true,
            held_back: false,
            stalled: None,
            patience,
        }
    }

    pub(crate) fn into_remains(mut self) -> Remains {
        // Requests may come several at once: then what hyper held an answer back for came before the
        // answer to another.
        if self.answered && !self.held_back {
            self.heard.clear();
        }
        Remains {
            stream: self.stream,
            heard: self.heard,
            since: self.since,
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        if self.answered {
            self.answered = false;
            self.heard.clear();
            self.since = Instant::now();
        }
        let room = HEAD_KEPT.saturating_sub(self.heard.len());
        self.heard
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// Whether these bytes must not go out, because they are an answer of hyper's own.
    fn holds_back(&mut self, bytes: &[u8]) -> bool {
        self.held_back = self.held_back || is_automatic(bytes);
        self.held_back
    }

    /// Counts how long nothing could be written.
    fn progress<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            self.answered = true;
            return written;
        }
        let patience = self.patience;
        let timer = || Box::pin(tokio::time::sleep(patience));
        let stalled = self.stalled.get_or_insert_with(timer);
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

/// Whether an answer is one that hyper gives by itself: a client error without a body, which no route
/// of ours ever answers with (every refusal is a SCIM error message).
fn is_automatic(bytes: &[u8]) -> bool {
    let refuses = bytes.starts_with(b"HTTP/1.1 4") || bytes.starts_with(b"HTTP/1.0 4");
    refuses && {
        let head = bytes.windows(4).position(|end| end == b"\r\n\r\n");
        let head = bytes.get(..head.unwrap_or(bytes.len())).unwrap_or(bytes);
        let empty = b"content-length: 0";
        head.split(|byte| *byte == b'\n')
            .any(|line| line.trim_ascii().eq_ignore_ascii_case(empty))
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let before = buffer.filled().len();
        ready!(Pin::new(&mut wire.stream).poll_read(context, buffer))?;
        wire.hear(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if wire.holds_back(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut wire.stream).poll_write(context, bytes);
        wire.progress(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if wire.holds_back(parts.first().map_or(&[], |first| first)) {
            return Poll::Ready(Ok(parts.iter().map(|part| part.len()).sum()));
        }
        let written = Pin::new(&mut wire.stream).poll_write_vectored(context, parts);
        wire.progress(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_hypers_own_is_told_from_ours() {
        let own = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\ndate: x\r\n\r\n";
        assert!(is_automatic(own));
        let ours = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/scim+json\r\ncontent-length: 91\r\n\r\n{}";
        assert!(!is_automatic(ours));
        let quoted = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 21\r\n\r\n\ncontent-length: 0\n";
        assert!(!is_automatic(quoted), "a body may say anything");
        let gone = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        assert!(!is_automatic(gone));
    }
}
