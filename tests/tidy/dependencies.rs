//! The direction of dependency, row by row of the crate table in `ARCHITECTURE.md`, on the
//! manifests and on the text of the sources.

use crate::source::{is_product, product_code, words};
use crate::tree::{assert_none, ending, text};
use std::collections::BTreeSet;
use toml::Table;

/// One row of the table.
struct Row {
    /// The package.
    name: &'static str,
    /// Its folder.
    folder: &'static str,
    /// Packages of ours that it may use.
    ours: &'static [&'static str],
    /// Packages of others that it may not use.
    banned: &'static [&'static str],
    /// Words that its code may not contain, or paths of words.
    silent_about: &'static [&'static str],
    /// Whether SQL text is banned.
    no_sql: bool,
}

const OURS: [&str; 10] = [
    "scim",
    "sandbox",
    "server",
    "simulator",
    "console",
    "scimbox",
    "xtask",
    "fuzz",
    "bench",
    "acceptance",
];

const TABLE: [Row; 10] = [
    Row {
        name: "scim",
        folder: "src-tauri/crates/scim/",
        ours: &[],
        banned: &[
            "tokio",
            "http",
            "hyper",
            "axum",
            "reqwest",
            "rusqlite",
            "tauri",
            "getrandom",
            "rand",
            "uuid",
        ],
        silent_about: &[
            "tokio",
            "http::",
            "hyper",
            "axum",
            "rusqlite",
            "tauri",
            "now",
            "SystemTime",
            "Instant",
            "getrandom",
            "rand",
            "new_v4",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "async",
        ],
        no_sql: true,
    },
    Row {
        name: "sandbox",
        folder: "src-tauri/crates/sandbox/",
        ours: &["scim"],
        banned: &["axum", "tauri", "hyper", "http", "reqwest", "tokio"],
        silent_about: &["axum", "tauri", "hyper", "tokio"],
        no_sql: false,
    },
    Row {
        name: "server",
        folder: "src-tauri/crates/server/",
        ours: &["scim", "sandbox"],
        banned: &["tauri", "rusqlite", "reqwest"],
        silent_about: &["tauri", "rusqlite"],
        no_sql: true,
    },
    Row {
        name: "simulator",
        folder: "src-tauri/crates/simulator/",
        ours: &["scim", "sandbox"],
        banned: &["axum", "rusqlite", "tauri"],
        silent_about: &["axum", "rusqlite", "tauri"],
        no_sql: true,
    },
    Row {
        name: "console",
        folder: "src-tauri/crates/console/",
        ours: &["scim", "sandbox", "server", "simulator"],
        banned: &["tauri", "keyring", "keyring-core", "rusqlite"],
        silent_about: &["tauri", "keyring_core", "rusqlite"],
        no_sql: true,
    },
    Row {
        name: "scimbox",
        folder: "src-tauri/src/",
        ours: &["console"],
        banned: &["axum", "rusqlite", "hyper", "reqwest"],
        silent_about: &["axum", "rusqlite", "scim::"],
        no_sql: true,
    },
    Row {
        name: "xtask",
        folder: "src-tauri/xtask/",
        ours: &[],
        banned: &["axum", "rusqlite", "tauri", "tokio"],
        silent_about: &["rusqlite"],
        no_sql: true,
    },
    Row {
        name: "bench",
        folder: "src-tauri/bench/",
        ours: &["sandbox"],
        banned: &["tauri"],
        silent_about: &["tauri"],
        no_sql: false,
    },
    Row {
        name: "fuzz",
        folder: "src-tauri/fuzz/",
        ours: &["scim", "sandbox", "server"],
        banned: &["tauri", "rusqlite"],
        silent_about: &["tauri", "rusqlite"],
        no_sql: true,
    },
    Row {
        name: "acceptance",
        folder: "tests/",
        ours: &["scim", "sandbox", "server", "simulator", "console"],
        banned: &["tauri"],
        silent_about: &[],
        no_sql: false,
    },
];

fn manifest(row: &Row) -> Table {
    let folder = row.folder.strip_suffix("src/").unwrap_or(row.folder);
    let text = text(&format!("{folder}Cargo.toml"));
    text.parse().expect("the manifest is TOML")
}

/// Names in the tables `dependencies` and `build-dependencies`, those for one platform included.
/// What the tests of a crate use ships nowhere, and they are to run against the real thing.
fn used(manifest: &Table) -> BTreeSet<String> {
    let mut tables = vec![manifest];
    let platforms = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(
        platforms
            .into_iter()
            .flat_map(Table::values)
            .filter_map(toml::Value::as_table),
    );
    let names = ["dependencies", "build-dependencies"];
    let sections = tables
        .iter()
        .flat_map(|table| names.iter().filter_map(|name| table.get(*name)));
    sections
        .filter_map(toml::Value::as_table)
        .flat_map(Table::keys)
        .cloned()
        .collect()
}

