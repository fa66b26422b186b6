//! Where the UI runs: version, workspace, listener, keyring.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything the window's frame needs once, at start.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct About {
    /// Version of Scimbox, for example `0.1.0`.
    pub version: String,
    /// The open workspace.
    pub workspace: WorkspaceView,
    /// Base URL of the SCIM listener without a connection id, `http://127.0.0.1:8787/scim/v2`.
    pub scim_url: String,
    /// The port that was asked for, when it was busy and another one is used.
    pub busy_port: Option<u16>,
    /// Where tokens are kept.
    pub keyring: KeyringView,
    /// Whether requests are recorded at all (`--no-capture` turns it off).
    pub capture: bool,
}

/// The open workspace file.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkspaceView {
    /// File name without its folder, or `In memory`.
    pub name: String,
    /// Full path; absent for a workspace in memory.
    pub path: Option<String>,
}

/// State of the place where token secrets are kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyringView {
    /// What can be relied on.
    pub state: KeyringState,
    /// One sentence for the yellow bar; absent when all is well.
    pub message: Option<String>,
}

/// Whether the operating system keeps our secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum KeyringState {
    /// Secrets are kept in the operating system's keyring.
    Ready,
    /// A keyring exists but is locked, so secrets live for this session only.
    Locked,
    /// There is no keyring here, so secrets live for this session only.
    Missing,
}
