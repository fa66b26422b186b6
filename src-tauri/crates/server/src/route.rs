//! Which connection and which endpoint a path names (RFC 7644 §3.2, table 2).
//!
//! Lenient: doubled slashes, a trailing slash and a doubled `/scim/v2` prefix are understood and left
//! as finding CONN-06, because identity providers join a pasted base URL and a path without looking.
//! A misspelt or missing prefix is not: answering it would hide a mistake that the real application
//! will not forgive.

use std::borrow::Cow;

use scim::{Finding, Severity};

/// What a path is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    /// Connection id in the path; absent for the default connection.
    pub(crate) connection: Option<String>,
    /// The endpoint below the base URL.
    pub(crate) target: Target,
    /// Path below the base URL, as sent.
    pub(crate) below: String,
    /// The path needed goodwill (CONN-06).
    pub(crate) untidy: bool,
}

/// An endpoint below a base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// `/`: the root of a base URL.
    Root,
    /// `/ServiceProviderConfig`
    ServiceProviderConfig,
    /// `/ResourceTypes` or `/ResourceTypes/User`
    ResourceTypes(Option<String>),
    /// `/Schemas` or `/Schemas/urn:…`
    Schemas(Option<String>),
    /// `/oauth2/token`: exchanges a workload identity's assertion for a token.
    Token,
    /// `/Users`, `/Groups` or the endpoint of a custom resource type.
    Collection(String),
    /// `/Users/{id}`
    Resource(String, String),
    /// Below the base URL, but nothing SCIM defines.
    Unknown,
    /// Not below `/scim/v2` at all.
    Outside,
}

/// Prefix of every base URL.
pub(crate) const BASE: &str = "/scim/v2";

/// Reads a path as it stands in the request line (percent-encoded).
pub(crate) fn parse(path: &str) -> Route {
    let mut parts: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(decode)
        .collect();
    let tidy_slashes = !path.contains("//") && (path.len() < 2 || !path.ends_with('/'));
    let outside = |below: String| Route {
        connection: None,
        target: Target::Outside,
        below,
        untidy: false,
    };
    if !takes_base(&mut parts) {
        return outside(path.to_owned());
    }
    let mut untidy = !tidy_slashes;
    while takes_base(&mut parts) {
        untidy = true;
    }
    let connection = match parts.first() {
        Some(first) if first.starts_with("scim_conn_") => Some(parts.remove(0)),
        _ => None,
    };
    while takes_base(&mut parts) {
        untidy = true;
    }
    Route {
        connection,
        target: target(&parts),
        below: format!("/{}", parts.join("/")),
        untidy,
    }
}

impl Route {
    /// The finding for a path that needed goodwill.
    pub(crate) fn finding(&self) -> Option<Finding> {
        self.untidy.then(|| Finding {
            rule: Cow::Borrowed("CONN-06"),
            severity: Severity::Warn,
            path: None,
            detail: "The base URL in the identity provider ends with a slash or already contains part of the path. Scimbox understood it; other servers answer 404.".to_owned(),
            section: Cow::Borrowed("RFC 7644 §3.2"),
            strict: Some(scim::Error::not_found("No endpoint has this path.")),
        })
    }
}

fn takes_base(parts: &mut Vec<String>) -> bool {
    let found =
        matches!(parts.as_slice(), [scim, version, ..] if scim == "scim" && version == "v2");
    if found {
        parts.drain(..2);
    }
    found
}

fn target(parts: &[String]) -> Target {
    let words: Vec<&str> = parts.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Target::Root,
        ["ServiceProviderConfig"] | ["ServiceProviderConfigs"] => Target::ServiceProviderConfig,
        ["ResourceTypes"] => Target::ResourceTypes(None),
        ["ResourceTypes", name] => Target::ResourceTypes(Some((*name).to_owned())),
        ["Schemas"] => Target::Schemas(None),
        ["Schemas", urn] => Target::Schemas(Some((*urn).to_owned())),
        ["oauth2", "token"] => Target::Token,
        [endpoint] => Target::Collection((*endpoint).to_owned()),
        [endpoint, id] => Target::Resource((*endpoint).to_owned(), (*id).to_owned()),
        _ => Target::Unknown,
    }
}

fn decode(part: &str) -> String {
    percent_encoding::percent_decode_str(part)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> (Option<String>, Target, bool) {
        let route = parse(path);
        (route.connection, route.target, route.untidy)
    }

    #[test]
    fn the_default_connection_is_at_the_bare_base_url() {
        let users = Target::Collection("Users".into());
        assert_eq!(at("/scim/v2/Users"), (None, users, false));
        let one = Target::Resource("Users".into(), "2819c223".into());
        assert_eq!(at("/scim/v2/Users/2819c223"), (None, one, false));
        assert_eq!(at("/scim/v2"), (None, Target::Root, false));
    }

    #[test]
    fn a_connection_is_named_in_front_of_the_endpoint() {
        assert_eq!(
            at("/scim/v2/scim_conn_abc/Schemas"),
            (Some("scim_conn_abc".into()), Target::Schemas(None), false)
        );
    }

    #[test]
    fn slashes_and_doubled_prefixes_are_understood_and_noted() {
        let users = || Target::Collection("Users".into());
        for path in [
            "/scim/v2//Users",
            "/scim/v2/Users/",
            "/scim/v2/scim/v2/Users",
        ] {
            assert_eq!(at(path), (None, users(), true), "{path}");
        }
        let named = at("/scim/v2/scim_conn_abc/scim/v2/Users");
        assert_eq!(named, (Some("scim_conn_abc".into()), users(), true));
        assert!(parse("/scim/v2/Users/").finding().is_some());
        assert!(parse("/scim/v2/Users").finding().is_none());
    }

    #[test]
    fn a_missing_prefix_is_not_guessed() {
        assert_eq!(at("/Users").1, Target::Outside);
        assert_eq!(at("/scim/v1/Users").1, Target::Outside);
        assert_eq!(at("/").1, Target::Outside);
    }

    #[test]
    fn ids_are_decoded_and_deeper_paths_are_unknown() {
        assert_eq!(
            at("/scim/v2/Users/a%20b").1,
            Target::Resource("Users".into(), "a b".into())
        );
        assert_eq!(at("/scim/v2/Users/a/b").1, Target::Unknown);
        let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
        assert_eq!(
            at(&format!("/scim/v2/Schemas/{urn}")).1,
            Target::Schemas(Some(urn.into()))
        );
    }
}
