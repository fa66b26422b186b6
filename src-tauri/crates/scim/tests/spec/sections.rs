//! The table "From the RFCs to the code" of `ARCHITECTURE.md`: what it names is there, and no
//! fixture of an RFC is missing in it.

use std::path::{Path, PathBuf};

struct Row {
    section: String,
    modules: Vec<String>,
    fixtures: Vec<String>,
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn ticked(cell: &str) -> Vec<String> {
    let parts = cell.split('`').skip(1).step_by(2);
    parts.map(str::to_owned).collect()
}

fn table() -> Vec<Row> {
    let file = home().join("../../ARCHITECTURE.md");
    let text = std::fs::read_to_string(file).expect("ARCHITECTURE.md");
    let start = text
        .find("## From the RFCs to the code")
        .expect("the heading");
    let part = text.get(start + 3..).expect("the section");
    let end = part.find("\n## ").unwrap_or(part.len());
    let rows = part.get(..end).expect("the section").lines();
    rows.filter(|line| line.starts_with("| RFC 7") || line.starts_with("| RFC 9"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            assert!(cells.len() >= 5, "{line}");
            Row {
                section: cells[1].to_owned(),
                modules: ticked(cells[2]),
                fixtures: ticked(cells[3]),
            }
        })
        .collect()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

/// Whether a file name fits a pattern with at most one star.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((front, back)) => {
            name.len() >= front.len() + back.len()
                && name.starts_with(front)
                && name.ends_with(back)
        }
        None => pattern == name,
    }
}

#[test]
fn every_module_the_table_names_exists() {
    let rows = table();
    assert!(rows.len() > 25, "only {} rows", rows.len());
    for row in rows {
        assert!(!row.modules.is_empty(), "{}", row.section);
        for module in row.modules {
            let path = home().join("../..").join(&module);
            assert!(path.exists(), "{}: {module}", row.section);
        }
    }
}

#[test]
fn every_fixture_the_table_names_exists() {
    for row in table() {
        for pattern in row.fixtures {
            if pattern.starts_with("tests/") {
                let path = home().join("../../..").join(&pattern);
                assert!(path.exists(), "{}: {pattern}", row.section);
                continue;
            }
            let (folder, name) = pattern.split_once('/').expect("folder/name");
            let found = files(&home().join(folder))
                .iter()
                .any(|file| fits(name, file));
            assert!(found, "{}: {pattern}", row.section);
        }
    }
}

#[test]
fn every_fixture_of_an_rfc_is_in_exactly_one_row() {
    let patterns: Vec<String> = table().into_iter().flat_map(|row| row.fixtures).collect();
    let fixtures = files(&home().join("fixtures"));
    for file in fixtures.iter().filter(|file| file.starts_with("rfc")) {
        let path = format!("fixtures/{file}");
        let rows = patterns
            .iter()
            .filter(|pattern| fits(pattern, &path))
            .count();
        assert_eq!(rows, 1, "{file}");
    }
}

#[test]
fn every_example_of_the_rfcs_has_a_fixture() {
    let fixtures = files(&home().join("fixtures"));
    let sections = [
        "rfc7643-8.1-",
        "rfc7643-8.2-",
        "rfc7643-8.3-",
        "rfc7643-8.4-",
        "rfc7643-8.5-",
        "rfc7643-8.6-",
        "rfc7644-3.3-",
        "rfc7644-3.4.1-",
        "rfc7644-3.4.2-",
        "rfc7644-3.4.2.1-",
        "rfc7644-3.4.2.2-",
        "rfc7644-3.4.2.3-",
        "rfc7644-3.4.2.4-",
        "rfc7644-3.4.3-",
        "rfc7644-3.5.1-",
        "rfc7644-3.5.2-",
        "rfc7644-3.5.2.1-",
        "rfc7644-3.5.2.2-",
        "rfc7644-3.5.2.3-",
        "rfc7644-3.7.1-",
        "rfc7644-3.7.2-",
        "rfc7644-3.7.3-",
        "rfc7644-3.7.4-",
        "rfc7644-3.9-",
        "rfc7644-3.10-",
        "rfc7644-3.12-",
        "rfc9865-2-",
        "rfc9865-2.1-",
        "rfc9865-3-",
    ];
    for section in sections {
        assert!(
            fixtures.iter().any(|file| file.starts_with(section)),
            "{section}"
        );
    }
}
