//! One server per workspace file: an exclusive lock on `FILE.lock`, which also tells who holds
//! it. The operating system lets go of the lock when its holder dies, so there are no stale ones.
//!
//! The lock file stays when the lock is gone: deleting it would let two processes each lock a
//! file of that name.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files;
use crate::Error;
use crate::error::{Holder, io};

/// A held lock.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock of the workspace at `workspace`.
    pub(crate) fn acquire(workspace: &Path) -> Result<Self, Error> {
        let path = files::beside(workspace, ".lock");
        let mut file = files::open_private(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Locked {
                    file: files::name(workspace),
                    holder: read_holder(&mut file),
                });
            }
            Err(TryLockError::Error(source)) => return Err(Error::Io { path, source }),
        }
        let mut lock = Self { file, path };
        lock.write(None)?;
        Ok(lock)
    }

    /// Tells others where the holder listens.
    pub(crate) fn announce(&mut self, address: &str) -> Result<(), Error> {
        self.write(Some(address))
    }

    fn write(&mut self, address: Option<&str>) -> Result<(), Error> {
        let text = format!("{}\n{}\n", std::process::id(), address.unwrap_or_default());
        self.file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .and_then(|_| self.file.write_all(text.as_bytes()))
            .map_err(io(&self.path))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // So that nobody reads the name of a holder that is gone. The lock itself goes with the
        // file handle.
        if let Err(error) = self.file.set_len(0) {
            tracing::debug!(%error, "the lock file could not be emptied");
        }
    }
}

/// What the lock file says; on Windows a locked file cannot be read, then nothing.
fn read_holder(file: &mut File) -> Holder {
    let mut text = String::new();
    if file.take(4096).read_to_string(&mut text).is_err() {
        return Holder::default();
    }
    let mut lines = text.lines();
    Holder {
        pid: lines.next().and_then(|line| line.parse().ok()),
        address: lines
            .next()
            .filter(|line| !line.is_empty())
            .map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_refused_and_told_who_the_first_is() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("contoso.scimbox");
        let mut first = Lock::acquire(&workspace).unwrap();
        first.announce("http://127.0.0.1:8787/scim/v2").unwrap();
        let refusal = Lock::acquire(&workspace).unwrap_err().to_string();
        let pid = std::process::id();
        assert_eq!(
            refusal,
            format!(
                "contoso.scimbox is already open in another Scimbox (process {pid}, \
                 http://127.0.0.1:8787/scim/v2). Close it there, or open another workspace."
            )
        );
    }

    #[test]
    fn a_shorter_announcement_leaves_nothing_of_the_longer_one() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("a.scimbox");
        let mut lock = Lock::acquire(&workspace).unwrap();
        lock.announce("http://127.0.0.1:65535/scim/v2").unwrap();
        lock.announce("x").unwrap();
        let text = std::fs::read_to_string(files::beside(&workspace, ".lock")).unwrap();
        assert_eq!(text, format!("{}\nx\n", std::process::id()));
    }

    #[test]
    fn a_lock_file_left_behind_does_not_keep_anybody_out() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("a.scimbox");
        std::fs::write(files::beside(&workspace, ".lock"), "4242\nhttp://gone\n").unwrap();
        let lock = Lock::acquire(&workspace).unwrap();
        drop(lock);
        Lock::acquire(&workspace).unwrap();
    }
}
