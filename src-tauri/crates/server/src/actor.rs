//! Who is calling, as far as one request shows it.
//!
//! Only what the catalogue of identity providers marks as certain is used: Okta, Rauthy and others
//! name themselves in `User-Agent`; Entra sends none and no `Accept` either. A fingerprint over many
//! requests belongs to the findings, not here.

use http::{HeaderMap, header};
use sandbox::Origin;

/// Header by which our own simulator and replay say that they are.
pub(crate) const ORIGIN: &str = "x-scimbox-origin";

/// Product names as they begin a `User-Agent`, with the id under which we know them.
const AGENTS: [(&str, &str); 9] = [
    ("Okta SCIM Client", "okta"),
    ("Rauthy Client", "rauthy"),
    ("authentik", "authentik"),
    ("goauthentik", "authentik"),
    ("pocket-id", "pocket-id"),
    ("OneLogin", "onelogin"),
    ("JumpCloud", "jumpcloud"),
    ("curl/", "curl"),
    ("PingFederate", "pingfederate"),
];

/// Where a request came from.
pub(crate) fn origin(headers: &HeaderMap) -> Origin {
    match text(headers, ORIGIN) {
        Some("simulator") => Origin::Simulator,
        Some("replay") => Origin::Replay,
        _ => Origin::Client,
    }
}

/// Which product sent a request: a known id, the first word of its `User-Agent`, or nothing.
pub(crate) fn product(headers: &HeaderMap) -> Option<String> {
    let agent = text(headers, header::USER_AGENT.as_str())
        .unwrap_or("")
        .trim();
    if agent.is_empty() {
        let silent = !headers.contains_key(header::ACCEPT);
        return silent.then(|| "entra".to_owned());
    }
    let known = AGENTS.iter().find(|(start, _)| {
        agent.len() >= start.len()
            && agent.as_bytes()[..start.len()].eq_ignore_ascii_case(start.as_bytes())
    });
    match known {
        Some((_, id)) => Some((*id).to_owned()),
        None => agent
            .split(['/', ' ', '('])
            .next()
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().take(40).collect()),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn product_of(pairs: &[(&'static str, &'static str)]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        product(&headers)
    }

    #[test]
    fn products_that_name_themselves_are_known() {
        assert_eq!(
            product_of(&[("user-agent", "Okta SCIM Client 1.0.0")]).as_deref(),
            Some("okta")
        );
        assert_eq!(
            product_of(&[("user-agent", "curl/8.5.0")]).as_deref(),
            Some("curl")
        );
        assert_eq!(
            product_of(&[("user-agent", "python-requests/2.32")]).as_deref(),
            Some("python-requests")
        );
    }

    #[test]
    fn silence_about_oneself_and_about_formats_is_entra() {
        assert_eq!(product_of(&[]).as_deref(), Some("entra"));
        assert_eq!(product_of(&[("accept", "application/scim+json")]), None);
        assert_eq!(product_of(&[("user-agent", ""), ("accept", "*/*")]), None);
    }
}
