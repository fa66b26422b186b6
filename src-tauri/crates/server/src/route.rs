//! Which connection and which endpoint a path names (RFC 7644 §3.2, table 2).
//!
//! Lenient: doubled slashes, a trailing slash and a doubled `/scim/v2` prefix are understood and left
//! as finding CONN-06, because identity providers join a pasted base URL and a path without looking.
//! So is an endpoint in another case (`/users`). A misspelt or missing prefix is not: answering it
//! would hide a mistake that the real application will not forgive.

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
    /// The name that the endpoint should have had, when it was written in another way.
    pub(crate) misspelt: Option<&'static str>,
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
    /// `/.search`, or `/Users/.search`: a query in a body (RFC 7644 §3.4.3).
    Search(Option<String>),
    /// `/Bulk` (RFC 7644 §3.7).
    Bulk,
    /// `/Me`: the person behind the token (RFC 7644 §3.11).
    Me,
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
        misspelt: None,
    };
    if !takes_base(&mut parts) {
        return outside(path.to_owned());
    }
    let mut untidy = false;
    while takes_base(&mut parts) {
        untidy = true;
    }
    let connection = parts.first().and_then(|first| named(first));
    if connection.is_some() {
        parts.remove(0);
    }
    while takes_base(&mut parts) {
        untidy = true;
    }
    let below = format!("/{}", parts.join("/"));
    let misspelt = correct(&mut parts);
    let target = target(&parts);
    // The root is called "/" (RFC 7644 §3.4.2.1), so that its slash is none too many.
    untidy |= !tidy_slashes && (target != Target::Root || path.contains("//"));
    Route {
        connection,
        target,
        below,
        untidy,
        misspelt,
    }
}

/// The connection that a part of a path names. Okta takes no base URL with `_` in it, so that the id is
/// known with `-` in their place, too (CONN-07).
fn named(part: &str) -> Option<String> {
    let rest = part
        .strip_prefix("scim_conn_")
        .or_else(|| part.strip_prefix("scim-conn-"))?;
    Some(format!("scim_conn_{rest}"))
}

/// The version of SCIM that a path outside asks for (RFC 7644 §3.13).
pub(crate) fn other_version(path: &str) -> Option<&str> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let (scim, version) = (parts.next()?, parts.next()?);
    let number = version.strip_prefix(['v', 'V'])?;
    let is_version = number.starts_with(|first: char| first.is_ascii_digit())
        && number.len() <= 5
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (scim == "scim" && is_version && number != "2").then_some(number)
}

/// Whether a path may be that of `/Bulk`, whose bodies may be larger.
pub(crate) fn is_bulk(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path.starts_with(BASE)
        && path
            .rsplit('/')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case("Bulk"))
}

