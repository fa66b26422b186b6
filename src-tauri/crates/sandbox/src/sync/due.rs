//! The schedule of syncs: when the next ones are, and which are due. Asked with the injected clock; what
//! passed while the program was closed or the computer slept, or was jumped over by a virtual clock, is made
//! up for by one run.

use jiff::Timestamp;

use super::history::SyncCause;
use super::run::{Beginning, Syncing};
use crate::clock::from_millis;
use crate::connections::existing;
use crate::store::{connections, syncs};
use crate::twins::Schedule;
use crate::{Error, Workspace};

/// Later than this, in seconds, a run was not started in time.
const IN_TIME: i64 = 60;
/// Times that are counted one by one; whoever was away longer hears of this many.
const COUNTED: usize = 10_000;

/// A connection whose sync is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueSync {
    /// The connection.
    pub connection: String,
    /// The latest time of the schedule that has passed.
    pub due: Timestamp,
    /// How many times have passed without a run: those before it, and it itself when it is long past.
    pub missed: u64,
    now: Timestamp,
}

/// The times to come of the schedule of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// The cron expression.
    pub cron: String,
    /// Its time zone.
    pub zone: String,
    /// When it is, in words.
    pub words: String,
    /// The next times.
    pub next: Vec<Timestamp>,
}

impl Workspace {
    /// The next times at which syncs of a connection run by themselves; nothing without a schedule.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::UnknownTwin`].
    pub fn upcoming_syncs(
        &self,
        connection: &str,
        count: usize,
    ) -> Result<Option<Upcoming>, Error> {
        let twin = self.read(|db| Ok(existing(db, connection)?.twin))?;
        let now = self.clock().now();
        Ok(self.schedule_of(&twin)?.map(|schedule| Upcoming {
            cron: schedule.cron().to_owned(),
            zone: schedule.zone().to_owned(),
            words: schedule.words(),
            next: schedule.next(now, count),
        }))
    }

    fn schedule_of(&self, twin: &str) -> Result<Option<Schedule>, Error> {
        let twin = self.twin_of(twin)?;
        let staging = twin.staging.as_ref();
        Ok(staging.and_then(|staging| staging.schedule.clone()))
    }

    /// The connections whose sync is due, and the time at which the next one will be. A connection that is
    /// asked about for the first time has missed nothing.
    ///
    /// # Errors
    /// [`Error::Sqlite`], [`Error::NotSaved`].
    pub fn due_syncs(&self) -> Result<(Vec<DueSync>, Option<Timestamp>), Error> {
        let now = self.clock().now();
        let (mut due, mut next) = (Vec::new(), None::<Timestamp>);
        for row in self.read(|db| Ok(connections::all(db)?))? {
            // A twin that is no longer known has no schedule.
            let Ok(Some(schedule)) = self.schedule_of(&row.twin) else {
                continue;
            };
            let upcoming = schedule.next(now, 1).first().copied();
            next = next.into_iter().chain(upcoming).min();
            let handled = self.read(|db| Ok(syncs::handled_until(db, row.row, &row.twin)?))?;
            let Some(handled) = handled.map(from_millis) else {
                self.begin_schedule(row.row, row.twin, now)?;
                continue;
            };
            if crate::clock::age(handled.as_millisecond(), now.as_millisecond()) == i64::MAX {
                // A virtual clock went back to real time. What comes in real time runs; what has passed
                // until now does not run again.
                self.begin_schedule(row.row, row.twin, now)?;
                continue;
            }
            let passed = schedule.since(handled).take_while(|at| *at <= now);
            let passed: Vec<Timestamp> = passed.take(COUNTED).collect();
            if let Some(last) = passed.last().copied() {
                let late = now.duration_since(last).as_secs() > IN_TIME;
                let missed = passed.len() - usize::from(!late);
                due.push(DueSync {
                    connection: row.id,
                    due: last,
                    missed: missed as u64,
                    now,
                });
            }
        }
        Ok((due, next))
    }

    fn begin_schedule(&self, connection: i64, twin: String, now: Timestamp) -> Result<(), Error> {
        let until = now.as_millisecond();
        self.write(move |write| Ok(syncs::handle_until(write.db, connection, &twin, until)?))
            .wait()
    }

    /// Begins the run that is due. With it, in the same transaction, the times that have passed are dealt
    /// with.
    ///
    /// # Errors
    /// As [`Workspace::begin_sync`]. With [`Error::SyncRunning`] it stays due.
    pub fn begin_due_sync(&self, due: &DueSync) -> Result<Syncing, Error> {
        let beginning = Beginning {
            cause: SyncCause::Scheduled,
            due: Some(due.due.as_millisecond()),
            missed: due.missed,
            handled_until: Some(due.now.as_millisecond()),
            retry_of: None,
        };
        self.begin(&due.connection, beginning)
    }
}
