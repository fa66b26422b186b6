//! scim2-tester, a compliance suite by others, against the app without a window: once as it is, tolerant,
//! and once strict. Its findings are counted as tests.
//!
//! It is run through `scim2 test`, which reads schemas and resource types from the server and tries all of
//! them. Nothing is left out and nothing is excused.

mod environment;
mod report;
mod served;

use std::time::Duration;

use super::counts::Counts;
use crate::app::{self, Shape};
use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;
use crate::say;
use environment::Environment;
use report::Report;
use served::Served;

/// How the server answers, and the option that asks for it.
const MANNERS: [(&str, &[&str]); 2] = [("tolerant", &[]), ("strict", &["--strict"])];

/// Opens this server and no other.
const TOKEN: &str = "token-of-the-compliance-stage";

pub(crate) fn check(place: &Place) -> Result<Counts, Failure> {
    app::cargo_build(place, Shape::Headless, false).run()?;
    let environment = Environment::provide(place)?;
    let mut sum = Counts::default();
    for (manner, options) in MANNERS {
        say::note(format_args!("scim2-tester against the {manner} server"));
        let served = Served::start(place, TOKEN, options)?;
        let seen = tester(place, &environment, &served).watch()?;
        let report = Report::read(&seen.text);
        for failure in &report.failures {
            say::problem(format_args!("{manner}: {failure}"));
        }
        if !report.explains(seen.success) {
            say::problem(format_args!("{manner}: scim2-tester came to no verdict"));
            sum = sum + Counts::one_failure();
        }
        sum = sum + report.counts;
    }
    Ok(sum)
}

fn tester(place: &Place, environment: &Environment, served: &Served) -> Step {
    Step::new(place, environment.program("scim2"))
        .args(["--url", served.base_url(), "test"])
        // On the command line every user of the machine could read it.
        .env("SCIM_CLI_HEADERS", format!("Authorization: Bearer {TOKEN}"))
        // What a proxy says is not what the server says.
        .env("NO_PROXY", "127.0.0.1")
        .env("NO_COLOR", "1")
        .limit(Duration::from_secs(5 * 60))
}
