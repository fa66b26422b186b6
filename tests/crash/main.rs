//! crash suite.
fn main() {}
