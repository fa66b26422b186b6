//! The stages, cheapest and most telling first.

use std::time::Duration;

use super::counts::Counts;
use super::{clean_tree, compliance, session};
use crate::app::{self, Shape};
use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::place::{self, Place};
use crate::process::{self, Step};
use crate::{say, ui};

/// Whether a stage counts tests or only says yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Check,
    Tests,
}

/// One stage.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) kind: Kind,
    /// Left out by `--fast`.
    pub(crate) slow: bool,
    pub(crate) linux_only: bool,
    pub(crate) needs: &'static [Purpose],
    pub(crate) act: fn(&Place) -> Result<Counts, Failure>,
}

impl Stage {
    pub(crate) fn runs_here(&self) -> bool {
        cfg!(target_os = "linux") || !self.linux_only
    }
}

const fn check(
    name: &'static str,
    what: &'static str,
    act: fn(&Place) -> Result<Counts, Failure>,
) -> Stage {
    Stage {
        name,
        what,
        kind: Kind::Check,
        slow: false,
        linux_only: false,
        needs: &[Purpose::Headless],
        act,
    }
}

const fn tests(
    name: &'static str,
    what: &'static str,
    act: fn(&Place) -> Result<Counts, Failure>,
) -> Stage {
    Stage {
        kind: Kind::Tests,
        ..check(name, what, act)
    }
}

/// All of them, in the order in which they run.
pub(crate) const STAGES: &[Stage] = &[
    check("ui-build", "npm packages and ui/dist", |place| {
        ui::build(place).map(|()| Counts::default())
    }),
    check("fmt", "Rust formatting", |place| {
        watch_all(&[cargo(place, &["fmt", "--all", "--check"])])
    }),
    check("clippy", "Rust lints without the window", clippy),
    Stage {
        slow: true,
        needs: &[Purpose::Desktop],
        ..check(
            "clippy-desktop",
            "Rust lints with the window",
            clippy_desktop,
        )
    },
    check("doc", "Rust documentation", doc),
    tests("rust", "Rust tests", rust),
    Stage {
        linux_only: true,
        needs: &[Purpose::Headless, Purpose::Keyring],
        ..tests("keyring", "the vault against gnome-keyring", keyring)
    },
    Stage {
        needs: &[Purpose::Headless, Purpose::Compliance],
        ..tests(
            "compliance",
            "scim2-tester against the app without a window",
            compliance::check,
        )
    },
    check("ui-check", "UI types", |place| npm(place, "check")),
    check("ui-lint", "UI lints", |place| npm(place, "lint")),
    tests("ui-unit", "UI unit tests", |place| npm(place, "test")),
    Stage {
        needs: &[Purpose::Headless, Purpose::Browser],
        ..tests("web", "the web console in a browser", |place| {
            in_browser(place, "e2e:web")
        })
    },
    Stage {
        needs: &[Purpose::Headless, Purpose::Browser],
        ..tests(
            "load",
            "the log under a minute of load, and a large tenant",
            |place| in_browser(place, "e2e:load"),
        )
    },
    Stage {
        slow: true,
        linux_only: true,
        needs: &[Purpose::Desktop, Purpose::Keyring, Purpose::Window],
        ..tests("window", "the real window with a real keyring", window)
    },
    check(
        "tree",
        "nothing generated is out of date",
        clean_tree::check,
    ),
];

fn cargo(place: &Place, args: &[&str]) -> Step {
    let step = Step::new(place, "cargo").args(args.iter().copied());
    if process::coloured() {
        step.env("CARGO_TERM_COLOR", "always")
    } else {
        step
    }
}

/// Runs every step, although one before it failed, and adds up.
fn watch_all(steps: &[Step]) -> Result<Counts, Failure> {
    let mut sum = Counts::default();
    for step in steps {
        say::note(step.line());
        let seen = step.watch()?;
        let counts = Counts::read(&seen.text);
        if seen.too_long {
            say::problem(format_args!(
                "`{}` took too long and was ended",
                step.line()
            ));
        }
        let uncounted = if seen.success || counts.failed > 0 {
            Counts::default()
        } else {
            Counts::one_failure()
        };
        sum = sum + counts + uncounted;
    }
    Ok(sum)
}

fn clippy(place: &Place) -> Result<Counts, Failure> {
    let strict = ["--", "-D", "warnings"];
    let all = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--no-default-features",
    ];
    // The keyring tests are left out of every run that does not name them, and so of this one.
    let keyring = [
        "clippy",
        "--package",
        "scimbox",
        "--test",
        "keyring",
        "--locked",
        "--no-default-features",
    ];
    watch_all(&[
        cargo(place, &all).args(strict),
        cargo(place, &keyring).args(strict),
    ])
}

fn clippy_desktop(place: &Place) -> Result<Counts, Failure> {
    let args = [
        "clippy",
        "--package",
        "scimbox",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    watch_all(&[cargo(place, &args)])
}

fn doc(place: &Place) -> Result<Counts, Failure> {
    let args = [
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--no-default-features",
    ];
    watch_all(&[cargo(place, &args).env("RUSTDOCFLAGS", "-D warnings")])
}

fn rust(place: &Place) -> Result<Counts, Failure> {
    let what = [
        "--workspace",
        "--locked",
        "--no-default-features",
        "--no-fail-fast",
    ];
    let runner: &[&str] = if place::program(&["cargo-nextest"]).is_some() {
        &["nextest", "run"]
    } else {
        &["test", "--tests"]
    };
    let examples_in_docs = cargo(place, &["test", "--doc"]).args(what);
    watch_all(&[cargo(place, runner).args(what), examples_in_docs])
}

fn keyring(place: &Place) -> Result<Counts, Failure> {
    let args = [
        "test",
        "--package",
        "scimbox",
        "--test",
        "keyring",
        "--locked",
        "--no-default-features",
    ];
    watch_all(&[cargo(place, &args).limit(Duration::from_secs(20 * 60))])
}

fn npm(place: &Place, script: &str) -> Result<Counts, Failure> {
    watch_all(&[ui::npm(place, &["run", script])])
}

fn in_browser(place: &Place, script: &str) -> Result<Counts, Failure> {
    app::cargo_build(place, Shape::Headless, false).run()?;
    let step = ui::npm(place, &["run", script]).env("SCIMBOX_BIN", place.binary(false));
    let step = match packages::browser() {
        Some(browser) => step.env("SCIMBOX_CHROMIUM", browser),
        None => step,
    };
    watch_all(&[step])
}

fn window(place: &Place) -> Result<Counts, Failure> {
    app::cargo_build(place, Shape::Desktop, false).run()?;
    let home = session::Home::new()?;
    watch_all(&[session::with_display_and_keyring(
        place,
        &home,
        "npm run e2e:window",
    )])
}
