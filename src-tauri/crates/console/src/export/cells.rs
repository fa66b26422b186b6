//! Text for one cell of a sheet, so that no spreadsheet takes it for a formula.
//!
//! Names come from strangers, and Excel, LibreOffice and others compute a cell that begins with `=`,
//! `+`, `-` or `@`, also out of a CSV file (OWASP, *CSV Injection*). Such a cell gets an apostrophe in
//! front, telephone numbers (`+45…`) too: a guard that reads numbers would have to know every way in
//! which a spreadsheet does. Spreadsheets of countries that separate cells by semicolons, and those
//! that split at tabs or line breaks, would begin a new cell inside this one, so the same counts there.
//! JSON has every value as it is.

use jiff::Timestamp;

/// Between several values in one cell.
const BETWEEN: &str = "; ";

/// Guards one cell.
pub(super) fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    if text.starts_with(['\t', '\r', '\n']) {
        out.push('\'');
    }
    let mut begins = out.is_empty();
    // Blanks and invisible characters after which a cell would still begin.
    let mut held = String::new();
    for letter in text.chars() {
        let ends = matches!(letter, ';' | '\t' | '\r' | '\n');
        if begins && !ends && is_passed_over(letter) {
            held.push(letter);
            continue;
        }
        if begins && begins_formula(letter) {
            out.push('\'');
        }
        out.push_str(&std::mem::take(&mut held));
        out.push(letter);
        begins = ends;
    }
    out.push_str(&held);
    out
}

/// What OWASP names, and the full-width forms that some locales take for the same.
fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

fn is_passed_over(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{00ad}')
}

/// Several values in one cell.
pub(super) fn listed<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    values.into_iter().collect::<Vec<_>>().join(BETWEEN)
}

/// A value that may be absent.
pub(super) fn optional(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

/// A moment in ISO 8601, UTC, to the millisecond as stored.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_gets_an_apostrophe() {
        for text in [
            "=cmd|'/C calc'!A0",
            "+45 12 34",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "＝1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
    }

    #[test]
    fn blanks_and_invisible_characters_hide_no_formula() {
        for text in [
            " =1",
            "\u{200f}=1",
            "\u{feff}@x",
            "\u{202e}-x",
            "\u{00a0}+1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn a_cell_inside_the_cell_is_guarded_too() {
        assert_eq!(guarded("a;=1"), "a;'=1");
        assert_eq!(guarded("a; =1"), "a;' =1");
        assert_eq!(guarded("a\n=1"), "a\n'=1");
        assert_eq!(guarded("a\r\n=1"), "a\r\n'=1");
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in [
            "",
            "Ada",
            "a=b",
            "ada@example.com",
            "'s-Hertogenbosch",
            "  Ada ",
            "a; b",
            "ع=1",
            "a\r\nb",
        ] {
            assert_eq!(guarded(text), text);
        }
    }
}
