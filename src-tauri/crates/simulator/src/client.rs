//! Sends requests, with the headers of the identity provider and no others.
//!
//! Built on hyper directly: Entra sends neither `User-Agent` nor `Accept`, and higher-level clients
//! always add the latter. No redirections, no cookies, no retries, no TLS.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client as Hyper, Error as HyperError};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::answer::Answer;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::request::{Method, ORIGIN_HEADER, ORIGIN_VALUE, Request};

/// How long a connection may take to open.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an answer may take. Entra's own limit is not documented.
const ANSWER: Duration = Duration::from_secs(60);
/// The largest answer that is read: far above any page a server should send.
const LARGEST_ANSWER: usize = 32 * 1024 * 1024;

/// A connection pool to one SCIM base URL with one bearer token.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    http: Hyper<HttpConnector, Full<Bytes>>,
    base: String,
    authorization: HeaderValue,
    origin: HeaderName,
    /// What the header of the origin says.
    says: &'static str,
    dialect: Dialect,
}

impl Client {
    /// Prepares to talk to `base_url`; nothing is sent yet.
    pub(crate) fn new(base_url: &str, token: &str, dialect: Dialect) -> Result<Self, Error> {
        let base = checked(base_url)?;
        let mut authorization =
            HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| Error::Token)?;
        authorization.set_sensitive(true);
        let origin = HeaderName::from_bytes(ORIGIN_HEADER.as_bytes()).map_err(|_| Error::Token)?;
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT));
        connector.set_nodelay(true);
        let http = Hyper::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .http1_title_case_headers(true)
            .build(connector);
        Ok(Self {
            http,
            base,
            authorization,
            origin,
            says: ORIGIN_VALUE,
            dialect,
        })
    }

    /// Says something else than that it is a rehearsal.
    pub(crate) fn saying(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    /// Sends `request` and reads the whole answer, whatever its status is.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, Error> {
        self.sent(request, Some(&self.authorization)).await
    }

    /// The same without the token, to see whether the server insists on one.
    pub(crate) async fn send_without_token(&self, request: &Request) -> Result<Answer, Error> {
        self.sent(request, None).await
    }

    async fn sent(
        &self,
        request: &Request,
        authorization: Option<&HeaderValue>,
    ) -> Result<Answer, Error> {
        let outgoing = self.outgoing(request, authorization)?;
        let label = request.to_string();
        match tokio::time::timeout(ANSWER, self.exchange(outgoing, &label)).await {
            Ok(answer) => answer,
            Err(_) => Err(Error::Unanswered {
                request: label,
                reason: format!("the server took longer than {} seconds", ANSWER.as_secs()),
            }),
        }
    }

    async fn exchange(
        &self,
        outgoing: http::Request<Full<Bytes>>,
        label: &str,
    ) -> Result<Answer, Error> {
        let response = self
            .http
            .request(outgoing)
            .await
            .map_err(|error| self.broken(&error, label))?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), LARGEST_ANSWER)
            .collect()
            .await;
        let body = body.map_err(|error| Error::Unanswered {
            request: label.to_owned(),
            reason: format!("the answer broke off ({error})"),
        })?;
        Ok(Answer {
            request: label.to_owned(),
            status,
            body: body.to_bytes(),
        })
    }

    fn outgoing(
        &self,
        request: &Request,
        authorization: Option<&HeaderValue>,
    ) -> Result<http::Request<Full<Bytes>>, Error> {
        let method = match request.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
            Method::Put => http::Method::PUT,
            Method::Patch => http::Method::PATCH,
            Method::Delete => http::Method::DELETE,
        };
        let mut builder = http::Request::builder()
            .method(method)
            .uri(format!("{}{}", self.base, request.target));
        if let Some(authorization) = authorization {
            builder = builder.header(AUTHORIZATION, authorization.clone());
        }
        builder = builder.header(self.origin.clone(), self.says);
        for (name, value) in self.dialect.headers(request.method) {
            builder = builder.header(name, value);
        }
        let body = request
            .body
            .as_ref()
            .map(|body| Bytes::from(body.to_string()))
            .unwrap_or_default();
        builder
            .body(Full::new(body))
            .map_err(|error| self.address(&error.to_string()))
    }

    fn broken(&self, error: &HyperError, label: &str) -> Error {
        let reason = innermost(error);
        if error.is_connect() {
            return Error::Unreachable {
                url: self.base.clone(),
                reason,
            };
        }
        Error::Unanswered {
            request: label.to_owned(),
            reason,
        }
    }

    fn address(&self, reason: &str) -> Error {
        Error::Address {
            url: self.base.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// The innermost cause says what happened; the layers around it only where.
fn innermost(error: &HyperError) -> String {
    let mut reason = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        reason = inner.to_string();
        cause = inner.source();
    }
    reason
}

/// The base URL without a slash at its end.
fn checked(base_url: &str) -> Result<String, Error> {
    let refuse = |reason: &str| Error::Address {
        url: base_url.to_owned(),
        reason: reason.to_owned(),
    };
    let trimmed = base_url.trim().trim_end_matches('/');
    let uri: http::Uri = trimmed
        .parse()
        .map_err(|_| refuse("it is not an address that starts with http://"))?;
    match (uri.scheme_str(), uri.authority()) {
        (Some("http"), Some(_)) => {}
        (Some("https"), Some(_)) => return Err(refuse("the simulator speaks http only")),
        _ => return Err(refuse("it is not an address that starts with http://")),
    }
    if uri.query().is_some() {
        return Err(refuse("leave out the question mark and what follows it"));
    }
    Ok(trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> String {
        Client::new(url, "token", Dialect::EntraLegacy)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_base_url_that_cannot_work_is_refused_before_anything_is_sent() {
        assert_eq!(
            refusal("https://scim.example.com/scim/v2"),
            "\"https://scim.example.com/scim/v2\" cannot be provisioned: the simulator speaks http only."
        );
        for url in [
            "127.0.0.1:8787/scim/v2",
            "/scim/v2",
            "http://not an address",
            "",
        ] {
            assert!(
                refusal(url).contains("it is not an address that starts with http://"),
                "{url}"
            );
        }
        assert!(refusal("http://127.0.0.1/scim/v2?x").contains("leave out the question mark"));
    }

    #[test]
    fn a_slash_at_the_end_of_the_base_url_makes_no_difference() {
        assert_eq!(
            checked(" http://127.0.0.1:8787/scim/v2/ ").unwrap(),
            "http://127.0.0.1:8787/scim/v2"
        );
    }

    #[test]
    fn a_token_with_a_line_break_is_refused_and_never_printed() {
        let error = Client::new("http://127.0.0.1", "abc\ndef", Dialect::EntraLegacy).unwrap_err();
        assert_eq!(error, Error::Token);
        let client = Client::new("http://127.0.0.1", "sehrgeheim", Dialect::EntraLegacy).unwrap();
        assert!(!format!("{client:?}").contains("sehrgeheim"));
    }
}
