//! Where a step of a guide stands, decided from the log: what it waits for arrived, did not yet, or
//! somebody called and was not let in, which is worth more than silence.

use jiff::Timestamp;

use crate::store::{self, Db};
use crate::traffic::{ExchangeRow, Subject};
use crate::twins::{FieldValue, GuideStep, Offers, Provider, Waits};
use crate::{Error, Token};

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
    /// A later exchange that failed.
    pub problem: Option<ExchangeRow>,
}

/// What the log tells about a setup.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// The call that shows that address and token are right: the test rather than what came after it.
    let_in: Option<ExchangeRow>,
    /// Whether its token still lets in.
    valid: bool,
    /// The latest one that was not let in, when it is later.
    refused: Option<ExchangeRow>,
    people: Arrivals,
    groups: Arrivals,
}

#[derive(Debug, Clone, Default)]
struct Arrivals {
    latest: Option<ExchangeRow>,
    subject: Option<Subject>,
    count: u64,
    /// A write that failed since.
    failed: Option<ExchangeRow>,
}

impl Evidence {
    /// `tokens` are the ids of those that let in now.
    pub(super) fn gather(
        db: &Db,
        connection: i64,
        provider: Provider,
        tokens: &[&str],
    ) -> Result<Self, Error> {
        let people = Arrivals::gather(db, connection, "User", "Users")?;
        let groups = Arrivals::gather(db, connection, "Group", "Groups")?;
        let sender = match provider {
            Provider::Other => None,
            named => Some(named.word()),
        };
        let tested = match provider {
            // Nobody knows how it tests: any call that is answered is one.
            Provider::Other => store::setup::last_answered(db, connection)?,
            _ => store::setup::last_test(db, connection, sender)?,
        };
        // Whoever brings people was let in, too; the log may be without the test.
        let brought = [&people.latest, &groups.latest].into_iter().flatten();
        let brought = brought.filter(|row| sender.is_none() || row.idp.as_deref() == sender);
        let answered: Vec<ExchangeRow> = tested.into_iter().chain(brought.cloned()).collect();
        let latest = later(answered.iter().cloned());
        let refused = refusal(db, connection, sender, latest.as_ref())?;
        let lets_in = |row: &&ExchangeRow| {
            let token = row.token_id.as_deref();
            token.is_some_and(|id| tokens.contains(&id))
        };
        let shows = answered.iter().find(lets_in).cloned();
        Ok(Self {
            valid: shows.is_some(),
            let_in: shows.or(latest),
            refused,
            people,
            groups,
        })
    }

    /// When those calls arrived.
    pub(super) fn times(&self) -> impl Iterator<Item = Timestamp> {
        let rows = [
            &self.let_in,
            &self.refused,
            &self.people.latest,
            &self.groups.latest,
        ];
        rows.into_iter().flatten().map(|row| row.at)
    }
}

impl Arrivals {
    fn gather(db: &Db, connection: i64, kind: &str, endpoint: &str) -> Result<Self, Error> {
        let latest = store::setup::last_arrival(db, connection, kind)?;
        let (count, subject) = match &latest {
            Some(row) => (
                store::setup::arrivals(db, connection, kind)?,
                row.subject.clone(),
            ),
            None => match store::setup::unrecorded(db, connection, kind)? {
                Some(subject) => (1, Some(subject)),
                None => (0, None),
            },
        };
        let failed = store::setup::last_failed_write(db, connection, endpoint)?;
        let failed = failed.filter(|row| is_after(row, latest.as_ref()));
        Ok(Self {
            latest,
            subject,
            count,
            failed,
        })
    }
}

/// The latest call that was not let in, unless one was since. A call to a wrong address belongs to no
/// connection: it counts where it may be meant, for one that works and others beside it that is not so.
fn refusal(
    db: &Db,
    connection: i64,
    sender: Option<&str>,
    let_in: Option<&ExchangeRow>,
) -> Result<Option<ExchangeRow>, Error> {
    let refused = store::setup::last_refusal(db, connection, sender)?;
    let alone = store::connections::all(db)?.len() == 1;
    let stray = match alone || let_in.is_none() {
        true => store::setup::last_stray(db, sender)?,
        false => None,
    };
    let latest = later(refused.into_iter().chain(stray));
    Ok(latest.filter(|row| is_after(row, let_in)))
}

fn is_after(row: &ExchangeRow, other: Option<&ExchangeRow>) -> bool {
    other.is_none_or(|other| row.seq > other.seq)
}

fn later(rows: impl Iterator<Item = ExchangeRow>) -> Option<ExchangeRow> {
    rows.max_by_key(|row| row.seq)
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
        problem: None,
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
    judged
}

fn pastes_ours(step: &GuideStep) -> bool {
    let ours = |value: &FieldValue| matches!(value, FieldValue::Ours(_));
    step.fields.iter().any(|field| ours(&field.value))
}

fn tested(judged: &mut SetupStep, found: &Evidence) {
    judged.evidence.clone_from(&found.let_in);
    judged.problem.clone_from(&found.refused);
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
    judged.problem.clone_from(&arrivals.failed);
    judged.state = match (arrivals.count, &arrivals.failed) {
        (0, Some(_)) => StepState::Failed,
        (0, None) => StepState::Waiting,
        _ => StepState::Done,
    };
}
