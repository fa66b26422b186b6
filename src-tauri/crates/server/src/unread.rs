//! Requests that are no HTTP as hyper reads it: answered as SCIM errors (RFC 7644 §3.12) like any
//! other mistake, and written down as far as they can be read.
//!
//! Nothing of such a request is carried out, and no credential in it is looked at.

mod diagnosis;
mod head;

pub(crate) use diagnosis::target_too_long;

use jiff::fmt::rfc2822::DateTimePrinter;
use sandbox::{Exchange, Message, Origin, Story};

use crate::answer::{Answer, Failure, SCIM_JSON};
use crate::app::App;
use crate::wire::Remains;
use crate::{gate, ledger, route};

use head::Head;

/// Why a request could not be read, as far as hyper tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// It is not HTTP, or not HTTP/1.
    Malformed,
    /// Of a head that reads well, the length of the body does not.
    BodyLength,
    /// Head or target are too large.
    TooLarge,
    /// The client stopped sending before the head was complete.
    Unfinished,
    /// The head did not come in time.
    Late,
}

impl Cause {
    /// The cause behind an error of hyper's; none when nothing was asked.
    pub(crate) fn of(error: &hyper::Error) -> Option<Self> {
        if error.is_timeout() {
            Some(Self::Late)
        } else if error.is_parse_too_large() {
            Some(Self::TooLarge)
        } else if error.is_parse() {
            // Hyper has no other way to ask.
            let told = error.to_string();
            let length = told.contains("content-length") || told.contains("transfer-encoding");
            Some(if length {
                Self::BodyLength
            } else {
                Self::Malformed
            })
        } else if error.is_incomplete_message() {
            Some(Self::Unfinished)
        } else {
            None
        }
    }
}

/// Records an unreadable request and words its answer, as bytes ready to be sent. `unparsed` is what
/// hyper had read and not understood.
pub(crate) async fn answer(app: &App, remains: &Remains, unparsed: &[u8], cause: Cause) -> Vec<u8> {
    let bytes = head::locate(&remains.heard, unparsed, cause);
    let head = Head::read(bytes);
    let error = diagnosis::error(&head, unparsed.len().max(bytes.len()), cause);
    let answer = Failure::from(error).into_answer();
    let now = app.workspace.clock().now();
    let exchange = exchange(app, remains, &head, &answer);
    let sent = encoded(&answer, now);
    app.workspace.record(exchange);
    sent
}

fn exchange(app: &App, remains: &Remains, head: &Head, answer: &Answer) -> Exchange {
    let route = route::parse(&head.path);
    let named = route.target != route::Target::Outside;
    let connection = named
        .then(|| gate::receive(app, &route, &http::HeaderMap::new()).ok())
        .flatten()
        .map(|(connection, _)| connection);
    Exchange {
        number: app.workspace.reserve_exchange(),
        connection_id: connection.map(|connection| connection.id.clone()),
        stray: None,
        at: app.workspace.clock().now(),
        duration_us: i64::try_from(remains.since.elapsed().as_micros()).unwrap_or(i64::MAX),
        method: head.method.clone(),
        path: head.path.clone(),
        query: head.query.clone(),
        status: answer.status.as_u16(),
        idp: None,
        user_agent: head.field("user-agent"),
        origin: Origin::Client,
        token_id: None,
        subject: None,
        story: Story::Refused {
            status: answer.status.as_u16(),
            scim_type: None,
        },
        error: ledger::failure(answer),
        findings: Vec::new(),
        request: Message {
            headers: head.fields.clone(),
            body: Vec::new(),
        },
        response: Message {
            headers: answer.header_pairs(),
            body: answer.bytes().to_vec(),
        },
    }
}

/// The answer as it goes over the wire. It is the last one on its connection: where the next request
/// would begin, nobody knows.
fn encoded(answer: &Answer, now: jiff::Timestamp) -> Vec<u8> {
    let body = answer.bytes();
    let reason = answer.status.canonical_reason().unwrap_or("Error");
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
    let date = date.map(|date| format!("date: {date}\r\n"));
    let head = format!(
        "HTTP/1.1 {} {reason}\r\ncontent-type: {SCIM_JSON}\r\ncontent-length: {}\r\nconnection: close\r\n{}\r\n",
        answer.status.as_u16(),
        body.len(),
        date.unwrap_or_default(),
    );
    [head.as_bytes(), &body].concat()
}
