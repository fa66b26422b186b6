//! The simulator: an identity provider that plays a sample company against the sandbox.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// Starts an initial cycle of the bundled sample company over real HTTP.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StartSimulation {
    /// Connection id to provision into.
    pub connection: String,
    /// Whose requests it sends.
    pub idp: Dialect,
    /// How fast.
    pub pace: Pace,
}

/// Identity providers that can be played, in the way each spells its requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Dialect {
    /// Microsoft Entra ID as it is by default.
    Entra,
    /// Microsoft Entra ID with `aadOptscim062020` in its Tenant URL.
    EntraCompliant,
    /// Okta, for an application made with the App Integration Wizard.
    Okta,
}

/// How fast a simulated cycle runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Pace {
    /// About twelve seconds for the sample company: slow enough to watch.
    Demo,
    /// About a minute, for explaining.
    Slow,
    /// As fast as the answers come.
    Instant,
}

/// Progress of a simulated cycle.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SimulationView {
    /// Counts runs since the program started.
    pub run: u64,
    /// Connection id.
    pub connection: String,
    /// Whose requests it sends.
    pub idp: Dialect,
    /// Where it stands.
    pub state: SimulationState,
    /// What it is doing now.
    pub phase: SimulationPhase,
    /// Requests sent.
    pub sent: u64,
    /// Requests that the whole run is expected to send.
    pub planned: u64,
    /// Requests answered with 400 or more.
    pub failed: u64,
    /// People created or matched.
    pub people: u64,
    /// When it started.
    pub started_at: Millis,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// One sentence when it could not go on.
    pub message: Option<String>,
}

/// Where a simulated cycle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SimulationState {
    /// Requests are being sent.
    Running,
    /// All requests were sent.
    Finished,
    /// The user stopped it.
    Stopped,
    /// It could not go on.
    Failed,
}

/// Steps of an initial cycle, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SimulationPhase {
    /// The connection test.
    Probe,
    /// Match, then create, each person.
    People,
    /// Set each manager.
    Managers,
    /// Match, create and fill each group.
    Groups,
    /// Nothing left to do.
    Done,
}
