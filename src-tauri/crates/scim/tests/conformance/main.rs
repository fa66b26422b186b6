//! Cases collected from other projects' test suites, read in place.
//!
//! They lie in `shared/conformance` beside the repository and are not part of it; where the
//! folder is absent the suites say so and pass. Every case of level `must` and `should` counts;
//! a difference is either a failure or listed in `deliberate.rs` with its reason.
#![expect(
    clippy::expect_used,
    reason = "a case that cannot be read must fail the suite"
)]

mod custom;
mod deliberate;
mod filters;
mod folder;
mod patch;
