//! The live feed: a tick at most ten times a second, never an event per request.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{KeyringView, Millis, SimulationView};

/// Counters since the workspace was made, and the newest `seq`. The UI pulls what it shows.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Tick {
    /// Newest `seq` of exchanges and resource versions together.
    pub seq: i64,
    /// Rises whenever connections or tokens change, also from the command line.
    pub revision: i64,
    /// Rises whenever a diagnosis is opened, closed or shows itself again.
    pub diagnosed: u64,
    /// Recorded exchanges of all connections.
    pub exchanges: u64,
    /// Recorded exchanges that were answered with 400 or more.
    pub failed: u64,
    /// Requests in the last second.
    pub per_second: f64,
    /// When the last request came.
    pub last_call_at: Option<Millis>,
    /// Who sent it (`Entra ID`, `curl`, …).
    pub last_call_by: Option<String>,
    /// By how many milliseconds the clock of the program is ahead of real time; 0 when it is not.
    pub clock_ahead: Millis,
    /// Size of the workspace in bytes.
    pub stored_bytes: u64,
    /// Where tokens are kept.
    pub keyring: KeyringView,
    /// The running or last simulation.
    pub simulation: Option<SimulationView>,
}
