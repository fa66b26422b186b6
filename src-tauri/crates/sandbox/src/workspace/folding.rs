//! Folding the write-ahead log into the file beside the writer.
//!
//! Most of the work, thousands of pages and the sync of the file, is done by a thread with a connection
//! of its own while the writer goes on. A log can only begin anew when nothing of it is left to fold, and
//! the writer keeps adding to it; so the writer folds in the last few pages itself, between two commits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::thread::JoinHandle;

use super::stamp::Stamps;
use crate::store::file::Place;
use crate::store::{self, Db};

/// Frames in the log at which it is folded in: 32 MB.
const FULL: u32 = 8_000;
/// Frames after which to try again when a reader held the log.
const AGAIN: u32 = 2_000;
/// What the writer may be left with: it takes a few milliseconds at most.
const TAIL: i64 = 400;
/// Rounds in which the thread follows the writer.
const ROUNDS: usize = 6;

/// The writer's side of it.
pub(super) struct Folding {
    stamps: Stamps,
    place: Place,
    /// Frames at which to wake the thread next.
    due: u32,
    /// Only a tail is left to fold.
    tail: Arc<AtomicBool>,
    thread: Option<(SyncSender<()>, JoinHandle<()>)>,
}

impl Folding {
    /// Of a workspace at a place; in memory there is no log.
    pub(super) fn of(place: &Place) -> Option<Self> {
        matches!(place, Place::File(_)).then(|| Self {
            stamps: Stamps::of(place),
            place: place.clone(),
            due: FULL,
            tail: Arc::default(),
            thread: None,
        })
    }

    /// Before a commit: folds in the tail, when only that is left.
    pub(super) fn before_commit(&self, db: &Db) {
        if self.tail.swap(false, Ordering::Acquire) {
            report(store::file::fold(db));
        }
    }

    /// After a commit: wakes the thread, when the log is long enough.
    pub(super) fn after_commit(&mut self) {
        let frames = self.stamps.frames().unwrap_or_default();
        if frames < FULL {
            self.due = FULL;
        } else if frames >= self.due {
            self.due = frames.saturating_add(AGAIN);
            self.wake();
        }
    }

    fn wake(&mut self) {
        if self.thread.is_none() {
            self.thread = self.start();
        }
        if let Some((bell, _)) = &self.thread {
            // Full when it is at work already.
            bell.try_send(()).ok();
        }
    }

    /// Without the thread SQLite folds the log in by itself, in the writer, when it is twice as long.
    fn start(&self) -> Option<(SyncSender<()>, JoinHandle<()>)> {
        let (bell, rung) = mpsc::sync_channel(1);
        let (place, tail) = (self.place.clone(), Arc::clone(&self.tail));
        let work = move || match place.writer() {
            Ok(db) => rung.into_iter().for_each(|()| follow(&db, &tail)),
            Err(error) => tracing::warn!(%error, "the log cannot be folded in beside the writer"),
        };
        let thread = std::thread::Builder::new().name("workspace-folding".to_owned());
        match thread.spawn(work) {
            Ok(thread) => Some((bell, thread)),
            Err(error) => {
                tracing::warn!(%error, "the log cannot be folded in beside the writer");
                None
            }
        }
    }

    /// Ends the thread, so that the log can be emptied.
    pub(super) fn end(self) {
        if let Some((bell, thread)) = self.thread {
            drop(bell);
            if thread.join().is_err() {
                tracing::error!("the thread that folds the log ended unexpectedly");
            }
        }
    }
}

/// Folds in what there is, and what the writer has added meanwhile, until little is left.
fn follow(db: &Db, tail: &AtomicBool) {
    for _ in 0..ROUNDS {
        match store::file::fold(db) {
            Ok(left) if left <= TAIL => return tail.store(true, Ordering::Release),
            Ok(_) => {}
            failed => return report(failed),
        }
    }
}

fn report(folded: rusqlite::Result<i64>) {
    if let Err(error) = folded {
        tracing::warn!(%error, "the log could not be folded into the workspace file");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn write(db: &Db, folding: &mut Folding, pages: u32) {
        folding.before_commit(db);
        db.execute("INSERT INTO t VALUES (zeroblob(?1))", [pages * 4096])
            .unwrap();
        folding.after_commit();
    }

    #[test]
    fn the_log_begins_anew_while_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::File(folder.path().join("w.scimbox"));
        let db = place.writer().unwrap();
        store::file::use_write_ahead_log(&db).unwrap();
        db.execute_batch("CREATE TABLE t (x)").unwrap();
        let mut folding = Folding::of(&place).unwrap();
        let until = Instant::now() + Duration::from_secs(60);
        let mut highest = 0;
        let anew = loop {
            write(&db, &mut folding, 200);
            let frames = folding.stamps.frames().unwrap();
            if frames < highest {
                break true;
            }
            highest = frames;
            if Instant::now() > until {
                break false;
            }
        };
        assert!(anew, "the log grew to {highest} frames");
        assert!(highest >= FULL, "it began anew at {highest} frames already");
        folding.end();
        let verdict: String = db
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(verdict, "ok");
    }

    #[test]
    fn a_reader_that_stays_does_not_stop_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::File(folder.path().join("w.scimbox"));
        let db = place.writer().unwrap();
        store::file::use_write_ahead_log(&db).unwrap();
        db.execute_batch("CREATE TABLE t (x)").unwrap();
        let mut folding = Folding::of(&place).unwrap();
        write(&db, &mut folding, 1);
        let reader = place.reader().unwrap();
        store::file::begin_read(&reader).unwrap();
        let count = |db: &Db| -> i64 {
            db.query_row("SELECT count(*) FROM t", [], |row| row.get(0))
                .unwrap()
        };
        assert_eq!(count(&reader), 1);
        for _ in 0..60 {
            write(&db, &mut folding, 200);
        }
        assert_eq!((count(&reader), count(&db)), (1, 61));
        store::file::commit(&reader).unwrap();
        assert_eq!(count(&reader), 61);
        folding.end();
    }
}
