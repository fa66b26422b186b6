//! Reads what `scim2 test` prints: a line for each check, `SUCCESS check_name`, and the reason below it,
//! indented on its first line only.

use crate::test::counts::Counts;

/// What scim2-tester found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) counts: Counts,
    /// Name and reason of each check that was no success.
    pub(crate) failures: Vec<String>,
}

impl Report {
    pub(crate) fn read(text: &str) -> Self {
        let mut report = Self::default();
        let mut failing = false;
        for line in text.lines() {
            if let Some((outcome, name)) = verdict(line) {
                report.counts = report.counts + outcome.counts();
                failing = outcome != Outcome::Passed;
                if failing {
                    report.failures.push(name.to_owned());
                }
            } else if failing && let Some(failure) = report.failures.last_mut() {
                failure.push_str("\n  ");
                failure.push_str(line.trim());
            }
        }
        report
    }

    /// Whether there is a verdict and the program ended accordingly: well after nothing but successes.
    pub(crate) fn explains(&self, success: bool) -> bool {
        self.counts != Counts::default() && success == self.failures.is_empty()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Outcome {
    fn counts(self) -> Counts {
        let mut counts = Counts::default();
        match self {
            Self::Passed => counts.passed = 1,
            Self::Failed => counts.failed = 1,
            Self::Skipped => counts.skipped = 1,
        }
        counts
    }
}

/// A deviation is allowed by the RFCs and advised against; here it is a failure like any other.
fn verdict(line: &str) -> Option<(Outcome, &str)> {
    let (word, name) = line.split_once(' ')?;
    let outcome = match word {
        "SUCCESS" | "COMPLIANT" | "ACCEPTABLE" => Outcome::Passed,
        "DEVIATION" | "ERROR" | "CRITICAL" => Outcome::Failed,
        "SKIPPED" => Outcome::Skipped,
        _ => return None,
    };
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    name.chars().all(is_name).then_some((outcome, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
Performing a SCIM compliance check on http://127.0.0.1:8787/scim/v2/ ...
SUCCESS object_creation
  Successfully created User object with id 2819
SUCCESS service_provider_config_endpoint
ERROR check_add_attribute
  PATCH modify() returned unexpected value for 'title'.
Patched value: ERROR and more
DEVIATION object_query
  It is slow
SKIPPED search_with_attributes
  Not supported
COMPLIANT random_url
";

    #[test]
    fn every_check_is_counted_once() {
        let Counts {
            passed,
            failed,
            skipped,
            ..
        } = Report::read(TEXT).counts;
        assert_eq!((passed, failed, skipped), (3, 2, 1));
    }

    #[test]
    fn a_failure_comes_with_its_whole_reason() {
        let failures = Report::read(TEXT).failures;
        assert_eq!(failures.len(), 3);
        let first = "check_add_attribute\n  PATCH modify() returned unexpected value for 'title'.\n  Patched value: ERROR and more";
        assert_eq!(failures[0], first);
    }

    #[test]
    fn an_ending_that_the_checks_do_not_explain_is_noticed() {
        let bad = Report::read(TEXT);
        assert!(bad.explains(false) && !bad.explains(true));
        let good = Report::read("SUCCESS object_creation\n");
        assert!(good.explains(true) && !good.explains(false));
        let nothing = Report::read("Traceback");
        assert!(!nothing.explains(true) && !nothing.explains(false));
    }

    #[test]
    fn text_that_is_no_report_counts_nothing() {
        let text = "Traceback (most recent call last):\nERROR: could not connect\n";
        assert_eq!(Report::read(text), Report::default());
    }
}
