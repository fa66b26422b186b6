//! One request as it arrived: read whole, within its limits, before anything is decided.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, Version, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Body as _;
use sandbox::{Connection, Stray};
use scim::Finding;
use scim::schema::Registry;
use serde_json::Value;

use crate::answer::{Answer, Failure};
use crate::app::App;
use crate::limits::{DISCARDED, LONGEST_TARGET};
use crate::route::Route;
use crate::{courtesy, gate, media, unread};

/// U+FEFF in UTF-8, which some .NET programs write in front of every text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A request, and what is learnt about it on its way.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// Number shown as `#418`.
    pub(crate) number: i64,
    pub(crate) at: jiff::Timestamp,
    pub(crate) started: Instant,
    pub(crate) method: Method,
    pub(crate) version: Version,
    /// Path as in the request line.
    pub(crate) path: String,
    /// Query as in the request line, without `?`.
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Why the request could not be read to its end.
    refused: Option<scim::Error>,
    /// Something of the body may still be on its way.
    cut_short: bool,
    pub(crate) findings: Vec<Finding>,
    pub(crate) route: Option<Route>,
    pub(crate) connection: Option<String>,
    /// Without one: for which it looks meant.
    pub(crate) stray: Option<Stray>,
    /// What its connection knows, secrets among it.
    pub(crate) registry: Option<Arc<Registry>>,
    pub(crate) token_id: Option<String>,
}

impl Arrival {
    /// Reads a request and reserves its number.
    pub(crate) async fn begin(app: &App, request: Request<Body>) -> Self {
        let workspace = &app.workspace;
        let (number, at, started) = (
            workspace.reserve_exchange(),
            workspace.clock().now(),
            Instant::now(),
        );
        let (parts, body) = request.into_parts();
        let target = parts
            .uri
            .path_and_query()
            .map_or(0, |target| target.as_str().len());
        let read = match target > LONGEST_TARGET {
            true => Err(unread::target_too_long()),
            false => {
                let limit = gate::largest_body(app, parts.uri.path(), &parts.headers);
                let asks = parts.headers.contains_key(header::EXPECT);
                read(body, limit, app.patience.body, asks).await
            }
        };
        let (body, refused) = match read {
            Ok(body) => (body, None),
            Err(error) => (Bytes::new(), Some(error)),
        };
        let cut_short = refused.is_some();
        Self {
            number,
            at,
            started,
            method: parts.method,
            version: parts.version,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: parts.headers,
            body,
            refused,
            cut_short,
            findings: Vec::new(),
            route: None,
            connection: None,
            stray: None,
            registry: None,
            token_id: None,
        }
    }

    /// Whether the request came whole.
    ///
    /// # Errors
    /// 408, 413, 414 or 400, when it did not.
    pub(crate) fn complete(&mut self) -> Result<(), scim::Error> {
        self.refused.take().map_or(Ok(()), Err)
    }

    /// The answer with the end of the connection announced, when the request was not read to its end
    /// (RFC 9112 §9.6).
    pub(crate) fn last_word(&self, answer: Answer) -> Answer {
        match self.cut_short {
            true => answer.with(header::CONNECTION, "close"),
            false => answer,
        }
    }

