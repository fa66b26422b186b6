//! Places in portals that several rules send people to.

use crate::diagnoses::rule::Fix;
use crate::twins::Provider;

/// Entra's field for the token.
pub(super) const ENTRA_TOKEN: &[&str] = &[
    "Enterprise apps",
    "{app}",
    "Provisioning",
    "Admin Credentials",
    "Secret Token",
];
/// Entra's field for the address.
pub(super) const ENTRA_ADDRESS: &[&str] = &[
    "Enterprise apps",
    "{app}",
    "Provisioning",
    "Admin Credentials",
    "Tenant URL",
];
/// Entra's rows for people.
pub(super) const ENTRA_MAPPING: &[&str] = &[
    "Enterprise apps",
    "{app}",
    "Provisioning",
    "Mappings",
    "Provision Microsoft Entra ID Users",
];
/// Where Entra's provisioning is looked at, started and restarted.
pub(super) const ENTRA_OVERVIEW: &[&str] =
    &["Enterprise apps", "{app}", "Provisioning", "Overview"];
/// Where Entra's people and groups are assigned.
pub(super) const ENTRA_ASSIGNED: &[&str] = &["Enterprise apps", "{app}", "Users and groups"];
/// Okta's address and token.
pub(super) const OKTA_API: &[&str] = &["Applications", "{app}", "Provisioning", "Integration"];
/// Okta's switches for what is sent.
pub(super) const OKTA_TO_APP: &[&str] = &["Applications", "{app}", "Provisioning", "To App"];
/// Okta's mappings.
pub(super) const OKTA_MAPPING: &[&str] = &["Directory", "Profile Editor", "{app}", "Mappings"];
/// Where Scimbox shows address, token and switch.
pub(super) const CONNECT: &[&str] = &["Scimbox", "Connect"];

/// A fix in Entra ID.
pub(super) const fn entra(place: &'static [&'static str], text: &'static str) -> Fix {
    Fix {
        provider: Some(Provider::Entra),
        place,
        text,
    }
}

/// A fix in Okta.
pub(super) const fn okta(place: &'static [&'static str], text: &'static str) -> Fix {
    Fix {
        provider: Some(Provider::Okta),
        place,
        text,
    }
}

/// A fix here, or in any other identity provider.
pub(super) const fn here(place: &'static [&'static str], text: &'static str) -> Fix {
    Fix {
        provider: None,
        place,
        text,
    }
}
