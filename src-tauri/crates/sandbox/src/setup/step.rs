//! Where a step of a guide stands, decided from the log: what it waits for arrived, did not yet, or
//! somebody called and was not let in, which is worth more than silence. What came from somebody else
//! than the identity provider of the guide decides nothing and is told.

use jiff::Timestamp;

use super::evidence::{Arrivals, Evidence};
use crate::Token;
use crate::traffic::{ExchangeRow, Subject};
use crate::twins::{FieldValue, GuideStep, Offers, Waits};

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// It has been done.
    Done,
    /// What shows that it was done has not arrived.
    Waiting,
    /// Somebody called, and it did not work.
    Failed,
    /// Nothing shows whether it was done; a person ticks it off.
    Open,
}

/// A step of a guide and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct SetupStep {
    /// Where it stands.
    pub state: StepState,
    /// Whether Scimbox sees by itself when it is done.
    pub watched: bool,
    /// When it was ticked off.
    pub ticked_at: Option<Timestamp>,
    /// The exchange that shows that it was done.
    pub evidence: Option<ExchangeRow>,
    /// Who or what has come, the latest.
    pub subject: Option<Subject>,
    /// How many have come.
    pub count: u64,
    /// Whether what `evidence` brought has been deleted since, so that it shows nothing any more.
    pub gone: bool,
    /// A later exchange that failed.
    pub problem: Option<ExchangeRow>,
    /// What would show it, had it come from the identity provider of the guide; while nothing does.
    pub other: Option<ExchangeRow>,
    /// How many people, or groups, came from others.
    pub from_others: u64,
}

/// Where a step stands.
pub(super) fn judge(
    step: &GuideStep,
    found: &Evidence,
    token: Option<&Token>,
    ticked_at: Option<Timestamp>,
) -> SetupStep {
    let mut judged = SetupStep {
        state: StepState::Waiting,
        watched: true,
        ticked_at,
        evidence: None,
        subject: None,
        count: 0,
        gone: false,
        problem: None,
        other: None,
        from_others: 0,
    };
    match (step.waits, step.offers) {
        (Some(Waits::Test), _) => tested(&mut judged, found),
        (Some(Waits::Person), _) => arrived(&mut judged, &found.people),
        (Some(Waits::Group), _) => arrived(&mut judged, &found.groups),
        (None, Some(Offers::Token)) => {
            judged.state = match token {
                Some(_) => StepState::Done,
                None => StepState::Open,
            };
        }
        (None, None) if pastes_ours(step) => {
            // Who was let in has the address and the token.
            judged.evidence.clone_from(&found.let_in);
            judged.other = found.other.clone().filter(|row| row.status < 400);
            judged.state = match found.valid {
                true => StepState::Done,
                false => StepState::Open,
            };
        }
        (None, None) => {
            judged.watched = false;
            judged.state = StepState::Open;
        }
    }
    let undecided = matches!(judged.state, StepState::Open | StepState::Waiting);
    if undecided && ticked_at.is_some() {
        judged.state = StepState::Done;
    }
    if judged.state == StepState::Done {
        judged.other = None;
    }
    judged
}

fn pastes_ours(step: &GuideStep) -> bool {
    let ours = |value: &FieldValue| matches!(value, FieldValue::Ours(_));
    step.fields.iter().any(|field| ours(&field.value))
}

fn tested(judged: &mut SetupStep, found: &Evidence) {
    judged.evidence.clone_from(&found.let_in);
    judged.problem.clone_from(&found.refused);
    judged.other.clone_from(&found.other);
    // What an older token brought about does not show that the present one was pasted.
    judged.state = match (&found.refused, found.valid) {
        (Some(_), _) => StepState::Failed,
        (None, true) => StepState::Done,
        (None, false) => StepState::Waiting,
    };
}

fn arrived(judged: &mut SetupStep, arrivals: &Arrivals) {
    judged.evidence.clone_from(&arrivals.latest);
    judged.subject.clone_from(&arrivals.subject);
    judged.count = arrivals.count;
    judged.gone = arrivals.gone;
    judged.problem.clone_from(&arrivals.failed);
    judged.other.clone_from(&arrivals.other);
    judged.from_others = arrivals.from_others;
    let here = arrivals.count > 0 && !arrivals.gone;
    judged.state = match (here, &arrivals.failed) {
        (true, _) => StepState::Done,
        (false, Some(_)) => StepState::Failed,
        (false, None) => StepState::Waiting,
    };
}
