//! The protocol through its front door, route by route: real requests over HTTP, the standard
//! and our own promises about the answers.
//!
//! What single identity providers do differently is in `tests/idp`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "shared checks of tests fail by panicking"
)]

mod auth;
mod connections;
mod creating;
mod deleting;
mod discovery;
mod etags;
mod failures;
mod filters;
mod listing;
mod media;
mod patching;
mod paths;
mod projection;
mod reading;
mod recording;
mod replacing;
mod revocation;
mod scene;
mod strict;
mod workload;
