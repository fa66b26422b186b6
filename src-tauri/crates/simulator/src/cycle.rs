//! An initial cycle: what an identity provider sends when provisioning is switched on.
//!
//! Test the connection; match and create everybody; then, when everybody has an id, the references:
//! managers, and groups with their members. A second Entra cycle over the same company writes
//! nothing: the steady state. Okta, which knows no cycles, sends the manager with the person and
//! writes whatever it links. What fails is counted and left for the next cycle, as Entra does; there are no
//! retries within one.

mod groups;

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::company::{Company, Person, ReportsTo};
use crate::dialect::{Dialect, Family};
use crate::error::Error;
use crate::gate::{Gate, Pace};
use crate::progress::{Ending, Failure, Phase, Progress};
use crate::session::{Effect, Session, manager_of};

/// Requests under way at the same time when a run goes as fast as it can.
const SIDE_BY_SIDE: usize = 4;

/// What is to be played, and where.
#[derive(Clone)]
pub struct Plan {
    /// SCIM base URL of the target, such as `http://127.0.0.1:8787/scim/v2`.
    pub base_url: String,
    /// Bearer token, bare.
    pub token: String,
    /// Who is provisioned.
    pub company: Company,
    /// Whose requests are sent.
    pub dialect: Dialect,
    /// How fast.
    pub pace: Pace,
    /// Requests under way at the same time; at least one.
    pub concurrency: usize,
    /// Decides for whom *Test Connection* looks.
    pub seed: u64,
}

impl Plan {
    /// A plan with the concurrency that suits its pace: one request at a time where somebody is to
    /// follow the story.
    #[must_use]
    pub fn new(
        base_url: impl Into<String>,
        token: impl Into<String>,
        company: Company,
        dialect: Dialect,
        pace: Pace,
        seed: u64,
    ) -> Self {
        let concurrency = if pace == Pace::Instant {
            SIDE_BY_SIDE
        } else {
            1
        };
        Self {
            base_url: base_url.into(),
            token: token.into(),
            company,
            dialect,
            pace,
            concurrency,
            seed,
        }
    }
}

/// Everything but the token.
impl fmt::Debug for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Plan")
            .field("base_url", &self.base_url)
            .field("token", &"[redacted]")
            .field("company", &self.company.name())
            .field("dialect", &self.dialect)
            .field("pace", &self.pace)
            .field("concurrency", &self.concurrency)
            .field("seed", &self.seed)
            .finish()
    }
}

/// How a run went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it was played to the end.
    pub ending: Ending,
    /// The last progress.
    pub progress: Progress,
    /// The first operations that did not succeed, with their reasons.
    pub failures: Vec<Failure>,
}

/// Plays an initial cycle. `progress` is told about every request; `stop` ends the run before the
/// next one.
///
/// # Errors
/// When nothing can be sent or nothing more would succeed: a base URL or token of no use, nobody
/// who listens, or a connection test or later request that is refused with 401 or 403. Every other
/// failure is counted and the run goes on.
pub async fn run(
    plan: Plan,
    progress: watch::Sender<Progress>,
    stop: CancellationToken,
) -> Result<Outcome, Error> {
    let session = Session::new(&plan.base_url, &plan.token, plan.dialect)?;
    let gate = Arc::new(Gate::new(
        plan.pace,
        planned(&plan.company, plan.dialect),
        progress,
        stop,
    ));
    let mut cycle = Cycle {
        session: session.through(Arc::clone(&gate)),
        ids: vec![None; plan.company.len()],
        known_managers: HashMap::new(),
        gate,
        plan,
    };
    let ending = match cycle.play().await {
        Ok(()) => Ending::Finished,
        Err(Error::Stopped) => Ending::Stopped,
        Err(error) => return Err(error),
    };
    let (progress, failures) = cycle.gate.report();
    Ok(Outcome {
        ending,
        progress,
        failures,
    })
}

/// Requests to an empty target: the probe, match and create for everybody, references, and match,
/// create and fill for each group.
fn planned(company: &Company, dialect: Dialect) -> u64 {
    let extent = company.extent();
    let people = 2 * extent.people;
    match dialect.family() {
        Family::Entra(_) => {
            2 + people + extent.managers + 2 * extent.groups + groups::batches(company)
        }
        Family::Okta => 1 + people + 4 * extent.groups,
    }
}

/// A run under way: what it has learnt about the target.
struct Cycle {
    session: Session,
    plan: Plan,
    gate: Arc<Gate>,
    /// The target's id of each person; none for those who are not there.
    ids: Vec<Option<Box<str>>>,
    /// Managers that the target knew before this run.
    known_managers: HashMap<usize, String>,
}

