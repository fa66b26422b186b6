//! The user interface's own build: npm packages and `ui/dist`, both only when they are out of date.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;
use crate::say;

/// What `ui/dist` is made of, relative to `ui/`.
const SOURCES: [&str; 7] = [
    "src",
    "public",
    "index.html",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

/// An npm command in `ui/`.
pub(crate) fn npm(place: &Place, args: &[&str]) -> Step {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Step::new(place, program)
        .args(args.iter().copied())
        .dir(place.ui())
}

/// Installs the npm packages that the lock file names, unless that was done since it last changed.
pub(crate) fn install(place: &Place) -> Result<(), Failure> {
    let ui = place.ui();
    // npm writes this copy of the lock file last, so a broken-off install does not count as done.
    let done = newest(&ui.join("node_modules/.package-lock.json"));
    if done.is_some() && done >= newest(&ui.join("package-lock.json")) {
        return Ok(());
    }
    say::step("npm packages of the UI");
    npm(place, &["ci", "--no-audit", "--no-fund"]).run()
}

/// Installs and builds, as far as needed.
pub(crate) fn build(place: &Place) -> Result<(), Failure> {
    install(place)?;
    let ui = place.ui();
    let page = ui.join("dist/index.html");
    let sources = SOURCES
        .iter()
        .filter_map(|source| newest(&ui.join(source)))
        .max();
    if newest(&page).is_some_and(|built| Some(built) >= sources) {
        return Ok(());
    }
    say::step("the UI");
    npm(place, &["run", "build"]).run()?;
    if page.is_file() {
        Ok(())
    } else {
        Err(Failure::NothingMade { path: page })
    }
}

/// When the youngest file at or below `path` was last written.
fn newest(path: &Path) -> Option<SystemTime> {
    let meta = fs::metadata(path).ok()?;
    if meta.is_file() {
        return meta.modified().ok();
    }
    let inside = fs::read_dir(path).ok()?.flatten();
    // The folder's own time counts as well: it moves when a file in it is deleted.
    inside
        .filter_map(|entry| newest(&entry.path()))
        .chain(meta.modified().ok())
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_newest_file_in_a_tree_is_found_however_deep() {
        let dir = std::env::temp_dir().join(format!("xtask-newest-{}", std::process::id()));
        fs::create_dir_all(dir.join("a/b")).unwrap();
        for (name, age) in [("a/old", 5000), ("a/b/young", 0)] {
            let file = fs::File::create(dir.join(name)).unwrap();
            let then =
                file.metadata().unwrap().modified().unwrap() + Duration::from_secs(9000 - age);
            file.set_modified(then).unwrap();
        }
        let young = fs::metadata(dir.join("a/b/young"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(newest(&dir), Some(young));
        assert_eq!(newest(&dir.join("nothing")), None);
        fs::remove_dir_all(&dir).unwrap();
    }
}
