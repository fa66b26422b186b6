//! The npm lock file is whole: `npm ci` refuses one that leaves out a package, and npm itself leaves out
//! a platform's package when the registry at hand happens not to have it.

use crate::tree::{assert_none, text};
use serde_json::{Map, Value};

const LOCK: &str = "ui/package-lock.json";

fn packages() -> Map<String, Value> {
    let mut lock: Value = serde_json::from_str(&text(LOCK)).expect("the lock file is JSON");
    serde_json::from_value(lock["packages"].take()).expect("the lock file lists packages")
}

/// Whether `packages` has `name` where `from` would find it: below itself, or below a folder above it.
fn is_found(packages: &Map<String, Value>, from: &str, name: &str) -> bool {
    let mut base = from;
    loop {
        let slash = if base.is_empty() { "" } else { "/" };
        if packages.contains_key(&format!("{base}{slash}node_modules/{name}")) {
            return true;
        }
        if base.is_empty() {
            return false;
        }
        base = base
            .rfind("/node_modules/")
            .and_then(|at| base.get(..at))
            .unwrap_or_default();
    }
}

#[test]
fn the_npm_lock_file_has_every_package_that_it_names() {
    let packages = packages();
    let mut missing = Vec::new();
    for (from, entry) in &packages {
        let kinds = ["dependencies", "devDependencies", "optionalDependencies"];
        // Only the root's development packages are installed.
        let kinds = kinds
            .iter()
            .filter(|kind| from.is_empty() || **kind != "devDependencies");
        let named = kinds.filter_map(|kind| entry[kind].as_object());
        let names = named.flat_map(Map::keys);
        missing.extend(
            names
                .filter(|name| !is_found(&packages, from, name))
                .map(|name| format!("{name}, wanted by `{from}`")),
        );
    }
    assert!(packages.len() > 100, "{} packages only", packages.len());
    assert_none("packages that the npm lock file leaves out", &missing);
}

#[test]
fn the_npm_lock_file_says_no_download_address() {
    let packages = packages();
    let found: Vec<String> = packages
        .iter()
        .filter(|(_, entry)| entry.get("resolved").is_some())
        .map(|(name, _)| name.clone())
        .collect();
    assert_none("packages with a download address", &found);
}
