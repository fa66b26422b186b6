//! Where the inputs of one target lie: the kept ones in the checkout, the found ones beside the build.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::place::Place;

/// Bytes of the inputs of one target that are kept beside those with a name; everybody clones them.
const LARGEST: u64 = 36 * 1024;

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

    /// Keeps the inputs that people named, and of the others those that `merge` adds to them in a new
    /// folder, the shortest first and only so many. If it fails, nothing changes.
    pub(crate) fn minimise(
        &self,
        merge: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.prepare()?;
        let fresh = self.found.with_extension("fresh");
        empty(&fresh)?;
        let named = files(&self.kept)?;
        copy(named.iter().filter(|file| !is_hash(file)), &fresh)?;
        merge(&fresh)?;
        let (found, named): (Vec<_>, Vec<_>) = files(&fresh)?.into_iter().partition(|f| is_hash(f));
        if found.is_empty() && named.is_empty() {
            return Err(Failure::NothingMade { path: fresh });
        }
        empty(&self.kept)?;
        copy(named.iter().chain(&shortest(found)), &self.kept)
    }
}

/// Those that fit into [`LARGEST`] together, the shortest first.
fn shortest(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let length = |file: &PathBuf| file.metadata().map_or(0, |meta| meta.len());
    let mut files: Vec<(u64, PathBuf)> = files.into_iter().map(|f| (length(&f), f)).collect();
    files.sort();
    let mut sum = 0;
    let fits = |(length, _): &(u64, PathBuf)| {
        sum += length;
        sum <= LARGEST
    };
    files.into_iter().take_while(fits).map(|(_, f)| f).collect()
}

/// libFuzzer names an input by its SHA-1.
fn is_hash(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.len() == 40 && name.chars().all(|letter| letter.is_ascii_hexdigit())
}

fn copy<'a>(files: impl Iterator<Item = &'a PathBuf>, into: &Path) -> Result<(), Failure> {
    for file in files {
        let name = file.file_name().unwrap_or_default();
        fs::copy(file, into.join(name)).map_err(|source| at(file, source))?;
    }
    Ok(())
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
        fs::write(corpus.kept.join("named"), "a real shape").unwrap();
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
    fn named_inputs_stay_and_the_others_are_chosen_anew() {
        let corpus = corpus("chosen");
        let (old, new) = ("0".repeat(40), "a".repeat(40));
        fs::write(corpus.kept.join(&old), "found long ago").unwrap();
        let merged = corpus.minimise(|into| {
            assert_eq!(names(into), ["named"]);
            fs::write(into.join(&new), "found today").unwrap();
            Ok(())
        });
        merged.unwrap();
        let mut kept = names(&corpus.kept);
        kept.sort();
        assert_eq!(kept, [new, "named".to_owned()]);
    }

    #[test]
    fn of_too_many_inputs_the_shortest_stay() {
        let corpus = corpus("many");
        let merged = corpus.minimise(|into| {
            for (digit, length) in ["a", "b", "c"].into_iter().zip([30_000, 10, 20_000]) {
                fs::write(into.join(digit.repeat(40)), vec![b'x'; length]).unwrap();
            }
            Ok(())
        });
        merged.unwrap();
        let mut kept = names(&corpus.kept);
        kept.sort();
        assert_eq!(kept, ["b".repeat(40), "c".repeat(40), "named".to_owned()]);
    }

    #[test]
    fn a_merge_that_fails_or_chooses_nothing_changes_nothing() {
        let corpus = corpus("failed");
        assert!(corpus.minimise(|_| Err(Failure::NoCheckout)).is_err());
        let lost = |into: &Path| {
            fs::remove_file(into.join("named")).unwrap();
            Ok(())
        };
        assert!(corpus.minimise(lost).is_err());
        assert_eq!(names(&corpus.kept), ["named"]);
    }
}
