//! `/Bulk`: many writes in one request (RFC 7644 §3.7).
//!
//! Each operation is carried out as the single request would be: the same rules, the same findings,
//! one version each. There is no transaction around them, as the RFC has none. What the message
//! means, and in which order its operations go, is `scim::bulk`'s business.

mod run;
mod tally;

use http::{Method, StatusCode};
use scim::bulk::{self, Limits};

use crate::answer::{Answer, Failure};
use crate::app::{Admitted, App};
use crate::arrival::Arrival;
use crate::methods;

use run::Run;

/// Answers a bulk request.
///
/// # Errors
/// 400 for a message that cannot be read, 413 for more operations than allowed (§3.7.4), 405 for
/// methods other than POST.
pub(crate) async fn answer(
    app: &App,
    admitted: &Admitted,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    if arrival.method != Method::POST {
        return methods::other(arrival, "POST");
    }
    let connection = &admitted.connection;
    let body = arrival.json(connection)?;
    let found = bulk::parse(body, Limits::default())?;
    let found = bulk::judge(found, connection.strictness)?;
    let request = found.drain_into(&mut arrival.findings);
    let mut run = Run::new(app, admitted, arrival, request);
    run.carry_out().await;
    let (outcomes, tally) = run.finish();
    let answer = Answer::json(StatusCode::OK, bulk::response(&outcomes), tally.story());
    Ok(answer.noting(tally.findings))
}
