//! Names of files that are safe on every system, whatever a connection is called.

use jiff::Timestamp;
use sandbox::Connection;

use super::{ExportFormat, ExportKind};

/// Letters of a connection's name in a file name.
const MOST_LETTERS: usize = 60;

/// `people-Contoso-2026-11-23-0712.csv`: what, of whom, when (UTC).
#[must_use]
pub fn file_name(
    kind: ExportKind,
    format: ExportFormat,
    connection: &Connection,
    at: Timestamp,
) -> String {
    let kind = match kind {
        ExportKind::People => "people",
        ExportKind::Teams => "teams",
        ExportKind::Groups => "groups",
        ExportKind::Org => "org-chart",
    };
    let ending = match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Json => "json",
    };
    let of = safe(&connection.name);
    let when = at.strftime("%Y-%m-%d-%H%M");
    match of.is_empty() {
        true => format!("{kind}-{when}.{ending}"),
        false => format!("{kind}-{of}-{when}.{ending}"),
    }
}

/// Text as a part of a file name: letters, digits, `_` and single hyphens, nothing that separates
/// folders, hides a file, or turns the writing round.
#[must_use]
pub fn safe(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if out.chars().count() >= MOST_LETTERS {
            break;
        }
        if letter.is_alphanumeric() || letter == '_' {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder_or_hides_its_ending() {
        for (name, expected) in [
            ("Contoso", "Contoso"),
            ("../../etc/passwd", "etc-passwd"),
            ("..\\..\\boot.ini", "boot-ini"),
            (".hidden", "hidden"),
            ("a\u{0}b:c*d?e", "a-b-c-d-e"),
            ("evil\u{202e}fdp.exe", "evil-fdp-exe"),
            ("Ærø – Ñandú 会社", "Ærø-Ñandú-会社"),
            ("   ", ""),
        ] {
            assert_eq!(safe(name), expected, "{name:?}");
        }
        assert_eq!(safe(&"x".repeat(300)).len(), MOST_LETTERS);
    }
}
