//! The simulator over real connections: what it puts on the wire, and how it takes what comes back.

#![expect(
    clippy::unwrap_used,
    reason = "the allowance for tests does not reach what several tests share"
)]

mod activities;
mod dialects;
mod door;
mod failures;
mod recorder;
mod sandbox;
mod wire;
