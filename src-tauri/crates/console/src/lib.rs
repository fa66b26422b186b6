//! What the UI may ask and what it is told: one command table, views, the live feed.
//!
//! Two hosts use it (decision 5): the desktop window, which calls [`Console::rpc`] through Tauri, and
//! the web console of `scimbox serve`, which serves the same commands over HTTP ([`web`]). Nothing
//! here knows Tauri or the operating system's keyring; the host hands in a [`Vault`].

pub mod contract;
mod curl;
mod diagnosing;
pub mod export;
mod failure;
mod feed;
pub mod findings;
mod handlers;
mod host;
mod keeper;
mod simulation;
mod table;
mod timetable;
mod traffic_filter;
mod vault;
mod views;
pub mod web;
pub mod wire;
pub mod workspace;

pub use failure::{Failure, FailureCode};
pub use host::{Console, Host, HostOptions, StartError};
pub use server::Options as ListenOptions;
pub use vault::{NoVault, Vault, VaultTrouble};
