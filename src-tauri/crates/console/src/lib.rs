//! What the UI may ask and what it is told: one command table, views, the live feed.

pub mod contract;
mod failure;
mod table;
pub mod wire;

pub use failure::{Failure, FailureCode};
