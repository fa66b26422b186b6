//! An exchange on its way into the workspace: redacted, and with what its row is searched by.

use super::{Exchange, redact};
use crate::store::text::fold;

/// A redacted exchange.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) exchange: Exchange,
    /// The story as JSON.
    pub(crate) story: String,
    /// Sizes as they were on the wire.
    pub(crate) request_bytes: usize,
    pub(crate) response_bytes: usize,
    pub(crate) bodies_dropped: bool,
    /// Folded text the row is found by.
    pub(crate) search: String,
}

impl Recorded {
    /// Takes the secrets out of an exchange; `own` are the names of what is secret in its connection.
    pub(crate) fn of(mut exchange: Exchange, own: &[String]) -> Self {
        let (request_bytes, response_bytes) =
            (exchange.request.body.len(), exchange.response.body.len());
        let echoes = redact::exchange(&mut exchange, own);
        // A story is plain data; if it could not be written, the row would still be worth it.
        let story = serde_json::to_string(&exchange.story)
            .unwrap_or_else(|_| r#"{"type":"other"}"#.to_owned());
        let search = search(&exchange);
        Self {
            exchange,
            story: echoes.text(story),
            request_bytes,
            response_bytes,
            bodies_dropped: false,
            search,
        }
    }

    /// Bytes its bodies take up now.
    pub(crate) fn body_bytes(&self) -> usize {
        self.exchange.request.body.len() + self.exchange.response.body.len()
    }

    /// Lets go of the bodies; the row will say so.
    pub(crate) fn drop_bodies(&mut self) {
        if self.body_bytes() > 0 {
            self.exchange.request.body = Vec::new();
            self.exchange.response.body = Vec::new();
            self.bodies_dropped = true;
        }
    }
}

fn search(exchange: &Exchange) -> String {
    let origin = serde_json::to_string(&exchange.origin).unwrap_or_default();
    let lines = [
        Some(format!("#{}", exchange.number)),
        Some(format!("{} {}", exchange.method, exchange.path)),
        exchange.query.clone(),
        Some(exchange.status.to_string()),
        exchange.idp.clone(),
        exchange.user_agent.clone(),
        Some(origin.trim_matches('"').to_owned()),
        exchange
            .subject
            .as_ref()
            .map(|subject| format!("{} {}", subject.name, subject.id)),
    ];
    fold(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
