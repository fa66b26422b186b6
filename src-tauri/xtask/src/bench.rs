//! `cargo xtask bench`: builds the release binary and the bench, and lets the one measure the other.
//!
//! What is measured, and beside which limits, is known by `src-tauri/bench` alone; its options are passed
//! on as they are.

use std::process::ExitCode;

use crate::app::{self, Shape};
use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;
use crate::say;

/// Builds both and becomes the bench.
pub(crate) fn bench(place: &Place, options: &[String]) -> Result<ExitCode, Failure> {
    let binary = app::build_with_everything(place, Shape::Headless, true)?;
    say::step("the bench");
    // Not in one go with the app: cargo would give the app the features that only the bench asks for.
    Step::new(place, "cargo")
        .args(["build", "--locked", "--release", "--package", "bench"])
        .run()?;
    let name = format!("bench{}", std::env::consts::EXE_SUFFIX);
    let bench = binary.with_file_name(name);
    say::step(format_args!("bench {}", options.join(" ")));
    // In the caller's folder, so that a relative `--out` means what it says.
    Step::new(place, bench)
        .args(["--binary".into(), binary.into_os_string()])
        .args(options)
        .dir(".")
        .become_it()
}
