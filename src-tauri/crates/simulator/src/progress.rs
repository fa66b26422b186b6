//! What a run tells while it goes and when it ends.

/// Where a run stands. One value is sent for every request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Requests sent.
    pub sent: u64,
    /// Requests that the whole run is expected to send. It changes while the run learns what the
    /// target holds already, and equals `sent` at the end.
    pub planned: u64,
    /// Operations that did not succeed.
    pub failed: u64,
    /// People created or found.
    pub people: u64,
    /// What was done last, as a sentence.
    pub last: Option<String>,
}

/// Steps of an initial cycle, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Phase {
    /// The connection test.
    #[default]
    Probe,
    /// Match, then create or change, each person.
    People,
    /// Set each manager.
    Managers,
    /// Match, create and fill each group.
    Groups,
    /// Nothing left to do.
    Done,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything was sent.
    Finished,
    /// The caller stopped it.
    Stopped,
}

/// One operation that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Name of the person or group it was about.
    pub subject: String,
    /// Why, as a sentence.
    pub reason: String,
}
