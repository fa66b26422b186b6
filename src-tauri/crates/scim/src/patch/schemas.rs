//! Operations on `schemas`, which says what a resource contains (RFC 7643 §3): it is required, and
//! what is inside decides. What came of an operation is compared with what it asked for.

use super::Kind;
use super::read::PATCH;
use crate::path::Path;
use crate::resource::intake::{is_listable, listed};
use crate::schema::{Registry, ResourceType};
use crate::{Error, Finding, Object};
use serde_json::Value;

/// Refuses to take all of `schemas` away.
pub(super) fn refuse_removal(kind: Kind, path: &Path, value: Option<&Value>) -> Result<(), Error> {
    let named = path.attribute.name.eq_ignore_ascii_case("schemas");
    let all = path.filter.is_none() && value.is_none_or(Value::is_null);
    if named && all && kind == Kind::Remove {
        let detail = "'schemas' is required and cannot be removed.";
        return Err(Error::invalid_value(detail));
    }
    Ok(())
}

/// What of the list that the operations left could not stay, and what nobody knows.
pub(super) fn note(
    (registry, rt): (&Registry, &ResourceType),
    asked: &[String],
    document: &Object,
    findings: &mut Vec<Finding>,
) {
    let kept = listed(document);
    let has = |all: &[String], urn: &str| all.iter().any(|one| one.eq_ignore_ascii_case(urn));
    let same = asked.iter().all(|urn| has(&kept, urn)) && kept.iter().all(|urn| has(asked, urn));
    if !same {
        findings.push(
            Finding::warn(
                "RFC-schemas-derived",
                "RFC 7643 §3",
                "'schemas' names the core schema and what the resource contains, no more and no less.",
            )
            .at("schemas")
            .strict(Error::invalid_value(
                "'schemas' does not go with what the resource contains.",
            )),
        );
    }
    for urn in kept.iter().filter(|urn| has(asked, urn)) {
        if !is_listable(registry, rt, urn) && !document.contains_key(urn) {
            findings.push(
                Finding::info(
                    "CRT-08",
                    PATCH,
                    format!("The schema '{urn}' is unknown here; kept."),
                )
                .at("schemas")
                .strict(Error::invalid_value(format!(
                    "The schema '{urn}' is no schema of a {}.",
                    rt.name
                ))),
            );
        }
    }
}
