//! What can be said about an operation from schema and value alone, before any resource is
//! looked at.

use serde_json::Value;

use super::Kind;
use super::read::PATCH;
use crate::json::{is_blank, kind};
use crate::path::Path;
use crate::resource::{lint, value};
use crate::schema::{Attribute, Mutability, Registry, Resolved, ResourceType};
use crate::{AttributePath, Error, Finding, Severity};

/// The parts of a member can be set with the member only (RFC 7643 §4.2). Lenient: another `value`
/// exchanges the member; for its name, type and reference the server's own count.
pub(super) fn note_member_part(
    rt: &ResourceType,
    found: &Resolved<'_>,
    path: &Path,
    value: Option<&Value>,
    findings: &mut Vec<Finding>,
) {
    let members = found.extension.is_none() && found.attribute.name == "members";
    let part = path.last_sub().and_then(|sub| found.attribute.sub(sub));
    let Some(part) = part.filter(|part| part.mutability == Mutability::Immutable) else {
        return;
    };
    let by_value = part.name == "value";
    // Without brackets it lists members.
    let lists = by_value && path.filter.is_none();
    let repeats = || {
        let id = value.and_then(Value::as_str);
        id.is_none()
            || id
                == path
                    .filter
                    .as_deref()
                    .and_then(super::rows::named)
                    .as_deref()
    };
    if rt.name != "Group" || !members || lists || (by_value && repeats()) {
        return;
    }
    let what = if by_value {
        "the member is exchanged"
    } else {
        "ignored"
    };
    findings.push(
        Finding::warn(
            "RFC-immutable-part",
            "RFC 7643 §4.2",
            format!("'{path}' is immutable; {what}."),
        )
        .at("members")
        .strict(Error::mutability(format!("'{path}' is immutable."))),
    );
}

/// Refuses read-only and senseless targets and notes unknown ones.
pub(super) fn judge<'r>(
    registry: &'r Registry,
    rt: &ResourceType,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<Option<Resolved<'r>>, Error> {
    let mut attribute = path.attribute.clone();
    if attribute.sub.is_none() {
        attribute.sub.clone_from(&path.sub);
    }
    let bare = AttributePath {
        sub: None,
        ..attribute.clone()
    };
    let found = registry.define(rt, &attribute);
    let parent = found.as_ref().map(|found| found.attribute);
    let parent = parent.or_else(|| registry.defined(rt, &bare).map(|parts| parts.attribute));
    if let Some(parent) = parent.filter(|a| a.mutability == Mutability::ReadOnly) {
        return Err(read_only(parent, path, findings));
    }
    let Some(found) = found else {
        unknown(registry, rt, path, findings)?;
        return Ok(None);
    };
    if path.filter.is_some() && !found.attribute.is_complex() && !found.attribute.multi_valued {
        return Err(Error::invalid_path(format!(
            "'{path}': '{}' has a single plain value, nothing to select from.",
            found.attribute.name
        )));
    }
    if let Some(filter) = &path.filter {
        findings.extend(filter.check_elements(registry, rt, found.attribute)?);
    }
    if found.last().mutability == Mutability::ReadOnly {
        findings.push(
            Finding::warn(
                "RFC-read-only-part",
                PATCH,
                format!("'{path}' is read-only; ignored."),
            )
            .at(path.to_string())
            .strict(Error::mutability(format!("'{path}' is read-only."))),
        );
    } else if let Some(sub) = found.sub.filter(|s| value::is_computed(found.attribute, s)) {
        findings.push(value::ignored(
            sub,
            &format!("{}.{}", found.attribute.name, sub.name),
        ));
    }
    note_spelling(path, &found, findings);
    Ok(Some(found))
}

fn read_only(attribute: &Attribute, path: &Path, findings: &mut Vec<Finding>) -> Error {
    if attribute.name == "id" {
        findings.push(Finding {
            severity: Severity::Error,
            ..Finding::warn("UPD-26", PATCH, "'id' is the target of a mapping.").at("id")
        });
    }
    Error::mutability(format!("'{path}' is read-only."))
}

/// Lenient: an attribute the schema does not know is kept, so that it can be seen (UPD-20).
/// An unknown part of something else is a typing error that nothing could be made of.
fn unknown(
    registry: &Registry,
    rt: &ResourceType,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let error = Error::invalid_path(format!("'{path}' is not a known attribute."));
    if let AttributePath {
        urn: Some(urn),
        name,
        sub: Some(_),
    } = &path.attribute
    {
        let glued = format!("{urn}:{name}");
        let known =
            glued.eq_ignore_ascii_case(&rt.schema) || registry.extension(rt, &glued).is_some();
        if known {
            return Err(error);
        }
    }
    let whole = AttributePath {
        sub: None,
        ..path.attribute.clone()
    };
    let parent = registry.defined(rt, &whole).map(|parts| parts.attribute);
    let made_up = path.attribute.urn.is_none() && parent.is_none();
    let single = parent.is_some_and(|attribute| !attribute.multi_valued);
    let part = path.attribute.sub.is_some();
    if (part && (made_up || single)) || (path.sub.is_some() && single) {
        return Err(error);
    }
    findings.push(
        Finding::warn(
            "UPD-20",
            PATCH,
            format!("'{path}' is not in the schema; kept."),
        )
        .at(path.to_string())
        .strict(error),
    );
    Ok(())
}

