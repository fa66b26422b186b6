//! Checks on the tree itself: what the architecture promises about dependencies, names, sizes
//! and files is proved here, so that nobody has to remember it.
//!
//! The rules are about tracked files. What the compiler or clippy already checks is left to them.

#![expect(
    clippy::expect_used,
    reason = "shared checks of tests fail by panicking"
)]

mod dependencies;
mod files;
mod guides;
mod leaks;
mod locks;
mod names;
mod rules;
mod sizes;
mod source;
mod tree;
