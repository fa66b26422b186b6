//! What the developer is told. Progress goes to stderr; stdout carries only results.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks on stdout; this is the one place that does"
)]

use std::fmt::Display;

/// A result, on stdout.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// The heading of the next step, on stderr.
pub(crate) fn step(text: impl Display) {
    eprintln!("\n── {text}");
}

/// A remark, on stderr.
pub(crate) fn note(text: impl Display) {
    eprintln!("   {text}");
}

/// Why it stops here, on stderr.
pub(crate) fn problem(text: impl Display) {
    eprintln!("xtask: {text}");
}
