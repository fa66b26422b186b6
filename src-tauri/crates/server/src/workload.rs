//! `/oauth2/token`: a workload identity exchanges its signed assertion for a bearer token
//! (RFC 7523 §2.2, RFC 6749 §4.4). Entra calls this with workload identity federation.
//!
//! Not built yet: the endpoint says so with a SCIM error.

use sandbox::Connection;
use scim::Error;

use crate::answer::{Answer, Failure};
use crate::app::App;
use crate::arrival::Arrival;

/// Issues a token.
///
/// # Errors
/// 501 until workload identities can be registered.
pub(crate) async fn token(_: &App, _: &Connection, _: &Arrival) -> Result<Answer, Failure> {
    Err(Error::not_implemented("No workload identity is registered for this connection.").into())
}
