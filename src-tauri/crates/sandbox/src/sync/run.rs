//! A run: decide about everybody, take them through the steps of the twin, take access away from those who
//! left. Each turn is one transaction for at most [`BATCH`] people, with the mark that they are done, so
//! that clients who write meanwhile wait for a batch and not for a run.
//!
//! What the steps work out is kept with the plan, and becomes an account in the transaction of the last one.
//! By then the verdict is asked for again: about somebody who changed meanwhile the next run decides.

use super::abandoned::CLOSED;
use super::entered::Entered;
use super::history::{RunStep, SyncCause, SyncCounts, SyncRun, SyncStatus};
use super::rules::Rules;
use super::verdict::Verdict;
use crate::connections::row_of;
use crate::store::accounts::{Finished, Whose};
use crate::store::sync_people::Next;
use crate::store::syncs::{NewRun, Progress};
use crate::store::{accounts, staged, sync_groups, sync_people, syncs};
use crate::twins::Step;
use crate::workspace::Write;
use crate::{Error, Workspace, store};

/// People in a transaction at most.
const BATCH: u32 = 500;
/// Of how many runs the people are kept; of older ones only the counts.
const KEPT_RUNS: u32 = 30;

/// A run at work. Dropping it before its end leaves it to be marked as failed by whoever comes next.
#[derive(Debug)]
pub struct Syncing {
    workspace: Workspace,
    connection: String,
    rules: Rules,
    run: i64,
    plan: i64,
    number: i64,
    /// Steps that are left, with their positions.
    steps: Vec<(i64, RunStep)>,
    /// Position of the last step of the twin.
    last: i64,
    batch: u32,
    _entered: Entered,
}

/// A run that is about to begin.
pub(super) struct Beginning {
    pub(super) cause: SyncCause,
    pub(super) due: Option<i64>,
    pub(super) missed: u64,
    /// Up to when the schedule is dealt with by it.
    pub(super) handled_until: Option<i64>,
    /// Number of the run it goes on with.
    pub(super) retry_of: Option<i64>,
}

impl Beginning {
    fn of(cause: SyncCause) -> Self {
        Self {
            cause,
            due: None,
            missed: 0,
            handled_until: None,
            retry_of: None,
        }
    }
}

impl Workspace {
    /// Begins a sync of a connection by hand; [`Syncing::carry_out`] does it.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`], [`Error::SyncRunning`].
    pub fn begin_sync(&self, connection: &str) -> Result<Syncing, Error> {
        self.begin(connection, Beginning::of(SyncCause::Manual))
    }

    /// Begins to go on with a run that failed, at the step in which it did.
    ///
    /// # Errors
    /// As [`Workspace::begin_sync`], and [`Error::UnknownSync`], [`Error::NotRepeatable`].
    pub fn retry_sync(&self, connection: &str, number: i64) -> Result<Syncing, Error> {
        let beginning = Beginning {
            retry_of: Some(number),
            ..Beginning::of(SyncCause::Retry)
        };
        self.begin(connection, beginning)
    }

    pub(super) fn begin(&self, connection: &str, beginning: Beginning) -> Result<Syncing, Error> {
        let rules = self.read(|db| self.sync_rules(db, connection))?;
        let entered = self.enter_sync(rules.connection)?;
        let begun = rules.clone();
        let (run, number, plan, steps) = self
            .write(move |write| begin(write, &begun, &beginning))
            .wait()?;
        // Taking access away comes behind the steps of the twin.
        let mut all = steps.iter();
        let leaving = all.find(|(_, step)| *step == RunStep::TakeAccess);
        let last = leaving.map_or(0, |(position, _)| position - 1);
        Ok(Syncing {
            workspace: self.clone(),
            connection: connection.to_owned(),
            rules,
            run,
            plan,
            number,
            steps,
            last,
            batch: BATCH,
            _entered: entered,
        })
    }
}

type Begun = (i64, i64, i64, Vec<(i64, RunStep)>);

