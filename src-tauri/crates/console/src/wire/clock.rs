//! The clock of the program, which can be set ahead of real time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// Where the clock is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ClockJump {
    /// To the next sync of the connection by its schedule.
    NextRun,
    /// An hour ahead.
    Hour,
    /// A day ahead.
    Day,
    /// Thirty days ahead.
    Days30,
    /// Back to real time.
    Real,
}

/// Moves the clock.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MoveClock {
    /// Connection id, whose schedule is meant.
    pub connection: String,
    /// Where to.
    pub jump: ClockJump,
}

/// What the clock shows.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ClockView {
    /// The time that is noted wherever a time is noted.
    pub now: Millis,
    /// By how many milliseconds it is ahead of real time; 0 when it is not.
    pub ahead: Millis,
    /// When the next sync of the connection runs by itself.
    pub next_run: Option<Millis>,
}
