//! Finding and reading the folder of cases.

use std::path::PathBuf;

use serde_json::Value;

#[expect(clippy::print_stdout, reason = "the skip must be seen on the terminal")]
/// The case file called `name`, or `None` (and a line on the terminal) when there is none.
pub(crate) fn read(name: &str) -> Option<Value> {
    let mut here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    while here.pop() {
        let file = here.join("shared/conformance").join(name);
        if file.is_file() {
            let text = std::fs::read_to_string(&file).expect("a readable case file");
            return Some(serde_json::from_str(&text).expect("a case file in JSON"));
        }
    }
    println!("skipped: no shared/conformance/{name} above this crate");
    None
}

/// The cases of a file that count: level `must` or `should`.
pub(crate) fn scored(document: &Value) -> Vec<&Value> {
    let cases = document["cases"].as_array().expect("a list of cases");
    cases
        .iter()
        .filter(|case| case["level"] == "must" || case["level"] == "should")
        .collect()
}

#[expect(
    clippy::print_stdout,
    reason = "the score must be seen on the terminal"
)]
/// Prints the score and fails with every difference that is neither right nor deliberate.
pub(crate) fn verdict(
    name: &str,
    total: usize,
    wrong: &[(String, String)],
    deliberate: &[(&str, &str)],
) {
    let is_deliberate = |id: &str| deliberate.iter().any(|(known, _)| *known == id);
    let unexpected: Vec<&(String, String)> =
        wrong.iter().filter(|(id, _)| !is_deliberate(id)).collect();
    println!(
        "{name}: {} of {total} as expected, {} deliberately different, {} wrong",
        total - wrong.len(),
        wrong.len() - unexpected.len(),
        unexpected.len()
    );
    for (id, why) in &unexpected {
        println!("{id}: {why}");
    }
    assert!(
        unexpected.is_empty(),
        "{} cases of {name} differ",
        unexpected.len()
    );
    let stale: Vec<&str> = deliberate
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| !wrong.iter().any(|(wrong, _)| wrong == id))
        .collect();
    assert!(stale.is_empty(), "no longer different: {stale:?}");
}