fn begin(write: &mut Write<'_>, rules: &Rules, beginning: &Beginning) -> Result<Begun, Error> {
    let (db, at) = (write.db, write.millis());
    // Whoever has entered knows that nobody else is at work on it.
    syncs::fail_open(db, rules.connection, CLOSED, at)?;
    let before = match beginning.retry_of {
        Some(number) => Some((repeatable(write, rules, number)?, number)),
        None => None,
    };
    let new = NewRun {
        connection: rules.connection,
        twin: &rules.twin,
        cause: beginning.cause,
        due: beginning.due,
        missed: beginning.missed,
        goes_on: before,
        at,
    };
    let (run, number) = syncs::insert(db, &new)?;
    match before {
        Some((before, _)) => syncs::copy_steps(db, before, run)?,
        None => {
            let own = rules.steps.iter().map(|step| RunStep::from(*step));
            let all = std::iter::once(RunStep::Decide)
                .chain(own)
                .chain([RunStep::TakeAccess])
                .chain(rules.groups.then_some(RunStep::BringGroups));
            for (position, step) in (0..).zip(all) {
                syncs::insert_step(db, run, position, step)?;
            }
        }
    }
    if let Some(until) = beginning.handled_until {
        syncs::handle_until(db, rules.connection, &rules.twin, until)?;
    }
    write.next_seq();
    let plan = syncs::bare(db, rules.connection, number)?.map_or(run, |bare| bare.plan);
    let steps = syncs::steps(db, run)?.into_iter();
    let steps = steps.map(|step| (step.position, step.step)).collect();
    Ok((run, number, plan, steps))
}

/// The row of a run that can be gone on with.
fn repeatable(write: &Write<'_>, rules: &Rules, number: i64) -> Result<i64, Error> {
    let found = syncs::bare(write.db, rules.connection, number)?;
    let found = found.ok_or(Error::UnknownSync(number))?;
    let why = match found.status {
        SyncStatus::Completed => "it completed",
        SyncStatus::InProgress => "it is in progress",
        SyncStatus::Failed if !found.newest => "there was another run after it",
        SyncStatus::Failed if found.twin != rules.twin => "the connection follows another twin now",
        SyncStatus::Failed => return Ok(found.row),
    };
    Err(Error::NotRepeatable { number, why })
}

impl Syncing {
    /// The number of the run.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }

    /// With at most so many people in a transaction.
    #[must_use]
    pub fn in_batches_of(mut self, people: u32) -> Self {
        self.batch = people.clamp(1, BATCH);
        self
    }

    /// Carries the run out to its end and returns it as it is then.
    ///
    /// # Errors
    /// Whatever stopped it. The run is marked as failed, unless the workspace was closed.
    pub fn carry_out(mut self) -> Result<SyncRun, Error> {
        while self.advance()? {}
        let card = self.workspace.sync_run(&self.connection, self.number)?;
        Ok(card.run)
    }

    /// Carries out the next transaction of the run; false when that was the last one.
    ///
    /// # Errors
    /// As [`Syncing::carry_out`].
    pub fn advance(&mut self) -> Result<bool, Error> {
        let outcome = self.turn();
        if let Err(error) = &outcome
            && !matches!(error, Error::Closed)
        {
            self.give_up(error);
        }
        outcome
    }

    fn give_up(&self, error: &Error) {
        tracing::error!(%error, run = self.number, "a sync broke off");
        let (run, why) = (self.run, error.to_string());
        let marked = self
            .workspace
            .write(move |write| {
                write.next_seq();
                Ok(syncs::fail(write.db, run, &why, write.millis())?)
            })
            .wait();
        if let Err(error) = marked {
            tracing::error!(%error, "and could not be marked as failed; the next run does it");
        }
    }

    fn turn(&mut self) -> Result<bool, Error> {
        let Some((position, step)) = self.steps.first().copied() else {
            return Ok(false);
        };
        let finished = match step.of_twin() {
            Some(step) => self.take_step(step, position)?,
            None if step == RunStep::Decide => self.decide(position)?,
            None if step == RunStep::TakeAccess => self.take_access(position)?,
            None => self.bring_groups(position)?,
        };
        if finished {
            self.steps.remove(0);
        }
        Ok(!self.steps.is_empty())
    }

