//! tidy suite.
fn main() {}
