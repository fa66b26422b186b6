//! Parts of the harness. A suite usually needs [`bench::Bench`] and [`wire::Request`] only.

pub mod assertion;
pub mod bench;
pub mod desk;
pub mod exchange;
pub mod expectation;
pub mod population;
pub mod process;
pub mod template;
pub mod wire;
