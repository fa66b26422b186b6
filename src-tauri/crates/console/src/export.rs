//! Files of what a connection holds: people, teams, groups with their members, the org chart, as CSV
//! or JSON. The same bytes for the window, the web console and the command line.
//!
//! A file is written row by row from one state of the workspace; see `ARCHITECTURE.md` for its columns
//! and keys, which are stable. Nothing secret can be in it: tokens are not among the kinds, and people
//! come from the columns that lists show. Drawings of the org chart are made by the page, which knows
//! how it looks.

mod cells;
mod file_name;
mod groups;
mod json;
mod org;
mod people;
mod sheet;
pub(crate) mod shelf;
mod teams;

use std::io::{self, Write};
use std::ops::ControlFlow;

use jiff::Timestamp;
use sandbox::{Connection, PeopleQuery, Workspace};
use serde::Serialize;

pub use crate::wire::{ExportFormat, ExportKind};
pub use file_name::{file_name, safe};
pub use shelf::MadeExport;

use json::Listing;
use sheet::Sheet;

/// What is to be exported.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which objects.
    pub kind: ExportKind,
    /// As what.
    pub format: ExportFormat,
    /// Which people and in which order; for people only.
    pub people: PeopleQuery,
    /// Words that must occur in the group; for groups only.
    pub text: Option<String>,
}

impl Wanted {
    /// All objects of a kind.
    #[must_use]
    pub fn all(kind: ExportKind, format: ExportFormat) -> Self {
        Self {
            kind,
            format,
            people: PeopleQuery::default(),
            text: None,
        }
    }
}

/// Why an export was not made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The workspace could not be read.
    #[error(transparent)]
    Workspace(#[from] sandbox::Error),
    /// The file could not be written.
    #[error("The export could not be written: {0}")]
    Write(#[from] io::Error),
}

/// Writes an export; returns how many people, teams or groups it holds. `at` is the time that the file
/// names. Blocks on the workspace and on `out`.
///
/// # Errors
/// [`ExportError`]; what was written until then is of no use.
pub fn write(
    workspace: &Workspace,
    connection: &Connection,
    wanted: &Wanted,
    at: Timestamp,
    out: impl Write,
) -> Result<u64, ExportError> {
    let mut file = File::begin(out, connection, wanted, at)?;
    let records = match wanted.kind {
        ExportKind::People => people::write(workspace, connection, &wanted.people, &mut file)?,
        ExportKind::Teams => teams::write(workspace, connection, &mut file)?,
        ExportKind::Groups => {
            groups::write(workspace, connection, wanted.text.as_deref(), &mut file)?
        }
        ExportKind::Org => org::write(workspace, connection, &mut file)?,
    };
    file.end(records)?;
    Ok(records)
}

/// One line of a sheet and one object of a listing.
trait Record: Serialize {
    /// Words above the columns.
    const HEADER: &'static [&'static str];

    /// One cell for each column.
    fn cells(&self) -> Vec<String>;
}

/// The file being written, in either format.
#[expect(clippy::large_enum_variant, reason = "there is one for each export")]
enum File<W: Write> {
    Csv(Sheet<W>),
    Json(Listing<W>),
}

impl<W: Write> File<W> {
    fn begin(out: W, connection: &Connection, wanted: &Wanted, at: Timestamp) -> io::Result<Self> {
        Ok(match wanted.format {
            ExportFormat::Csv => Self::Csv(Sheet::begin(out, header(wanted.kind))?),
            ExportFormat::Json => Self::Json(Listing::begin(out, wanted.kind, connection, at)?),
        })
    }

    fn put<R: Record>(&mut self, record: &R) -> io::Result<()> {
        match self {
            Self::Csv(sheet) => sheet.row(record.cells()),
            Self::Json(listing) => listing.object(record),
        }
    }

    fn end(self, records: u64) -> io::Result<()> {
        match self {
            Self::Csv(sheet) => sheet.end(),
            Self::Json(listing) => listing.end(records),
        }
    }
}

fn header(kind: ExportKind) -> &'static [&'static str] {
    match kind {
        ExportKind::People => people::PersonRecord::HEADER,
        ExportKind::Teams => teams::TeamRecord::HEADER,
        ExportKind::Groups => groups::HEADER,
        ExportKind::Org => org::LineRecord::HEADER,
    }
}

/// Goes on while writing works, and keeps why it did not.
struct Going(io::Result<()>);

impl Going {
    fn new() -> Self {
        Self(Ok(()))
    }

    fn on(&mut self, written: io::Result<()>) -> ControlFlow<()> {
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.0 = Err(error);
                ControlFlow::Break(())
            }
        }
    }
}
