//! How long a file may be, and that each Rust file begins by saying what it is for.

use crate::tree::{assert_none, ending, text};

const RUST: usize = 500;
const INTERFACE: usize = 300;

/// Tables of uniform rows, which may be longer, each with the reason.
const TABLES: [(&str, &str); 0] = [];

fn too_long(endings: &[&str], limit: usize) -> Vec<String> {
    let paths = ending(endings).into_iter().filter(|path| !is_exempt(path));
    let long = paths.filter_map(|path| {
        let lines = text(&path).lines().count();
        (lines > limit).then(|| format!("{path} has {lines} lines"))
    });
    long.collect()
}

fn is_exempt(path: &str) -> bool {
    path.starts_with("ui/src/bindings/") || TABLES.iter().any(|(table, _)| *table == path)
}

#[test]
fn rust_files_stop_at_five_hundred_lines() {
    assert_none(
        "a Rust file has at most 500 lines",
        &too_long(&[".rs"], RUST),
    );
}

#[test]
fn interface_files_stop_at_three_hundred_lines() {
    let endings = [".svelte", ".ts", ".js", ".css"];
    assert_none(
        "a file of the UI has at most 300 lines",
        &too_long(&endings, INTERFACE),
    );
}

#[test]
fn each_rust_file_says_what_it_is_for() {
    let mut found = ending(&[".rs"]);
    found.retain(|path| {
        let text = text(path);
        let first = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        first
            .strip_prefix("//!")
            .is_none_or(|rest| rest.trim().len() < 10)
    });
    assert_none("a Rust file begins with //! and a sentence", &found);
}
