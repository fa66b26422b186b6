//! Which state the workspace is in, told without a transaction, so that what was read of it once need
//! not be read again while it is the same.
//!
//! Of a file it is the header of SQLite's WAL index (`-shm`), which every commit changes, whoever
//! made it; SQLite's own connections compare the very same bytes to learn whether what they have in
//! memory is still good. Its layout: <https://www.sqlite.org/walformat.html#the_wal_index_header>.
//! Where it cannot be read, no state is known, and nothing is remembered.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::pulse::Board;
use crate::store::file::Place;

/// Length of the header, which stands in the index twice.
const HEADER: usize = 48;
/// Where the header says that it is filled in.
const IS_SET: usize = 12;
/// Where it says how many frames the log has, in the byte order of the machine.
const FRAMES: std::ops::Range<usize> = 16..20;

/// A state of the workspace. Equal stamps mean equal contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// Header of the WAL index.
    Index([u8; HEADER]),
    /// Commits so far, of a database in memory that nobody else can open.
    Commits(u64),
}

/// Where the stamps of a workspace are read.
#[derive(Debug)]
pub(super) enum Stamps {
    Index { path: PathBuf, file: OnceLock<File> },
    Commits,
}

impl Stamps {
    pub(super) fn of(place: &Place) -> Self {
        match place {
            Place::File(path) => {
                let mut name = path.clone().into_os_string();
                name.push("-shm");
                Self::Index {
                    path: name.into(),
                    file: OnceLock::new(),
                }
            }
            Place::Memory(_) => Self::Commits,
        }
    }

    /// How many pages have been written to the log since it began anew; `None` without a log.
    pub(super) fn frames(&self) -> Option<u32> {
        let Self::Index { path, file } = self else {
            return None;
        };
        let header = header(opened(path, file)?)?;
        let bytes = header.get(FRAMES)?.try_into().ok()?;
        Some(u32::from_ne_bytes(bytes))
    }

    /// The present state, if it can be told.
    pub(super) fn read(&self, board: &Board) -> Option<Stamp> {
        match self {
            Self::Index { path, file } => header(opened(path, file)?).map(Stamp::Index),
            Self::Commits => Some(Stamp::Commits(board.read().commits)),
        }
    }
}

/// The index stays the same file for as long as anybody has the workspace open, as we have.
fn opened<'a>(path: &Path, file: &'a OnceLock<File>) -> Option<&'a File> {
    if file.get().is_none() {
        drop(file.set(File::open(path).ok()?));
    }
    file.get()
}

/// The header, unless somebody is just writing it: then its two copies differ.
fn header(file: &File) -> Option<[u8; HEADER]> {
    let mut both = [0; 2 * HEADER];
    if read_start(file, &mut both).ok()? != both.len() {
        return None;
    }
    let (first, second) = both.split_at(HEADER);
    let first: [u8; HEADER] = first.try_into().ok()?;
    (first == second && first[IS_SET] == 1).then_some(first)
}

#[cfg(unix)]
fn read_start(file: &File, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, 0)
}

#[cfg(windows)]
fn read_start(file: &File, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Db, file};

    fn workspace(folder: &Path) -> (Place, Db) {
        let place = Place::File(folder.join("w.scimbox"));
        let db = place.writer().unwrap();
        file::use_write_ahead_log(&db).unwrap();
        db.execute_batch("CREATE TABLE t (x)").unwrap();
        (place, db)
    }

    #[test]
    fn it_is_the_same_until_anybody_commits() {
        let folder = tempfile::tempdir().unwrap();
        let (place, db) = workspace(folder.path());
        let (stamps, board) = (Stamps::of(&place), Board::default());
        let first = stamps.read(&board);
        assert!(first.is_some());
        db.query_row("SELECT count(*) FROM t", [], |_| Ok(()))
            .unwrap();
        assert_eq!(stamps.read(&board), first);
        let other = place.writer().unwrap();
        other.execute_batch("INSERT INTO t VALUES (1)").unwrap();
        let second = stamps.read(&board);
        assert!(second.is_some());
        assert_ne!(second, first);
        other.execute_batch("DELETE FROM t").unwrap();
        assert_ne!(stamps.read(&board), first);
        assert_ne!(stamps.read(&board), second);
    }

    #[test]
    fn it_survives_a_checkpoint_and_a_new_log() {
        let folder = tempfile::tempdir().unwrap();
        let (place, db) = workspace(folder.path());
        let (stamps, board) = (Stamps::of(&place), Board::default());
        let mut seen = Vec::new();
        for _ in 0..5 {
            db.execute_batch("INSERT INTO t VALUES (1)").unwrap();
            file::checkpoint(&db).unwrap();
            let stamp = stamps.read(&board).unwrap();
            assert!(!seen.contains(&stamp));
            seen.push(stamp);
        }
    }

    #[test]
    fn without_an_index_no_state_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let stamps = Stamps::of(&Place::File(folder.path().join("absent")));
        assert_eq!(stamps.read(&Board::default()), None);
    }
}
