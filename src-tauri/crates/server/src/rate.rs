//! The request limit of a connection: a small rehearsal for an application that says 429.
//!
//! A bucket holds one second's worth of requests and fills with time. `Retry-After` is whole seconds,
//! because Okta understands nothing else (RFC 9110 §10.2.3 allows a date).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use http::header;
use jiff::Timestamp;
use sandbox::Connection;

use crate::answer::Failure;

/// Buckets by connection id.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled: Timestamp,
}

impl Rates {
    /// Takes one request out of the bucket of a connection.
    ///
    /// # Errors
    /// 429 when the bucket is empty.
    pub(crate) fn admit(&self, connection: &Connection, now: Timestamp) -> Result<(), Failure> {
        let Some(limit) = connection.rate_limit.filter(|limit| *limit > 0) else {
            return Ok(());
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(connection.id.clone()).or_insert(Bucket {
            tokens: f64::from(limit),
            filled: now,
        });
        let passed = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
        bucket.tokens = (bucket.tokens + passed * f64::from(limit)).min(f64::from(limit));
        bucket.filled = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        let detail = format!(
            "This connection takes {limit} requests per second. Send the request again later."
        );
        Err(Failure::from(scim::Error::too_many_requests(detail)).with(header::RETRY_AFTER, "1"))
    }
}
