//! Statements on runs, their steps, and when the schedule was last dealt with.

use rusqlite::{OptionalExtension, Row, params};

use super::{Db, count, number};
use crate::clock::from_millis;
use crate::sync::{
    GroupCounts, RunStep, StepState, SyncCause, SyncCounts, SyncRun, SyncStatus, SyncStep,
};

/// A run to be written down.
pub(crate) struct NewRun<'a> {
    pub(crate) connection: i64,
    pub(crate) twin: &'a str,
    pub(crate) cause: SyncCause,
    pub(crate) due: Option<i64>,
    pub(crate) missed: u64,
    /// Row and number of the run that it goes on with.
    pub(crate) goes_on: Option<(i64, i64)>,
    pub(crate) at: i64,
}

/// Writes a run down; returns its row and its number.
pub(crate) fn insert(db: &Db, new: &NewRun<'_>) -> rusqlite::Result<(i64, i64)> {
    let (row, number): (i64, i64) = db
        .prepare_cached(
            "INSERT INTO sync_runs (connection, number, twin, plan, cause, due, missed, retry_of, status, \
             started) VALUES (?1, 1 + coalesce((SELECT max(number) FROM sync_runs WHERE connection = ?1), 0), \
             ?2, 0, ?3, ?4, ?5, ?6, 'inProgress', ?7) RETURNING row, number",
        )?
        .query_row(
            params![
                new.connection,
                new.twin,
                new.cause.word(),
                new.due,
                number(new.missed),
                new.goes_on.map(|(_, number)| number),
                new.at,
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    match new.goes_on {
        Some((before, _)) => db
            .prepare_cached(
                "UPDATE sync_runs SET plan = b.plan, considered = b.considered, blocked = b.blocked, \
                 unchanged = b.unchanged FROM sync_runs b WHERE b.row = ?2 AND sync_runs.row = ?1",
            )?
            .execute((row, before))?,
        None => db
            .prepare_cached("UPDATE sync_runs SET plan = row WHERE row = ?1")?
            .execute([row])?,
    };
    Ok((row, number))
}

pub(crate) fn insert_step(db: &Db, run: i64, position: i64, step: RunStep) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO sync_steps (run, position, step, state, total, done) \
         VALUES (?1, ?2, ?3, 'waiting', 0, 0)",
    )?
    .execute((run, position, step.word()))
    .map(drop)
}

/// The steps of a run that goes on with another: those that were not done there, with how far it had got.
pub(crate) fn copy_steps(db: &Db, from: i64, to: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO sync_steps (run, position, step, state, total, done, cursor, gone_cursor) \
         SELECT ?2, position, step, 'waiting', 0, 0, cursor, gone_cursor FROM sync_steps \
         WHERE run = ?1 AND state <> 'done'",
    )?
    .execute((from, to))
    .map(drop)
}

/// What of a run can be told without its counts.
pub(crate) struct Bare {
    pub(crate) row: i64,
    pub(crate) plan: i64,
    pub(crate) twin: String,
    pub(crate) status: SyncStatus,
    pub(crate) newest: bool,
}

pub(crate) fn bare(db: &Db, connection: i64, run: i64) -> rusqlite::Result<Option<Bare>> {
    db.prepare_cached(
        "SELECT row, plan, twin, status, number = (SELECT max(n.number) FROM sync_runs n \
            WHERE n.connection = ?1) FROM sync_runs WHERE connection = ?1 AND number = ?2",
    )?
    .query_row((connection, run), |row| {
        Ok(Bare {
            row: row.get(0)?,
            plan: row.get(1)?,
            twin: row.get(2)?,
            status: SyncStatus::read(&row.get::<_, String>(3)?),
            newest: row.get(4)?,
        })
    })
    .optional()
}

/// The connections with a run in progress.
pub(crate) fn all_in_progress(db: &Db) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached("SELECT DISTINCT connection FROM sync_runs WHERE status = 'inProgress'")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Whether a run of a connection is in progress.
pub(crate) fn in_progress(db: &Db, connection: i64) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM sync_runs WHERE connection = ?1 AND status = 'inProgress')",
    )?
    .query_row([connection], |row| row.get(0))
}

