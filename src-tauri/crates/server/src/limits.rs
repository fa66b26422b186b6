//! How much one request may carry. Every limit is answered with a clear SCIM error.

/// Largest body in bytes; more is answered with 413 (RFC 7644 §3.12).
pub const LARGEST_BODY: usize = 1024 * 1024;

/// Largest request head (request line and headers) in bytes; more is answered with 431.
pub const LARGEST_HEAD: usize = 64 * 1024;

/// Most resources in one page of a list; more are asked for with `startIndex`.
pub const LONGEST_PAGE: i64 = 1000;

/// Time for a client to send its request head before the connection is closed.
pub(crate) const HEAD_PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Time for a client to send its whole body before 408 is answered.
pub(crate) const BODY_PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);
