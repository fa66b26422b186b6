//! SCIM 2.0 (RFC 7643, 7644, 9865) as values.
//!
//! Parses, judges and applies what a client sends, and builds what a server answers. It is
//! tolerant by default: every function returns what could be understood together with
//! [`Finding`]s that say what was odd and what a strict server would have answered.
//!
//! Deliberately not here: HTTP, storage, clocks, ids, randomness. `id`, `meta`, `groups`,
//! `password` and the members of a group are never part of a stored document; the caller adds
//! them when it answers.

pub mod body;
pub mod bulk;
pub mod diff;
pub mod discovery;
pub mod error;
pub mod filter;
pub mod finding;
pub mod limits;
pub mod message;
pub mod patch;
pub mod path;
pub mod projection;
pub mod query;
pub mod resource;
pub mod schema;

mod instant;
mod json;

pub use diff::{Change, diff};
pub use error::{Error, ScimType};
pub use filter::Filter;
pub use finding::{Finding, Found, Refused, Severity, Strictness};
pub use message::ListResponse;
pub use path::AttributePath;
pub use projection::Projection;
pub use query::{CursorRequest, Query};
pub use resource::{accept_new, accept_replacement};
pub use schema::Registry;

/// A JSON object that keeps the order of its members.
pub type Object = serde_json::Map<String, serde_json::Value>;
