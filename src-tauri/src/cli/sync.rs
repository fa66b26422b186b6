//! `scimbox sync`, as it is typed.

use clap::{Args, Subcommand};

use super::{TwinsArg, WorkspaceArg};

/// `scimbox sync`.
#[derive(Debug, Subcommand)]
pub(crate) enum Sync {
    /// Show what a sync would do now: how many get which verdict, and who; nothing is done
    Preview {
        #[command(flatten)]
        of: Synced,
        /// Only those with this verdict
        #[arg(long, value_name = "VERDICT", value_parser = VERDICTS)]
        verdict: Option<String>,
        /// List at most so many people
        #[arg(long, value_name = "NUMBER", default_value_t = 100)]
        limit: u32,
    },
    /// Sync now and wait until it has finished; exit code 1 when it fails
    Now {
        #[command(flatten)]
        of: Synced,
    },
    /// List the syncs there were, the latest first, and the next ones by the schedule
    History {
        #[command(flatten)]
        of: Synced,
        /// List at most so many
        #[arg(long, value_name = "NUMBER", default_value_t = 20)]
        limit: u32,
    },
    /// Show the step log of a sync, and about whom it did something
    Show {
        #[command(flatten)]
        of: Synced,
        /// Its number, as `sync history` shows it
        #[arg(value_name = "NUMBER")]
        run: i64,
        /// List at most so many people
        #[arg(long, value_name = "NUMBER", default_value_t = 100)]
        limit: u32,
    },
    /// Go on with a sync that failed, from the step in which it did
    Retry {
        #[command(flatten)]
        of: Synced,
        /// Its number. Default: the latest one
        #[arg(value_name = "NUMBER")]
        run: Option<i64>,
    },
    /// List, add and remove the domains that single sign-on is set up for
    Domains {
        #[command(flatten)]
        of: Synced,
        /// Add this domain
        #[arg(long, value_name = "DOMAIN")]
        add: Vec<String>,
        /// Remove this domain
        #[arg(long, value_name = "DOMAIN")]
        remove: Vec<String>,
    },
}

/// The words for verdicts.
const VERDICTS: [&str; 9] = [
    "create", "update", "restore", "disable", "remove", "inactive", "domain", "taken", "member",
];

/// Whose syncs, and how the answer is written.
#[derive(Debug, Args)]
pub(crate) struct Synced {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArg,
    /// The connection: its name, or its id
    pub(crate) connection: String,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) twins: TwinsArg,
}
