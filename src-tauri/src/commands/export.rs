//! `scimbox export`: people, teams, groups and the org chart as a file, also beside a running server.
//!
//! A file is written beside its place and moved there when it is whole, so that nobody ever finds half
//! of one, and nothing that is there is written over unless that was asked for.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use console::export::{ExportError, Wanted, write};
use console::workspace::{Connection, Workspace};

use super::{Absent, connection_in, counted, open};
use crate::cli::{Export, What};
use crate::{Failure, out};

const STANDARD_OUTPUT: &str = "-";

pub(crate) fn carry_out(asked: &Export) -> Result<(), Failure> {
    let file = (asked.output != STANDARD_OUTPUT).then(|| Path::new(&asked.output));
    if let Some(file) = file.filter(|file| !asked.force && file.symlink_metadata().is_ok()) {
        return Err(Failure::WouldOverwrite(file.to_owned()));
    }
    let workspace = open(&asked.of.workspace, Absent::Refuse)?;
    let connection = connection_in(&workspace, asked.of.connection.as_deref())?;
    let job = Job {
        workspace: &workspace,
        connection: &connection,
        wanted: Wanted::all(asked.what.into(), asked.format.into()),
    };
    let records = match file {
        Some(file) => job.save(file, asked.force),
        None => job.print(),
    };
    workspace.close();
    if let Some(records) = records? {
        let what = match asked.what {
            What::People | What::Org => counted(records, "person", "people"),
            What::Teams => counted(records, "team", "teams"),
            What::Groups => counted(records, "group", "groups"),
        };
        out::remark(format_args!("{what} of {} exported.", connection.name));
    }
    Ok(())
}

struct Job<'a> {
    workspace: &'a Workspace,
    connection: &'a Connection,
    wanted: Wanted,
}

impl Job<'_> {
    fn write(&self, out: impl Write) -> Result<u64, ExportError> {
        let at = self.workspace.clock().now();
        write(self.workspace, self.connection, &self.wanted, at, out)
    }

    /// `None` when the reader went away, which is its right (`scimbox export people | head`).
    fn print(&self) -> Result<Option<u64>, Failure> {
        match self.write(BufWriter::new(io::stdout().lock())) {
            Ok(records) => Ok(Some(records)),
            Err(ExportError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(None),
            Err(error) => Err(failure("standard output", error)),
        }
    }

    fn save(&self, file: &Path, force: bool) -> Result<Option<u64>, Failure> {
        let name = file.display().to_string();
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut beside =
            tempfile::NamedTempFile::new_in(folder).map_err(Failure::system(name.clone()))?;
        let written = self.write(BufWriter::new(beside.as_file_mut()));
        let records = written.map_err(|error| failure(&name, error))?;
        let moved = match force {
            true => beside.persist(file),
            // Whoever made the file meanwhile keeps it.
            false => beside.persist_noclobber(file),
        };
        match moved {
            Ok(_) => Ok(Some(records)),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(Failure::WouldOverwrite(file.to_owned()))
            }
            Err(refused) => Err(Failure::system(name)(refused.error)),
        }
    }
}

fn failure(place: &str, error: ExportError) -> Failure {
    match error {
        ExportError::Workspace(error) => error.into(),
        ExportError::Write(error) => Failure::system(place)(error),
    }
}
