//! `scimbox findings`, as it is typed.

use clap::Args;

use super::{TwinsArg, WorkspaceArg};

/// `scimbox findings`.
#[derive(Debug, Args)]
pub(crate) struct Findings {
    /// Name or id of the connection. Default: the default connection
    pub(crate) connection: Option<String>,
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArg,
    #[command(flatten)]
    pub(crate) twins: TwinsArg,
    /// Also those that were accepted or fixed
    #[arg(long)]
    pub(crate) all: bool,
    /// As JSON: an array of findings with cause, consequence, fixes, requests and people
    #[arg(long)]
    pub(crate) json: bool,
}
