//! Diagnoses: what is wrong with a connection, why, what it leads to and how it is mended; and the cycles
//! of its identity provider.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ExchangeRow, Millis, Severity};

/// Which diagnoses are wanted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct DiagnosesQuery {
    /// Connection id.
    pub connection: String,
    /// Only those in this state.
    #[ts(optional)]
    pub state: Option<DiagnosisState>,
}

/// What has become of a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DiagnosisState {
    /// It is to be looked at.
    Open,
    /// Somebody accepted it, with a note.
    Accepted,
    /// Later traffic proved it mended.
    Fixed,
}

/// How sure a diagnosis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DiagnosisConfidence {
    /// It follows from what was sent.
    Sure,
    /// Nothing else explains it well.
    Likely,
    /// It is one explanation of several.
    Guess,
}

/// The diagnoses of a connection.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DiagnosesView {
    /// By consequence, then the latest first; fixed ones last.
    pub diagnoses: Vec<DiagnosisRow>,
    /// How many are open and more than an explanation.
    pub to_look_at: u64,
    /// How many are open and only explain.
    pub to_know: u64,
    /// How many were accepted.
    pub accepted: u64,
    /// How many were fixed.
    pub fixed: u64,
}

/// A diagnosis in a list.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DiagnosisRow {
    /// Its id.
    pub id: i64,
    /// The rule, such as `CONN-04`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: DiagnosisConfidence,
    /// What has become of it.
    pub state: DiagnosisState,
    /// What is the case.
    pub sentence: String,
    /// Why it was accepted.
    pub note: Option<String>,
    /// People it is about now.
    pub people: u64,
    /// When it was opened last.
    pub opened_at: Millis,
    /// By which exchange.
    pub opened_by: Option<i64>,
    /// The latest sign of it.
    pub last_at: Millis,
    /// By which exchange.
    pub last_by: Option<i64>,
    /// When it was closed.
    pub closed_at: Option<Millis>,
    /// By which exchange.
    pub closed_by: Option<i64>,
    /// How often it came back.
    pub reopened: u64,
}

/// Everything about one diagnosis.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DiagnosisCard {
    /// What the list shows.
    pub row: DiagnosisRow,
    /// Why it happens.
    pub cause: String,
    /// What it leads to.
    pub consequence: String,
    /// How it is mended; that of the identity provider at hand.
    pub fixes: Vec<FixView>,
    /// What proves that it was.
    pub closes: String,
    /// What the guide of the application says about it.
    pub guide: Option<GuideAdvice>,
    /// The section of the standard.
    pub section: String,
    /// Exchanges that show it, the latest first.
    pub exchanges: Vec<ExchangeRow>,
    /// Whom it is or was about, at most 500 of them.
    pub concerned: Vec<ConcernedView>,
    /// What it is about by name, with how many people each, the most frequent first; mostly empty.
    pub tally: Vec<TallyView>,
}

/// How something is mended in one portal.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FixView {
    /// Whose portal it is: `Entra ID`, `Okta`; nothing for Scimbox or any other.
    pub portal: Option<String>,
    /// The way there.
    pub place: Vec<String>,
    /// What to do there.
    pub text: String,
}

/// A row of the troubleshooting table of an application.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideAdvice {
    /// The application.
    pub app: String,
    /// What somebody sees.
    pub symptom: String,
    /// What to do.
    pub fix: String,
}

/// Somebody that a diagnosis is or was about.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ConcernedView {
    /// SCIM id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// What it is with them.
    pub detail: Option<String>,
    /// They no longer are concerned.
    pub settled: bool,
    /// By which exchange.
    pub settled_by: Option<i64>,
    /// They are in the directory.
    pub here: bool,
}

/// Names one diagnosis.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfDiagnosis {
    /// Connection id.
    pub connection: String,
    /// Its id.
    pub id: i64,
}

/// A decision about a diagnosis.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DecideDiagnosis {
    /// Connection id.
    pub connection: String,
    /// The id of the diagnosis.
    pub id: i64,
    /// Why it is accepted; without one it is opened again.
    #[ts(optional)]
    pub note: Option<String>,
}

/// The bursts of calls of a connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CyclesView {
    /// The newest first, at most twenty.
    pub cycles: Vec<CycleView>,
    /// When the next cycle of Entra ID is to be expected.
    pub next_at: Option<Millis>,
}

/// A burst of calls of one identity provider.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CycleView {
    /// What it is.
    pub kind: CycleKindView,
    /// Who sent it: `Entra ID`, `Okta`, …
    pub provider: String,
    /// It was played by the simulator.
    pub played: bool,
    /// When it began.
    pub started_at: Millis,
    /// When its last call came.
    pub ended_at: Millis,
    /// Its first exchange.
    pub first_exchange: i64,
    /// Its last exchange.
    pub last_exchange: i64,
    /// Calls.
    pub calls: u64,
    /// People it was about.
    pub people: u64,
    /// Calls that wanted to change something.
    pub writes: u64,
    /// Those of them that failed.
    pub failed: u64,
}

/// What a burst of calls is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum CycleKindView {
    /// A cycle, or several people at once.
    Cycle,
    /// One person, between cycles.
    OnDemand,
    /// A test of the connection.
    Test,
}

/// A name that a finding is about, such as an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TallyView {
    /// The name.
    pub name: String,
    /// With how many people.
    pub people: u64,
}
