//! `cargo xtask test`: every check and every test of the project, counted.
//!
//! All stages run, whatever fails before them. The counts are the runners' own, read from their closing
//! lines; the last line is `N passed, N failed`. A test that passed only on a second attempt is named
//! before it. A stage of tests that ran none has failed, and so has a test that was skipped: nothing here
//! is optional.

mod clean_tree;
mod compliance;
mod counts;
mod session;
mod stages;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::packages;
use crate::place::Place;
use crate::say;
use counts::Counts;
use stages::{Kind, Stage};

/// Which of the stages to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Leave out what needs WebKitGTK.
    pub(crate) fast: bool,
    /// Run this stage alone.
    pub(crate) only: Option<String>,
}

/// Runs the selected stages and prints the sum.
pub(crate) fn test(place: &Place, selection: &Selection) -> Result<ExitCode, Failure> {
    if selection.only.as_deref() == Some("list") {
        for stage in stages::STAGES {
            say::line(&format!("{:15} {}", stage.name, stage.what));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = choose(selection)?;
    let purposes: Vec<_> = chosen
        .iter()
        .flat_map(|stage| stage.needs)
        .copied()
        .collect();
    packages::provide(place, &purposes)?;
    let mut results = Vec::new();
    for stage in chosen {
        say::step(format_args!("{}: {}", stage.name, stage.what));
        let began = Instant::now();
        let counts = carry_out(place, stage);
        results.push((stage.name, counts, began.elapsed()));
    }
    Ok(sum_up(&results))
}

fn choose(selection: &Selection) -> Result<Vec<&'static Stage>, Failure> {
    let wanted = |stage: &&Stage| match &selection.only {
        Some(name) => stage.name == name,
        None => !(selection.fast && stage.slow) && stage.runs_here(),
    };
    let chosen: Vec<_> = stages::STAGES.iter().filter(wanted).collect();
    if chosen.is_empty() {
        return Err(Failure::Usage(
            "there is no such stage; `--only list` names them".into(),
        ));
    }
    for left_out in stages::STAGES
        .iter()
        .filter(|stage| selection.only.is_none() && !stage.runs_here())
    {
        say::note(format_args!(
            "{} is left out: it needs Linux",
            left_out.name
        ));
    }
    Ok(chosen)
}

fn carry_out(place: &Place, stage: &Stage) -> Counts {
    let counts = match (stage.act)(place) {
        Ok(counts) => counts,
        Err(failure) => {
            say::problem(failure);
            Counts::one_failure()
        }
    };
    judge(stage, counts)
}

/// Turns what must not pass silently into failures.
fn judge(stage: &Stage, mut counts: Counts) -> Counts {
    if counts.skipped > 0 {
        say::problem(format_args!(
            "{} skipped tests in `{}` count as failed",
            counts.skipped, stage.name
        ));
        counts.failed += counts.skipped;
        counts.skipped = 0;
    }
    if stage.kind == Kind::Tests && counts.passed + counts.failed == 0 {
        say::problem(format_args!("`{}` ran no test at all", stage.name));
        counts.failed = 1;
    }
    counts
}

fn sum_up(results: &[(&str, Counts, Duration)]) -> ExitCode {
    say::step("result");
    let mut sum = Counts::default();
    for (name, counts, took) in results {
        say::note(row(name, counts, *took));
        sum = sum + counts.clone();
    }
    if let Some(flaky) = flaky(&sum) {
        say::line(&flaky);
    }
    say::line(&format!("{} passed, {} failed", sum.passed, sum.failed));
    if sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One stage's line of the result.
fn row(name: &str, counts: &Counts, took: Duration) -> String {
    let verdict = if counts.failed == 0 { "ok" } else { "FAILED" };
    let Counts { passed, failed, .. } = counts;
    let took = took.as_secs();
    let flaky = flaky(counts).map_or_else(String::new, |flaky| format!("  {flaky}"));
    format!("{name:15} {verdict:7} {passed:5} passed {failed:4} failed {took:6} s{flaky}")
}

/// Says which tests passed only on a second attempt; nothing when there was none.
fn flaky(counts: &Counts) -> Option<String> {
    let names = &counts.flaky;
    (!names.is_empty()).then(|| format!("{} flaky: {}", names.len(), names.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(kind: Kind) -> Stage {
        Stage {
            name: "s",
            what: "",
            kind,
            slow: false,
            linux_only: false,
            needs: &[],
            act: |_| Ok(Counts::default()),
        }
    }

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts {
            passed,
            failed,
            skipped,
            flaky: Vec::new(),
        }
    }

    #[test]
    fn a_stage_of_tests_that_ran_none_has_failed() {
        assert_eq!(judge(&stage(Kind::Tests), counts(0, 0, 0)), counts(0, 1, 0));
        assert_eq!(judge(&stage(Kind::Check), counts(0, 0, 0)), counts(0, 0, 0));
    }

    #[test]
    fn a_skipped_test_counts_as_failed() {
        assert_eq!(judge(&stage(Kind::Tests), counts(5, 1, 2)), counts(5, 3, 0));
    }

    #[test]
    fn fast_leaves_out_what_needs_webkit() {
        let fast = choose(&Selection {
            fast: true,
            only: None,
        })
        .unwrap();
        let purposes = fast.iter().flat_map(|stage| stage.needs);
        assert!(
            !purposes
                .copied()
                .any(|purpose| purpose == packages::Purpose::Desktop)
        );
        assert!(fast.iter().all(|stage| stage.name != "window"));
        assert!(fast.iter().any(|stage| stage.name == "rust"));
    }

    #[test]
    fn one_stage_can_be_chosen_and_a_wrong_name_is_refused() {
        let only = |name: &str| {
            choose(&Selection {
                fast: false,
                only: Some(name.into()),
            })
        };
        assert_eq!(only("fmt").unwrap().len(), 1);
        assert!(only("fnt").is_err());
    }

    #[test]
    fn stage_names_are_unique() {
        let mut names: Vec<_> = stages::STAGES.iter().map(|stage| stage.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), stages::STAGES.len());
    }

    #[test]
    fn a_stage_that_needed_a_second_attempt_passes_and_says_for_which_test() {
        let shaky = Counts {
            flaky: vec!["a.spec.ts:1:1 › a".into(), "b.spec.ts:2:1 › b".into()],
            ..counts(117, 0, 0)
        };
        let judged = judge(&stage(Kind::Tests), shaky);
        let line = row("web", &judged, Duration::from_secs(300));
        assert_eq!(
            line,
            "web             ok        117 passed    0 failed    300 s  2 flaky: a.spec.ts:1:1 › a; b.spec.ts:2:1 › b"
        );
        assert_eq!(flaky(&counts(117, 0, 0)), None);
        assert_eq!(
            format!("{:?}", sum_up(&[("web", judged, Duration::ZERO)])),
            format!("{:?}", ExitCode::SUCCESS)
        );
    }

    #[test]
    fn one_failed_stage_fails_the_whole() {
        let ok = ("a", counts(3, 0, 0), Duration::ZERO);
        let bad = ("b", counts(1, 1, 0), Duration::ZERO);
        assert_eq!(
            format!("{:?}", sum_up(std::slice::from_ref(&ok))),
            format!("{:?}", ExitCode::SUCCESS)
        );
        assert_eq!(
            format!("{:?}", sum_up(&[ok, bad])),
            format!("{:?}", ExitCode::FAILURE)
        );
    }
}
