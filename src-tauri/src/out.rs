//! What the caller is told: results on stdout, remarks and failures on stderr.

use std::fmt::Display;
use std::io::{self, Write};

/// One line of the result.
pub(crate) fn line(text: impl Display) {
    // A reader that went away (`scimbox token list | head -1`) is no reason to stop.
    let _ = writeln!(io::stdout(), "{text}").and_then(|()| io::stdout().flush());
}

/// One line beside the result.
pub(crate) fn remark(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Columns as wide as their widest cell, two blanks apart.
pub(crate) fn table(rows: &[Vec<String>]) {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    for row in rows {
        let mut text = String::new();
        for (column, cell) in row.iter().enumerate() {
            let width = width(column).unwrap_or_default();
            text.push_str(&format!("{cell:width$}  "));
        }
        line(text.trim_end());
    }
}
