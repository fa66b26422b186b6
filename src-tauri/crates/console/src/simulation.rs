//! The running simulation: at most one, over real HTTP against our own listener. It uses the newest
//! token whose secret is kept; without one it makes a token for the run and revokes it afterwards, so
//! that a preview works before any token was generated.

use std::sync::{Mutex, PoisonError};

use sandbox::NewToken;
use simulator::{Company, Ending, Phase, Plan, Progress};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::feed;
use crate::host::Console;
use crate::views::tokens::{SIMULATOR, by_people};
use crate::wire::{
    Dialect, Pace, SimulationPhase, SimulationState, SimulationView, StartSimulation,
};

/// How many tokens are looked up in the keyring before a run makes its own.
const KEPT_TRIED: usize = 3;

/// The simulations of this program.
#[derive(Debug, Default)]
pub(crate) struct Simulations {
    current: Mutex<Option<Current>>,
}

#[derive(Debug)]
struct Current {
    view: SimulationView,
    stop: CancellationToken,
}

impl Simulations {
    /// The running or last simulation.
    pub(crate) fn view(&self) -> Option<SimulationView> {
        self.lock().as_ref().map(|current| current.view.clone())
    }

    /// Asks the running simulation to end after the request under way.
    pub(crate) fn stop(&self) {
        if let Some(current) = self.lock().as_ref() {
            current.stop.cancel();
        }
    }

    /// Makes room for a new run; refuses while one is going.
    fn begin(
        &self,
        view: impl FnOnce(u64) -> SimulationView,
    ) -> Result<(SimulationView, CancellationToken), Failure> {
        let mut current = self.lock();
        let runs = current.as_ref().map_or(0, |current| current.view.run);
        if current
            .as_ref()
            .is_some_and(|current| current.view.state == SimulationState::Running)
        {
            return Err(Failure::invalid(
                "A simulation is already running. Stop it, or wait until it has finished.",
            ));
        }
        let (view, stop) = (view(runs + 1), CancellationToken::new());
        *current = Some(Current {
            view: view.clone(),
            stop: stop.clone(),
        });
        Ok((view, stop))
    }

