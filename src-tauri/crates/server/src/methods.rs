//! Which methods an endpoint knows (RFC 9110 §9 and §15.5.6).
//!
//! `OPTIONS` says so, any other method that the endpoint does not know is refused with the same list.
//! Nothing here opens anything to browsers (CORS): a SCIM client is none.

use http::{Method, StatusCode, header};
use sandbox::Story;
use scim::Error;

use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;

/// Everything that some endpoint knows.
const ALL: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/// The answer to a method that carries nothing out here: 204 to `OPTIONS`, else 405. `allowed` are the
/// methods that the endpoint carries out.
///
/// # Errors
/// 405 for everything but `OPTIONS`.
pub(crate) fn other(arrival: &Arrival, allowed: &str) -> Result<Answer, Failure> {
    let listed = format!("{allowed}, OPTIONS");
    if arrival.method == Method::OPTIONS {
        return Ok(options(&listed));
    }
    let detail = format!(
        "{} is not possible here. This endpoint knows {allowed}.",
        arrival.method
    );
    Err(Failure::from(Error::method_not_allowed(detail)).with(header::ALLOW, listed))
}

/// The answer to `OPTIONS *`, which asks about the server as a whole (RFC 9110 §9.3.7).
pub(crate) fn of_server(arrival: &Arrival) -> Option<Answer> {
    (arrival.method == Method::OPTIONS && arrival.path == "*").then(|| options(ALL))
}

fn options(listed: &str) -> Answer {
    Answer::empty(StatusCode::NO_CONTENT, Story::Other).with(header::ALLOW, listed)
}
