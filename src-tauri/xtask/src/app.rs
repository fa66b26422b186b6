//! Building the one binary, in its two shapes.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::place::Place;
use crate::process::Step;
use crate::{say, ui};

/// With the window (needs WebKitGTK on Linux) or without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Desktop,
    Headless,
}

impl Shape {
    pub(crate) fn of(headless: bool) -> Self {
        if headless {
            Self::Headless
        } else {
            Self::Desktop
        }
    }

    /// What has to be installed to build it.
    pub(crate) fn purpose(self) -> Purpose {
        match self {
            Self::Desktop => Purpose::Desktop,
            Self::Headless => Purpose::Headless,
        }
    }

    /// What it is called when we say what we do.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Desktop => "the desktop app",
            Self::Headless => "the app without a window",
        }
    }

    /// The cargo arguments that select it.
    pub(crate) fn features(self) -> &'static [&'static str] {
        match self {
            Self::Desktop => &[],
            Self::Headless => &["--no-default-features"],
        }
    }
}

/// The cargo command that makes the app.
pub(crate) fn cargo_build(place: &Place, shape: Shape, release: bool) -> Step {
    let step = Step::new(place, "cargo").args(["build", "--locked", "--package", "scimbox"]);
    let step = step.args(shape.features().iter().copied());
    if release {
        step.args(["--release"])
    } else {
        step
    }
}

/// Installs what is missing, builds the UI and the app, and returns where the binary is.
pub(crate) fn build_with_everything(
    place: &Place,
    shape: Shape,
    release: bool,
) -> Result<PathBuf, Failure> {
    packages::provide(place, &[shape.purpose()])?;
    ui::build(place)?;
    say::step(shape.name());
    cargo_build(place, shape, release).run()?;
    let binary = place.binary(release);
    if binary.is_file() {
        Ok(binary)
    } else {
        Err(Failure::NothingMade { path: binary })
    }
}
