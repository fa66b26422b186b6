//! Runs whose process died: whoever looks marks them as failed, so that they can be gone on with.
//!
//! Nothing is guessed from how long a run has been silent. The process that carries runs out has a lock,
//! which the operating system takes back with the process; a run in progress without it is nobody's. One
//! whose process merely stands still keeps it, since it may go on.
//!
//! Deliberately not here: when to look. A host does so while a run of another process is in progress.

use crate::store::syncs;
use crate::{Error, Workspace};

/// What a run says that nobody carries out any more.
pub(super) const CLOSED: &str = "Scimbox was closed during the run.";

impl Workspace {
    /// Marks as failed what is in progress and has nobody any more who carries it out. Returns whether
    /// another process is at work on a run, so that it is worth looking again.
    ///
    /// # Errors
    /// [`Error::Sqlite`], [`Error::NotSaved`], [`Error::Io`] about the lock file.
    pub fn fail_abandoned_syncs(&self) -> Result<bool, Error> {
        let mut elsewhere = false;
        for connection in self.read(|db| Ok(syncs::all_in_progress(db)?))? {
            if self.carries_out(connection) {
                continue;
            }
            let _entered = match self.enter_if_left(connection) {
                Err(Error::SyncRunning) => {
                    elsewhere = true;
                    continue;
                }
                entered => entered?,
            };
            self.write(move |write| {
                write.next_seq();
                Ok(syncs::fail_open(
                    write.db,
                    connection,
                    CLOSED,
                    write.millis(),
                )?)
            })
            .wait()?;
        }
        Ok(elsewhere)
    }
}
