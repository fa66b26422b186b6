//! The table of promises in the README says what `tests/guides` shows, no more and no less.

use crate::tree::{assert_none, text, tracked};

/// The promises: S1 to S29.
const LINES: u32 = 29;

/// Number, and what the last column says, of each row.
fn rows() -> Vec<(u32, String)> {
    let readme = text("README.md");
    let rows = readme.lines().filter_map(|line| {
        let rest = line.strip_prefix("| S")?;
        let cells: Vec<&str> = rest.split(" | ").collect();
        let number = cells.first()?.trim().parse().ok()?;
        let shown = cells.last()?.trim().trim_end_matches('|').trim();
        Some((number, shown.to_owned()))
    });
    rows.collect()
}

/// Number and path of each test.
fn tests() -> Vec<(u32, String)> {
    let files = tracked().into_iter();
    let tests = files.filter_map(|path| {
        let name = path.strip_prefix("tests/guides/s")?;
        let number = name.split('_').next()?.parse().ok()?;
        Some((number, path))
    });
    tests.collect()
}

#[test]
fn every_promise_of_the_guides_has_a_row() {
    let numbers: Vec<u32> = rows().into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, (1..=LINES).collect::<Vec<u32>>());
}

#[test]
fn a_row_names_its_test_and_says_not_yet_where_there_is_none() {
    let tests = tests();
    let wrong = rows().into_iter().filter_map(|(number, shown)| {
        let own: Vec<&String> = tests
            .iter()
            .filter(|(test, _)| *test == number)
            .map(|(_, path)| path)
            .collect();
        let right = match own.as_slice() {
            [] => shown == "not yet",
            paths => paths.iter().all(|path| shown.contains(path.as_str())),
        };
        (!right).then(|| format!("S{number}: {shown}"))
    });
    assert_none(
        "the README and tests/guides agree",
        &wrong.collect::<Vec<_>>(),
    );
}

#[test]
fn every_test_of_a_promise_is_run() {
    let main = text("tests/guides/main.rs");
    let missing = tests().into_iter().filter_map(|(_, path)| {
        let name = path.rsplit('/').next()?.strip_suffix(".rs")?.to_owned();
        (!main.contains(&format!("mod {name};"))).then_some(path)
    });
    assert_none(
        "tests/guides/main.rs names it",
        &missing.collect::<Vec<_>>(),
    );
}
