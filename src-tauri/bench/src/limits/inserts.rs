//! The limit of writes: SQLite alone, with the settings of the workspace, inserting the same documents.
//!
//! One table `(id, document)`, found by `id`, and so many documents in each commit as the server had.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use crate::failure::Failure;
use crate::people;
use crate::seed;
use crate::statistics::to_float;

/// Different documents; they are made before the time is taken.
const DOCUMENTS: u64 = 512;

/// The table.
#[derive(Debug)]
pub(crate) struct Inserts {
    file: PathBuf,
    documents: Vec<String>,
    ids: u64,
}

impl Inserts {
    /// A table in this folder, which must be on the disk that the workspace is on.
    pub(crate) fn new(folder: &Path) -> Self {
        let manager = people::uuid_like(0);
        Self {
            file: folder.join("inserts.db"),
            documents: (0..DOCUMENTS)
                .map(|number| people::person(number, Some(&manager)).to_string())
                .collect(),
            ids: 0,
        }
    }

    /// Inserts in an empty table for so long, `group` documents in each commit; documents in a second.
    pub(crate) fn measure(&mut self, group: usize, length: Duration) -> Result<f64, Failure> {
        seed::remove(&self.file)?;
        let db = Connection::open(&self.file)?;
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32000; \
             CREATE TABLE documents (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;",
        )?;
        // The log is made and the statements are read before the time is taken.
        self.commit(&db, 1)?;
        let (begin, mut inserted) = (Instant::now(), 0);
        while begin.elapsed() < length {
            self.commit(&db, group.max(1))?;
            inserted += group.max(1);
        }
        let rate = to_float(inserted) / begin.elapsed().as_secs_f64();
        drop(db);
        seed::remove(&self.file)?;
        Ok(rate)
    }

    fn commit(&mut self, db: &Connection, group: usize) -> Result<(), Failure> {
        db.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let mut insert = db.prepare_cached("INSERT INTO documents VALUES (?1, ?2)")?;
        for document in self
            .documents
            .iter()
            .cycle()
            .skip(usize_of(self.ids))
            .take(group)
        {
            insert.execute(params![people::uuid_like(self.ids), document])?;
            self.ids += 1;
        }
        db.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

/// Which of the documents is next.
fn usize_of(ids: u64) -> usize {
    usize::try_from(ids % DOCUMENTS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_inserted_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let mut inserts = Inserts::new(folder.path());
        let rate = inserts.measure(16, Duration::from_millis(50)).unwrap();
        assert!(rate > 0.0, "{rate} each second");
        assert!(inserts.ids > 16, "a first commit and at least one group");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