    fn change(&self, run: u64, change: impl FnOnce(&mut SimulationView)) {
        if let Some(current) = self
            .lock()
            .as_mut()
            .filter(|current| current.view.run == run)
        {
            change(&mut current.view);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts a run and returns its first state; the feed tells the rest.
pub(crate) async fn start(
    console: &Console,
    request: StartSimulation,
) -> Result<SimulationView, Failure> {
    let company = Company::sample()
        .map_err(|error| Failure::failed("The sample company cannot be read.", error))?;
    let now = console.0.workspace.clock().now().as_millisecond();
    let (view, stop) = console.0.simulations.begin(|run| SimulationView {
        run,
        connection: request.connection.clone(),
        idp: request.idp,
        state: SimulationState::Running,
        phase: SimulationPhase::Probe,
        sent: 0,
        planned: 0,
        failed: 0,
        people: 0,
        started_at: now,
        ended_at: None,
        message: None,
    })?;
    match key(console, &request.connection).await {
        Ok(key) => {
            let base = format!("{}/{}", console.0.scim_url, request.connection);
            let seed = u64::try_from(now).unwrap_or(0);
            let plan = Plan::new(
                base,
                key.secret,
                company,
                dialect(request.idp),
                pace(request.pace),
                seed,
            );
            tokio::spawn(play(console.clone(), view.run, plan, stop, key.made));
            Ok(view)
        }
        Err(failure) => {
            end(
                console,
                view.run,
                SimulationState::Failed,
                Some(failure.message.clone()),
            );
            Err(failure)
        }
    }
}

/// What a run authenticates with.
pub(crate) struct Key {
    pub(crate) secret: String,
    /// The token, when it was made for the run.
    pub(crate) made: Option<String>,
}

/// The newest token whose secret is kept, else one that is made for the run.
pub(crate) async fn key(console: &Console, connection: &str) -> Result<Key, Failure> {
    let id = connection.to_owned();
    let tokens = console
        .blocking(move |workspace| Ok(workspace.tokens(&id)?))
        .await?;
    let usable = tokens
        .iter()
        .filter(|token| token.revoked_at.is_none() && by_people(token))
        .take(KEPT_TRIED);
    for token in usable {
        if let Some(secret) = console.0.keeper.secret(&token.id).await {
            return Ok(Key { secret, made: None });
        }
    }
    let id = connection.to_owned();
    let minted = console
        .blocking(move |workspace| {
            let new = NewToken {
                label: "Simulator".to_owned(),
                created_by: SIMULATOR.to_owned(),
                expires_at: None,
            };
            Ok(workspace.mint_token(&id, new)?)
        })
        .await?;
    Ok(Key {
        secret: minted.secret.expose().to_owned(),
        made: Some(minted.token.id),
    })
}

async fn play(
    console: Console,
    run: u64,
    plan: Plan,
    stop: CancellationToken,
    made: Option<String>,
) {
    let (sender, receiver) = watch::channel(Progress::default());
    let telling = tokio::spawn(tell(console.clone(), run, receiver));
    let outcome = simulator::run(plan, sender, stop).await;
    if let Err(error) = telling.await {
        tracing::warn!(%error, "the progress of a simulation was not told to its end");
    }
    if let Some(token_id) = made {
        revoke(&console, token_id).await;
    }
    match outcome {
        Ok(outcome) => {
            show(&console, run, &outcome.progress);
            let state = match outcome.ending {
                Ending::Finished => SimulationState::Finished,
                Ending::Stopped => SimulationState::Stopped,
            };
            let first = outcome.failures.first();
            end(
                &console,
                run,
                state,
                first.map(|failed| format!("{}: {}", failed.subject, failed.reason)),
            );
        }
        Err(error) => end(
            &console,
            run,
            SimulationState::Failed,
            Some(error.to_string()),
        ),
    }
}

/// Ends a token that was made for a run.
pub(crate) async fn revoke(console: &Console, token_id: String) {
    let revoked = console
        .blocking(move |workspace| Ok(workspace.revoke_token(&token_id, "run ended")?))
        .await;
    if let Err(failure) = revoked {
        tracing::warn!(%failure, "the token of a simulation was not revoked");
    }
}

/// Passes progress on to the feed until the run ends.
async fn tell(console: Console, run: u64, mut progress: watch::Receiver<Progress>) {
    while progress.changed().await.is_ok() {
        let now = progress.borrow_and_update().clone();
        show(&console, run, &now);
        feed::nudge(&console);
        tokio::time::sleep(feed::INTERVAL).await;
    }
}

fn show(console: &Console, run: u64, progress: &Progress) {
    console.0.simulations.change(run, |view| {
        view.phase = phase(progress.phase);
        view.sent = progress.sent;
        view.planned = progress.planned;
        view.failed = progress.failed;
        view.people = progress.people;
    });
}

fn end(console: &Console, run: u64, state: SimulationState, message: Option<String>) {
    let now = console.0.workspace.clock().now().as_millisecond();
    console.0.simulations.change(run, |view| {
        view.state = state;
        view.ended_at = Some(now);
        view.message = message;
    });
    feed::nudge(console);
}

fn phase(phase: Phase) -> SimulationPhase {
    match phase {
        Phase::Probe => SimulationPhase::Probe,
        Phase::People => SimulationPhase::People,
        Phase::Managers => SimulationPhase::Managers,
        Phase::Groups => SimulationPhase::Groups,
        Phase::Done => SimulationPhase::Done,
    }
}

fn dialect(dialect: Dialect) -> simulator::Dialect {
    match dialect {
        Dialect::Entra => simulator::Dialect::EntraLegacy,
        Dialect::EntraCompliant => simulator::Dialect::EntraCompliant,
        Dialect::Okta => simulator::Dialect::OktaAiw,
    }
}

fn pace(pace: Pace) -> simulator::Pace {
    match pace {
        Pace::Demo => simulator::Pace::Demo,
        Pace::Slow => simulator::Pace::Slow,
        Pace::Instant => simulator::Pace::Instant,
    }
}

#[cfg(test)]
mod tests;
