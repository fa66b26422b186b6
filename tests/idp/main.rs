//! Plays every exchange of `fixtures/idp` against a real server and checks what is left.
//!
//! Each fixture is a test of its own, so that a report names the client and the step. The list
//! `exchanges.txt` says which there must be: a file that goes missing is a failure, not a
//! shorter run. What a fixture may say is in `fixtures/README.md`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "the checks run outside of #[test] functions"
)]

mod play;
mod rules;

use acceptance::harness::exchange::{Expected, files, folder, read};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut trials: Vec<Trial> = files()
        .into_iter()
        .map(|(id, file)| Trial::test(id, move || play::play(&read(&file))))
        .collect();
    trials.push(Trial::test(
        "the_list_and_the_files_agree",
        the_list_and_the_files_agree,
    ));
    trials.push(Trial::test(
        "every_file_is_well_formed",
        every_file_is_well_formed,
    ));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn the_list_and_the_files_agree() -> Result<(), Failed> {
    let list = std::fs::read_to_string(folder().join("exchanges.txt"))?;
    let listed: Vec<String> = list.lines().map(str::to_owned).collect();
    let wanted: BTreeSet<String> = listed.iter().cloned().collect();
    let there: BTreeSet<String> = files().into_iter().map(|(id, _)| id).collect();
    let missing: Vec<_> = wanted.difference(&there).collect();
    let unlisted: Vec<_> = there.difference(&wanted).collect();
    if !missing.is_empty() || !unlisted.is_empty() {
        return Err(format!("without a file: {missing:?}; not listed: {unlisted:?}").into());
    }
    let sorted = listed.iter().eq(wanted.iter());
    if sorted {
        Ok(())
    } else {
        Err("exchanges.txt is not sorted, or repeats a line".into())
    }
}

fn every_file_is_well_formed() -> Result<(), Failed> {
    for (id, file) in files() {
        if file.extension().is_none_or(|extension| extension != "json") {
            return Err(format!("{} is no fixture", file.display()).into());
        }
        let exchange = read(&file);
        if exchange.about.len() < 30 || exchange.source.is_empty() {
            return Err(format!("{id} does not say what it is about or where it is from").into());
        }
        let writes = !matches!(exchange.request.method.as_str(), "GET" | "HEAD");
        if writes && exchange.then.is_empty() {
            return Err(format!("{id} writes, but nothing is checked afterwards").into());
        }
        let states = |expected: &Expected| expected.body.is_some() || !expected.absent.is_empty();
        if !writes && !exchange.expect.as_slice().iter().all(states) {
            return Err(format!("{id} reads, but only the status is checked").into());
        }
    }
    Ok(())
}