/// Lenient: a path with blanks around it.
pub(super) fn blanks_around(path: &str) -> Finding {
    let path = crate::path::clip(path);
    Finding::info(
        "RFC-path-blanks",
        PATCH,
        format!("There are blanks around the path '{path}'; passed over."),
    )
    .at(path)
    .strict(Error::invalid_path("A path has no blanks around it."))
}

/// CRT-10 for an extension the schema does not know.
pub(super) fn dotted(path: &Path, read: &AttributePath) -> Finding {
    Finding::warn(
        "CRT-10",
        PATCH,
        format!("'{path}' has a dot instead of a colon behind the URN; read as '{read}'."),
    )
    .at(read.to_string())
    .strict(Error::invalid_path(format!(
        "'{path}' is not a known attribute."
    )))
}

fn note_spelling(path: &Path, found: &Resolved<'_>, findings: &mut Vec<Finding>) {
    let sent = &path.attribute;
    if let Some(extension) = found.extension {
        let (rule, what) = match &sent.urn {
            None => ("RFC-extension-attribute", "has no URN in front"),
            Some(urn) if !urn.eq_ignore_ascii_case(extension) => {
                ("CRT-10", "has a dot instead of a colon behind the URN")
            }
            Some(_) => return,
        };
        findings.push(
            Finding::warn(
                rule,
                PATCH,
                format!("'{path}' {what}; read as '{}'.", found.path),
            )
            .at(found.path.to_string())
            .strict(Error::invalid_path(format!(
                "'{path}' is not a known attribute."
            ))),
        );
    }
}

/// Fits the value of an operation on a whole multi-valued attribute, so that rows taken out of
/// the request are as clean as a document.
pub(super) fn fit(
    target: Option<&Resolved<'_>>,
    op: Kind,
    path: &Path,
    value: Option<Value>,
    findings: &mut Vec<Finding>,
) -> Result<Option<Value>, Error> {
    let Some(found) = target else {
        return Ok(value);
    };
    let Some(value) = value else { return Ok(None) };
    if found.attribute.name == "roles" && mentions_json(&value) {
        findings.push(lint::json_role());
    }
    let attribute = found.attribute;
    if !attribute.multi_valued || path.last_sub().is_some() {
        return Ok(Some(value));
    }
    if value
        .as_array()
        .is_some_and(|items| items.iter().any(Value::is_null))
    {
        return Err(Error::invalid_value(format!(
            "'{path}' must not contain null."
        )));
    }
    if is_blank(&value) {
        return Ok(Some(value));
    }
    if op == Kind::Remove {
        note_listed(path, findings);
    }
    if path.filter.is_some() {
        return Ok(Some(value));
    }
    // A bare text as the list of members would swap everybody for one nonsense id.
    let refers = attribute
        .sub("value")
        .is_some_and(|sub| sub.mutability == Mutability::Immutable);
    let plain = !value.is_array() && !value.is_object();
    if refers && plain && op != Kind::Remove {
        return Err(Error::invalid_value(format!(
            "'{path}' must be an array of objects, not {}.",
            kind(&value)
        )));
    }
    let single = op == Kind::Add && !value.is_array();
    let before = findings.len();
    let fitted = value::fit(attribute, &path.to_string(), value, findings)?;
    if single {
        one_more(findings.get_mut(before..).unwrap_or_default());
    }
    Ok(Some(fitted.unwrap_or_else(|| match op {
        // What names nothing must not become a removal without value, which clears.
        Kind::Remove => Value::Array(Vec::new()),
        _ => Value::Null,
    })))
}

/// RFC 7644 §3.5.2.1: "a new value is added", so one value without its array is no error here.
fn one_more(findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|f| f.rule == "CRT-12") {
        finding.severity = Severity::Info;
        finding.strict = None;
    }
}

/// Lenient: Entra removes members with a list as `value` (UPD-02); only those listed go.
fn note_listed(path: &Path, findings: &mut Vec<Finding>) {
    findings.push(
        Finding::warn(
            "UPD-02",
            "RFC 7644 §3.5.2.2",
            format!("'{path}' was removed with a list of values; only those listed are removed."),
        )
        .at(path.to_string())
        .strict(Error::invalid_value("A removal has no 'value'.")),
    );
}

fn mentions_json(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(lint::is_json_text),
        other => lint::is_json_text(other),
    }
}
