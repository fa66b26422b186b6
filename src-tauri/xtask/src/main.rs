//! The developers' commands: `cargo xtask run | test | build | fuzz | bench | bundle | icons`.
//!
//! It takes a fresh clone to a running or tested app: it installs what the machine lacks, builds the UI,
//! then drives cargo and npm. It knows nothing about SCIM, and it has no dependencies, so that it is the
//! first thing on a new machine that works.

mod app;
mod args;
mod bench;
mod bundle;
mod failure;
mod fuzz;
mod icons;
mod packages;
mod place;
mod process;
mod run;
mod say;
mod test;
mod ui;

use std::process::ExitCode;

use args::Task;
use failure::Failure;
use place::Place;

fn main() -> ExitCode {
    match begin() {
        Ok(code) => code,
        Err(failure) => {
            say::problem(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn begin() -> Result<ExitCode, Failure> {
    let task = args::parse(std::env::args().skip(1))?;
    if matches!(task, Task::Help) {
        say::line(args::USAGE);
        return Ok(ExitCode::SUCCESS);
    }
    let place = Place::find()?;
    match task {
        Task::Help => Ok(ExitCode::SUCCESS),
        Task::Run {
            release,
            headless,
            pass_on,
        } => run::run(&place, release, headless, &pass_on),
        Task::Test(selection) => test::test(&place, &selection),
        Task::Build { release, headless } => {
            let binary = app::build_with_everything(&place, app::Shape::of(headless), release)?;
            say::line(&binary.display().to_string());
            Ok(ExitCode::SUCCESS)
        }
        Task::Fuzz(hunt) => fuzz::fuzz(&place, &hunt),
        Task::Bench(options) => bench::bench(&place, &options),
        Task::Bundle => bundle::bundle(&place),
        Task::Icons => icons::icons(&place),
    }
}
