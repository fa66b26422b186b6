//! What was promised, each number in one place.

/// Reads with capture, as a share of the static limit.
pub(crate) const READ: f64 = 0.20;
/// Reads with `--no-capture`, as a share of the static limit.
pub(crate) const READ_WITHOUT_CAPTURE: f64 = 0.40;
/// Writes, as a share of the insert limit.
pub(crate) const WRITE: f64 = 0.30;
/// Median latency in the largest workspace, in multiples of that in the smallest.
pub(crate) const GROWTH: f64 = 1.5;
/// A page near the end, in multiples of the first page.
pub(crate) const DEEP_PAGE: f64 = 5.0;
/// A filter without an index over 100,000 people, in milliseconds.
pub(crate) const SCAN_MILLIS: f64 = 150.0;
/// The size that this holds for.
pub(crate) const SCAN_SIZE: usize = 100_000;
/// A group of 100,000 members, in multiples of a group of ten.
pub(crate) const LARGE_GROUP: f64 = 2.0;
/// Resident memory in MiB, and the size that this holds for.
pub(crate) const MEMORY: f64 = 250.0;
/// Start until ready, in milliseconds.
pub(crate) const START_MILLIS: f64 = 300.0;
/// The size that memory and start are promised for.
pub(crate) const MILLION: usize = 1_000_000;
