//! Where we differ on purpose in tolerant mode, and why. Strict mode refuses each of these, save
//! the contradictory one.

const UNQUOTED: &str = "authentik looks people up by `userName eq ada` (QRY-03): refusing it ends \
                        in duplicates; only what clients look up by may stand without quotes";

/// Differences in `filters.json`.
pub(crate) const FILTERS: &[(&str, &str)] = &[("F463", UNQUOTED), ("F464", UNQUOTED)];

const UNKNOWN: &str = "a mapping to an attribute the target does not have must not block all other \
                       changes of a person (UPD-20, UPD-21); POST and PUT keep it too, and it is \
                       noted";
const UPSERT: &str = "Entra and Okta expect the element to be created (UPD-04): a person without \
                      work address would never be updated again; noted";

/// Differences in `patch.json`.
pub(crate) const PATCH: &[(&str, &str)] = &[
    (
        "P086",
        "Okta has been seen to deactivate without `schemas`; refusing it leaves access open; noted",
    ),
    ("P117", UNKNOWN),
    ("P273", UPSERT),
    ("P296", UNKNOWN),
    ("P408", UPSERT),
    (
        CONTRADICTED,
        "expects `active: false` after its removal; P060, P063, P076 and RFC 7644 §3.5.2.2 say \
         unassigned",
    ),
];

/// The one that contradicts other cases; strict mode does not agree with it either.
pub(crate) const CONTRADICTED: &str = "P230";