impl Cycle {
    async fn play(&mut self) -> Result<(), Error> {
        self.gate.enter(Phase::Probe);
        self.session.test_connection(self.plan.seed).await?;
        self.gate.tell("The connection test succeeded.".to_owned());
        self.gate.enter(Phase::People);
        self.people().await?;
        self.gate.enter(Phase::Managers);
        if matches!(self.plan.dialect.family(), Family::Entra(_)) {
            self.managers().await?;
        }
        self.gate.enter(Phase::Groups);
        self.groups().await?;
        self.gate.enter(Phase::Done);
        Ok(())
    }

    async fn people(&mut self) -> Result<(), Error> {
        let company = self.plan.company.clone();
        let session = &self.session;
        let work = company
            .people()
            .enumerate()
            .filter(|(_, person)| person.enabled)
            .map(|(index, person)| async move {
                (index, session.provision_person(&person).await, person)
            });
        let (gate, ids, known) = (&self.gate, &mut self.ids, &mut self.known_managers);
        side_by_side(self.plan.concurrency, work, |(index, result, person)| {
            let Some((effect, found)) = settled(gate, &person.display_name, result)? else {
                return Ok(());
            };
            if let Some(manager) = manager_of(&found.resource) {
                known.insert(index, manager);
            }
            arrived(gate, effect, &person);
            if let Some(slot) = ids.get_mut(index) {
                *slot = Some(found.id.into_boxed_str());
            }
            Ok(())
        })
        .await
    }

    async fn managers(&mut self) -> Result<(), Error> {
        let (this, company) = (&*self, &self.plan.company);
        let work = company.people().enumerate().filter_map(|(index, person)| {
            let line = this.line(index, &person)?;
            Some(async move { (this.set_manager(&line).await, person, line) })
        });
        side_by_side(self.plan.concurrency, work, |(result, person, line)| {
            if settled(&this.gate, &person.display_name, result)?.is_some() {
                this.gate.tell(format!(
                    "{} reports to {}.",
                    person.display_name, line.manager_name
                ));
            }
            Ok(())
        })
        .await
    }

    /// What to send for the reporting line of a person; nothing if it cannot be named or is known.
    fn line<'a>(&'a self, index: usize, person: &Person) -> Option<Line<'a>> {
        let reports_to = person.reports_to.as_ref().filter(|_| person.enabled)?;
        let (manager_name, manager) = match reports_to {
            ReportsTo::OutOfScope {
                display_name,
                remembered_id,
                ..
            } => (display_name.clone(), remembered_id.clone()?),
            ReportsTo::Person {
                index: boss,
                display_name,
                ..
            } => match self.id(*boss) {
                Some(id) => (display_name.clone(), id.to_owned()),
                None => {
                    // Only a manager who should be there was counted.
                    let wanted = self.plan.company.person(*boss)?.enabled;
                    return self.skip(wanted);
                }
            },
        };
        let known = self.known_managers.get(&index);
        match self.id(index) {
            Some(id) if known != Some(&manager) => Some(Line {
                id,
                manager_name,
                manager,
                replaces: known.is_some(),
            }),
            _ => self.skip(true),
        }
    }

    /// Leaves a request out, which may have been planned.
    fn skip<T>(&self, planned: bool) -> Option<T> {
        if planned {
            self.gate.expect(-1);
        }
        None
    }

    async fn set_manager(&self, line: &Line<'_>) -> Result<(), Error> {
        if line.replaces {
            self.session.replace_manager(line.id, &line.manager).await
        } else {
            self.session.set_manager(line.id, &line.manager).await
        }
    }

    fn id(&self, index: usize) -> Option<&str> {
        self.ids.get(index)?.as_deref()
    }
}

/// A reporting line to be sent.
struct Line<'a> {
    id: &'a str,
    manager_name: String,
    manager: String,
    replaces: bool,
}

fn arrived(gate: &Gate, effect: Effect, person: &Person) {
    let name = &person.display_name;
    match effect {
        Effect::Created => gate.arrived(format!("Created {name}.")),
        Effect::Changed => gate.arrived(format!("Updated {name}.")),
        Effect::Unchanged => {
            gate.expect(-1);
            gate.arrived(format!("{name} was there already."));
        }
    }
}

/// Counts a failure that leaves the rest of the run possible; passes any other on.
fn settled<T>(gate: &Gate, subject: &str, result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_final() => Err(error),
        Err(error) => {
            gate.failed(subject, &error);
            Ok(None)
        }
    }
}

/// Runs futures as they come, at most `limit` at a time, and takes each result. On the first error
/// no further one is begun, but those under way are finished: a request that was sent counts.
async fn side_by_side<F: Future>(
    limit: usize,
    work: impl Iterator<Item = F>,
    mut take: impl FnMut(F::Output) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut work = work;
    let mut running = FuturesUnordered::new();
    let mut verdict = Ok(());
    loop {
        while verdict.is_ok() && running.len() < limit.max(1) {
            match work.next() {
                Some(future) => running.push(future),
                None => break,
            }
        }
        match running.next().await {
            Some(output) => verdict = verdict.and(take(output)),
            None => return verdict,
        }
    }
}
