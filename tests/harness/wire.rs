//! An HTTP/1.1 client that adds nothing of its own except `Host`: what identity providers leave
//! out (User-Agent, Accept) is part of what we test.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A request as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method, in any spelling.
    pub method: String,
    /// Path and query, already encoded, from the root of the host.
    pub target: String,
    /// Headers in the order they are sent.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body; `None` sends none, and no Content-Length.
    pub body: Option<Vec<u8>>,
}

impl Request {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: &str, target: impl Into<String>) -> Self {
        Self {
            method: method.to_owned(),
            target: target.into(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers
            .push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// The same with `Authorization: Bearer TOKEN`.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("Authorization", format!("Bearer {token}"))
    }

    /// The same with a JSON body, announced as `application/scim+json`.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.header("Content-Type", "application/scim+json")
            .bytes(body.to_string())
    }

    /// The same with these bytes as its body and no content type.
    #[must_use]
    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; empty when there was none.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header, asked for in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(other, _)| other == name);
        header.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON, `null` when it is empty.
    ///
    /// # Panics
    /// When the body is not JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} is answered with no JSON: {}", self.status, self.text()))
    }
}

/// Sends one request on a connection of its own.
///
/// # Errors
/// When the server cannot be reached or hangs up before it has answered.
pub async fn try_send(to: SocketAddr, request: &Request) -> std::io::Result<Answer> {
    let stream = TcpStream::connect(to).await?;
    let failed = |error: hyper::Error| std::io::Error::other(error);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(failed)?;
    let driver = tokio::spawn(connection);
    let answer = sender
        .send_request(outgoing(to, request))
        .await
        .map_err(failed)?;
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.map_err(failed)?.to_bytes().to_vec();
    drop(sender);
    driver.abort();
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)));
    Ok(Answer {
        status: parts.status.as_u16(),
        headers: headers.collect(),
        body,
    })
}

/// Sends one request.
///
/// # Panics
/// When no answer comes.
pub async fn send(to: SocketAddr, request: &Request) -> Answer {
    let answer = try_send(to, request).await;
    answer.unwrap_or_else(|error| panic!("{} {}: {error}", request.method, request.target))
}

/// Sends bytes as they are and reads until the server closes, for requests that no client
/// library would build.
///
/// # Panics
/// When the server cannot be reached.
pub async fn send_raw(to: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(to).await.expect("the server listens");
    stream.write_all(bytes).await.expect("the server reads");
    let mut answer = Vec::new();
    stream
        .read_to_end(&mut answer)
        .await
        .expect("the server answers");
    String::from_utf8_lossy(&answer).into_owned()
}

fn outgoing(to: SocketAddr, request: &Request) -> http::Request<Full<Bytes>> {
    let mut builder = http::Request::builder()
        .method(request.method.as_str())
        .uri(&request.target);
    builder = builder.header("Host", to.to_string());
    for (name, value) in &request.headers {
        builder = builder.header(name.as_str(), value.as_slice());
    }
    let body = Full::new(Bytes::from(request.body.clone().unwrap_or_default()));
    builder
        .body(body)
        .unwrap_or_else(|error| panic!("{request:?} cannot be sent: {error}"))
}
