//! `cargo xtask run`: from a fresh clone to the running app.

use std::process::ExitCode;

use crate::app::{self, Shape};
use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;
use crate::say;

/// Builds the app and becomes it.
pub(crate) fn run(
    place: &Place,
    release: bool,
    headless: bool,
    pass_on: &[String],
) -> Result<ExitCode, Failure> {
    let asked_to_serve = pass_on.first().is_some_and(|word| !word.starts_with('-'));
    let shape = Shape::of(headless || !has_display());
    if shape == Shape::Headless && !headless {
        say::note("no display here, so Scimbox runs headless with its console in the browser");
    }
    let binary = app::build_with_everything(place, shape, release)?;
    let mut args: Vec<String> = Vec::new();
    if shape == Shape::Headless && !asked_to_serve {
        args.push("serve".into());
    }
    args.extend_from_slice(pass_on);
    say::step(format_args!("scimbox {}", args.join(" ")));
    // In the caller's folder, so that a relative path behind `--` means what it says.
    Step::new(place, binary).args(args).dir(".").become_it()
}

fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
