//! Replays every kept input: those in `corpus/`, which together reach what is known to be
//! reachable, and those in `crashes/`, which broke a law once.
//!
//! No engine takes part. `cargo xtask fuzz` looks for new inputs.

#![expect(
    clippy::unwrap_used,
    reason = "a file that cannot be read fails the test that needs it"
)]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use fuzz::TARGETS;

/// The kept inputs are read on every test run and cloned by everybody.
const LARGEST_CORPUS: u64 = 300 * 1024;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

/// The crashes of one target: `filter-ab12…`.
fn crashes(target: &str) -> Vec<PathBuf> {
    let mut files = files(&folder("crashes"));
    let prefix = format!("{target}-");
    files.retain(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with(&prefix)
    });
    files
}

fn replay(target: &str) {
    let check = TARGETS
        .iter()
        .find(|known| known.name == target)
        .unwrap()
        .check;
    let mut inputs = files(&folder("corpus").join(target));
    assert!(inputs.len() >= 10, "{} inputs are no corpus", inputs.len());
    inputs.extend(crashes(target));
    let broken = inputs.iter().filter(|path| {
        let input = fs::read(path).unwrap();
        catch_unwind(AssertUnwindSafe(|| check(&input))).is_err()
    });
    let broken: Vec<_> = broken.collect();
    assert!(broken.is_empty(), "the law is broken by {broken:#?}");
}

#[test]
fn filters_that_were_found_keep_the_law() {
    replay("filter");
}

#[test]
fn paths_that_were_found_keep_the_law() {
    replay("path");
}

#[test]
fn searches_that_were_found_keep_the_law() {
    replay("search");
}

#[test]
fn patch_bodies_that_were_found_keep_the_law() {
    replay("patch_body");
}

#[test]
fn bulk_bodies_that_were_found_keep_the_law() {
    replay("bulk_body");
}

#[test]
fn raw_requests_that_were_found_keep_the_law() {
    replay("raw_http");
    fuzz::raw_http::settle();
}

#[test]
fn every_target_has_its_binary_and_its_corpus_and_nothing_else_has() {
    let mut names: Vec<_> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    names.sort();
    let stem = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let binaries: Vec<_> = files(&folder("engine")).iter().map(stem).collect();
    assert_eq!(binaries, names);
    let corpora = fs::read_dir(folder("corpus")).unwrap();
    let mut corpora: Vec<_> = corpora.map(|entry| stem(&entry.unwrap().path())).collect();
    corpora.sort();
    assert_eq!(corpora, names);
    for crash in files(&folder("crashes")) {
        let name = crash.file_name().unwrap().to_string_lossy().into_owned();
        let known = names
            .iter()
            .any(|target| name.starts_with(&format!("{target}-")));
        assert!(known || name == "README.md", "{name} belongs to no target");
    }
}

#[test]
fn the_kept_inputs_stay_small() {
    let all = TARGETS
        .iter()
        .flat_map(|target| files(&folder("corpus").join(target.name)));
    let bytes: u64 = all.map(|path| path.metadata().unwrap().len()).sum();
    assert!(
        bytes <= LARGEST_CORPUS,
        "{bytes} bytes; minimise with `cargo xtask fuzz --minimise`"
    );
}
