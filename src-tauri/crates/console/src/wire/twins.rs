//! Twins: the rules of named target applications, and which of them a connection follows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Idp;

/// The twins that are known.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TwinsView {
    /// Built-in ones first.
    pub twins: Vec<TwinView>,
    /// Files of the folder that cannot be used.
    pub broken: Vec<BrokenTwinView>,
}

/// The rules of a target application.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TwinView {
    /// Its id, as a connection has it.
    pub id: String,
    /// What people call the application.
    pub name: String,
    /// What it is, in a sentence.
    pub about: String,
    /// The file it comes from; absent for a built-in one.
    pub file: Option<String>,
    /// What its rules mean.
    pub told: Vec<ToldView>,
    /// The attributes that it uses.
    pub attributes: Vec<TwinAttributeView>,
    /// The identity providers that it has setup guides for.
    pub guides: Vec<Idp>,
}

/// What a twin means in one respect.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ToldView {
    /// The respect, in a word.
    pub about: String,
    /// A sentence or a few.
    pub text: String,
}

/// An attribute that an application uses.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TwinAttributeView {
    /// Its path.
    pub name: String,
    /// Whether nobody may come without it.
    pub required: bool,
    /// What it populates.
    pub populates: String,
}

/// A file that is no twin.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BrokenTwinView {
    /// The file.
    pub file: String,
    /// What is wrong with it, a sentence each, with line and key.
    pub flaws: Vec<String>,
}

/// Gives a connection another twin, or asks what that would mean.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChangeTwin {
    /// Connection id.
    pub connection: String,
    /// Id of the twin.
    pub twin: String,
}

/// What another twin would mean for the people that are there.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TwinPreviewView {
    /// People there are.
    pub people: u64,
    /// What would change by itself, a sentence each.
    pub changes: Vec<String>,
    /// What is to be looked at, a sentence each.
    pub remarks: Vec<String>,
    /// Reporting lines that would find their manager.
    pub linked: u64,
    /// Reporting lines that would come loose.
    pub loosened: u64,
    /// Reporting lines that would lead to somebody else.
    pub moved: u64,
    /// People whose login single sign-on would not find.
    pub strangers: u64,
}
