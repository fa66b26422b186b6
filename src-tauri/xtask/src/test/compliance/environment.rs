//! A virtual environment of Python in the target folder with exactly the pinned packages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::place::{self, Place};
use crate::process::Step;
use crate::say;

const PINNED: &str = "tests/compliance/requirements.txt";

/// An environment that is ready.
#[derive(Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Makes it anew unless it was made from the same list of packages.
    pub(crate) fn provide(place: &Place) -> Result<Self, Failure> {
        let environment = Self {
            folder: place.target.join("compliance"),
        };
        let list = place.root.join(PINNED);
        let pinned = fs::read_to_string(&list).map_err(|source| at(&list, source))?;
        let stamp = environment.folder.join("made-from.txt");
        if fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == pinned) {
            return Ok(environment);
        }
        say::note("installing scim2-tester");
        let venv = ["-m", "venv", "--clear"];
        Step::new(place, python())
            .args(venv)
            .args([&environment.folder])
            .run()?;
        // Packages that would have to be compiled are refused: what runs is what was pinned.
        let install = ["install", "--quiet", "--disable-pip-version-check"];
        let strictly = ["--no-input", "--only-binary", ":all:", "--requirement"];
        Step::new(place, environment.program("pip"))
            .args(install)
            .args(strictly)
            .args([&list])
            .run()?;
        // Last, so that an installation that was cut off is made again.
        fs::write(&stamp, pinned).map_err(|source| at(&stamp, source))?;
        Ok(environment)
    }

    /// Where a program of it is.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.folder.join(folder).join(name)
    }
}

/// On Windows there is no `python3`.
fn python() -> &'static str {
    match place::program(&["python3"]) {
        Some(_) => "python3",
        None => "python",
    }
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

    #[test]
    fn every_package_is_pinned_and_none_says_where_from() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
        let text = fs::read_to_string(root.unwrap().join(PINNED)).unwrap();
        let lines: Vec<_> = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        assert!(lines.len() > 2);
        for line in lines {
            let (name, version) = line.split_once("==").expect(line);
            let plain = |text: &str, more: &str| {
                let known = |letter: char| letter.is_ascii_alphanumeric() || more.contains(letter);
                !text.is_empty() && text.chars().all(known)
            };
            assert!(plain(name, "-_.") && plain(version, "."), "{line}");
        }
    }
}
