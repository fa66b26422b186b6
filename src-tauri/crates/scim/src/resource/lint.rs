//! What a complete resource gives away about the mapping behind it, decidable from the request
//! alone: CRT-11, CRT-18, CRT-19, CRT-21, UPD-18. None of it is an error of the protocol.

use serde_json::Value;

use crate::json::{kind, member};
use crate::{Error, Finding, Object};

const USER: &str = "RFC 7643 §4.1";

/// Notes what is remarkable about a person.
pub(super) fn note(document: &Object, findings: &mut Vec<Finding>) {
    let text = |name: &str| member(document, name).and_then(Value::as_str);
    if let Some(user_name) = text("userName") {
        user_name_lints(user_name, findings);
    }
    if let (Some(external_id), Some(mail)) = (text("externalId"), first_mail(document)) {
        let local = mail.split('@').next().unwrap_or_default();
        if !local.is_empty() && local.eq_ignore_ascii_case(external_id) {
            findings.push(
                Finding::info(
                    "CRT-19",
                    USER,
                    format!("'externalId' is '{external_id}', the local part of the mail address; it is neither unique nor stable."),
                )
                .at("externalId"),
            );
        }
    }
    let untyped = |element: &Value| element.is_object() && element.get("type").is_none();
    if elements(document, "emails").any(untyped) {
        findings.push(
            Finding::info("CRT-11", "RFC 7643 §2.4", "An e-mail address has no type.").at("emails"),
        );
    }
    if elements(document, "roles").any(is_json_text) {
        findings.push(json_role());
    }
}

fn user_name_lints(user_name: &str, findings: &mut Vec<Finding>) {
    if user_name.trim() != user_name && !user_name.trim().is_empty() {
        findings.push(
            Finding::warn(
                "CRT-21",
                USER,
                format!("'userName' has blanks around it: '{user_name}'; stored as it is."),
            )
            .at("userName"),
        );
    }
    if user_name.to_ascii_uppercase().contains("#EXT#") {
        findings.push(
            Finding::warn(
                "CRT-18",
                USER,
                format!("'userName' is the raw name of a guest: '{user_name}'."),
            )
            .at("userName"),
        );
    }
}

/// A role whose value is a JSON document in a string: Entra maps without an expression.
pub(crate) fn is_json_text(role: &Value) -> bool {
    let text = role.get("value").unwrap_or(role).as_str();
    text.is_some_and(|text| {
        text.trim_start().starts_with('{') && serde_json::from_str::<Object>(text).is_ok()
    })
}

pub(crate) fn json_role() -> Finding {
    Finding::warn(
        "UPD-18",
        USER,
        "A role's value is a JSON document in a string; stored as it is.",
    )
    .at("roles")
}

/// CRT-06. What was sent is not repeated, of whatever type it is.
pub(crate) fn password(section: &'static str, detail: &str, sent: &Value) -> Finding {
    let noted = Finding::info("CRT-06", section, detail).at("password");
    if sent.is_string() || sent.is_null() {
        return noted;
    }
    noted.strict(Error::invalid_value(format!(
        "'password' must be text, not {}.",
        kind(sent)
    )))
}

fn elements<'a>(document: &'a Object, name: &str) -> impl Iterator<Item = &'a Value> {
    let items = member(document, name).and_then(Value::as_array);
    items.into_iter().flatten()
}

fn first_mail(document: &Object) -> Option<&str> {
    elements(document, "emails").find_map(|element| element.get("value").and_then(Value::as_str))
}
