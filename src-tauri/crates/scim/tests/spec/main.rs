//! The crate against RFC 7643, RFC 7644 and what clients really send.
#![expect(
    clippy::expect_used,
    reason = "a fixture that cannot be read must fail the suite"
)]

mod bodies;
mod bulk;
mod bulk_plan;
mod cursors;
mod diffs;
mod discovery;
mod errors;
mod examples;
mod fixtures;
mod grammar;
mod intake;
mod laws;
mod laws_of_change;
mod limits;
mod meaning;
mod mutability;
mod patch_oddities;
mod patches;
mod paths;
mod projection;
mod query;
mod registry;
mod replacement;
mod rows;
mod schema_facts;
mod search;
mod sections;
mod support;
mod tolerances;
mod widget;
