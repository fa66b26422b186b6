//! Laws that hold for every input that a stranger can send, one module for each kind of input.
//!
//! A law is a function from bytes to nothing that fails by an assertion. Two things call it: the
//! binaries in `engine/`, which libFuzzer drives with ever new inputs (`cargo xtask fuzz`), and
//! the tests, which replay the kept inputs on every run without any engine.
//!
//! Deliberately not here: any rule of SCIM. A law compares what `scim`, `sandbox` and `server` say
//! with what they say a second time or in another way.

#![expect(
    clippy::expect_used,
    reason = "a law that cannot be checked has to fail as loudly as one that is broken"
)]

mod judgement;
mod subject;

pub mod bulk_body;
pub mod filter;
pub mod patch_body;
pub mod path;
pub mod raw_http;
pub mod search;

/// One kind of input.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Name of the module, of the binary and of the folder with its inputs.
    pub name: &'static str,
    /// Fails when the law does not hold for these bytes.
    pub check: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 6] = [
    Target {
        name: "filter",
        check: filter::check,
    },
    Target {
        name: "path",
        check: path::check,
    },
    Target {
        name: "search",
        check: search::check,
    },
    Target {
        name: "patch_body",
        check: patch_body::check,
    },
    Target {
        name: "bulk_body",
        check: bulk_body::check,
    },
    Target {
        name: "raw_http",
        check: raw_http::check,
    },
];
