//! protocol suite.
fn main() {}