    /// Looks at the next of those who are staged, and then at accounts whose people are not any more. They
    /// are read beside the writer.
    fn decide(&self, position: i64) -> Result<bool, Error> {
        let (run, plan, batch) = (self.run, self.plan, self.batch);
        let (looked_at, mut progress) = self.workspace.read(|db| {
            let (cursor, gone_cursor) = syncs::cursors(db, run, position)?;
            let counts = store::counts::of_connection(db, self.rules.connection)?;
            let mut progress = Progress {
                total: counts.people,
                cursor,
                gone_cursor,
                ..Progress::default()
            };
            let mut rows = staged::staged_after(db, &self.rules, cursor, batch)?;
            match rows.last() {
                Some((last, _)) => progress.cursor = *last,
                None => {
                    rows = staged::gone_after(db, &self.rules, gone_cursor, batch)?;
                    progress.gone_cursor = rows.last().map_or(gone_cursor, |(last, _)| *last);
                    progress.finished = u32::try_from(rows.len()).unwrap_or(batch) < batch;
                }
            }
            Ok((rows, progress))
        })?;
        progress.more = looked_at.len() as u64;
        let mut counts = SyncCounts {
            considered: progress.more,
            ..SyncCounts::default()
        };
        for (_, person) in &looked_at {
            counts.blocked += u64::from(person.verdict.blocks());
            counts.unchanged += u64::from(person.verdict == Verdict::Member);
        }
        let connection = self.rules.connection;
        self.workspace
            .write(move |write| {
                let (db, at) = (write.db, write.millis());
                for (_, person) in &looked_at {
                    if person.verdict != Verdict::Member {
                        sync_people::insert(db, plan, person)?;
                    }
                }
                sync_people::forget_old(db, connection, KEPT_RUNS, BATCH)?;
                syncs::add_counts(db, run, &counts)?;
                syncs::note_progress(db, run, position, progress, at)?;
                write.next_seq();
                Ok(progress.finished)
            })
            .wait()
    }

    /// Carries a step of the twin out for the next who have it before them.
    fn take_step(&self, step: Step, position: i64) -> Result<bool, Error> {
        let (rules, last) = (self.rules.clone(), position == self.last);
        let (run, plan, limit, number) = (self.run, self.plan, self.batch, self.number);
        self.workspace
            .write(move |write| {
                let (db, at) = (write.db, write.millis());
                let waiting = sync_people::waiting_for(db, plan, position)?;
                let batch = sync_people::next_for_step(db, plan, position, limit)?;
                if !batch.is_empty() {
                    sync_people::take_step(db, &rules, (step, position), &batch)?;
                }
                if last {
                    let mut counts = SyncCounts::default();
                    for one in &batch {
                        hand_over(write, &rules, number, one, &mut counts)?;
                    }
                    syncs::add_counts(write.db, run, &counts)?;
                }
                finish_turn(write, (run, position), batch.len(), waiting, at)
            })
            .wait()
    }

    /// Takes access away from the next of those who left.
    fn take_access(&self, position: i64) -> Result<bool, Error> {
        let rules = self.rules.clone();
        let (run, plan, limit, number) = (self.run, self.plan, self.batch, self.number);
        let ends = self.steps.len() == 1;
        self.workspace
            .write(move |write| {
                let (db, at) = (write.db, write.millis());
                let waiting = sync_people::still_leaving(db, plan)?;
                let batch = sync_people::next_leaving(db, plan, limit)?;
                let mut counts = SyncCounts::default();
                for one in &batch {
                    part_with(write, &rules, number, one, &mut counts)?;
                }
                syncs::add_counts(db, run, &counts)?;
                let finished = finish_turn(write, (run, position), batch.len(), waiting, at)?;
                if finished && ends {
                    syncs::complete(write.db, run, at)?;
                }
                Ok(finished)
            })
            .wait()
    }

