//! The harness the acceptance suites share: a real server on a real workspace file, a client
//! that sends exactly the bytes it is told to, and a comparison of JSON that says what differs.
//!
//! Nothing in here stands in for the product. The suites drive it through HTTP, through its
//! files and through its own process, with the clock and the ids held still.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a harness fails the test it serves by panicking"
)]

pub mod harness;
