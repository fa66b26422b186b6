//! What waits for the writer: jobs somebody waits for, exchanges nobody waits for, and counts of
//! token uses.
//!
//! Invariants: an exchange that was put in comes out, its bodies only while less than
//! [`BODY_BUDGET`] waits; putting in an exchange or a use never blocks; a job blocks only while
//! [`JOB_LIMIT`] others wait.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::writer::Job;
use crate::traffic::Recorded;

/// Bytes of bodies that may wait.
const BODY_BUDGET: usize = 64 * 1024 * 1024;
/// Jobs that may wait before the next one has to.
const JOB_LIMIT: usize = 4096;
/// Jobs in one commit.
const JOBS_PER_COMMIT: usize = 256;
/// Exchanges in one commit.
const EXCHANGES_PER_COMMIT: usize = 500;
/// How long exchanges may wait for others to be committed with, when nothing else is written.
const EXCHANGE_PATIENCE: Duration = Duration::from_millis(50);
/// How long they may wait while jobs are committed. They touch the same few pages however many they
/// are, so that a handful together costs little more than one.
const EXCHANGE_MANNERS: Duration = Duration::from_millis(10);
/// How many do not wait at all when jobs are committed.
const EXCHANGES_WORTH_IT: usize = 64;
/// How long counts of token uses may wait.
const USE_PATIENCE: Duration = Duration::from_millis(500);
/// How long to wait after a commit of exchanges has failed.
const RETRY: Duration = Duration::from_secs(1);

/// What one commit takes.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) jobs: Vec<Box<dyn Job>>,
    pub(super) exchanges: Vec<Recorded>,
    pub(super) uses: HashMap<String, Uses>,
}

/// How often a token was used, and when last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Uses {
    pub(super) count: u64,
    pub(super) last: Timestamp,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Box<dyn Job>>,
    exchanges: VecDeque<Recorded>,
    body_bytes: usize,
    exchanges_due: Option<Instant>,
    uses: HashMap<String, Uses>,
    uses_due: Option<Instant>,
    closed: bool,
}

pub(super) struct Queue {
    body_budget: usize,
    state: Mutex<State>,
    filled: Condvar,
    drained: Condvar,
}

impl Default for Queue {
    fn default() -> Self {
        Self::with_budget(BODY_BUDGET)
    }
}

impl Queue {
    /// A queue in which so many bytes of bodies may wait.
    fn with_budget(body_budget: usize) -> Self {
        Self {
            body_budget,
            state: Mutex::default(),
            filled: Condvar::new(),
            drained: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job in, or gives it back when the queue is closed.
    pub(super) fn put(&self, job: Box<dyn Job>) -> Result<(), Box<dyn Job>> {
        let mut state = self.lock();
        while state.jobs.len() >= JOB_LIMIT && !state.closed {
            state = self
                .drained
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return Err(job);
        }
        state.jobs.push_back(job);
        self.filled.notify_one();
        Ok(())
    }

    /// Puts an exchange in, without its bodies when too much waits already.
    pub(super) fn record(&self, mut exchange: Recorded) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        if state.body_bytes + exchange.body_bytes() > self.body_budget {
            exchange.drop_bodies();
        }
        state.body_bytes += exchange.body_bytes();
        state.exchanges.push_back(exchange);
        if state.exchanges_due.is_none() {
            state.exchanges_due = Some(Instant::now() + EXCHANGE_PATIENCE);
            self.filled.notify_one();
        } else if state.exchanges.len() == EXCHANGES_PER_COMMIT {
            self.filled.notify_one();
        }
    }

    /// Counts a use of a token.
    pub(super) fn note_use(&self, token: &str, at: Timestamp) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        match state.uses.get_mut(token) {
            Some(uses) => {
                uses.count += 1;
                uses.last = uses.last.max(at);
            }
            None => {
                state
                    .uses
                    .insert(token.to_owned(), Uses { count: 1, last: at });
            }
        }
        if state.uses_due.is_none() {
            state.uses_due = Some(Instant::now() + USE_PATIENCE);
            self.filled.notify_one();
        }
    }

    /// Puts back what could not be committed, to be tried again a little later.
    pub(super) fn put_back(&self, exchanges: Vec<Recorded>, uses: HashMap<String, Uses>) {
        let mut state = self.lock();
        let due = Instant::now() + RETRY;
        for mut exchange in exchanges.into_iter().rev() {
            if state.body_bytes + exchange.body_bytes() > self.body_budget {
                exchange.drop_bodies();
            }
            state.body_bytes += exchange.body_bytes();
            state.exchanges.push_front(exchange);
            state.exchanges_due = Some(due);
        }
        for (token, old) in uses {
            state
                .uses
                .entry(token)
                .and_modify(|new| new.count += old.count)
                .or_insert(old);
            state.uses_due = Some(due);
        }
    }

    /// Waits for something to commit, at most `idle`, and takes it; an empty batch when the time
    /// is up, `None` when the queue is closed and empty.
    pub(super) fn take(&self, idle: Duration) -> Option<Batch> {
        let give_up = Instant::now() + idle;
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            if state.has_work(now) {
                let batch = state.drain(now);
                self.drained.notify_all();
                return Some(batch);
            }
            if state.closed {
                return None;
            }
            if now >= give_up {
                return Some(Batch::default());
            }
            let until = [state.exchanges_due, state.uses_due]
                .into_iter()
                .flatten()
                .fold(give_up, Instant::min);
            let wait = until.saturating_duration_since(now);
            state = self
                .filled
                .wait_timeout(state, wait)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Takes no more; what is in still comes out.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
        self.drained.notify_all();
    }

    /// Whether exchanges would be written again after a failure.
    pub(super) fn is_closed(&self) -> bool {
        self.lock().closed
    }
}

impl State {
    fn has_work(&self, now: Instant) -> bool {
        let due = |at: Option<Instant>| at.is_some_and(|at| at <= now || self.closed);
        !self.jobs.is_empty()
            || self.exchanges.len() >= EXCHANGES_PER_COMMIT
            || due(self.exchanges_due)
            || due(self.uses_due)
    }

    /// Whether exchanges go along with the jobs that are about to be committed.
    fn takes_exchanges(&self, now: Instant) -> bool {
        let manners = EXCHANGE_PATIENCE - EXCHANGE_MANNERS;
        self.jobs.is_empty()
            || self.closed
            || self.exchanges.len() >= EXCHANGES_WORTH_IT
            || self.exchanges_due.is_some_and(|due| due <= now + manners)
    }

    fn drain(&mut self, now: Instant) -> Batch {
        let jobs = self.jobs.len().min(JOBS_PER_COMMIT);
        let exchanges = match self.takes_exchanges(now) {
            true => self.exchanges.len().min(EXCHANGES_PER_COMMIT),
            false => 0,
        };
        let batch = Batch {
            jobs: self.jobs.drain(..jobs).collect(),
            exchanges: self.exchanges.drain(..exchanges).collect(),
            uses: std::mem::take(&mut self.uses),
        };
        self.body_bytes -= batch
            .exchanges
            .iter()
            .map(Recorded::body_bytes)
            .sum::<usize>();
        self.uses_due = None;
        if exchanges > 0 {
            self.exchanges_due = (!self.exchanges.is_empty()).then_some(now);
        }
        batch
    }
}

#[cfg(test)]
mod tests;
