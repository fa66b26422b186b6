//! Why a measurement could not be made, as one sentence each.

use std::io;

/// Everything that ends the bench before its table.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line was not understood.
    #[error("{0}\n\n{usage}", usage = crate::args::USAGE)]
    Usage(String),
    /// A file, a socket or a program did not do what it should.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The workspace refused while it was filled.
    #[error("filling the workspace: {0}")]
    Sandbox(#[from] sandbox::Error),
    /// SQLite refused.
    #[error("raw SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A file of ours is not what we wrote.
    #[error("{what}: {source}")]
    Json {
        /// Which file or message.
        what: String,
        /// Why it cannot be read.
        source: serde_json::Error,
    },
    /// The server under test did not become ready, or ended.
    #[error("{0}; its messages are in {1}")]
    Server(String, String),
    /// Something was answered that must not be measured.
    #[error("{operation}: the answer was {status} instead of {expected}: {body}")]
    Answer {
        /// Which request.
        operation: String,
        /// The status of the answer.
        status: u16,
        /// What was expected.
        expected: String,
        /// The start of the answer.
        body: String,
    },
    /// An answer was no HTTP that this client understands.
    #[error("the server sent something that is no answer: {0}")]
    NoHttp(&'static str),
}

impl Failure {
    /// The exit code: 2 for the caller's mistake, otherwise 1.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// Says what was tried when an I/O error comes back.
pub(crate) trait Trying<T> {
    /// Names what was tried.
    fn trying(self, what: impl FnOnce() -> String) -> Result<T, Failure>;
}

impl<T> Trying<T> for io::Result<T> {
    fn trying(self, what: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|source| Failure::Io {
            what: what(),
            source,
        })
    }
}

impl<T> Trying<T> for serde_json::Result<T> {
    fn trying(self, what: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|source| Failure::Json {
            what: what(),
            source,
        })
    }
}
