//! How much of anything is looked at, so that no request can exhaust stack, memory or time.
//!
//! What exceeds a limit is refused with a sentence that names the limit; the parsers check it
//! before they do any work. Sizes in bytes and time-outs are the server's business.

use serde_json::Value;

use crate::json::deeper_than;
use crate::{Error, filter};

/// The deepest nesting of a JSON body.
pub const JSON_DEPTH: usize = 64;
/// The longest filter or PATCH path, in bytes.
pub const FILTER_LENGTH: usize = filter::MAX_LENGTH;
/// The deepest nesting of parentheses and brackets in a filter.
pub const FILTER_DEPTH: usize = filter::MAX_NESTING;
/// The most operations in one PATCH request.
pub const PATCH_OPERATIONS: usize = 1000;
/// The most operations in one Bulk request, announced as `bulk.maxOperations`.
pub const BULK_OPERATIONS: usize = 1000;
/// The most entries of `attributes` or `excludedAttributes`.
pub const ATTRIBUTE_LIST: usize = 256;
/// The longest cursor that is looked at, in bytes.
pub const CURSOR_LENGTH: usize = 512;
/// The most findings about one request.
pub const FINDINGS: usize = 200;
/// The most pieces of documents that one query may read and compare because no index has them; more
/// is `tooMany` (RFC 7644 §3.4.2). Ten attributes of a million people.
pub const SCAN: u64 = 10_000_000;
/// The largest resource that is kept, in bytes of JSON without the members of a group. What is read
/// has `id` and `meta` beside that and still fits into the body of a PUT.
pub const RESOURCE: usize = 1_000_000;
/// The largest page, announced as `pagination.maxPageSize` and `filter.maxResults`.
pub const PAGE: u64 = 1000;

/// `invalidSyntax` when the body nests too deep.
pub(crate) fn depth(body: &Value) -> Result<(), Error> {
    if deeper_than(body, JSON_DEPTH) {
        return Err(Error::invalid_syntax(format!(
            "The body nests deeper than {JSON_DEPTH} levels."
        )));
    }
    Ok(())
}

/// 413 for a resource that would not fit into the body of a PUT (RFC 7644 §3.5.1). One that is larger
/// already may shrink; `before` is what it has now.
///
/// # Errors
/// 413 with a sentence that names the limit.
pub fn resource(bytes: usize, before: usize) -> Result<(), Error> {
    if bytes > RESOURCE && bytes > before {
        return Err(Error::too_large(format!(
            "The resource would have {bytes} bytes; {RESOURCE} are the most, so that a client can send back what it reads. Keep less in it."
        )));
    }
    Ok(())
}

/// 413 when there are more operations than allowed (RFC 7644 §3.7.4 for Bulk).
pub(crate) fn operations(count: usize, limit: usize) -> Result<(), Error> {
    if count > limit {
        return Err(Error::too_large(format!(
            "The request has {count} operations; {limit} are allowed."
        )));
    }
    Ok(())
}
