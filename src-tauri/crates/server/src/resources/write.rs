//! Writing: create (RFC 7644 §3.3), replace (§3.5.1), patch (§3.5.2), delete (§3.6).
//!
//! What is answered to a PATCH follows what identity providers accept best: 200 with the resource for
//! everything but groups, 204 for groups, whose members may be many.

use http::{StatusCode, header};
use sandbox::{Cause, Record, Story, Subject, Text, Want, Written};
use scim::Projection;
use serde_json::Value;

use super::Asked;
use super::read::{query, rendering};
use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;
use crate::precondition::{self, Conditions, Demand};
use crate::representation::{Rendering, etag, subject};
use crate::{courtesy, story};

/// POST to an endpoint.
pub(super) async fn create(asked: &Asked<'_>, arrival: &mut Arrival) -> Result<Answer, Failure> {
    let query = query(arrival, asked)?;
    let body = arrival.json(&asked.admitted.connection)?;
    let named = named(asked, &body, None);
    let pending = directory(asked).create(&asked.kind.name, body, cause(arrival));
    let written = pending
        .await
        .map_err(|error| refused(asked, error, named))?;
    let rendering = rendering(asked, &query);
    let location = rendering.location(asked.kind, &written.record.id);
    let answer = whole(asked, &rendering, written, StatusCode::CREATED)?;
    Ok(answer.with(header::LOCATION, location))
}

/// PUT to a resource.
pub(super) async fn replace(
    asked: &Asked<'_>,
    id: &str,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let query = query(arrival, asked)?;
    let body = arrival.json(&asked.admitted.connection)?;
    let expected = precondition(asked, id, arrival)?;
    let named = named(asked, &body, Some(id));
    let pending = directory(asked).replace(&asked.kind.name, id, body, expected, cause(arrival));
    let written = pending
        .await
        .map_err(|error| refused(asked, error, named))?;
    whole(asked, &rendering(asked, &query), written, StatusCode::OK)
}

/// PATCH to a resource.
pub(super) async fn patch(
    asked: &Asked<'_>,
    id: &str,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let query = query(arrival, asked)?;
    let body = arrival.json(&asked.admitted.connection)?;
    let expected = precondition(asked, id, arrival)?;
    let pending = directory(asked).patch(&asked.kind.name, id, body, expected, cause(arrival));
    let written = pending
        .await
        .map_err(|error| refused(asked, error, known(asked, id)))?;
    let asked_for_parts = query.projection != Projection::default();
    if asked.kind.name == "Group" && !asked_for_parts {
        let answer = Answer::empty(StatusCode::NO_CONTENT, told(asked, &written))
            .about(subject(&written.record))
            .with(header::ETAG, etag(written.record.version))
            .noting(written.findings);
        return Ok(answer);
    }
    whole(asked, &rendering(asked, &query), written, StatusCode::OK)
}

/// DELETE of a resource.
pub(super) async fn delete(
    asked: &Asked<'_>,
    id: &str,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let expected = precondition(asked, id, arrival)?;
    let pending = directory(asked).delete(&asked.kind.name, id, expected, cause(arrival));
    let deleted = pending
        .await
        .map_err(|error| refused(asked, error, known(asked, id)))?;
    let story = Story::Deleted {
        unlinked: deleted.lines.unlinked,
    };
    Ok(Answer::empty(StatusCode::NO_CONTENT, story).about(subject(&deleted.record)))
}

fn directory(asked: &Asked<'_>) -> sandbox::Directory {
    asked.app.workspace.directory(&asked.admitted.connection)
}

fn cause(arrival: &Arrival) -> Cause {
    Cause {
        exchange: Some(arrival.number),
        token_id: arrival.token_id.clone(),
    }
}

/// The answer that carries the resource as this request has left it. The rows that a write does not fill
/// in are read again; somebody else may have written meanwhile, which is not what this answer tells.
fn whole(
    asked: &Asked<'_>,
    rendering: &Rendering<'_>,
    written: Written,
    status: StatusCode,
) -> Result<Answer, Failure> {
    let story = told(asked, &written);
    let want = asked.want(rendering.projection);
    let (about, version) = (subject(&written.record), etag(written.record.version));
    let answer = match asked.text(&written.record.id, want)? {
        Some(text) => {
            let text = as_written(text, &written.record)?;
            let shown = rendering.shown(asked.kind, text)?;
            Answer::resources(status, &shown, story)?
        }
        // Deleted since by somebody else.
        None => Answer::json(
            status,
            rendering.resource(asked.kind, written.record),
            story,
        ),
    };
    Ok(answer
        .about(about)
        .with(header::ETAG, version)
        .noting(written.findings))
}

/// What was read, at the version that was written.
fn as_written(mut text: Text, written: &Record) -> Result<Text, sandbox::Error> {
    if text.record.version != written.version {
        text.record.document = serde_json::to_string(&written.document)?;
        text.record.version = written.version;
        text.record.last_modified = written.last_modified;
    }
    Ok(text)
}

fn told(asked: &Asked<'_>, written: &Written) -> Story {
    story::of_write(&asked.app.workspace, &asked.admitted.connection, written)
}

/// The version that the conditions of a request demand. What must be looked up for that is looked up,
/// and then demanded of the writer: nothing can change in between.
fn precondition(
    asked: &Asked<'_>,
    id: &str,
    arrival: &mut Arrival,
) -> Result<Option<i64>, Failure> {
    let conditions = Conditions::of(&arrival.headers);
    arrival.findings.extend(conditions.findings());
    courtesy::enforce(&asked.admitted.connection, arrival)?;
    if let Demand::Version(version) = conditions.demand() {
        return Ok(version);
    }
    let record = asked.record(id, Want::DOCUMENT)?;
    let record = record.ok_or_else(|| asked.missing(id))?;
    let version = conditions.hold_for(&record);
    version
        .map(Some)
        .map_err(|error| Failure::from(error).about(subject(&record)))
}

fn refused(asked: &Asked<'_>, error: sandbox::Error, about: Option<Subject>) -> Failure {
    let failure = match error {
        sandbox::Error::NotFound { id, .. } => asked.missing(&id),
        sandbox::Error::Refused(refused) => precondition::explained(refused).into(),
        other => Failure::from(other),
    };
    match about {
        Some(about) => failure.about(about),
        None => failure,
    }
}

/// Who a refused body was about, as far as it says so.
fn named(asked: &Asked<'_>, body: &Value, id: Option<&str>) -> Option<Subject> {
    let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = text("displayName").or_else(|| text("userName"))?;
    Some(Subject {
        kind: asked.kind.name.clone(),
        id: id.unwrap_or_default().to_owned(),
        name,
    })
}

/// Who a refused change of an existing resource was about.
fn known(asked: &Asked<'_>, id: &str) -> Option<Subject> {
    let found = directory(asked).read(&asked.kind.name, id, Want::DOCUMENT);
    found.ok().flatten().map(|record| subject(&record))
}
