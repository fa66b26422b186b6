//! `scimbox twin`, as it is typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The option of those commands that know twins.
#[derive(Debug, Clone, Args)]
pub(crate) struct TwinsArg {
    /// A folder with twins of your own. Default: twins in the application data folder, if it is there
    #[arg(long = "twins", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// `scimbox twin`.
#[derive(Debug, Subcommand)]
pub(crate) enum Twin {
    /// List the twins that are known, and the files that cannot be used
    List {
        #[command(flatten)]
        twins: TwinsArg,
    },
    /// Show what a twin means: its rules, attributes, guides and troubleshooting
    Show {
        /// Its id, as `twin list` shows it
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        twins: TwinsArg,
    },
    /// Check files before they are used; each flaw is told with its line and key
    Check {
        /// The files
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
}
