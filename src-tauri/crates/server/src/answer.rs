//! What is sent back: one type for success, one door for failures.
//!
//! Everything that can go wrong becomes a SCIM error message (RFC 7644 §3.12) here and nowhere else,
//! so no route can answer with an HTML page or an empty body.

use axum::body::Body as HttpBody;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use sandbox::Story;
use scim::{Finding, Refused};
use serde::Serialize;
use serde_json::Value;

/// Media type of every body (RFC 7644 §3.1).
pub(crate) const SCIM_JSON: &str = "application/scim+json";

/// What an answer says.
#[derive(Debug)]
pub(crate) enum Body {
    /// A message that may still be looked into.
    Message(Value),
    /// Resources, written already.
    Written(Bytes),
}

/// An answer before it is bytes, with what the log should say about it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Option<Body>,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) media_type: &'static str,
    pub(crate) story: Story,
    pub(crate) subject: Option<sandbox::Subject>,
    pub(crate) findings: Vec<Finding>,
}

impl Answer {
    /// An answer with a JSON body.
    pub(crate) fn json(status: StatusCode, body: Value, story: Story) -> Self {
        Self {
            body: Some(Body::Message(body)),
            ..Self::empty(status, story)
        }
    }

    /// An answer with resources.
    ///
    /// # Errors
    /// When what is stored is not JSON.
    pub(crate) fn resources(
        status: StatusCode,
        resources: &impl Serialize,
        story: Story,
    ) -> Result<Self, Failure> {
        let written = serde_json::to_vec(resources).map_err(sandbox::Error::from)?;
        Ok(Self {
            body: Some(Body::Written(written.into())),
            ..Self::empty(status, story)
        })
    }

    /// An answer without a body.
    pub(crate) fn empty(status: StatusCode, story: Story) -> Self {
        Self {
            status,
            body: None,
            headers: Vec::new(),
            media_type: SCIM_JSON,
            story,
            subject: None,
            findings: Vec::new(),
        }
    }

    /// The same with another header.
    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same, about a resource.
    pub(crate) fn about(mut self, subject: sandbox::Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    /// The same, told as this story.
    pub(crate) fn told(self, story: Story) -> Self {
        Self { story, ..self }
    }

    /// The same under another name for JSON, unless it is no SCIM message.
    pub(crate) fn called(mut self, media_type: &'static str) -> Self {
        if self.media_type == SCIM_JSON {
            self.media_type = media_type;
        }
        self
    }

    /// The same with more findings.
    pub(crate) fn noting(mut self, findings: Vec<Finding>) -> Self {
        self.findings.extend(findings);
        self
    }

    /// The message that the answer is, unless it is resources.
    pub(crate) fn message(&self) -> Option<&Value> {
        match &self.body {
            Some(Body::Message(message)) => Some(message),
            _ => None,
        }
    }

    /// The bytes of the body, empty without one.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            Some(Body::Message(message)) => serde_json::to_vec(message).unwrap_or_default().into(),
            Some(Body::Written(written)) => written.clone(),
            None => Bytes::new(),
        }
    }

    /// Headers as they will be sent, without those that the transport adds.
    pub(crate) fn header_pairs(&self) -> Vec<(String, String)> {
        let kind = self
            .body
            .is_some()
            .then(|| ("content-type".to_owned(), self.media_type.to_owned()));
        let own = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.clone()));
        kind.into_iter().chain(own).collect()
    }

    /// The HTTP response, with the bytes that [`Answer::bytes`] made.
    pub(crate) fn into_response(self, bytes: Bytes) -> Response {
        let mut response = Response::new(HttpBody::from(bytes));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if self.body.is_some() {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.media_type),
            );
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// Why a request was not carried out. Boxed, so that the many functions that may fail return little.
#[derive(Debug)]
pub(crate) struct Failure(Box<Reason>);

#[derive(Debug)]
struct Reason {
    error: scim::Error,
    headers: Vec<(HeaderName, String)>,
    story: Option<Story>,
    subject: Option<sandbox::Subject>,
    findings: Vec<Finding>,
}

impl Failure {
    /// The same with another header.
    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.0.headers.push((name, value.into()));
        self
    }

    /// The same, about a resource.
    pub(crate) fn about(mut self, subject: sandbox::Subject) -> Self {
        self.0.subject = Some(subject);
        self
    }

    /// The same, told as this story.
    pub(crate) fn told(mut self, story: Story) -> Self {
        self.0.story = Some(story);
        self
    }

    /// The same in other words.
    pub(crate) fn saying(mut self, detail: impl Into<String>) -> Self {
        self.0.error.detail = detail.into();
        self
    }

    /// The SCIM error alone.
    pub(crate) fn into_error(self) -> scim::Error {
        self.0.error
    }

    /// The SCIM error message with its status.
    pub(crate) fn into_answer(self) -> Answer {
        let reason = *self.0;
        let status = StatusCode::from_u16(reason.error.status).unwrap_or(StatusCode::BAD_REQUEST);
        let story = reason.story.unwrap_or_else(|| match status {
            StatusCode::NOT_FOUND => Story::NotFound,
            _ => Story::Refused {
                status: reason.error.status,
                scim_type: reason.error.scim_type.map(|kind| kind.as_str().to_owned()),
            },
        });
        Answer {
            headers: reason.headers,
            subject: reason.subject,
            findings: reason.findings,
            ..Answer::json(status, reason.error.to_value(), story)
        }
    }
}

impl From<scim::Error> for Failure {
    fn from(error: scim::Error) -> Self {
        scim::Refused::from(error).into()
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self(Box::new(Reason {
            error: refused.error,
            headers: Vec::new(),
            story: None,
            subject: None,
            findings: refused.findings,
        }))
    }
}

impl From<sandbox::Error> for Failure {
    fn from(error: sandbox::Error) -> Self {
        match error {
            sandbox::Error::Refused(refused) => refused.into(),
            sandbox::Error::UnknownConnection(_) => scim::Error::not_found(
                "No connection has this address. It may have been deleted; copy the Tenant URL again from Scimbox, under Connect.",
            )
            .into(),
            sandbox::Error::AddressReplaced { at, .. } => scim::Error::not_found(format!(
                "This address was replaced at {at}, when new settings were made, and the token with it. Copy the Tenant URL and the token again from Scimbox, under Connect."
            ))
            .into(),
            other => {
                tracing::error!(error = %other, "the workspace could not carry out a request");
                Self::from(scim::Error::unavailable(
                    "Scimbox could not use its workspace file. The request was not carried out; it can be sent again.",
                ))
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let answer = self.into_answer();
        let bytes = answer.bytes();
        answer.into_response(bytes)
    }
}
