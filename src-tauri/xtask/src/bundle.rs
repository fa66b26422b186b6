//! `cargo xtask bundle`: the .deb, made by the Tauri CLI that the UI's lock file pins.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::place::Place;
use crate::process::Step;
use crate::{say, ui};

/// Makes the package and prints where it is.
pub(crate) fn bundle(place: &Place) -> Result<ExitCode, Failure> {
    packages::provide(place, &[Purpose::Desktop])?;
    ui::build(place)?;
    say::step("the .deb");
    tauri(place, &["build", "--bundles", "deb", "--no-sign"]).run()?;
    let folder = place.target.join("release/bundle/deb");
    let made = youngest_deb(&folder)?.ok_or(Failure::NothingMade { path: folder })?;
    say::line(&made.display().to_string());
    Ok(ExitCode::SUCCESS)
}

/// A command of the Tauri CLI that `ui/package-lock.json` pins, run where it finds `src-tauri`.
pub(crate) fn tauri(place: &Place, args: &[&str]) -> Step {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let installed = place.ui().join("node_modules/.bin").join(name);
    Step::new(place, installed).args(args.iter().copied())
}

fn youngest_deb(folder: &PathBuf) -> Result<Option<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|source| Failure::File {
        path: folder.clone(),
        source,
    })?;
    let packages = entries.flatten().map(|entry| entry.path());
    let packages = packages.filter(|path| path.extension() == Some(OsStr::new("deb")));
    Ok(packages.max_by_key(|path| path.metadata().and_then(|meta| meta.modified()).ok()))
}
