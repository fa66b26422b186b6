//! One keep-alive connection, as light as possible: the client shares the cores with the server.
//!
//! It knows as much HTTP/1.1 as our servers speak (RFC 9112): a status line, `content-length`, no chunks.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::failure::{Failure, Trying as _};

/// An open connection and what was read from it.
#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer; the body is borrowed from the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
}

/// What the head of an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    status: u16,
    /// Length of the head, the empty line included.
    length: usize,
    body: usize,
}

impl Line {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await;
        let stream = stream.trying(|| format!("connecting to {address}"))?;
        stream
            .set_nodelay(true)
            .trying(|| "TCP_NODELAY".to_owned())?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>, Failure> {
        self.buffer.clear();
        let sent = self.stream.write_all(request).await;
        sent.trying(|| "sending a request".to_owned())?;
        let head = loop {
            self.more().await?;
            if let Some(head) = head(&self.buffer)? {
                break head;
            }
        };
        while self.buffer.len() < head.length + head.body {
            self.more().await?;
        }
        let body = self.buffer.get(head.length..).unwrap_or_default();
        Ok(Answer {
            status: head.status,
            body,
        })
    }

    async fn more(&mut self) -> Result<(), Failure> {
        let read = self.stream.read_buf(&mut self.buffer).await;
        match read.trying(|| "reading an answer".to_owned())? {
            0 => Err(Failure::NoHttp("it closed the connection")),
            _ => Ok(()),
        }
    }
}

/// The head of an answer, once all of it is there.
fn head(bytes: &[u8]) -> Result<Option<Head>, Failure> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(bytes.get(..end).unwrap_or_default());
    let mut lines = head
        .map_err(|_| Failure::NoHttp("its head is not text"))?
        .split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.strip_prefix("HTTP/1.1 "))
        .and_then(|line| line.split(' ').next())
        .and_then(|status| status.parse().ok())
        .ok_or(Failure::NoHttp("it has no status"))?;
    let mut body = None;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            body = value.trim().parse().ok();
        }
    }
    // 204 and 304 have no body and need no length (RFC 9110 §8.6).
    let bare = matches!(status, 204 | 304);
    let body = body.or(bare.then_some(0));
    Ok(Some(Head {
        status,
        length: end + 4,
        body: body.ok_or(Failure::NoHttp("its length is not known"))?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_tells_status_and_length() {
        let read = head(b"HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\nabc").unwrap();
        let wanted = Head {
            status: 201,
            length: 43,
            body: 3,
        };
        assert_eq!(read, Some(wanted));
    }

    #[test]
    fn half_a_head_is_awaited() {
        assert_eq!(head(b"HTTP/1.1 200 OK\r\ncontent-le").unwrap(), None);
    }

    #[test]
    fn no_content_needs_no_length() {
        let read = head(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap().unwrap();
        assert_eq!((read.status, read.body), (204, 0));
    }

    #[test]
    fn an_answer_without_length_is_refused() {
        assert!(head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
        assert!(head(b"SSH-2.0\r\n\r\n").is_err());
    }
}
