//! Reading one resource (RFC 7644 §3.4.1).

use http::{StatusCode, header};
use sandbox::Story;
use scim::query::Query;

use super::Asked;
use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;
use crate::precondition::Conditions;
use crate::representation::{Rendering, etag, subject_of};
use crate::{courtesy, search};

/// One resource; 304 when the client's version is the current one (RFC 7644 §3.14).
pub(super) async fn read(
    asked: &Asked<'_>,
    id: &str,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let query = query(arrival, asked)?;
    let conditions = Conditions::of(&arrival.headers);
    arrival.findings.extend(conditions.findings());
    courtesy::enforce(&asked.admitted.connection, arrival)?;
    let text = asked
        .text_at_leisure(id, asked.want(&query.projection))
        .await?;
    let text = text.ok_or_else(|| asked.missing(id))?;
    let (about, version) = (subject_of(&text), etag(text.record.version));
    conditions
        .check_matches(&text.record)
        .map_err(|error| Failure::from(error).about(about.clone()))?;
    let answer = if conditions.unchanged(&text.record) {
        Answer::empty(StatusCode::NOT_MODIFIED, Story::Read)
    } else {
        let shown = rendering(asked, &query).shown(asked.kind, text)?;
        Answer::resources(StatusCode::OK, &shown, Story::Read)?
    };
    Ok(answer.about(about).with(header::ETAG, version))
}

/// The query of a request; in strict mode its oddities are errors.
pub(super) fn query(arrival: &mut Arrival, asked: &Asked<'_>) -> Result<Query, Failure> {
    let query = search::in_address(asked.admitted, arrival)?;
    let connection = &asked.admitted.connection;
    let odd = query.projection.check(&connection.registry, asked.kind);
    if !odd.is_empty() {
        arrival.findings.extend(odd);
        courtesy::enforce(connection, arrival)?;
    }
    Ok(query)
}

pub(super) fn rendering<'a>(asked: &Asked<'a>, query: &'a Query) -> Rendering<'a> {
    Rendering {
        registry: &asked.admitted.connection.registry,
        base_url: &asked.admitted.base_url,
        projection: &query.projection,
    }
}
