//! On which machine and with which versions it was measured.

use std::process::Command;

use sandbox::clock::{Clock as _, System};
use serde::Serialize;

/// What a figure means nothing without.
#[derive(Debug, Serialize)]
pub(crate) struct Machine {
    pub(crate) date: String,
    pub(crate) cores: usize,
    pub(crate) processor: String,
    pub(crate) system: String,
    pub(crate) rustc: String,
    pub(crate) sqlite: &'static str,
}

impl Machine {
    /// This one.
    pub(crate) fn this() -> Self {
        Self {
            date: System.now().to_string(),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            processor: processor().unwrap_or_default(),
            system: format!(
                "{} {} {}",
                std::env::consts::OS,
                said_by("uname", "-r"),
                std::env::consts::ARCH
            ),
            rustc: said_by("rustc", "--version"),
            sqlite: rusqlite::version(),
        }
    }
}

fn processor() -> Option<String> {
    let told = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = told.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// What a program prints, or nothing where it is not there.
fn said_by(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_default()
}