#[test]
fn each_crate_uses_only_the_crates_below_it() {
    let mut found = Vec::new();
    for row in &TABLE {
        let ours = used(&manifest(row))
            .into_iter()
            .filter(|name| OURS.contains(&name.as_str()));
        let wrong = ours.filter(|name| !row.ours.contains(&name.as_str()));
        found.extend(wrong.map(|name| format!("{} uses {name}", row.name)));
    }
    assert_none("dependencies point downwards only", &found);
}

#[test]
fn no_manifest_names_what_its_crate_may_not_use() {
    let mut found = Vec::new();
    for row in &TABLE {
        let names = used(&manifest(row));
        let wrong = row.banned.iter().filter(|name| names.contains(**name));
        found.extend(wrong.map(|name| format!("{} depends on {name}", row.name)));
    }
    assert_none("a crate exists to forbid a dependency", &found);
}

#[test]
fn scim_depends_on_nothing_but_values() {
    let allowed = ["jiff", "serde", "serde_json", "thiserror"].map(str::to_owned);
    let names = used(&manifest(&TABLE[0]));
    let wrong: Vec<String> = names
        .difference(&BTreeSet::from(allowed))
        .cloned()
        .collect();
    assert_none("scim has no I/O, no clock and no randomness", &wrong);
}

#[test]
fn no_source_mentions_what_its_crate_may_not_know() {
    let mut found = Vec::new();
    for path in ending(&[".rs"]) {
        let Some(row) = row_of(&path).filter(|_| is_product(&path)) else {
            continue;
        };
        let code = product_code(&path, false);
        let all: BTreeSet<&str> = words(&code).collect();
        let wrong = row
            .silent_about
            .iter()
            .filter(|word| match word.split_once("::") {
                Some(_) => code.contains(**word),
                None => all.contains(**word),
            });
        found.extend(wrong.map(|word| format!("{path} mentions {word}")));
    }
    assert_none("what a crate may not know, its code does not name", &found);
}

#[test]
fn sql_is_written_in_the_store_only() {
    let mut found = Vec::new();
    for path in ending(&[".rs"]) {
        let store = path.starts_with("src-tauri/crates/sandbox/src/store");
        let silent = row_of(&path).is_some_and(|row| row.no_sql || row.name == "sandbox");
        if store || !is_product(&path) || !silent {
            continue;
        }
        let code = product_code(&path, true);
        found.extend(sql_in(&code).map(|line| format!("{path}: {line}")));
    }
    assert_none("SQL text belongs to sandbox/src/store", &found);
}

fn row_of(path: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| path.starts_with(row.folder))
}

fn sql_in(code: &str) -> impl Iterator<Item = &str> {
    let pairs = [
        ("SELECT ", " FROM "),
        ("INSERT ", "INTO "),
        ("UPDATE ", " SET "),
        ("DELETE ", "FROM "),
    ];
    let single = [
        "CREATE TABLE",
        "CREATE INDEX",
        "ALTER TABLE",
        "DROP TABLE",
        "PRAGMA ",
    ];
    let is_sql = move |line: &&str| {
        pairs
            .iter()
            .any(|(verb, rest)| line.contains(verb) && line.contains(rest))
            || single.iter().any(|words| line.contains(words))
    };
    code.lines().filter(is_sql)
}

#[test]
fn every_package_takes_the_lints_of_the_workspace() {
    let lints = |row: &&Row| {
        let manifest = manifest(row);
        let lints = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"));
        lints.and_then(toml::Value::as_bool) != Some(true)
    };
    let found: Vec<String> = TABLE
        .iter()
        .filter(lints)
        .map(|row| row.name.to_owned())
        .collect();
    assert_none("[lints] workspace = true", &found);
}

#[test]
fn the_table_knows_every_package() {
    let manifests = ending(&["Cargo.toml"]);
    let packages = manifests.iter().filter_map(|path| {
        let manifest: Table = text(path).parse().expect("the manifest is TOML");
        let name = manifest.get("package")?.get("name")?.as_str()?;
        Some(name.to_owned())
    });
    let found: Vec<String> = packages
        .filter(|name| !OURS.contains(&name.as_str()))
        .collect();
    assert_none("a new crate needs a row that says what it forbids", &found);
}
