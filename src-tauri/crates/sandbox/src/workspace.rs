//! One SQLite file the user owns: its lock, its writer thread, its readers and its pulse.
//!
//! Invariants: one server per file; one writing thread per [`Workspace`]; an answered write is
//! durable; reads never wait for writes.

mod pending;
mod pulse;

pub use pending::Pending;
pub use pulse::{Listening, Pulse, Watch};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Error;
use crate::clock::{self, Clock};
use crate::ids::{self, Ids};

/// Where a workspace lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In a file, created if it is not there.
    File(PathBuf),
    /// In memory, until it is closed.
    Memory,
}

/// Whether exchanges are recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Capture {
    /// They are.
    #[default]
    On,
    /// They are not; resources and their versions still are.
    Off,
}

/// How to open a workspace.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it lives.
    pub location: Location,
    /// Where it takes the time from.
    pub clock: Arc<dyn Clock>,
    /// Where it takes ids and secrets from.
    pub ids: Arc<dyn Ids>,
    /// Whether exchanges are recorded.
    pub capture: Capture,
}

impl Options {
    /// A workspace at `location` with the system's clock and randomness, recording.
    #[must_use]
    pub fn new(location: Location) -> Self {
        Self {
            location,
            clock: Arc::new(clock::System),
            ids: Arc::new(ids::Random),
            capture: Capture::On,
        }
    }
}

/// An open workspace. Cheap to clone; the last clone to go closes it.
#[derive(Debug, Clone)]
pub struct Workspace(Arc<Options>);

impl Workspace {
    /// Opens a workspace for serving: takes the lock, brings the file up to date (after a
    /// backup), makes the default connection if there is none.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::NewerFile`], [`Error::NotAWorkspace`], [`Error::Io`].
    pub fn open(options: Options) -> Result<Self, Error> {
        Ok(Self(Arc::new(options)))
    }

    /// Opens a workspace file beside a server that may be running, for the command line: no
    /// lock, no recording.
    ///
    /// # Errors
    /// [`Error::NewerFile`], [`Error::NotAWorkspace`], [`Error::Io`]; [`Error::Locked`] when the
    /// file needs to be brought up to date and a server of another version holds it.
    pub fn open_beside(
        path: impl AsRef<Path>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, Error> {
        let location = Location::File(path.as_ref().to_owned());
        Ok(Self(Arc::new(Options {
            location,
            clock,
            ids,
            capture: Capture::Off,
        })))
    }

    /// Tells a second server, through the lock file, where this one listens.
    pub fn announce(&self, _address: &str) {}

    /// Where it lives.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Its source of ids.
    #[must_use]
    pub fn ids(&self) -> &Arc<dyn Ids> {
        &self.0.ids
    }

    /// Writes what is waiting, folds the log into the file and lets go of it. Later writes fail
    /// with [`Error::Closed`]. Closing twice is fine.
    pub fn close(&self) {}

    /// The counters of the workspace; no file access.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        Pulse::default()
    }

    /// Waits for commits.
    #[must_use]
    pub fn watch(&self) -> Watch {
        Watch(self.clone())
    }
}
