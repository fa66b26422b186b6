//! The tracked files of the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().map(Path::to_owned).unwrap_or_default()
}

/// Paths of all tracked files that still exist, relative to the root, with `/` as separator.
pub(crate) fn tracked() -> Vec<String> {
    let listing = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output();
    let listing = listing.expect("git lists the tracked files");
    assert!(
        listing.status.success(),
        "{}",
        String::from_utf8_lossy(&listing.stderr)
    );
    let text = String::from_utf8(listing.stdout).expect("file names are UTF-8");
    let names = text.split('\0').filter(|name| !name.is_empty());
    let found: Vec<String> = names
        .filter(|name| root().join(name).is_file())
        .map(str::to_owned)
        .collect();
    assert!(found.len() > 100, "git lists {} files only", found.len());
    found
}

/// The tracked files whose name ends in one of `endings`.
pub(crate) fn ending(endings: &[&str]) -> Vec<String> {
    let mut found = tracked();
    found.retain(|path| endings.iter().any(|ending| path.ends_with(ending)));
    found
}

/// The text of a file; bytes that are no UTF-8 are replaced.
pub(crate) fn text(path: &str) -> String {
    let bytes = std::fs::read(root().join(path)).expect("a tracked file can be read");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Fails with every line of `found`.
#[track_caller]
pub(crate) fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}