    /// Brings the groups up to date with the accounts, in one turn: the last one of the run.
    fn bring_groups(&self, position: i64) -> Result<bool, Error> {
        let rules = self.rules.clone();
        let (run, number) = (self.run, self.number);
        self.workspace
            .write(move |write| {
                let (db, at) = (write.db, write.millis());
                let all = sync_groups::concerned(db, &rules)?;
                let counts = SyncCounts {
                    groups: sync_groups::bring_up_to_date(db, &rules, (number, at))?,
                    ..SyncCounts::default()
                };
                syncs::add_counts(db, run, &counts)?;
                let done = usize::try_from(all).unwrap_or(usize::MAX);
                let finished = finish_turn(write, (run, position), done, all, at)?;
                syncs::complete(write.db, run, at)?;
                Ok(finished)
            })
            .wait()
    }
}

/// Notes how far a step has got; true when nobody has it before them any more.
fn finish_turn(
    write: &mut Write<'_>,
    (run, position): (i64, i64),
    done: usize,
    waiting: u64,
    at: i64,
) -> Result<bool, Error> {
    let progress = Progress {
        total: 0,
        more: done as u64,
        finished: waiting == done as u64,
        ..Progress::default()
    };
    syncs::note_total(write.db, run, position, waiting)?;
    syncs::note_progress(write.db, run, position, progress, at)?;
    write.next_seq();
    Ok(progress.finished)
}

/// Makes an account of what the steps have worked out, or brings one up to date with it.
fn hand_over(
    write: &Write<'_>,
    rules: &Rules,
    number: i64,
    one: &Next,
    counts: &mut SyncCounts,
) -> Result<(), Error> {
    let db = write.db;
    let now = staged::one(db, rules, &one.person)?.map(|person| person.verdict);
    let draft = sync_people::draft(db, one.row)?;
    let account = Finished {
        connection: rules.connection,
        twin: &rules.twin,
        resource: &one.person,
        login: draft.login.as_deref().unwrap_or_default(),
        email: draft.email.as_deref(),
        name: draft.name.as_deref().unwrap_or_default(),
        in_tenant: draft.in_tenant,
        groups: &draft.groups,
        access: &draft.access,
        at: write.millis(),
        run: number,
    };
    let whole = !account.login.is_empty();
    let done = match now {
        Some(Verdict::Create) if whole => accounts::insert(db, &account)?,
        Some(Verdict::Update | Verdict::Restore) if whole => accounts::update(db, &account)?,
        _ => false,
    };
    match now {
        _ if !done => counts.skipped += 1,
        Some(Verdict::Create) => counts.created += 1,
        Some(Verdict::Restore) => counts.restored += 1,
        _ => counts.updated += 1,
    }
    Ok(sync_people::finish(db, one.row, done)?)
}

/// Does with the account of somebody who left what the twin says.
fn part_with(
    write: &Write<'_>,
    rules: &Rules,
    number: i64,
    one: &Next,
    counts: &mut SyncCounts,
) -> Result<(), Error> {
    let db = write.db;
    let whose = Whose {
        connection: rules.connection,
        twin: &rules.twin,
        resource: &one.person,
        at: write.millis(),
        run: number,
    };
    let now = staged::one(db, rules, &one.person)?.map(|person| person.verdict);
    let done = match now {
        Some(Verdict::Disable) => accounts::disable(db, &whose)?,
        Some(Verdict::Remove) => accounts::delete(db, &whose)?,
        _ => false,
    };
    match now {
        _ if !done => counts.skipped += 1,
        Some(Verdict::Remove) => counts.removed += 1,
        _ => counts.disabled += 1,
    }
    Ok(sync_people::finish(db, one.row, done)?)
}

impl Workspace {
    /// Forgets accounts and runs of a connection that is emptied.
    pub(crate) fn forget_syncs(write: &Write<'_>, connection: i64) -> Result<(), Error> {
        accounts::delete_all(write.db, connection)?;
        sync_groups::delete_all(write.db, connection)?;
        Ok(syncs::delete_all(write.db, connection)?)
    }

    /// Whether a run of the connection is in progress, by its latest one.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn latest_sync(&self, connection: &str) -> Result<Option<SyncRun>, Error> {
        self.read(|db| {
            let row = row_of(db, connection)?;
            let (rows, _) = syncs::page(db, row, 0, 1)?;
            Ok(rows.into_iter().next())
        })
    }
}
