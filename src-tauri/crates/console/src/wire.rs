//! What crosses the seam between Rust and the UI: plain data, camelCase, times in milliseconds.
//!
//! These types are the contract. `ts-rs` writes their TypeScript twins to `ui/src/bindings/`, which
//! is committed and checked fresh by a test. Nothing here has behaviour, and nothing deeper in the
//! program derives `TS`: the views in `views` convert by hand.

mod clock;
mod connection;
mod diagnoses;
mod directory;
mod export;
mod feed;
mod guide;
mod lines;
mod operations;
mod outcome;
mod provenance;
mod removed;
mod retained;
mod schemas;
mod session;
mod simulation;
mod sync_groups;
mod sync_runs;
mod syncs;
mod teams;
mod traffic;
mod twins;

pub use clock::*;
pub use connection::*;
pub use diagnoses::*;
pub use directory::*;
pub use export::*;
pub use feed::*;
pub use guide::*;
pub use lines::*;
pub use operations::*;
pub use outcome::*;
pub use provenance::*;
pub use removed::*;
pub use retained::*;
pub use schemas::*;
pub use session::*;
pub use simulation::*;
pub use sync_groups::*;
pub use sync_runs::*;
pub use syncs::*;
pub use teams::*;
pub use traffic::*;
pub use twins::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// A request that needs nothing said.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[ts(export)]
pub struct Nothing {}

/// An answer that says only that it was done.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[ts(export)]
pub struct Done {}

/// Names one connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[ts(export)]
pub struct OfConnection {
    /// Connection id (`scim_conn_…`).
    pub connection: String,
}

/// Names one resource of a connection by its SCIM id.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[ts(export)]
pub struct OfResource {
    /// Connection id (`scim_conn_…`).
    pub connection: String,
    /// SCIM `id` of the resource.
    pub id: String,
}
