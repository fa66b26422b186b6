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
mod bulk;
mod connecting;
mod connections;
mod creating;
mod cursors;
mod custom;
mod deleting;
mod discovery;
mod etags;
mod failures;
mod filters;
mod limits;
mod listing;
mod lone;
mod me;
mod media;
mod methods;
mod mishaps;
mod patching;
mod paths;
mod patience;
mod projection;
mod raw;
mod reading;
mod recording;
mod replacing;
mod revocation;
mod scene;
mod searching;
mod strict;
mod table9;
mod workload;
