//! The files of a workspace belong to the user alone: mode 0600 on Unix. On Windows they inherit
//! the access rights of their folder.
//!
//! Hard links are only seen on Unix; on Windows the standard library does not count them.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::error::io as at;

/// File name without its folder, for messages.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The file beside `path` whose name has `suffix` appended.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Refuses a place where no workspace can be, before anything is made there.
///
/// A file with several names is refused because the lock and SQLite's log are found by the name. A lock
/// on the file itself is no way out: letting go of any handle of the file would take away SQLite's own
/// locks (`fcntl`, POSIX.1-2017).
pub(crate) fn admissible(path: &Path) -> Result<(), Error> {
    let Ok(found) = std::fs::metadata(path) else {
        return folder_is_there(path);
    };
    if found.is_dir() {
        return Err(Error::IsFolder(path.to_owned()));
    }
    if names_of(&found) > 1 {
        return Err(Error::ManyNames { file: name(path) });
    }
    Ok(())
}

/// Any other trouble with the folder is told when the file is opened.
fn folder_is_there(path: &Path) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => return Ok(()),
    };
    let missing = match std::fs::metadata(folder) {
        Ok(found) => !found.is_dir(),
        Err(error) => matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        ),
    };
    if missing {
        return Err(Error::NoFolder {
            file: name(path),
            folder: folder.to_owned(),
        });
    }
    Ok(())
}

#[cfg(unix)]
fn names_of(found: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(found)
}

#[cfg(not(unix))]
fn names_of(_: &std::fs::Metadata) -> u64 {
    1
}

/// Creates a file that only its owner may read, unless it is there already.
pub(crate) fn create_missing(path: &Path) -> Result<(), Error> {
    open(path).map(drop)
}

/// Opens (or creates) a file that only its owner may read.
pub(crate) fn open_private(path: &Path) -> Result<File, Error> {
    let file = open(path)?;
    restrict(path).map_err(at(path))?;
    Ok(file)
}

fn open(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(at(path))
}

/// Takes away everybody else's access to a database and the log files that a crash may have left
/// behind. SQLite gives new log files the mode of the database.
pub(crate) fn tighten(path: &Path) -> Result<(), Error> {
    restrict(path).map_err(at(path))?;
    for suffix in ["-wal", "-shm"] {
        let file = beside(path, suffix);
        match restrict(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other.map_err(at(&file))?,
        }
    }
    Ok(())
}

#[cfg(unix)]
fn restrict(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = std::fs::metadata(path)?.permissions();
    if permissions.mode() & 0o777 != 0o600 {
        permissions.set_mode(0o600);
        std::fs::set_permissions(path, permissions)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn restrict(path: &Path) -> io::Result<()> {
    std::fs::metadata(path).map(drop)
}
