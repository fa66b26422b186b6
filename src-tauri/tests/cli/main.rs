//! The binary as a user meets it: started as a process, asked over HTTP, ended by a signal.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what a test cannot do without fails it"
)]

mod connection;
mod export;
mod findings;
mod program;
mod schema;
mod serve;
mod sync;
mod token;
mod twin;
mod words;
