//! The commands that work on a workspace file and end: they may run beside a server, which notices.

mod connection;
mod export;
mod findings;
mod schema;
mod sync;
mod token;
mod twin;

pub(crate) use connection::carry_out as connection;
pub(crate) use export::carry_out as export;
pub(crate) use findings::carry_out as findings;
pub(crate) use schema::carry_out as schema;
pub(crate) use sync::carry_out as sync;
pub(crate) use token::carry_out as token;
pub(crate) use twin::carry_out as twin;

use std::path::Path;
use std::sync::Arc;

use console::workspace::{Connection, Error, Workspace, clock, ids};

use crate::cli::WorkspaceArg;
use crate::{Failure, out, paths};

/// Whether a command makes the workspace when it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absent {
    /// A mistyped name must not leave an empty file behind.
    Refuse,
    /// The command puts something into it.
    Make,
}

fn open(named: &WorkspaceArg, absent: Absent) -> Result<Workspace, Failure> {
    let file = paths::workspace_file(named.file.as_deref())?;
    if !file.exists() {
        if absent == Absent::Refuse {
            return Err(Failure::NoWorkspace(file));
        }
        make(&file)?;
    }
    Ok(Workspace::open_beside(
        &file,
        Arc::new(clock::System),
        Arc::new(ids::Random),
    )?)
}

fn make(file: &Path) -> Result<(), Failure> {
    let location = console::workspace::Location::File(file.to_owned());
    Workspace::open(console::workspace::Options::new(location))?.close();
    out::remark(format_args!("Made a new workspace at {}.", file.display()));
    Ok(())
}

/// The connection that somebody typed: its name, its id, or nothing for the default one.
fn connection_in(workspace: &Workspace, typed: Option<&str>) -> Result<Connection, Failure> {
    let Some(typed) = typed else {
        return Ok(workspace.default_connection()?);
    };
    match workspace.connection(typed) {
        Err(Error::UnknownConnection(_)) => Ok(workspace.connection_named(typed)?),
        found => Ok(found?),
    }
}

fn counted(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
