//! Scimbox.
fn main() {}
