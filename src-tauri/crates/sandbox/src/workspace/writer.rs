//! The one thread that writes. It takes what waits, runs each job in a savepoint of its own,
//! commits everything together with `synchronous=FULL` and answers only then.
//!
//! Invariants: an answer `Ok` means durable; a job that fails or panics leaves nothing behind and
//! does not touch the others; when the commit fails nobody gets `Ok`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use super::folding::Folding;
use super::pulse::Board;
use super::queue::{Batch, Queue};
use super::readers::Gate;
use crate::Error;
use crate::clock::Clock;
use crate::ids::Ids;
use crate::store::counters::Counters;
use crate::store::{self, Db};

/// How often to look whether another process has changed the file.
const IDLE: Duration = Duration::from_millis(250);

/// What a job works with.
pub(crate) struct Write<'a> {
    /// The writing connection, inside a savepoint.
    pub(crate) db: &'a Db,
    /// The time of the job.
    pub(crate) now: Timestamp,
    /// Source of ids.
    pub(crate) ids: &'a dyn Ids,
    seq: &'a mut i64,
}

impl Write<'_> {
    /// The next place in the order of exchanges and versions.
    pub(crate) fn next_seq(&mut self) -> i64 {
        *self.seq += 1;
        *self.seq
    }

    /// The time of the job in milliseconds.
    pub(crate) fn millis(&self) -> i64 {
        self.now.as_millisecond()
    }
}

