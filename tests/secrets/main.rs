//! secrets suite.
fn main() {}
