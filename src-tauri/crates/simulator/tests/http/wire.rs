//! What goes over the wire, compared as text: a header too many is a difference.

use insta::assert_snapshot;
use simulator::{Company, Dialect, Pace, Plan, Progress, Session, run};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::recorder::Recorder;

const CREATED: &str = r#"{"id":"42","schemas":[]}"#;

/// The head of the only request, with the port taken out.
fn head(recorder: &Recorder) -> String {
    let seen = recorder.seen();
    assert_eq!(seen.len(), 1, "{seen:?}");
    let port = recorder
        .base_url
        .trim_end_matches("/scim/v2")
        .rsplit(':')
        .next()
        .unwrap();
    seen[0]
        .head
        .replace("\r\n", "\n")
        .replace(port, "PORT")
        .trim_end()
        .to_owned()
}

fn session(recorder: &Recorder) -> Session {
    Session::new(&recorder.base_url, "scimbox_abc", Dialect::EntraLegacy).unwrap()
}

#[tokio::test]
async fn a_search_carries_neither_accept_nor_user_agent() {
    let recorder =
        Recorder::start(|_| (200, r#"{"totalResults":0,"Resources":[]}"#.to_owned())).await;
    let found = session(&recorder)
        .find_person("zoe.lindgren@example.com")
        .await
        .unwrap();
    assert_eq!(found, None);
    assert_snapshot!(head(&recorder), @r#"
    GET /scim/v2/Users?filter=userName+eq+%22zoe.lindgren%40example.com%22 HTTP/1.1
    Authorization: Bearer scimbox_abc
    X-Scimbox-Origin: simulator
    Host: 127.0.0.1:PORT
    "#);
}

#[tokio::test]
async fn a_write_carries_the_scim_content_type_with_its_character_set() {
    let recorder = Recorder::start(|_| (201, CREATED.to_owned())).await;
    let person = Company::sample()
        .unwrap()
        .people()
        .find(|person| person.given_name == "Zoë")
        .unwrap();
    assert_eq!(
        session(&recorder).create_person(&person).await.unwrap(),
        "42"
    );
    assert_snapshot!(head(&recorder), @r#"
    POST /scim/v2/Users HTTP/1.1
    Authorization: Bearer scimbox_abc
    X-Scimbox-Origin: simulator
    Content-Type: application/scim+json; charset=utf-8
    Host: 127.0.0.1:PORT
    Content-Length: 696
    "#);
    assert!(
        recorder.seen()[0].body.contains(r#""givenName":"Zoë""#),
        "not escaped, not mangled"
    );
}

#[tokio::test]
async fn a_deletion_has_no_body_and_no_content_type() {
    let recorder = Recorder::start(|_| (204, String::new())).await;
    session(&recorder).delete_person("42").await.unwrap();
    assert_snapshot!(head(&recorder), @r#"
    DELETE /scim/v2/Users/42 HTTP/1.1
    Authorization: Bearer scimbox_abc
    X-Scimbox-Origin: simulator
    Host: 127.0.0.1:PORT
    "#);
}

#[tokio::test]
async fn the_connection_test_looks_for_a_person_and_a_group_that_cannot_exist() {
    let recorder = Recorder::start(|_| (200, r#"{"totalResults":0}"#.to_owned())).await;
    session(&recorder).test_connection(7).await.unwrap();
    session(&recorder).test_connection(7).await.unwrap();
    let lines: Vec<String> = recorder.seen().iter().map(|seen| seen.line()).collect();
    assert_eq!(lines[..2], lines[2..], "the seed decides for whom");
    assert_snapshot!(lines[..2].join("\n"), @r#"
    GET /scim/v2/Users?filter=userName+eq+%2263cbe1e4-5932-4dd7-844c-3cd7f43c661c%22
    GET /scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%22e6984080-bab1-4a02-953a-eb70673e29cb%22
    "#);
}

#[tokio::test]
async fn an_update_reads_the_person_first_and_writes_only_a_difference() {
    let stored = r#"{"id":"42","active":true,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"}}"#;
    let recorder = Recorder::start(move |_| (200, stored.to_owned())).await;
    let session = session(&recorder);
    assert_eq!(
        session.change_department("42", "Sales").await.unwrap(),
        simulator::Effect::Unchanged
    );
    assert_eq!(
        session.change_department("42", "Finance").await.unwrap(),
        simulator::Effect::Changed
    );
    let lines: Vec<String> = recorder.seen().iter().map(|seen| seen.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /scim/v2/Users/42",
            "GET /scim/v2/Users/42",
            "PATCH /scim/v2/Users/42"
        ]
    );
}

#[tokio::test]
async fn okta_names_itself_and_says_what_it_reads() {
    let recorder = Recorder::start(|_| (404, String::new())).await;
    let session = Session::new(&recorder.base_url, "scimbox_abc", Dialect::OktaAiw).unwrap();
    assert_eq!(
        session.find_person("ada@example.com").await.unwrap(),
        None,
        "404 is an empty list to Okta"
    );
    assert_snapshot!(head(&recorder), @r#"
    GET /scim/v2/Users?filter=userName%20eq%20%22ada%40example.com%22&startIndex=1&count=100 HTTP/1.1
    Authorization: Bearer scimbox_abc
    X-Scimbox-Origin: simulator
    Accept: application/scim+json
    Accept-Charset: utf-8
    Accept-Encoding: gzip,deflate
    User-Agent: Okta SCIM Client 1.0.0
    Host: 127.0.0.1:PORT
    "#);
}

#[tokio::test]
async fn okta_pushes_people_with_their_manager_and_groups_as_a_whole() {
    let recorder = Recorder::start(|seen| {
        let line = seen.line();
        match line.split(' ').next() {
            Some("GET") if line.contains("/Groups/") => {
                (200, r#"{"id":"g","displayName":"Editors"}"#.to_owned())
            }
            Some("GET") => (200, r#"{"totalResults":0,"Resources":[]}"#.to_owned()),
            Some("POST") => (201, r#"{"id":"g"}"#.to_owned()),
            _ => (200, "{}".to_owned()),
        }
    })
    .await;
    let company = Company::sample().unwrap();
    let plan = Plan::new(
        &recorder.base_url,
        "t",
        company,
        Dialect::OktaAiw,
        Pace::Instant,
        1,
    );
    let plan = Plan {
        concurrency: 1,
        ..plan
    };
    let progress = watch::Sender::new(Progress::default());
    let told = progress.subscribe();
    let outcome = run(plan, progress, CancellationToken::new()).await.unwrap();
    assert_eq!(told.borrow().clone(), outcome.progress);
    assert_eq!((outcome.progress.people, outcome.progress.failed), (60, 0));
    assert_eq!(outcome.progress.sent, 1 + 60 * 2 + 5 * 4);
    let seen = recorder.seen();
    assert_eq!(seen[0].line(), "GET /scim/v2/Users?startIndex=1&count=2");
    let last: Vec<String> = seen
        .iter()
        .rev()
        .take(4)
        .rev()
        .map(|seen| seen.line())
        .collect();
    assert_snapshot!(last.join("\n"), @r#"
    GET /scim/v2/Groups?filter=displayName%20eq%20%22Viewers%22&startIndex=1&count=100
    POST /scim/v2/Groups
    GET /scim/v2/Groups/g
    PUT /scim/v2/Groups/g
    "#);
    assert!(
        !seen.iter().any(|seen| seen.line().starts_with("PATCH")),
        "this Okta never sends PATCH"
    );
}
