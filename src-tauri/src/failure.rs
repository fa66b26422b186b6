//! Why a command could not be carried out: one sentence each, on stderr, with a non-zero exit code.

use std::path::PathBuf;

/// What stops `scimbox`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Failure {
    /// There is no folder for application data.
    #[error("This account has no home folder; say where the workspace is with --workspace FILE.")]
    NoHome,
    /// `--workspace ""`, most often a variable of a script that is not set.
    #[error(
        "--workspace was given an empty name. Name a file, or leave the option out for the default workspace."
    )]
    NamelessWorkspace,
    /// `token` and `connection` need a file that a server can share.
    #[error(
        "A workspace in memory exists only inside the server that made it; name a file with --workspace."
    )]
    InMemory,
    /// The workspace file is not there.
    #[error("There is no workspace at {}.", .0.display())]
    NoWorkspace(PathBuf),
    /// The workspace refused.
    #[error(transparent)]
    Workspace(#[from] console::workspace::Error),
    /// `token revoke` names a token of another connection, or none at all.
    #[error(
        "The connection {connection} has no token {token}. `scimbox token list` shows its tokens."
    )]
    ForeignToken {
        /// The id that was given.
        token: String,
        /// The connection that was looked at.
        connection: String,
    },
    /// `--token-env` names a variable that is not there.
    #[error("The environment variable {0} is not set; --token-env takes the token from it.")]
    NoToken(String),
    /// `--token-env` names a variable that holds something else.
    #[error(
        "The environment variable {0} holds no usable token: --token-env needs 16 to 512 visible ASCII characters without blanks or quotes."
    )]
    UnusableToken(String),
    /// `connection delete` without `--yes`.
    #[error("Nothing was deleted. Repeat the command with --yes to delete the connection.")]
    NotConfirmed,
    /// `connection set --twin` without `--yes` where it changes something.
    #[error("Nothing was changed. Repeat the command with --yes to choose this application.")]
    NotSet,
    /// `connection renew` without `--yes`.
    #[error(
        "Nothing was changed. Repeat the command with --yes to give the connection a new URL and a new token."
    )]
    NotRenewed,
    /// `export` without `--force` onto a file.
    #[error("{} is there already. Name another file, or add --force to write over it.", .0.display())]
    WouldOverwrite(PathBuf),
    /// A file with schemas cannot be used.
    #[error("{file}: {source}")]
    Schemas {
        /// The file as it was named.
        file: String,
        /// Why, with the place in the file.
        source: console::workspace::Error,
    },
    /// `schema remove` without `--yes` where resources have values of the extension.
    #[error("Nothing was removed. Repeat the command with --yes to remove it.")]
    NotRemoved,
    /// `twin check` found files that are no twins; the flaws have been told.
    #[error("{}", if *.0 == 1 { "1 file cannot be used.".to_owned() } else { format!("{} files cannot be used.", .0) })]
    FlawedTwins(usize),
    /// The host could not start.
    #[error(transparent)]
    Host(#[from] console::StartError),
    /// The window cannot open.
    #[error("{0}")]
    NoWindow(&'static str),
    /// Something of the operating system did not work.
    #[error("{what}: {source}")]
    System {
        /// What was tried.
        what: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The window could not be made.
    #[cfg(feature = "desktop")]
    #[error("The window could not be opened: {0}")]
    Window(#[from] tauri::Error),
}

impl Failure {
    /// Says what was tried when the operating system refused.
    pub(crate) fn system(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::System { what, source }
    }
}
