//! Where we differ on purpose in tolerant mode, and why. Strict mode refuses each of these, save
//! the contradictory one.

const UNQUOTED: &str = "authentik sends unquoted values (QRY-03); understood and noted";

/// Differences in `filters.json`.
pub(crate) const FILTERS: &[(&str, &str)] = &[
    ("F436", UNQUOTED),
    ("F463", UNQUOTED),
    ("F464", UNQUOTED),
    ("F477", UNQUOTED),
    ("F478", UNQUOTED),
];

const UNKNOWN: &str = "one unknown attribute must not block all other changes of a person \
                       (UPD-20, UPD-21); kept or ignored, and noted";
const TEXT: &str = "a number where text is wanted becomes its text, and is noted";
const UPSERT: &str = "Entra and Okta expect the element to be created (UPD-04); noted";

/// Differences in `patch.json`.
pub(crate) const PATCH: &[(&str, &str)] = &[
    ("P066", UNKNOWN),
    ("P086", "Okta has been seen to leave `schemas` out; noted"),
    (
        "P094",
        "one operation object instead of a list is read as a list of one; noted",
    ),
    ("P117", UNKNOWN),
    ("P118", UNKNOWN),
    ("P161", UNKNOWN),
    ("P163", UNKNOWN),
    ("P164", UNKNOWN),
    ("P251", TEXT),
    ("P273", UPSERT),
    ("P294", TEXT),
    ("P296", UNKNOWN),
    ("P339", UNKNOWN),
    ("P340", UNKNOWN),
    ("P408", UPSERT),
    (
        CONTRADICTED,
        "expects `active: false` after its removal; P060, P063, P076 and RFC 7644 §3.5.2.2 say unassigned",
    ),
];

/// The one that contradicts other cases; strict mode does not agree with it either.
pub(crate) const CONTRADICTED: &str = "P230";
