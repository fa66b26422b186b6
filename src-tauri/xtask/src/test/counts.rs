//! Reads how many tests passed from what the runners print when they close.
//!
//! Known: cargo-nextest, libtest, vitest, Playwright and node:test. Text that none of them printed gives
//! zero; whether that is acceptable is not decided here. A test that needed a second attempt has passed,
//! but its name is kept, so that nobody overlooks it.

use std::ops::Add;

/// What one or more runners counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Names of those that passed only on a second attempt; `passed` counts them as well.
    pub(crate) flaky: Vec<String>,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
            flaky: [self.flaky, other.flaky].concat(),
        }
    }
}

impl Counts {
    /// A stage that failed without counting.
    pub(crate) fn one_failure() -> Self {
        Self {
            failed: 1,
            ..Self::default()
        }
    }

    /// The sum of every closing line in the output of one program.
    pub(crate) fn read(text: &str) -> Self {
        let counts = text
            .lines()
            .filter_map(closing_line)
            .fold(Self::default(), Add::add);
        Self {
            flaky: flaky(text),
            ..counts
        }
    }

    /// Adds one outcome under the name that a runner gives it.
    fn with(mut self, number: u64, outcome: &str) -> Self {
        match outcome.trim_end_matches('s') {
            "passed" | "pas" | "flaky" => self.passed += number,
            "skipped" | "todo" | "ignored" | "did not run" | "interrupted" => {
                self.skipped += number
            }
            // Whatever else a runner names (failed, timed out, exec failed …) is not a pass.
            _ => self.failed += number,
        }
        self
    }
}

fn closing_line(line: &str) -> Option<Counts> {
    let line = line.trim();
    nextest(line)
        .or_else(|| libtest(line))
        .or_else(|| vitest(line))
        .or_else(|| node(line))
        .or_else(|| playwright(line))
}

