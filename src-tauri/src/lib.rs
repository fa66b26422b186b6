//! Scimbox, the program: a window, a command line, the keyring. Everything else is in the crates below it;
//! no rule of SCIM and no SQL belongs here.
//!
//! One binary in two shapes: with the feature `desktop` (the default) it can open a window and needs
//! WebKitGTK on Linux; without it `scimbox serve` is all there is.

mod assets;
mod cli;
mod commands;
#[cfg(feature = "desktop")]
mod desktop;
mod failure;
mod headless;
mod host;
mod logging;
mod out;
mod paths;
mod signals;
mod twins;
pub mod vault;

use failure::Failure;

use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};

/// Does what the command line says. Failures are one sentence on stderr and the exit code 1; a command
/// line that is not understood ends with 2, as `clap` does.
#[must_use]
pub fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            out::remark(format_args!("scimbox: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        None => window(cli.workspace.file.as_deref()),
        Some(Command::Serve(serve)) => headless::serve(&serve),
        Some(Command::Token(token)) => commands::token(token),
        Some(Command::Connection(connection)) => commands::connection(connection),
        Some(Command::Schema(schema)) => commands::schema(schema),
        Some(Command::Export(export)) => commands::export(&export),
        Some(Command::Findings(findings)) => commands::findings(&findings),
        Some(Command::Twin(twin)) => commands::twin(&twin),
        Some(Command::Sync(sync)) => commands::sync(&sync),
    }
}

#[cfg(feature = "desktop")]
fn window(workspace: Option<&str>) -> Result<(), Failure> {
    // Whoever clicked an icon sees no stderr; the log file has the reason as well.
    desktop::open(workspace).inspect_err(|failure| tracing::error!(%failure, "ended"))
}

#[cfg(not(feature = "desktop"))]
fn window(_: Option<&str>) -> Result<(), Failure> {
    Err(Failure::NoWindow(
        "This scimbox was built without the window. Use `scimbox serve`; `scimbox --help` shows what else there is.",
    ))
}