impl Route {
    /// The findings for a path that needed goodwill.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding> {
        let misspelt = self.misspelt.map(|name| misspelt(&self.below, name));
        self.untidy().into_iter().chain(misspelt)
    }

    fn untidy(&self) -> Option<Finding> {
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

/// The finding for an endpoint that was not written as it is called.
pub(crate) fn misspelt(below: &str, name: &str) -> Finding {
    let below: String = below.chars().take(60).collect();
    Finding::warn(
        "RFC-endpoint-spelling",
        "RFC 7644 §3.2",
        format!(
            "The path {below} was read as that of /{name}; paths are compared with regard to case."
        ),
    )
    .strict(scim::Error::not_found(format!(
        "There is no endpoint {below}; there is /{name}."
    )))
}

/// Endpoints whose names are fixed. `ServiceProviderConfigs` was the name in SCIM 1.1.
const FIXED: [(&str, &str); 6] = [
    ("ServiceProviderConfig", "ServiceProviderConfig"),
    ("ServiceProviderConfigs", "ServiceProviderConfig"),
    ("ResourceTypes", "ResourceTypes"),
    ("Schemas", "Schemas"),
    ("Bulk", "Bulk"),
    ("Me", "Me"),
];

/// Puts a fixed name in the place of another spelling of it.
fn correct(parts: &mut [String]) -> Option<&'static str> {
    let first = parts.first_mut()?;
    let known = FIXED
        .iter()
        .find(|(name, _)| first.eq_ignore_ascii_case(name));
    let (_, name) = known.filter(|(_, name)| first != name)?;
    *first = (*name).to_owned();
    Some(name)
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
        ["ServiceProviderConfig"] => Target::ServiceProviderConfig,
        ["ResourceTypes"] => Target::ResourceTypes(None),
        ["ResourceTypes", name] => Target::ResourceTypes(Some((*name).to_owned())),
        ["Schemas"] => Target::Schemas(None),
        ["Schemas", urn] => Target::Schemas(Some((*urn).to_owned())),
        ["oauth2", "token"] => Target::Token,
        ["Bulk"] => Target::Bulk,
        ["Me"] => Target::Me,
        [".search"] => Target::Search(None),
        [endpoint, ".search"] => Target::Search(Some((*endpoint).to_owned())),
        [endpoint] => Target::Collection((*endpoint).to_owned()),
        [endpoint, id] => Target::Resource((*endpoint).to_owned(), (*id).to_owned()),
        _ => Target::Unknown,
    }
}

/// Percent-encoding undone.
pub(crate) fn decode(part: &str) -> String {
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
        assert_eq!(at("/scim/v2/"), (None, Target::Root, false));
        assert_eq!(at("/scim/v2//"), (None, Target::Root, true));
        assert_eq!(at("/scim/v2/scim/v2/"), (None, Target::Root, true));
    }

    #[test]
    fn a_connection_is_named_in_front_of_the_endpoint() {
        assert_eq!(
            at("/scim/v2/scim_conn_abc/Schemas"),
            (Some("scim_conn_abc".into()), Target::Schemas(None), false)
        );
        assert_eq!(
            at("/scim/v2/scim-conn-abc/Schemas"),
            at("/scim/v2/scim_conn_abc/Schemas"),
            "as Okta takes it"
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
        assert_eq!(parse("/scim/v2/Users/").findings().count(), 1);
        assert_eq!(parse("/scim/v2/Users").findings().count(), 0);
    }

    #[test]
    fn endpoints_are_known_by_their_names_and_noted_in_another_spelling() {
        assert_eq!(at("/scim/v2/Bulk").1, Target::Bulk);
        assert_eq!(at("/scim/v2/Me").1, Target::Me);
        assert_eq!(at("/scim/v2/.search").1, Target::Search(None));
        let users = Some("Users".to_owned());
        assert_eq!(at("/scim/v2/Users/.search").1, Target::Search(users));
        for path in [
            "/scim/v2/serviceproviderconfig",
            "/scim/v2/ServiceProviderConfigs",
        ] {
            let route = parse(path);
            assert_eq!(route.target, Target::ServiceProviderConfig, "{path}");
            assert_eq!(route.misspelt, Some("ServiceProviderConfig"), "{path}");
        }
        assert_eq!(parse("/scim/v2/Schemas").misspelt, None);
    }

    #[test]
    fn another_version_is_told_from_another_path() {
        assert_eq!(other_version("/scim/v1/Users"), Some("1"));
        assert_eq!(other_version("/scim/v1.1"), Some("1.1"));
        for path in ["/scim/v2/Users", "/scim/video", "/v1/Users", "/scim/v", "/"] {
            assert_eq!(other_version(path), None, "{path}");
        }
    }

    #[test]
    fn only_bulk_may_be_larger() {
        for path in [
            "/scim/v2/Bulk",
            "/scim/v2/scim_conn_a/bulk/",
            "/scim/v2//Bulk",
        ] {
            assert!(is_bulk(path), "{path}");
        }
        for path in ["/Bulk", "/scim/v2/Users", "/scim/v2/Bulk/Users"] {
            assert!(!is_bulk(path), "{path}");
        }
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