/// `Summary [ 0.5s] 9/10 tests run: 8 passed (1 slow), 1 failed, 1 timed out, 0 skipped`
fn nextest(line: &str) -> Option<Counts> {
    let (head, outcomes) = line.strip_prefix("Summary [")?.split_once(" run: ")?;
    let planned = head
        .split_whitespace()
        .find_map(|word| word.split_once('/'));
    let never_run = match planned {
        Some((run, planned)) => planned
            .parse::<u64>()
            .ok()?
            .saturating_sub(run.parse().ok()?),
        None => 0,
    };
    let counts = listed(&without_brackets(outcomes), ',')?;
    Some(Counts {
        failed: counts.failed + never_run,
        ..counts
    })
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s`
fn libtest(line: &str) -> Option<Counts> {
    let (_, outcomes) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let kept = outcomes.split("; ").filter(|part| {
        ["passed", "failed", "ignored"]
            .iter()
            .any(|kind| part.ends_with(kind))
    });
    listed(&kept.collect::<Vec<_>>().join(";"), ';')
}

/// `Tests  1 failed | 12 passed | 1 skipped (14)`, not `Test Files …`
fn vitest(line: &str) -> Option<Counts> {
    let outcomes = line.strip_prefix("Tests ")?;
    listed(&without_brackets(outcomes), '|')
}

/// `# pass 3` or `ℹ pass 3`, one line for each outcome
fn node(line: &str) -> Option<Counts> {
    let rest = line
        .strip_prefix("# ")
        .or_else(|| line.strip_prefix("ℹ "))?;
    let (outcome, number) = rest.split_once(' ')?;
    let outcome = match outcome {
        "pass" => "passed",
        "fail" | "cancelled" => "failed",
        "skipped" | "todo" => "skipped",
        _ => return None,
    };
    Some(Counts::default().with(number.parse().ok()?, outcome))
}

/// `3 passed (4.1s)`, `1 failed`, `2 flaky`, `1 did not run`: one line for each outcome
fn playwright(line: &str) -> Option<Counts> {
    let plain = without_brackets(line);
    let (number, outcome) = plain.trim().split_once(' ')?;
    let known = [
        "passed",
        "failed",
        "flaky",
        "skipped",
        "did not run",
        "interrupted",
    ];
    known.contains(&outcome).then_some(())?;
    Some(Counts::default().with(number.parse().ok()?, outcome))
}

/// What Playwright lists below `2 flaky`: as many names, each on a line that stands further in.
fn flaky(text: &str) -> Vec<String> {
    let margin = |line: &str| line.len() - line.trim_start().len();
    let mut names = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(head) = lines.next() {
        let number = head.trim().strip_suffix(" flaky");
        let Some(number) = number.and_then(|number| number.parse::<usize>().ok()) else {
            continue;
        };
        for _ in 0..number {
            let name = lines.next_if(|line| margin(line) > margin(head));
            let name = name.map(|line| line.trim_end_matches(['─', ' ']).trim_start());
            names.push(name.unwrap_or("(the runner did not say which)").to_owned());
        }
    }
    names
}

/// `8 passed, 1 failed` with any separator; nothing when a part is not a number with a name.
fn listed(text: &str, separator: char) -> Option<Counts> {
    text.split(separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .try_fold(Counts::default(), |sum, part| {
            let (number, outcome) = part.split_once(' ')?;
            Some(sum.with(number.parse().ok()?, outcome.trim()))
        })
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (u64, u64, u64) {
        let Counts {
            passed,
            failed,
            skipped,
            ..
        } = Counts::read(text);
        (passed, failed, skipped)
    }

    #[test]
    fn nextest_that_passed() {
        let text = "────────────\n     Summary [   0.012s] 42 tests run: 42 passed, 0 skipped\n";
        assert_eq!(read(text), (42, 0, 0));
    }

    #[test]
    fn nextest_names_several_ways_of_failing() {
        let text = "     Summary [   9.1s] 10 tests run: 6 passed (1 slow, 1 leaky), 2 failed, 1 exec failed, 1 timed out, 3 skipped";
        assert_eq!(read(text), (6, 4, 3));
    }

    #[test]
    fn nextest_that_broke_off_counts_what_never_ran_as_failed() {
        assert_eq!(
            read("     Summary [   1.0s] 7/10 tests run: 6 passed, 1 failed, 0 skipped"),
            (6, 4, 0)
        );
    }

    #[test]
    fn nextest_with_one_test_is_read_too() {
        assert_eq!(
            read("     Summary [   0.001s] 1 test run: 1 passed, 0 skipped"),
            (1, 0, 0)
        );
    }

    #[test]
    fn libtest_lines_add_up_and_filtered_ones_do_not_count() {
        let text = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s\n\
                    test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(read(text), (7, 3, 1));
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        let text = " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 12 passed | 1 skipped | 2 todo (16)\n";
        assert_eq!(read(text), (12, 1, 3));
        assert_eq!(
            read(" Test Files  2 passed (2)\n      Tests  4 passed (4)\n"),
            (4, 0, 0)
        );
    }

    #[test]
    fn playwright_lists_one_outcome_per_line() {
        let text = "  1 failed\n    [chromium] › e2e/a.spec.ts:3:1 › a test\n  2 flaky\n  1 skipped\n  3 did not run\n  12 passed (3.4s)\n";
        assert_eq!(read(text), (14, 1, 4));
    }

    #[test]
    fn a_flaky_test_has_passed_and_is_named() {
        // The closing lines of Playwright 1.65 with its `list` reporter.
        let text = "  ✘   3 e2e/web/a.spec.ts:12:1 › finds people (11.9s)\n  ✓   4 e2e/web/a.spec.ts:12:1 › finds people (retry #1) (2.6s)\n\n\n  1) e2e/web/a.spec.ts:12:1 › finds people ─────\n\n    Error: not there\n\n  2 flaky\n    e2e/web/a.spec.ts:12:1 › finds people ──────────\n    e2e/web/b.spec.ts:3:1 › dark › is 1 flaky \n  115 passed (5.0m)\n";
        let counts = Counts::read(text);
        assert_eq!(read(text), (117, 0, 0));
        assert_eq!(
            counts.flaky,
            [
                "e2e/web/a.spec.ts:12:1 › finds people",
                "e2e/web/b.spec.ts:3:1 › dark › is 1 flaky"
            ]
        );
    }

    #[test]
    fn a_flaky_test_without_a_name_is_not_hidden_either() {
        let counts = Counts::read("  1 flaky\n  116 passed (5.0m)\n");
        assert_eq!((counts.passed, counts.flaky.len()), (117, 1));
    }

    #[test]
    fn the_flaky_of_several_programs_add_up() {
        let one = |name| Counts::read(&format!("  1 flaky\n    {name}\n"));
        assert_eq!((one("a") + one("b")).flaky, ["a", "b"]);
    }

    #[test]
    fn node_counts_in_both_of_its_formats() {
        assert_eq!(
            read(
                "# tests 4\n# suites 1\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 0\n"
            ),
            (3, 1, 0)
        );
        assert_eq!(
            read("ℹ tests 2\nℹ pass 2\nℹ fail 0\nℹ duration_ms 12.3\n"),
            (2, 0, 0)
        );
    }

    #[test]
    fn other_text_counts_nothing() {
        let text = "Running 12 tests using 2 workers\n3 passed the exam\nTests are good\nSummary of it all\n12 files changed\n";
        assert_eq!(read(text), (0, 0, 0));
    }
}
