//! Writing down each exchange: what came, what was answered, what it came to.
//!
//! Recording never slows or fails the answer: the workspace takes the record and writes it with one of
//! the next commits. Secrets are taken out there, before anything is stored.

use axum::response::Response;
use http::{HeaderMap, Method, header};
use sandbox::{Capture, Exchange, Failure, Message};
use scim::schema::Registry;
use serde_json::Value;

use crate::actor;
use crate::answer::Answer;
use crate::app::App;
use crate::arrival::Arrival;

/// Records an exchange, where exchanges are recorded, and turns its answer into a response.
pub(crate) fn close(app: &App, arrival: Arrival, answer: Answer) -> Response {
    let bytes = answer.bytes();
    tracing::debug!(
        number = arrival.number,
        method = %arrival.method,
        status = answer.status.as_u16(),
        micros = micros(&arrival),
        "answered"
    );
    if app.workspace.capture() == Capture::On {
        let registry = arrival.registry.clone();
        let registry = registry.as_deref().unwrap_or(Registry::standard());
        let exchange = exchange(app, arrival, &answer, &bytes);
        app.workspace.record_without(exchange, registry.secrets());
    }
    answer.into_response(bytes)
}

fn exchange(app: &App, arrival: Arrival, answer: &Answer, bytes: &[u8]) -> Exchange {
    let head = arrival.method == Method::HEAD;
    let idp = app.callers.name(
        arrival.token_id.as_deref(),
        actor::product(&arrival.headers, arrival.query.as_deref()),
        arrival.headers.contains_key(header::USER_AGENT),
    );
    let duration_us = micros(&arrival);
    let mut findings = arrival.findings;
    findings.extend(answer.findings.iter().cloned());
    Exchange {
        number: arrival.number,
        connection_id: arrival.connection,
        stray: arrival.stray,
        at: arrival.at,
        duration_us,
        method: arrival.method.to_string(),
        path: arrival.path,
        query: arrival.query,
        status: answer.status.as_u16(),
        idp,
        user_agent: text(&arrival.headers, header::USER_AGENT.as_str()),
        origin: actor::origin(&arrival.headers),
        token_id: arrival.token_id,
        subject: answer.subject.clone(),
        story: answer.story.clone(),
        error: failure(answer),
        findings,
        request: Message {
            headers: pairs(&arrival.headers),
            body: arrival.body.to_vec(),
        },
        response: Message {
            headers: answer.header_pairs(),
            body: if head { Vec::new() } else { bytes.to_vec() },
        },
    }
}

/// Microseconds since a request arrived.
fn micros(arrival: &Arrival) -> i64 {
    i64::try_from(arrival.started.elapsed().as_micros()).unwrap_or(i64::MAX)
}

/// The SCIM error that an answer carries.
pub(crate) fn failure(answer: &Answer) -> Option<Failure> {
    let body = answer.message().filter(|_| answer.status.as_u16() >= 400)?;
    Some(Failure {
        scim_type: body
            .get("scimType")
            .and_then(|kind| serde_json::from_value(kind.clone()).ok()),
        detail: body
            .get("detail")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    })
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), text)
        })
        .collect()
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}