/// Marks what is in progress of a connection as failed.
pub(crate) fn fail_open(db: &Db, connection: i64, why: &str, at: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE sync_steps SET state = 'failed', finished = ?2 WHERE state <> 'done' AND \
         (run, position) IN (SELECT s.run, min(s.position) FROM sync_steps s \
            JOIN sync_runs r ON r.row = s.run WHERE r.status = 'inProgress' AND s.state <> 'done' \
              AND r.connection = ?1 GROUP BY s.run)",
    )?
    .execute((connection, at))?;
    db.prepare_cached(
        "UPDATE sync_runs SET status = 'failed', failure = ?2, finished = ?3 \
         WHERE status = 'inProgress' AND connection = ?1",
    )?
    .execute((connection, why, at))
    .map(drop)
}

/// How far a step has got.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Progress {
    pub(crate) total: u64,
    pub(crate) more: u64,
    pub(crate) cursor: i64,
    pub(crate) gone_cursor: i64,
    pub(crate) finished: bool,
}

pub(crate) fn note_progress(
    db: &Db,
    run: i64,
    position: i64,
    progress: Progress,
    at: i64,
) -> rusqlite::Result<()> {
    let state = match progress.finished {
        true => StepState::Done,
        false => StepState::InProgress,
    };
    db.prepare_cached(
        "UPDATE sync_steps SET state = ?3, total = max(total, ?4, done + ?5), done = done + ?5, \
         started = coalesce(started, ?6), finished = ?7, cursor = max(cursor, ?8), \
         gone_cursor = max(gone_cursor, ?9) WHERE run = ?1 AND position = ?2",
    )?
    .execute(params![
        run,
        position,
        state.word(),
        number(progress.total),
        number(progress.more),
        at,
        progress.finished.then_some(at),
        progress.cursor,
        progress.gone_cursor,
    ])
    .map(drop)
}

/// For how many a step is, when it begins.
pub(crate) fn note_total(db: &Db, run: i64, position: i64, total: u64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE sync_steps SET total = ?3 WHERE run = ?1 AND position = ?2 AND started IS NULL",
    )?
    .execute((run, position, number(total)))
    .map(drop)
}

/// Where a step of a run stands: staged people looked at, and accounts.
pub(crate) fn cursors(db: &Db, run: i64, position: i64) -> rusqlite::Result<(i64, i64)> {
    db.prepare_cached(
        "SELECT cursor, gone_cursor FROM sync_steps WHERE run = ?1 AND position = ?2",
    )?
    .query_row((run, position), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Adds to the counts of a run.
pub(crate) fn add_counts(db: &Db, run: i64, more: &SyncCounts) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE sync_runs SET considered = considered + ?2, blocked = blocked + ?3, \
         unchanged = unchanged + ?4, created = created + ?5, updated = updated + ?6, \
         restored = restored + ?7, disabled = disabled + ?8, removed = removed + ?9, \
         skipped = skipped + ?10, groups_created = groups_created + ?11, \
         groups_renamed = groups_renamed + ?12, groups_emptied = groups_emptied + ?13, \
         groups_removed = groups_removed + ?14 WHERE row = ?1",
    )?
    .execute(params![
        run,
        number(more.considered),
        number(more.blocked),
        number(more.unchanged),
        number(more.created),
        number(more.updated),
        number(more.restored),
        number(more.disabled),
        number(more.removed),
        number(more.skipped),
        number(more.groups.created),
        number(more.groups.renamed),
        number(more.groups.emptied),
        number(more.groups.removed),
    ])
    .map(drop)
}

pub(crate) fn complete(db: &Db, run: i64, at: i64) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE sync_runs SET status = 'completed', finished = ?2 WHERE row = ?1")?
        .execute((run, at))
        .map(drop)
}

/// Marks a run as failed in the step it is in.
pub(crate) fn fail(db: &Db, run: i64, why: &str, at: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE sync_steps SET state = 'failed', finished = ?2 WHERE run = ?1 AND position = \
         (SELECT min(position) FROM sync_steps WHERE run = ?1 AND state <> 'done')",
    )?
    .execute((run, at))?;
    db.prepare_cached(
        "UPDATE sync_runs SET status = 'failed', failure = ?2, finished = ?3 WHERE row = ?1",
    )?
    .execute((run, why, at))
    .map(drop)
}

macro_rules! run_columns {
    ($rest:literal) => {
        concat!(
            "SELECT r.number, r.cause, r.due, r.missed, r.retry_of, r.status, r.failure, r.started, \
             r.finished, r.considered, r.blocked, r.unchanged, r.created, r.updated, r.restored, \
             r.disabled, r.removed, r.skipped, r.status = 'failed' AND r.number = \
               (SELECT max(n.number) FROM sync_runs n WHERE n.connection = r.connection), \
             (SELECT n.number FROM sync_runs n WHERE n.connection = r.connection \
               AND n.retry_of = r.number ORDER BY n.number LIMIT 1), r.twin, r.groups_created, r.groups_renamed, r.groups_emptied, \
             r.groups_removed \
             FROM sync_runs r ",
            $rest
        )
    };
}

