//! `scimbox export`, as it is typed.

use clap::{Args, ValueEnum};
use console::export::{ExportFormat, ExportKind};

use super::OfConnection;

/// `scimbox export`.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// What to export
    #[arg(value_enum)]
    pub(crate) what: What,
    #[command(flatten)]
    pub(crate) of: OfConnection,
    /// As what. CSV is UTF-8 with a byte order mark, for Excel, and cells that a spreadsheet would take
    /// for a formula begin with an apostrophe; JSON has every value as it is
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub(crate) format: Format,
    /// Where to; - is standard output. A file that is there already is left alone
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) output: String,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Everybody, with team, manager, roles and status
    People,
    /// Departments with how many people have them
    Teams,
    /// Groups (roles) with their members
    Groups,
    /// Everybody with their place in the org chart
    Org,
}

/// As what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

impl From<What> for ExportKind {
    fn from(what: What) -> Self {
        match what {
            What::People => Self::People,
            What::Teams => Self::Teams,
            What::Groups => Self::Groups,
            What::Org => Self::Org,
        }
    }
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Json => Self::Json,
        }
    }
}
