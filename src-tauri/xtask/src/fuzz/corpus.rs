//! Where the inputs of one target lie: the kept ones in the checkout, the found ones beside the build.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::place::Place;

/// The two folders of one target.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// Committed; replayed by the tests.
    pub(crate) kept: PathBuf,
    /// Everything that libFuzzer found on this machine.
    pub(crate) found: PathBuf,
}

impl Corpus {
    pub(crate) fn of(place: &Place, target: &str) -> Self {
        Self {
            kept: place.root.join("src-tauri/fuzz/corpus").join(target),
            found: place.target.join("fuzz/corpus").join(target),
        }
    }

    /// Makes both folders, since libFuzzer makes none.
    pub(crate) fn prepare(&self) -> Result<(), Failure> {
        for folder in [&self.kept, &self.found] {
            fs::create_dir_all(folder).map_err(|source| at(folder, source))?;
        }
        Ok(())
    }

    /// Replaces the kept inputs by what `merge` puts into an empty folder. If it fails, nothing changes.
    pub(crate) fn minimise(
        &self,
        merge: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.prepare()?;
        let fresh = self.found.with_extension("fresh");
        empty(&fresh)?;
        merge(&fresh)?;
        let chosen = files(&fresh)?;
        if chosen.is_empty() {
            return Err(Failure::NothingMade { path: fresh });
        }
        empty(&self.kept)?;
        for file in chosen {
            let name = file.file_name().unwrap_or_default();
            fs::copy(&file, self.kept.join(name)).map_err(|source| at(&file, source))?;
        }
        Ok(())
    }
}

/// The files of a folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|source| at(folder, source))?;
    Ok(entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect())
}

fn empty(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).map_err(|source| at(folder, source))?;
    }
    fs::create_dir_all(folder).map_err(|source| at(folder, source))
}

fn at(path: &Path, source: std::io::Error) -> Failure {
    Failure::File {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(name: &str) -> Corpus {
        let base = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
        let corpus = Corpus {
            kept: base.join("kept"),
            found: base.join("found"),
        };
        corpus.prepare().unwrap();
        fs::write(corpus.kept.join("old"), "old").unwrap();
        corpus
    }

    fn names(folder: &Path) -> Vec<String> {
        let files = files(folder).unwrap();
        let names = files.iter().map(|path| path.file_name().unwrap());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn the_kept_inputs_become_those_that_the_merge_chose() {
        let corpus = corpus("chosen");
        let merged = corpus.minimise(|into| {
            fs::write(into.join("new"), "new").unwrap();
            Ok(())
        });
        merged.unwrap();
        assert_eq!(names(&corpus.kept), ["new"]);
    }

    #[test]
    fn a_merge_that_fails_or_chooses_nothing_changes_nothing() {
        let corpus = corpus("failed");
        assert!(corpus.minimise(|_| Err(Failure::NoCheckout)).is_err());
        assert!(corpus.minimise(|_| Ok(())).is_err());
        assert_eq!(names(&corpus.kept), ["old"]);
    }
}