    /// The query as decoded pairs; `+` is a blank, as identity providers mean it.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        form_pairs(self.query.as_deref().unwrap_or(""))
    }

    /// The body as JSON, where one is due.
    ///
    /// # Errors
    /// 415 for another media type, 400 `invalidSyntax` for what is not JSON; in strict mode, what was
    /// tolerated so far.
    pub(crate) fn json(&mut self, connection: &Connection) -> Result<Value, Failure> {
        match media::judge(&self.headers) {
            Ok(finding) => self.findings.extend(finding),
            // RFC 9110 §15.5.16: which codings would have been read.
            Err(error) => {
                return Err(Failure::from(error).with(header::ACCEPT_ENCODING, "identity"));
            }
        }
        let marked = self.body.strip_prefix(BYTE_ORDER_MARK).is_some();
        self.findings.extend(marked.then(media::byte_order_mark));
        courtesy::enforce(connection, self)?;
        let body = self.body.strip_prefix(BYTE_ORDER_MARK);
        let body = body.unwrap_or(&self.body);
        if body.is_empty() {
            return Err(scim::Error::invalid_syntax(
                "The request has no body. This method needs a JSON document.",
            )
            .into());
        }
        let found = scim::body::read(body).map_err(|error| {
            scim::Error::invalid_syntax(format!("The body is not JSON: {error}."))
        })?;
        let value = found.drain_into(&mut self.findings);
        courtesy::enforce(connection, self)?;
        Ok(value)
    }

    /// Base URL as the caller knows it: the scheme and host that were asked for, then the path up to
    /// the endpoint.
    pub(crate) fn base_url(&self, route: &Route) -> String {
        let host = self
            .text(header::HOST.as_str())
            .filter(|host| courtesy::is_usable_host(host))
            .unwrap_or("127.0.0.1");
        let scheme = match self.text("x-forwarded-proto") {
            Some("https") => "https",
            _ => "http",
        };
        let base = crate::route::BASE;
        match &route.connection {
            Some(id) => format!("{scheme}://{host}{base}/{id}"),
            None => format!("{scheme}://{host}{base}"),
        }
    }

    /// A header as text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Pairs of an `application/x-www-form-urlencoded` text.
pub(crate) fn form_pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (form_decode(name), form_decode(value))
        })
        .collect()
}

fn form_decode(text: &str) -> String {
    let blanks = text.replace('+', " ");
    percent_encoding::percent_decode_str(&blanks)
        .decode_utf8_lossy()
        .into_owned()
}

/// `asks`: the client waits to be told whether it may send its body at all.
async fn read(
    mut body: Body,
    limit: usize,
    patience: Duration,
    asks: bool,
) -> Result<Bytes, scim::Error> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    // A length that was announced is judged before a byte is read: a client that expects
    // 100 Continue is told before it sends anything.
    if body.size_hint().lower() > limit as u64 {
        if !asks {
            discard(body, patience).await;
        }
        return Err(too_large(limit));
    }
    let whole = Limited::new(&mut body, limit).collect();
    match tokio::time::timeout(patience, whole).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            discard(body, patience).await;
            Err(too_large(limit))
        }
        Ok(Err(error)) => Err(scim::Error::invalid_syntax(format!(
            "The body could not be read to its end: {error}."
        ))),
        Err(_) => Err(scim::Error {
            status: 408,
            scim_type: None,
            detail: "The body did not arrive in time.".to_owned(),
        }),
    }
}

/// Takes what a client still sends before it looks for its answer, up to a bound: most send their
/// body whole, and never read the answer of a connection that closes meanwhile.
async fn discard(mut body: Body, patience: Duration) {
    let mut taken = 0;
    let rest = async {
        while let Some(Ok(frame)) = body.frame().await {
            taken += frame.data_ref().map_or(0, Bytes::len);
            if taken > DISCARDED {
                return;
            }
        }
    };
    if tokio::time::timeout(patience, rest).await.is_err() {
        tracing::debug!("a body that is too large did not end in time");
    }
}

fn too_large(limit: usize) -> scim::Error {
    scim::Error::too_large(format!(
        "The body is larger than {} KiB. Send fewer attributes, members or operations in one request.",
        limit / 1024
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_come_as_plus_or_percent_twenty() {
        for query in [
            "filter=userName+eq+%22a%40b.c%22",
            "filter=userName%20eq%20%22a@b.c%22",
        ] {
            assert_eq!(
                form_pairs(query),
                [("filter".to_owned(), "userName eq \"a@b.c\"".to_owned())]
            );
        }
    }

    #[test]
    fn an_encoded_plus_stays_a_plus() {
        assert_eq!(form_pairs("x=ada%2Btest%40b.c")[0].1, "ada+test@b.c");
    }

    #[test]
    fn a_parameter_without_a_value_is_kept() {
        assert_eq!(
            form_pairs("aadOptscim062020&count=1"),
            [
                ("aadOptscim062020".to_owned(), String::new()),
                ("count".to_owned(), "1".to_owned())
            ]
        );
    }
}
