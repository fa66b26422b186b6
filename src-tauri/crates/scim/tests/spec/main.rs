//! The crate against RFC 7643, RFC 7644 and what clients really send.
#![expect(
    clippy::expect_used,
    reason = "a fixture that cannot be read must fail the suite"
)]

mod fixtures;
mod support;
