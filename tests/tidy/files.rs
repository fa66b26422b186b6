//! Which files there are: the visible top level, the documents that must exist, how fixtures are
//! called, and lock files that name packages but not where somebody fetched them.

use crate::tree::{assert_none, ending, root, text, tracked};
use serde_json::Value;
use std::collections::BTreeSet;
use toml::Table;

#[test]
fn the_visible_top_level_is_what_was_agreed() {
    let agreed = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "icons",
        "src-tauri",
        "tests",
        "ui",
    ];
    let files = tracked();
    let top = files.iter().filter_map(|path| path.split('/').next());
    let visible: BTreeSet<&str> = top.filter(|name| !name.starts_with('.')).collect();
    assert_eq!(visible, BTreeSet::from(agreed));
}

#[test]
fn the_documents_people_look_for_are_there() {
    let wanted = [
        "README.md",
        "LICENSE",
        "src-tauri/ARCHITECTURE.md",
        "src-tauri/CHANGELOG.md",
        ".github/CONTRIBUTING.md",
        ".github/SECURITY.md",
        ".ci/run",
        "tests/fixtures/README.md",
    ];
    let files = tracked();
    let missing = wanted
        .iter()
        .filter(|path| !files.iter().any(|file| file == *path));
    assert_none(
        "documents",
        &missing.map(|path| (*path).to_owned()).collect::<Vec<_>>(),
    );
}

#[test]
fn the_lock_file_of_npm_names_no_place() {
    for path in ending(&["package-lock.json"]) {
        let lock: Value = serde_json::from_str(&text(&path)).expect("the lock file is JSON");
        let packages = lock
            .get("packages")
            .and_then(Value::as_object)
            .expect("it lists packages");
        let named = packages
            .iter()
            .filter(|(_, package)| package.get("resolved").is_some());
        assert_none(
            &path,
            &named
                .map(|(name, _)| format!("{name} has a download address"))
                .collect::<Vec<_>>(),
        );
    }
}

#[test]
fn the_lock_file_of_cargo_names_the_public_index_only() {
    let index = "registry+https://github.com/rust-lang/crates.io-index";
    let lock: Table = text("Cargo.lock").parse().expect("the lock file is TOML");
    let packages = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .expect("it lists packages");
    let sources = packages
        .iter()
        .filter_map(|package| package.get("source")?.as_str());
    let other: BTreeSet<String> = sources
        .filter(|source| *source != index)
        .map(str::to_owned)
        .collect();
    assert_none("Cargo.lock", &other.into_iter().collect::<Vec<_>>());
}

/// `rfc7644-3.5.2.1-add-emails.json` or `filter-dataset.json`, but never `test1.json`.
#[test]
fn fixtures_are_named_for_a_section_or_an_exchange() {
    let mut found = ending(&[".json"]);
    found.retain(|path| path.contains("/fixtures/"));
    found.retain(|path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        let lower = name.chars().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '-')
        });
        let exchange = path.starts_with("tests/fixtures/idp/")
            && path.split('/').count() == 5
            && name.matches('.').count() >= 2;
        !(lower && (exchange || is_named_for_a_section(name) || is_named_for_a_client(name)))
    });
    assert_none(
        "rfc7644-3.5.2.1-add-emails.json, or one file per exchange",
        &found,
    );
}

fn is_named_for_a_section(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("rfc") else {
        return false;
    };
    let mut parts = rest.splitn(3, '-');
    let number = parts
        .next()
        .is_some_and(|rfc| rfc.len() == 4 && rfc.parse::<u16>().is_ok());
    let section = parts
        .next()
        .is_some_and(|section| section.split('.').all(|part| part.parse::<u8>().is_ok()));
    number && section && parts.next().is_some()
}

/// `entra-legacy-disable.json`: the client is one of those that `tests/fixtures/idp` knows.
fn is_named_for_a_client(name: &str) -> bool {
    let clients = std::fs::read_dir(root().join("tests/fixtures/idp"));
    let clients = clients.expect("the fixtures are there").flatten();
    let mut prefixes = clients.map(|client| format!("{}-", client.file_name().to_string_lossy()));
    prefixes.any(|prefix| name.starts_with(&prefix))
}

#[test]
fn sections_are_recognised() {
    assert!(is_named_for_a_section("rfc7644-3.5.2.1-add-emails.json"));
    assert!(!is_named_for_a_section("rfc-add.json"));
    assert!(!is_named_for_a_section("add-emails.json"));
}