fn run(row: &Row<'_>) -> rusqlite::Result<SyncRun> {
    Ok(SyncRun {
        number: row.get(0)?,
        cause: SyncCause::read(&row.get::<_, String>(1)?),
        due: row.get::<_, Option<i64>>(2)?.map(from_millis),
        missed: count(row.get(3)?),
        retry_of: row.get(4)?,
        status: SyncStatus::read(&row.get::<_, String>(5)?),
        failure: row.get(6)?,
        started: from_millis(row.get(7)?),
        finished: row.get::<_, Option<i64>>(8)?.map(from_millis),
        counts: SyncCounts {
            considered: count(row.get(9)?),
            blocked: count(row.get(10)?),
            unchanged: count(row.get(11)?),
            created: count(row.get(12)?),
            updated: count(row.get(13)?),
            restored: count(row.get(14)?),
            disabled: count(row.get(15)?),
            removed: count(row.get(16)?),
            skipped: count(row.get(17)?),
            groups: GroupCounts {
                created: count(row.get(21)?),
                renamed: count(row.get(22)?),
                emptied: count(row.get(23)?),
                removed: count(row.get(24)?),
            },
        },
        repeatable: row.get(18)?,
        retried_by: row.get(19)?,
        twin: row.get(20)?,
    })
}

/// Runs, the latest first, and how many there are.
pub(crate) fn page(
    db: &Db,
    connection: i64,
    offset: u64,
    limit: u32,
) -> rusqlite::Result<(Vec<SyncRun>, u64)> {
    let rows = db
        .prepare_cached(run_columns!(
            "WHERE r.connection = ?1 ORDER BY r.number DESC LIMIT ?2 OFFSET ?3"
        ))?
        .query_map((connection, limit, number(offset)), run)?
        .collect::<rusqlite::Result<_>>()?;
    let total = db
        .prepare_cached("SELECT count(*) FROM sync_runs WHERE connection = ?1")?
        .query_row([connection], |row| row.get(0))?;
    Ok((rows, count(total)))
}

pub(crate) fn by_number(
    db: &Db,
    connection: i64,
    number: i64,
) -> rusqlite::Result<Option<SyncRun>> {
    db.prepare_cached(run_columns!("WHERE r.connection = ?1 AND r.number = ?2"))?
        .query_row((connection, number), run)
        .optional()
}

/// The steps of a run in their order.
pub(crate) fn steps(db: &Db, run: i64) -> rusqlite::Result<Vec<SyncStep>> {
    db.prepare_cached(
        "SELECT position, step, state, total, done, started, finished FROM sync_steps \
         WHERE run = ?1 ORDER BY position",
    )?
    .query_map([run], |row| {
        Ok(SyncStep {
            position: row.get(0)?,
            step: RunStep::read(&row.get::<_, String>(1)?),
            state: StepState::read(&row.get::<_, String>(2)?),
            total: count(row.get(3)?),
            done: count(row.get(4)?),
            started: row.get::<_, Option<i64>>(5)?.map(from_millis),
            finished: row.get::<_, Option<i64>>(6)?.map(from_millis),
        })
    })?
    .collect()
}

/// Up to when the times of a schedule have been dealt with; nothing for another twin.
pub(crate) fn handled_until(db: &Db, connection: i64, twin: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT handled_until FROM sync_schedules WHERE connection = ?1 AND twin = ?2",
    )?
    .query_row((connection, twin), |row| row.get(0))
    .optional()
}

/// Times up to this one are dealt with.
pub(crate) fn handle_until(
    db: &Db,
    connection: i64,
    twin: &str,
    until: i64,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO sync_schedules (connection, twin, handled_until) VALUES (?1, ?2, ?3) \
         ON CONFLICT (connection) DO UPDATE SET twin = excluded.twin, \
            handled_until = excluded.handled_until",
    )?
    .execute((connection, twin, until))
    .map(drop)
}

/// When the latest run of a connection ended.
pub(crate) fn latest_end(db: &Db, connection: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT finished FROM sync_runs WHERE connection = ?1 AND finished IS NOT NULL \
         ORDER BY number DESC LIMIT 1",
    )?
    .query_row([connection], |row| row.get(0))
    .optional()
}

/// Forgets all runs of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM sync_runs WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}
