//! Reading: one resource (RFC 7644 §3.4.1) or a page of them (§3.4.2).

use http::{StatusCode, header};
use sandbox::Story;
use scim::query::Query;
use serde_json::Value;

use super::Asked;
use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;
use crate::representation::{Rendering, etag, subject};
use crate::story;

/// A page of resources.
pub(super) async fn list(asked: &Asked<'_>, arrival: &mut Arrival) -> Result<Answer, Failure> {
    let query = query(arrival, asked)?;
    let want = asked.want(&query.projection);
    let (connection, kind, wanted) = (
        asked.admitted.connection.clone(),
        asked.kind.name.clone(),
        query.clone(),
    );
    let page = asked
        .app
        .reading(move |workspace| {
            Ok(workspace
                .directory(&connection)
                .query(&kind, &wanted, want)?)
        })
        .await?;
    let story = story::of_query(&query, page.records.len() as u64, page.total);
    let only = match page.records.as_slice() {
        [record] if page.total == 1 => Some(subject(record)),
        _ => None,
    };
    let rendering = rendering(asked, &query);
    let resources: Vec<Value> = page
        .records
        .into_iter()
        .map(|record| rendering.resource(asked.kind, record))
        .collect();
    let body = scim::list_response(page.total, page.start_index, resources);
    let mut answer = Answer::json(StatusCode::OK, body, story).noting(page.findings);
    answer.subject = only;
    Ok(answer)
}

/// One resource; 304 when the client's version is the current one (RFC 7644 §3.14).
pub(super) async fn read(
    asked: &Asked<'_>,
    id: &str,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let query = query(arrival, asked)?;
    let record = asked.record(id, asked.want(&query.projection)).await?;
    let record = record.ok_or_else(|| asked.missing(id))?;
    let (about, version) = (subject(&record), etag(record.version));
    let unchanged = arrival
        .text(header::IF_NONE_MATCH.as_str())
        .is_some_and(|tags| names(tags, &version));
    let answer = if unchanged {
        Answer::empty(StatusCode::NOT_MODIFIED, Story::Read)
    } else {
        let body = rendering(asked, &query).resource(asked.kind, record);
        Answer::json(StatusCode::OK, body, Story::Read)
    };
    Ok(answer.about(about).with(header::ETAG, version))
}

/// The query of a request; in strict mode its oddities are errors.
pub(super) fn query(arrival: &mut Arrival, asked: &Asked<'_>) -> Result<Query, Failure> {
    let found = Query::from_pairs(&arrival.pairs())?.judge(asked.admitted.connection.strictness)?;
    Ok(found.drain_into(&mut arrival.findings))
}

pub(super) fn rendering<'a>(asked: &Asked<'a>, query: &'a Query) -> Rendering<'a> {
    Rendering {
        registry: &asked.admitted.connection.registry,
        base_url: &asked.admitted.base_url,
        projection: &query.projection,
    }
}

/// Whether a list of entity tags names this one; weak comparison (RFC 9110 §8.8.3.2).
pub(super) fn names(tags: &str, version: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',')
        .any(|tag| tag.trim() == "*" || bare(tag) == bare(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entity_tags_are_compared_weakly_and_in_lists() {
        assert!(names("W/\"3\"", "W/\"3\""));
        assert!(names("\"3\"", "W/\"3\""));
        assert!(names("W/\"1\", W/\"3\"", "W/\"3\""));
        assert!(names("*", "W/\"3\""));
        assert!(!names("W/\"2\"", "W/\"3\""));
    }
}
