//! `/Me`, the person behind the token (RFC 7644 §3.11).
//!
//! A token here stands for an application and never for a person, so there is nobody to answer with.

use scim::Error;

use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;
use crate::methods;

/// Answers a request to `/Me`.
///
/// # Errors
/// 501 for every method that SCIM has for it, 405 for others.
pub(crate) fn answer(arrival: &Arrival) -> Result<Answer, Failure> {
    match arrival.method.as_str() {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" => {
            Err(Error::not_implemented(
                "The token of this request belongs to an application and to no person, so /Me stands for nobody. Use the address of the resource under /Users.",
            )
            .into())
        }
        _ => methods::other(arrival, "GET, HEAD, POST, PUT, PATCH, DELETE"),
    }
}
