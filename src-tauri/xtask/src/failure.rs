//! Why a command could not be carried out, as one sentence each.

use std::{fmt, io, path::PathBuf};

/// Everything that stops `cargo xtask` before the tests have been counted.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line was not understood.
    Usage(String),
    /// The directory of the checkout is not known.
    NoCheckout,
    /// A program is not installed, or could not be started.
    NotStarted { program: String, source: io::Error },
    /// A program ended with an error of its own, already shown.
    Ended { line: String, code: Option<i32> },
    /// System packages are missing and this user has to install them.
    PackagesNeeded { what: String, command: String },
    /// A file or folder could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// A program said it was done, but what it should have made is not there.
    NothingMade { path: PathBuf },
}

impl Failure {
    /// The exit code of the whole command: 2 for the caller's mistake, otherwise 1.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(mistake) => write!(f, "{mistake}\n\n{}", crate::args::USAGE),
            Self::NoCheckout => write!(f, "start it inside the checkout as `cargo xtask`"),
            Self::NotStarted { program, source } if source.kind() == io::ErrorKind::NotFound => {
                write!(
                    f,
                    "`{program}` is not installed; it is needed here{}",
                    hint(program)
                )
            }
            Self::NotStarted { program, source } => {
                write!(f, "`{program}` could not be started: {source}")
            }
            Self::Ended {
                line,
                code: Some(code),
            } => write!(f, "`{line}` ended with code {code}"),
            Self::Ended { line, code: None } => write!(f, "`{line}` was ended by a signal"),
            Self::PackagesNeeded { what, command } => {
                write!(
                    f,
                    "this machine lacks {what}. Install it and start again:\n\n  {command}"
                )
            }
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::NothingMade { path } => write!(f, "{} was not made", path.display()),
        }
    }
}

fn hint(program: &str) -> &'static str {
    match program {
        "npm" | "npx" | "node" => " (Node.js 20 or newer brings it)",
        _ => "",
    }
}
