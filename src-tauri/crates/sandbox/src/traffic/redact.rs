//! Takes secrets out of an exchange before anything of it is kept:
//! - the values of `Authorization`, `Proxy-Authorization`, `Cookie` and `Set-Cookie`;
//! - every JSON `password`, at any depth, in any spelling of the key, as target of a PATCH
//!   operation, and inside JSON that is sent as text;
//! - the fields `password`, `client_secret` and `client_assertion` of a form;
//! - the value of a filter on `password` in the query;
//! - everything of the form `scimbox_…`, wherever it stands;
//! - what was redacted in the request, wherever the answer or a finding repeats it.
//!
//! Everything else stays byte for byte as it was sent, malformed bodies included.

mod json;
mod text;

use super::{Exchange, Message};

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// Secrets shorter than this are not searched for elsewhere: they would be found in every word.
const SHORTEST_ECHO: usize = 4;

const SECRET_HEADERS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// Takes all secrets out of an exchange, except out of its story.
pub(super) fn exchange(exchange: &mut Exchange) -> Echoes {
    let mut echoes = Echoes::default();
    message(&mut exchange.request, &mut echoes);
    message(&mut exchange.response, &mut Echoes::default());
    exchange.response.body = echoes.bytes(std::mem::take(&mut exchange.response.body));
    exchange.query = exchange
        .query
        .take()
        .map(|query| echoes.text(text::query(&query)));
    exchange.path = echoes.text(std::mem::take(&mut exchange.path));
    exchange.user_agent = exchange.user_agent.take().map(|agent| echoes.text(agent));
    if let Some(subject) = &mut exchange.subject {
        subject.name = echoes.text(std::mem::take(&mut subject.name));
    }
    if let Some(error) = &mut exchange.error {
        error.detail = echoes.text(std::mem::take(&mut error.detail));
    }
    for finding in &mut exchange.findings {
        finding.detail = echoes.text(std::mem::take(&mut finding.detail));
        finding.path = finding.path.take().map(|path| echoes.text(path));
    }
    echoes
}

fn message(message: &mut Message, echoes: &mut Echoes) {
    for (name, value) in &mut message.headers {
        if SECRET_HEADERS
            .iter()
            .any(|secret| name.eq_ignore_ascii_case(secret))
        {
            *value = header(value);
        } else if let Some(clean) = text::without_tokens(value.as_bytes()) {
            *value = String::from_utf8_lossy(&clean).into_owned();
        }
    }
    message.body = json::without_passwords(std::mem::take(&mut message.body), &mut echoes.0);
    if let Some(clean) = text::without_form_secrets(&message.body) {
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
pub(super) struct Echoes(Vec<String>);

impl Echoes {
    /// Text without them.
    pub(super) fn text(&self, text: String) -> String {
        let bytes = self.bytes(text.into_bytes());
        // Whole characters are cut out of valid text, so it stays valid.
        String::from_utf8(bytes).unwrap_or_else(|_| REDACTED.to_owned())
    }

    fn bytes(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        for secret in self.0.iter().filter(|secret| secret.len() >= SHORTEST_ECHO) {
            bytes = text::replaced(&bytes, secret.as_bytes()).unwrap_or(bytes);
            // As it stands in JSON, when that is different.
            let escaped = serde_json::Value::from(secret.as_str()).to_string();
            let escaped = escaped.trim_matches('"');
            if escaped != secret {
                bytes = text::replaced(&bytes, escaped.as_bytes()).unwrap_or(bytes);
            }
        }
        text::without_tokens(&bytes).unwrap_or(bytes)
    }
}

#[cfg(test)]
mod tests;
