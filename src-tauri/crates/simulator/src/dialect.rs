//! How an identity provider spells its requests.

pub(crate) mod entra;

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
}

impl Dialect {
    /// Content type of a write.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::EntraLegacy | Self::EntraCompliant => "application/scim+json; charset=utf-8",
        }
    }
}
