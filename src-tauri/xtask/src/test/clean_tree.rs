//! Fails on a dirty working tree in CI: then a generated file (bindings, a lock file) was not committed.
//! On a developer's machine it only remarks on it, since there the tree is dirty most of the time.

use super::counts::Counts;
use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;
use crate::say;

/// Asks git what differs from the last commit.
pub(crate) fn check(place: &Place) -> Result<Counts, Failure> {
    let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    let changed = Step::new(place, "git")
        .args(["status", "--porcelain"])
        .output();
    Ok(judge(changed.as_deref(), in_ci))
}

fn judge(changed: Option<&str>, in_ci: bool) -> Counts {
    let told = match changed.map(str::trim_end) {
        Some("") => return Counts::default(),
        Some(files) => format!("changed and not committed:\n{files}"),
        None => "git does not tell whether the tree is clean".to_owned(),
    };
    if in_ci {
        say::problem(told);
        Counts::one_failure()
    } else {
        say::note(told);
        Counts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_tree_passes_everywhere() {
        assert_eq!(judge(Some(""), true), Counts::default());
    }

    #[test]
    fn a_dirty_tree_fails_in_ci_only() {
        assert_eq!(
            judge(Some(" M ui/src/bindings/Token.ts\n"), true),
            Counts::one_failure()
        );
        assert_eq!(
            judge(Some(" M ui/src/bindings/Token.ts\n"), false),
            Counts::default()
        );
    }

    #[test]
    fn a_tree_that_git_cannot_judge_fails_in_ci() {
        assert_eq!(judge(None, true), Counts::one_failure());
    }
}