/// A write somebody waits for.
pub(crate) trait Job: Send {
    /// Does the work; `false` when it must be undone.
    fn run(&mut self, write: &mut Write<'_>) -> bool;
    /// Hands over the outcome of [`Job::run`], or `failure` instead of a success.
    fn answer(self: Box<Self>, failure: Option<Error>);
}

/// A job made of a closure and a channel.
pub(super) struct Typed<T, F> {
    work: Option<F>,
    outcome: Result<T, Error>,
    reply: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Typed<T, F>
where
    T: Send,
    F: FnOnce(&mut Write<'_>) -> Result<T, Error> + Send,
{
    pub(super) fn new(work: F, reply: oneshot::Sender<Result<T, Error>>) -> Self {
        // A panic in `work` leaves this outcome in place.
        Self {
            work: Some(work),
            outcome: Err(Error::Aborted),
            reply,
        }
    }
}

impl<T, F> Job for Typed<T, F>
where
    T: Send,
    F: FnOnce(&mut Write<'_>) -> Result<T, Error> + Send,
{
    fn run(&mut self, write: &mut Write<'_>) -> bool {
        if let Some(work) = self.work.take() {
            self.outcome = work(write);
        }
        self.outcome.is_ok()
    }

    fn answer(self: Box<Self>, failure: Option<Error>) {
        let outcome = match (self.outcome, failure) {
            (Ok(_), Some(failure)) => Err(failure),
            (outcome, _) => outcome,
        };
        // Nobody may be waiting any more; the write stands all the same.
        drop(self.reply.send(outcome));
    }
}

/// The writing side of a workspace, as the thread owns it.
pub(super) struct Writer {
    pub(super) db: Db,
    pub(super) queue: Arc<Queue>,
    pub(super) board: Arc<Board>,
    pub(super) gate: Arc<Gate>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    pub(super) reserved: Arc<AtomicI64>,
    pub(super) data_version: i64,
    pub(super) folding: Option<Folding>,
}

impl Writer {
    /// Runs until the queue is closed and empty.
    pub(super) fn run(mut self) {
        while let Some(batch) = self.queue.take(IDLE) {
            self.notice_outside_changes();
            if batch.is_empty() {
                continue;
            }
            self.commit(batch);
        }
        if let Some(folding) = self.folding.take() {
            folding.end();
        }
        let _gate = self.gate.write();
        if let Err(error) =
            store::file::optimize(&self.db).and_then(|()| store::file::checkpoint(&self.db))
        {
            tracing::warn!(%error, "the workspace was closed without folding in its log");
        }
    }

    fn notice_outside_changes(&mut self) {
        let _gate = self.gate.write();
        match store::counters::data_version(&self.db) {
            Ok(version) if version != self.data_version => {
                self.data_version = version;
                self.board.outside_change(&self.db);
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the workspace file could not be looked at"),
        }
    }

    fn commit(&mut self, mut batch: Batch) {
        if let Some(folding) = &self.folding {
            folding.before_commit(&self.db);
        }
        let gate = self.gate.write();
        let outcome = self.attempt(&mut batch);
        drop(gate);
        let failure = match outcome {
            Ok(tally) => {
                self.board.committed(tally);
                None
            }
            Err(error) => {
                tracing::error!(%error, "a commit failed");
                self.keep_for_later(&mut batch);
                Some(Arc::new(error))
            }
        };
        for job in batch.jobs {
            job.answer(failure.clone().map(Error::NotSaved));
        }
        if failure.is_none() {
            self.board.tell();
        }
        if let Some(folding) = &mut self.folding {
            folding.after_commit();
        }
    }

    /// Everything of a batch in one transaction. On error nothing of it has happened.
    fn attempt(&self, batch: &mut Batch) -> rusqlite::Result<Tally> {
        store::file::begin(&self.db)?;
        let outcome = self.fill(batch).and_then(|tally| {
            store::file::commit(&self.db)?;
            Ok(tally)
        });
        if outcome.is_err() && !self.db.is_autocommit() {
            store::file::rollback(&self.db)?;
        }
        let mut tally = outcome?;
        tally.stored_bytes = store::counters::stored_bytes(&self.db).unwrap_or_default();
        Ok(tally)
    }

    fn fill(&self, batch: &mut Batch) -> rusqlite::Result<Tally> {
        let mut seq = store::counters::read(&self.db)?.seq;
        for job in &mut batch.jobs {
            self.run_job(job.as_mut(), &mut seq)?;
        }
        let mut tally = Tally::default();
        for exchange in &batch.exchanges {
            seq += 1;
            if let Some(failed) = store::exchanges::insert(&self.db, seq, exchange)? {
                tally.exchanges += 1;
                tally.failed += u64::from(failed);
            }
        }
        for (token, uses) in &batch.uses {
            store::tokens::note_uses(&self.db, token, uses.count, uses.last)?;
        }
        let exchange = self.reserved.load(Ordering::SeqCst);
        store::counters::write(&self.db, Counters { seq, exchange })?;
        tally.seq = seq;
        Ok(tally)
    }

    fn run_job(&self, job: &mut dyn Job, seq: &mut i64) -> rusqlite::Result<()> {
        let before = *seq;
        store::file::savepoint(&self.db)?;
        let mut write = Write {
            db: &self.db,
            now: self.clock.now(),
            ids: self.ids.as_ref(),
            seq,
        };
        let kept = catch_unwind(AssertUnwindSafe(|| job.run(&mut write))).unwrap_or(false);
        if self.db.is_autocommit() {
            // SQLite has given up the whole transaction (disk full, I/O error).
            return Err(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT_ROLLBACK),
                Some("the transaction was given up".to_owned()),
            ));
        }
        if !kept {
            store::file::undo(&self.db)?;
            *seq = before;
        }
        store::file::release(&self.db)
    }

    fn keep_for_later(&self, batch: &mut Batch) {
        if self.queue.is_closed() {
            let lost = batch.exchanges.len();
            if lost > 0 {
                tracing::error!(lost, "exchanges could not be written before closing");
            }
            return;
        }
        self.queue.put_back(
            std::mem::take(&mut batch.exchanges),
            std::mem::take(&mut batch.uses),
        );
    }
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.exchanges.is_empty() && self.uses.is_empty()
    }
}

/// What a commit has added to the counters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) seq: i64,
    pub(super) exchanges: u64,
    pub(super) failed: u64,
    pub(super) stored_bytes: i64,
}

#[cfg(test)]
mod tests;
