//! The bench: how fast the release binary is, beside the limits of the machine it runs on.
//!
//! `cargo xtask bench` builds both and starts this. It fills workspaces with people, drives the server
//! over loopback, and compares reads with the same HTTP stack answering a constant, and writes with
//! SQLite alone inserting the same documents. It changes nothing but its own folder.

mod args;
mod client;
mod failure;
mod findings;
mod limits;
mod load;
mod machine;
mod operations;
mod people;
mod plan;
mod process;
mod report;
mod seed;
mod statistics;
mod subject;
mod targets;

use std::process::ExitCode;

use args::Asked;
use failure::Failure;
use machine::Machine;

fn main() -> ExitCode {
    match begin() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

fn begin() -> Result<(), Failure> {
    match args::parse(std::env::args().skip(1))? {
        Asked::Help => {
            report::line(args::USAGE);
            Ok(())
        }
        Asked::StaticServer => limits::static_server::serve(),
        Asked::Bench(options) => {
            let machine = Machine::this();
            let findings = plan::carry_out(&options)?;
            report::print(&machine, &findings);
            match &options.out {
                Some(file) => report::write(file, &machine, &findings),
                None => Ok(()),
            }
        }
    }
}
