//! Takes secrets out of an exchange before anything of it is kept:
//! - the values of the headers that carry credentials, and of query parameters and form fields that do
//!   (which those are, says `names`);
//! - every JSON `password`, at any depth, in any spelling of the key, as target of a PATCH
//!   operation, and inside JSON that is sent as text; tokens and client secrets likewise, and what the
//!   schemas of the connection say is never returned or can only be written (RFC 7643 §7);
//! - filters and paths that compare one of these, in the query and in bodies;
//! - everything of the form `scimbox_…`, wherever it stands;
//! - what was redacted in the request, wherever the answer or a finding repeats it.
//!
//! Everything else stays byte for byte as it was sent, malformed bodies included.

mod document;
mod expression;
mod json;
mod names;
mod text;

use super::{Exchange, Message};
use names::Names;

pub(crate) use document::without_passwords;

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// Secrets shorter than this are not searched for elsewhere: they would be found in every word.
const SHORTEST_ECHO: usize = 4;

/// Takes all secrets out of an exchange, except out of its story. `own` are the names of the
/// attributes that are secret in its connection, in lower case.
pub(super) fn exchange<'a>(exchange: &mut Exchange, own: &'a [String]) -> Echoes<'a> {
    let mut echoes = Echoes {
        names: Names(own),
        ..Echoes::default()
    };
    message(&mut exchange.request, &mut echoes);
    exchange.query = exchange
        .query
        .take()
        .map(|query| text::query(&query, &mut echoes));
    exchange.response.body = echoes.answer(std::mem::take(&mut exchange.response.body));
    let mut answered = Echoes {
        names: Names(own),
        ..Echoes::default()
    };
    message(&mut exchange.response, &mut answered);
    for (_, value) in exchange
        .request
        .headers
        .iter_mut()
        .chain(&mut exchange.response.headers)
    {
        *value = echoes.text(std::mem::take(value));
    }
    exchange.query = exchange.query.take().map(|query| echoes.text(query));
    exchange.path = echoes.text(std::mem::take(&mut exchange.path));
    exchange.user_agent = exchange.user_agent.take().map(|agent| echoes.text(agent));
    if let Some(subject) = &mut exchange.subject {
        subject.name = echoes.text(std::mem::take(&mut subject.name));
    }
    if let Some(error) = &mut exchange.error {
        error.detail = echoes.sentence(std::mem::take(&mut error.detail));
    }
    for finding in &mut exchange.findings {
        finding.detail = echoes.sentence(std::mem::take(&mut finding.detail));
        finding.path = finding.path.take().map(|path| echoes.text(path));
    }
    echoes
}

fn message(message: &mut Message, echoes: &mut Echoes<'_>) {
    for (name, value) in &mut message.headers {
        if names::is_secret_header(name) {
            *value = header(value);
        } else if let Some(clean) = text::without_tokens(value.as_bytes()) {
            *value = String::from_utf8_lossy(&clean).into_owned();
        }
    }
    let sent = message.body.len();
    message.body = json::without_secrets(std::mem::take(&mut message.body), echoes);
    if let Some(clean) = text::without_form_secrets(&message.body) {
        message.body = clean;
    } else if message.body.len() == sent
        && let Some(clean) = text::before_a_secret(&message.body, echoes.names)
    {
        message.body = clean;
    }
    if let Some(clean) = text::without_tokens(&message.body) {
        message.body = clean;
    }
}

/// Keeps the scheme, which tells what went wrong, when it is one of those in use.
fn header(value: &str) -> String {
    match value.trim_start().split_once(' ') {
        Some((scheme, _))
            if ["bearer", "basic"].contains(&scheme.to_ascii_lowercase().as_str()) =>
        {
            format!("{scheme} {REDACTED}")
        }
        _ => REDACTED.to_owned(),
    }
}

/// The secrets found in a request, to be found again in what was made of it.
#[derive(Debug, Default)]
pub(super) struct Echoes<'a> {
    names: Names<'a>,
    secrets: Vec<String>,
    /// A filter or path compared a secret: whatever is quoted of it may be a part of that.
    quoted: bool,
}

impl Echoes<'_> {
    /// A secret by itself.
    fn note(&mut self, secret: impl Into<String>) {
        self.secrets.push(secret.into());
    }

    /// A filter or path with a secret in it.
    fn note_expression(&mut self, text: &str) {
        self.quoted = true;
        // The whole before its parts, since what was replaced in it would hide it.
        self.note(text);
        self.secrets.extend(self.names.literals_of(text));
    }

    /// Text without them.
    pub(super) fn text(&self, text: String) -> String {
        let bytes = self.bytes(text.into_bytes());
        // Whole characters are cut out of valid text, so it stays valid.
        String::from_utf8(bytes).unwrap_or_else(|_| REDACTED.to_owned())
    }

    /// A sentence of ours without them, nor the parts of them that it may quote.
    fn sentence(&self, text: String) -> String {
        let mut text = self.text(text);
        if self.quoted {
            text = expression::without_quotations(&text).unwrap_or(text);
        }
        match self.names.compared_in(&text) {
            true => REDACTED.to_owned(),
            false => text,
        }
    }

    /// The body of an answer without them.
    fn answer(&self, body: Vec<u8>) -> Vec<u8> {
        let body = self.bytes(body);
        match self.quoted {
            true => expression::without_details(&body).unwrap_or(body),
            false => body,
        }
    }

    fn bytes(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        let secrets = self.secrets.iter();
        for secret in secrets.filter(|secret| secret.len() >= SHORTEST_ECHO) {
            bytes = text::replaced(&bytes, secret.as_bytes()).unwrap_or(bytes);
            // As it stands in JSON, when that is different.
            let escaped = serde_json::Value::from(secret.as_str()).to_string();
            let escaped = escaped
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'))
                .unwrap_or(&escaped);
            if escaped != secret {
                bytes = text::replaced(&bytes, escaped.as_bytes()).unwrap_or(bytes);
            }
        }
        text::without_tokens(&bytes).unwrap_or(bytes)
    }
}

#[cfg(test)]
mod tests;
