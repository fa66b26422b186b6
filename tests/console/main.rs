//! The console through its command table, as both hosts use it, with a client at the other end
//! that provisions over HTTP: what arrives there must be what the window is told.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "shared checks of tests fail by panicking"
)]

mod connect;
mod desk;
mod directory;
mod downloads;
mod exports;
mod feed;
mod guide;
mod preview;
mod schemas;
mod traffic;
mod twins;
