//! How much one request may carry, and how long it may take. Every limit is answered with a clear
//! SCIM error. Limits of filters, PATCH and JSON depth are in `scim::limits`.

use std::time::Duration;

/// Largest body in bytes; more is answered with 413 (RFC 7644 §3.12).
pub const LARGEST_BODY: usize = 1024 * 1024;

/// Largest body of a bulk request in bytes (RFC 7644 §3.7.4).
pub const LARGEST_BULK: usize = 10 * 1024 * 1024;

/// How much of a body that is too large is read all the same, in bytes, and thrown away.
pub(crate) const DISCARDED: usize = 2 * LARGEST_BULK;

/// Largest request head (request line and headers) in bytes; more is answered with 431.
pub const LARGEST_HEAD: usize = 64 * 1024;

/// Longest request target (path and query) in bytes; more is answered with 414.
pub const LONGEST_TARGET: usize = 32 * 1024;

/// Most resources in one page of a list; more are asked for with `startIndex`.
pub const LONGEST_PAGE: i64 = 1000;

/// How much of a head that nobody can read is kept for the log, in bytes.
pub(crate) const HEAD_KEPT: usize = 8 * 1024;

/// How long a client may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// To send its request head, or the next one, before the connection is closed; 408 for half a
    /// head.
    pub head: Duration,
    /// To send its whole body before 408 is answered.
    pub body: Duration,
    /// To take some part of its answer before the connection is closed.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(60),
            answer: Duration::from_secs(60),
        }
    }
}

/// Time for which a client that was refused may go on sending before the connection is closed.
pub(crate) const LINGER: Duration = Duration::from_secs(2);

/// How much of that is read, in bytes.
pub(crate) const LINGER_BYTES: usize = 64 * 1024 * 1024;
