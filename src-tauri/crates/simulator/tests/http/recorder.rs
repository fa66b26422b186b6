//! A listener that writes down every request byte for byte and answers as a test tells it to. It
//! knows no SCIM: where behaviour counts, the tests use the real server.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// In place of a status: close the connection without an answer.
pub(crate) const HANG_UP: u16 = 0;

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) body: String,
}

/// The listener; it goes away with the test.
pub(crate) struct Recorder {
    pub(crate) base_url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Seen {
    /// Method and target.
    pub(crate) fn line(&self) -> String {
        self.head.lines().next().unwrap().replace(" HTTP/1.1", "")
    }
}

impl Recorder {
    /// Starts listening on a free port; `answer` gives status and body for each request.
    pub(crate) async fn start(
        answer: impl Fn(&Seen) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&seen), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&log), Arc::clone(&answer)));
            }
        });
        Self { base_url, seen }
    }

    /// Everything that arrived so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn converse<A>(mut stream: TcpStream, log: Arc<Mutex<Vec<Seen>>>, answer: Arc<A>)
where
    A: Fn(&Seen) -> (u16, String),
{
    while let Some(seen) = next_request(&mut stream).await {
        log.lock().unwrap().push(seen.clone());
        let (status, body) = answer(&seen);
        if status == HANG_UP {
            return;
        }
        let response = format!(
            "HTTP/1.1 {status} Status\r\nContent-Type: application/scim+json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        if stream.write_all(response.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn next_request(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        bytes.push(stream.read_u8().await.ok()?);
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let length = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Seen {
        head,
        body: String::from_utf8(body).unwrap(),
    })
}
