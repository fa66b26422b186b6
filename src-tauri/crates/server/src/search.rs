//! Queries (RFC 7644 §3.4.2 and §3.4.3): of one resource type or of all, in the address or in a body,
//! by index or by cursor (RFC 9865).
//!
//! What a query matches is the directory's business; here it is read, told, and its page worded.

use http::{Method, StatusCode};
use sandbox::{Page, Text, Workspace};
use scim::query::Query;
use scim::schema::{ResourceType, Secrets};
use scim::{Error, Filter, Finding, ListResponse, Projection};

use crate::answer::{Answer, Failure};
use crate::app::{Admitted, App};
use crate::arrival::Arrival;
use crate::representation::{Rendering, Shown, subject_of};
use crate::{discovery, methods, resources, story};

/// Answers a request to the root of a base URL: a query over all resource types (§3.4.2.1).
///
/// # Errors
/// What the directory refuses; 405 for methods other than GET and HEAD.
pub(crate) async fn root(
    app: &App,
    admitted: &Admitted,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    if !matches!(arrival.method, Method::GET | Method::HEAD) {
        return methods::other(arrival, "GET, HEAD");
    }
    let query = in_address(admitted, arrival)?;
    page(app, admitted, None, query).await
}

/// Answers a POST to `.search`, below an endpoint or at the root.
///
/// # Errors
/// As [`root`]; 404 for an endpoint that the connection does not have, 405 for other methods.
pub(crate) async fn posted(
    app: &App,
    admitted: &Admitted,
    endpoint: Option<&str>,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let kind = match endpoint {
        None => None,
        Some(endpoint) => match resources::kind_at(admitted, endpoint, arrival)? {
            Some(kind) => Some(kind),
            None => return Err(discovery::unknown(arrival)),
        },
    };
    if arrival.method != Method::POST {
        return methods::other(arrival, "POST");
    }
    let connection = &admitted.connection;
    let body = arrival.json(connection)?;
    let found = scim::query::from_search_request(body)?.judge(connection.strictness)?;
    let query = found.drain_into(&mut arrival.findings);
    page(app, admitted, kind, query).await
}

/// The query in the address of a request; in strict mode its oddities are errors.
///
/// # Errors
/// What cannot be read, and what a strict server refuses.
pub(crate) fn in_address(admitted: &Admitted, arrival: &mut Arrival) -> Result<Query, Failure> {
    let mut found = Query::from_pairs(&arrival.pairs())?;
    let secrets = admitted.connection.registry.secrets();
    if let Some(name) = found
        .value
        .filter
        .as_ref()
        .and_then(|filter| secret_in(filter, secrets))
    {
        found.findings.push(sensitive(name));
    }
    let found = found.judge(admitted.connection.strictness)?;
    Ok(found.drain_into(&mut arrival.findings))
}

/// A page of what a query matches, of one resource type or of all.
///
/// # Errors
/// What the directory refuses.
pub(crate) async fn page(
    app: &App,
    admitted: &Admitted,
    kind: Option<&ResourceType>,
    query: Query,
) -> Result<Answer, Failure> {
    let page = read(app, admitted, kind, &query).await?;
    let story = story::of_query(&query, page.records.len() as u64, page.total);
    let only = match page.records.as_slice() {
        [text] if page.total == 1 => Some(subject_of(text)),
        _ => None,
    };
    let registry = &admitted.connection.registry;
    let rendering = Rendering {
        registry,
        base_url: &admitted.base_url,
        projection: &query.projection,
    };
    let shown = page.records.into_iter().filter_map(|text| {
        let kind = kind.or_else(|| registry.resource_type(&text.record.kind))?;
        Some(rendering.shown(kind, text))
    });
    let resources: Vec<Shown<'_>> = shown.collect::<Result<_, _>>()?;
    let list = match query.cursor {
        Some(_) => {
            let next = page.next_cursor.as_deref();
            ListResponse::by_cursor(Some(page.total), next, None, resources)
        }
        None => ListResponse::by_index(page.total, page.start_index, resources),
    };
    let mut answer = Answer::resources(StatusCode::OK, &list, story)?.noting(page.findings);
    answer.subject = only;
    Ok(answer)
}

async fn read(
    app: &App,
    admitted: &Admitted,
    kind: Option<&ResourceType>,
    query: &Query,
) -> Result<Page<Text>, Failure> {
    let directory = app.workspace.directory(&admitted.connection);
    let directory = directory.looking_at_most_at(app.scan);
    let want = want(admitted, kind, &query.projection);
    if let Some(kind) = kind
        && directory.is_lookup(&kind.name, query)
    {
        return Ok(directory.query_text(Some(&kind.name), query, want)?);
    }
    let (kind, query) = (kind.map(|kind| kind.name.clone()), query.clone());
    let read = move |_: &Workspace| Ok(directory.query_text(kind.as_deref(), &query, want)?);
    app.reading(read).await
}

/// The rows that the projection needs beside the documents.
pub(crate) fn want(
    admitted: &Admitted,
    kind: Option<&ResourceType>,
    projection: &Projection,
) -> sandbox::Want {
    let registry = &admitted.connection.registry;
    let wants = |name: &str, attribute: &str| {
        kind.is_none_or(|kind| kind.name == name)
            && registry
                .resource_type(name)
                .is_some_and(|kind| projection.wants(registry, kind, attribute))
    };
    sandbox::Want {
        members: wants("Group", "members"),
        groups: wants("User", "groups"),
    }
}

/// The secret attribute that a filter is about.
fn secret_in<'f>(filter: &'f Filter, secrets: &Secrets) -> Option<&'f str> {
    let secret = |path: &'f scim::AttributePath| {
        let (name, sub) = (path.name.as_str(), path.sub.as_deref());
        let is_password = name.eq_ignore_ascii_case("password") && sub.is_none();
        if is_password || secrets.has(name) {
            return Some(name);
        }
        sub.filter(|sub| secrets.has(sub))
    };
    match filter {
        Filter::And(parts) | Filter::Or(parts) => {
            parts.iter().find_map(|part| secret_in(part, secrets))
        }
        Filter::Not(part) => secret_in(part, secrets),
        Filter::Compare { path, .. } | Filter::Present(path) => secret(path),
        Filter::ValuePath { path, filter } => secret(path).or_else(|| secret_in(filter, secrets)),
    }
}

/// Addresses end up in logs everywhere (RFC 7644 §7.5.2).
fn sensitive(name: &str) -> Finding {
    let detail = format!(
        "A filter on {name} came in the address, where servers and proxies write it down. No {name} is stored here, so nothing matches."
    );
    let strict = format!(
        "A {name} must not be in the address. Send the filter in the body of a POST to .search."
    );
    Finding::warn("RFC-sensitive-filter", "RFC 7644 §7.5.2", detail)
        .at(name)
        .strict(Error::sensitive(strict))
}
