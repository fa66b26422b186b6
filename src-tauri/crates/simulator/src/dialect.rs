//! How an identity provider spells its requests.

pub(crate) mod entra;
pub(crate) mod okta;

use crate::request::Method;
use entra::Spelling;

/// Content type of every write (RFC 7644 §8.1), with the character set that both add.
const SCIM_JSON: &str = "application/scim+json; charset=utf-8";

/// Whose requests are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Entra ID as it is by default: capitalised operations, `active` as text, one operation for
    /// each attribute, members removed by a list of values.
    #[default]
    EntraLegacy,
    /// Entra ID with `?aadOptscim062020` in its tenant URL: lower case, real booleans, one
    /// operation without a path for all plain attributes, members removed by a filter. The manager
    /// is still a bare string.
    EntraCompliant,
    /// Okta, for an application made with the App Integration Wizard: every update is a GET and a
    /// PUT of the merged resource, the manager comes with the person, groups are replaced whole.
    OktaAiw,
}

/// Whose code builds the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Entra(Spelling),
    Okta,
}

impl Dialect {
    pub(crate) const fn family(self) -> Family {
        match self {
            Self::EntraLegacy => Family::Entra(Spelling::Legacy),
            Self::EntraCompliant => Family::Entra(Spelling::Compliant),
            Self::OktaAiw => Family::Okta,
        }
    }

    /// Headers besides those of HTTP itself and `Authorization`. Entra sends neither `Accept` nor
    /// `User-Agent`.
    pub(crate) fn headers(
        self,
        method: Method,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let own: &[_] = match self.family() {
            Family::Entra(_) => &[],
            Family::Okta => &[
                ("accept", "application/scim+json"),
                ("accept-charset", "utf-8"),
                ("accept-encoding", "gzip,deflate"),
                ("user-agent", "Okta SCIM Client 1.0.0"),
            ],
        };
        let writes = matches!(method, Method::Post | Method::Put | Method::Patch);
        own.iter()
            .copied()
            .chain(writes.then_some(("content-type", SCIM_JSON)))
    }
}
