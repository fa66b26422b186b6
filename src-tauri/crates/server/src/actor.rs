//! Who is calling, as far as one request shows it.
//!
//! Okta, Rauthy and others name themselves in `User-Agent`; Entra sends none and no `Accept` either,
//! and is known by how it spells. A fingerprint over many
//! requests belongs to the findings, not here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use http::{HeaderMap, header};
use sandbox::Origin;

/// Header by which our own simulator, looks at the door and replay say that they are.
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

/// Who used which token before, so that a request that shows nothing of its sender, such as Entra's
/// GET by id, is not told apart from the ones around it.
#[derive(Debug, Default)]
pub(crate) struct Callers {
    by_token: Mutex<HashMap<String, String>>,
}

impl Callers {
    /// The product that sent a request: what it shows, else what silent requests with the same token
    /// showed before.
    pub(crate) fn name(
        &self,
        token: Option<&str>,
        shown: Option<String>,
        names_itself: bool,
    ) -> Option<String> {
        let (Some(token), false) = (token, names_itself) else {
            return shown;
        };
        let mut known = self.by_token.lock().unwrap_or_else(PoisonError::into_inner);
        match shown {
            Some(product) => {
                known.insert(token.to_owned(), product.clone());
                Some(product)
            }
            None => known.get(token).cloned(),
        }
    }
}

/// Where a request came from.
pub(crate) fn origin(headers: &HeaderMap) -> Origin {
    match text(headers, ORIGIN) {
        Some("simulator") => Origin::Simulator,
        Some("door") => Origin::Door,
        Some("replay") => Origin::Replay,
        _ => Origin::Client,
    }
}

/// Which product sent a request: a known id, the first word of its `User-Agent`, or nothing.
///
/// Silence alone proves nothing; Entra's silence together with its spelling does: blanks as `+` in a
/// filter, and writes as `application/scim+json; charset=utf-8`.
pub(crate) fn product(headers: &HeaderMap, query: Option<&str>) -> Option<String> {
    let agent = text(headers, header::USER_AGENT.as_str())
        .unwrap_or("")
        .trim();
    if agent.is_empty() {
        return spells_like_entra(headers, query).then(|| "entra".to_owned());
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

fn spells_like_entra(headers: &HeaderMap, query: Option<&str>) -> bool {
    if headers.contains_key(header::USER_AGENT) || headers.contains_key(header::ACCEPT) {
        return false;
    }
    let searches = query.is_some_and(|query| query.contains("filter=") && query.contains("+eq+"));
    let writes = text(headers, header::CONTENT_TYPE.as_str())
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/scim+json; charset=utf-8"));
    searches || writes
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn product_of(pairs: &[(&'static str, &'static str)]) -> Option<String> {
        product(&headers(pairs), None)
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (
                http::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        pairs.collect()
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
    fn silence_in_the_spelling_of_entra_is_entra() {
        let search = Some("filter=userName+eq+%22ada%40example.com%22");
        assert_eq!(product(&headers(&[]), search).as_deref(), Some("entra"));
        let write = [("content-type", "application/scim+json; charset=utf-8")];
        assert_eq!(product_of(&write).as_deref(), Some("entra"));
    }

    #[test]
    fn a_silent_request_is_of_whoever_used_its_token_silently_before() {
        let callers = Callers::default();
        let entra = || Some("entra".to_owned());
        assert_eq!(callers.name(Some("tok_1"), None, false), None);
        assert_eq!(callers.name(Some("tok_1"), entra(), false), entra());
        assert_eq!(callers.name(Some("tok_1"), None, false), entra());
        assert_eq!(callers.name(Some("tok_2"), None, false), None);
        assert_eq!(callers.name(Some("tok_1"), None, true), None);
    }

    #[test]
    fn silence_alone_is_nobody_in_particular() {
        assert_eq!(product_of(&[]), None);
        assert_eq!(product_of(&[("user-agent", ""), ("accept", "*/*")]), None);
        let search = Some("filter=userName+eq+%22ada%22");
        assert_eq!(product(&headers(&[("accept", "*/*")]), search), None);
        let spaced = Some("filter=userName%20eq%20%22ada%22");
        assert_eq!(product(&headers(&[]), spaced), None);
    }
}
