//! Characters in text that lead people or programs astray: RFC 7643 §2.3.1.
//!
//! Text is stored as it was sent, since an identity provider reads it back and compares
//! (UPD-17); what is remarkable about it becomes a finding.

use crate::schema::Attribute;
use crate::{Error, Finding};

const STRING: &str = "RFC 7643 §2.3.1";

/// Characters that change the direction of what stands beside them.
const BIDI: [char; 12] = [
    '\u{061c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

pub(super) fn note(definition: &Attribute, path: &str, text: &str, findings: &mut Vec<Finding>) {
    if text.contains('\0') {
        findings.push(
            Finding::warn(
                "RFC-nul",
                STRING,
                format!("'{path}' contains a NUL character; stored as it is."),
            )
            .at(path)
            .strict(Error::invalid_value(format!(
                "'{path}' must not contain a NUL character."
            ))),
        );
    }
    if definition.required && text.trim().is_empty() {
        findings.push(
            Finding::warn(
                "CRT-17",
                "RFC 7643 §2.4",
                format!("'{path}' is required, but consists of blanks only."),
            )
            .at(path)
            .strict(Error::invalid_value(format!("'{path}' must not be blank."))),
        );
    }
    if is_name(&definition.name) && text.contains(BIDI) {
        findings.push(
            Finding::info(
                "RFC-bidi",
                STRING,
                format!(
                    "'{path}' contains characters that change the direction of writing; it may \
                     look like another name."
                ),
            )
            .at(path),
        );
    }
}

fn is_name(attribute: &str) -> bool {
    let lower = attribute.to_ascii_lowercase();
    lower.ends_with("name")
        || ["title", "formatted", "display", "department", "value"].contains(&lower.as_str())
}
