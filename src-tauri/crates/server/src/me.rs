//! `/Me`, the person behind the token (RFC 7644 §3.11).
//!
//! Most tokens stand for an application and for no person; then there is nobody to answer with. A
//! token that was made for a person (`scimbox token new --as USERNAME`) is answered with that person,
//! whatever the method, and told the permanent address.

use http::{Method, header};
use scim::Error;

use crate::answer::{Answer, Failure};
use crate::app::{Admitted, App};
use crate::arrival::Arrival;
use crate::route::Target;
use crate::{discovery, methods, resources};

/// Answers a request to `/Me`.
///
/// # Errors
/// 501 when the token stands for nobody, 409 for creating a person who is there, 405 for methods
/// that SCIM has not; otherwise what the resource answers.
pub(crate) async fn answer(
    app: &App,
    admitted: &Admitted,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    if !known.contains(&arrival.method.as_str()) {
        return methods::other(arrival, &known.join(", "));
    }
    let person = match &arrival.token_id {
        Some(token) => app.workspace.token_person(token)?,
        None => None,
    };
    let person = person.ok_or_else(nobody)?;
    if arrival.method == Method::POST {
        let detail = "The token of this request stands for a person who is here already. Change that person with PUT or PATCH.";
        return Err(Error::conflict(detail).into());
    }
    let Some(kind) = admitted.connection.registry.resource_type("User") else {
        return Err(discovery::unknown(arrival));
    };
    let location = format!("{}{}/{person}", admitted.base_url, kind.endpoint);
    let endpoint = kind.endpoint.trim_start_matches('/').to_owned();
    let target = Target::Resource(endpoint, person);
    let answer = resources::answer(app, admitted, &target, arrival).await?;
    Ok(answer
        .with(header::LOCATION, location.clone())
        .with(header::CONTENT_LOCATION, location))
}

fn nobody() -> Failure {
    Error::not_implemented(
        "The token of this request belongs to an application and to no person, so /Me stands for nobody. Use the address of the resource under /Users.",
    )
    .into()
}
