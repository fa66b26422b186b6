//! Setup guides: what to do at the identity provider, with our values in it, and how far it has come.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ExchangeRow, Idp, Millis, Subject, TokenView};

/// Asks for the guide of a connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideQuery {
    /// Connection id.
    pub connection: String,
    /// Whose guide; without one, or where there is none, the one that fits best.
    #[ts(optional)]
    pub provider: Option<Idp>,
}

/// Names the guide of a connection for an identity provider.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfGuide {
    /// Connection id.
    pub connection: String,
    /// Whose guide.
    pub provider: Idp,
}

/// Names a step of a guide.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfGuideStep {
    /// Connection id.
    pub connection: String,
    /// Whose guide.
    pub provider: Idp,
    /// Title of the step.
    pub step: String,
}

/// The guide of a connection, as far as its application has one.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideView {
    /// What people call the application, or the id of a twin that is not known.
    pub app: String,
    /// Whether the rules of the application are known.
    pub known: bool,
    /// The identity providers that there are guides for.
    pub providers: Vec<Idp>,
    /// The guide.
    pub guide: Option<GuideDetail>,
}

/// A guide with what has been done of it.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideDetail {
    /// Whose it is.
    pub provider: Idp,
    /// What must be there before.
    pub prerequisites: Vec<PrerequisiteView>,
    /// What to do, in this order.
    pub steps: Vec<GuideStepView>,
    /// What surprises.
    pub traps: Vec<TrapView>,
    /// What goes wrong, and how it is mended.
    pub troubles: Vec<TroubleView>,
    /// The newest token that works.
    pub token: Option<TokenView>,
    /// When this identity provider called last, let in or not; anybody from outside, for others.
    pub last_call_at: Option<Millis>,
    /// Who else called lately, the latest caller first.
    pub others: Vec<GuideCallerView>,
    /// How the first person who came from it, and is there still, arrived.
    pub first_person: Option<ExchangeRow>,
    /// The attribute table as far as the guide says it: the counts are another question's.
    pub attributes: Vec<GuideAttributeView>,
}

/// Somebody who called and is not the identity provider of the guide.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideCallerView {
    /// What people call it; absent when the calls do not show who sent them.
    pub actor: Option<String>,
    /// The guide there is for it.
    pub guide: Option<Idp>,
    /// How many of the newest calls are its.
    pub calls: u64,
    /// When it called last.
    pub last_at: Millis,
}

/// Something that must be there before.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PrerequisiteView {
    /// What it is.
    pub text: String,
    /// When it was ticked off.
    pub ticked_at: Option<Millis>,
}

/// A step of a guide, and where it stands.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideStepView {
    /// What it achieves; names the step.
    pub title: String,
    /// The way there in the portal.
    pub place: Vec<String>,
    /// What to do, a sentence each.
    pub text: Vec<String>,
    /// A page of the portal, an `https` address.
    pub page: Option<String>,
    /// What is pasted, and into which field.
    pub fields: Vec<GuideFieldView>,
    /// What arrives when it has been done.
    pub waits: Option<GuideWaits>,
    /// Whether a token is made here.
    pub makes_token: bool,
    /// Where it stands.
    pub state: GuideState,
    /// Whether Scimbox sees by itself when it is done; the others are ticked off.
    pub watched: bool,
    /// When it was ticked off.
    pub ticked_at: Option<Millis>,
    /// The exchange that shows that it was done.
    pub evidence: Option<ExchangeRow>,
    /// Who or what has come, the latest.
    pub subject: Option<Subject>,
    /// How many have come.
    pub count: u64,
    /// Whether what the evidence brought has been deleted since.
    pub gone: bool,
    /// A later exchange that failed.
    pub problem: Option<ExchangeRow>,
    /// What would show it, had it not come from somebody else; while nothing does.
    pub other: Option<ExchangeRow>,
    /// How many people, or groups, came from others.
    pub from_others: u64,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum GuideState {
    /// It has been done.
    Done,
    /// What shows that it was done has not arrived.
    Waiting,
    /// Somebody called, and it did not work.
    Failed,
    /// It is still to be done.
    Open,
}

/// What arrives when a step has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum GuideWaits {
    /// The identity provider's test of the connection.
    Test,
    /// Somebody.
    Person,
    /// A group.
    Group,
}

/// A field of the portal.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideFieldView {
    /// What the portal calls it.
    pub name: String,
    /// What goes in.
    pub kind: GuideFieldKind,
    /// The value; absent for a token, whose secret is only in the answer that makes it.
    pub value: Option<String>,
}

/// What goes into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum GuideFieldKind {
    /// The address of the connection.
    Url,
    /// The token alone.
    Token,
    /// `Bearer`, a blank and the token.
    BearerToken,
    /// The same for everybody.
    Text,
}

/// Something that surprises.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrapView {
    /// In a few words.
    pub title: String,
    /// What happens, why, and what to do.
    pub text: String,
    /// Rules that notice it.
    pub rules: Vec<String>,
}

/// Something that goes wrong.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TroubleView {
    /// What somebody sees.
    pub symptom: String,
    /// Why.
    pub cause: String,
    /// What to do, and where.
    pub fix: String,
    /// Rules that notice it.
    pub rules: Vec<String>,
}

/// The attribute table of a guide, as far as it has arrived.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideAttributesView {
    /// Whose guide it is.
    pub provider: Idp,
    /// People who came from it.
    pub people: u64,
    /// People who came from somebody else, the simulator included.
    pub others: u64,
    /// The rows.
    pub rows: Vec<GuideAttributeView>,
}

/// A row of the attribute table.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GuideAttributeView {
    /// The attribute, or expression, of the identity provider.
    pub from: String,
    /// The SCIM attribute.
    pub to: String,
    /// What it populates in the application.
    pub populates: String,
    /// What to know about it.
    pub note: Option<String>,
    /// Whether nobody may come without it.
    pub required: bool,
    /// How many people have it.
    pub people: u64,
    /// The value that came last.
    pub example: Option<String>,
    /// The number of the exchange that brought it.
    pub exchange: Option<i64>,
}

/// What of a guide is ticked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum GuidePartKind {
    /// A prerequisite.
    Prerequisite,
    /// A step.
    Step,
}

/// Ticks something of a guide off, or takes the tick back.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TickGuide {
    /// Connection id.
    pub connection: String,
    /// Whose guide.
    pub provider: Idp,
    /// A prerequisite or a step.
    pub part: GuidePartKind,
    /// Text of the prerequisite, or title of the step.
    pub item: String,
    /// Whether it is done.
    pub ticked: bool,
}

/// What a look at the own address has shown.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoorView {
    /// The address that was looked at.
    pub address: String,
    /// When.
    pub at: Millis,
    /// What was looked at, in its order.
    pub checks: Vec<DoorCheckView>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoorCheckView {
    /// What.
    pub check: DoorCheck,
    /// What was seen.
    pub result: DoorResult,
    /// Why it is not as it should be.
    pub detail: Option<String>,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DoorCheck {
    /// The address ends as the application's does.
    Address,
    /// 401 without a token.
    Locked,
    /// 200 with the token.
    Opens,
    /// An empty list for somebody unknown.
    Nobody,
    /// Pages with their counters.
    Pages,
}

/// What was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DoorResult {
    /// It is as it should be.
    Right,
    /// It works, and is not what the application has.
    Look,
    /// It does not work.
    Wrong,
    /// It could not be seen, because of something before it.
    Hidden,
}
