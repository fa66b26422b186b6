//! Cycles after the first one, and *Provision on demand*, as they are on the wire.

use simulator::{Company, Dialect, Edit, Effect, Session};

use crate::recorder::{Recorder, Seen};

const NOBODY: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}"#;
const ADA: &str = r#"{"id":"1","userName":"ada@contoso.com","title":"Engineer"}"#;

/// A target at which only Ada is, under her id.
async fn target() -> Recorder {
    Recorder::start(|seen: &Seen| match seen.line().as_str() {
        line if line.contains("filter=") => (200, NOBODY.to_owned()),
        line if line.starts_with("GET") || line.starts_with("PATCH") => (200, ADA.to_owned()),
        _ => (201, ADA.to_owned()),
    })
    .await
}

fn session(target: &Recorder, dialect: Dialect) -> Session {
    Session::new(&target.base_url, "token", dialect).unwrap()
}

#[tokio::test]
async fn an_incremental_cycle_tests_and_then_reads_by_id_what_has_changed() {
    let target = target().await;
    let session = session(&target, Dialect::EntraLegacy);
    let change = |title: &str| ("1".to_owned(), Edit::replace("title", title));
    let changes = [change("Lead"), change("Engineer")];
    assert_eq!(
        session.incremental(1, &changes).await.unwrap(),
        [Ok(Effect::Changed), Ok(Effect::Unchanged)]
    );
    let lines: Vec<String> = target.seen().iter().map(Seen::line).collect();
    let [user, group, rest @ ..] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    assert!(user.starts_with("GET /scim/v2/Users?filter=") && group.contains("/Groups?"));
    let one = "/scim/v2/Users/1";
    assert_eq!(
        rest,
        [
            format!("GET {one}"),
            format!("PATCH {one}"),
            format!("GET {one}")
        ]
    );
}

#[tokio::test]
async fn a_quiet_cycle_is_nothing_but_the_test() {
    let target = target().await;
    let session = session(&target, Dialect::EntraCompliant);
    assert_eq!(session.incremental(1, &[]).await.unwrap(), []);
    assert_eq!(target.seen().len(), 2);
}

#[tokio::test]
async fn a_change_that_fails_does_not_end_the_cycle() {
    let target = Recorder::start(|seen: &Seen| match seen.line().as_str() {
        line if line.contains("filter=") => (200, NOBODY.to_owned()),
        line if line.ends_with("/2") => (404, String::new()),
        _ => (200, ADA.to_owned()),
    })
    .await;
    let change = |id: &str| (id.to_owned(), Edit::replace("title", "Lead"));
    let session = session(&target, Dialect::EntraLegacy);
    let effects = session.incremental(1, &[change("2"), change("1")]).await;
    let effects = effects.unwrap();
    assert!(effects[0].is_err());
    assert_eq!(effects[1], Ok(Effect::Changed));
}

#[tokio::test]
async fn provision_on_demand_looks_the_person_up_and_does_not_heed_the_flag() {
    let found = format!(
        r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{ADA}]}}"#
    );
    let person = Company::sample().unwrap().person(0).unwrap();
    let name = person.user_name.replace('@', "%40");
    let target = Recorder::start(move |seen: &Seen| match seen.line() {
        line if line.contains(&name) => (200, found.clone()),
        line if line.contains("filter=") => (200, NOBODY.to_owned()),
        _ => (200, ADA.to_owned()),
    })
    .await;
    let session = session(&target, Dialect::EntraCompliant);
    let pushed = session.provision_on_demand(1, &person).await;
    assert_eq!(pushed.unwrap().0, Effect::Changed);
    let seen = target.seen();
    assert_eq!(seen.len(), 4, "two tests, one search, one write");
    let write = seen.last().unwrap();
    assert!(write.line().starts_with("PATCH"));
    assert!(write.body.contains(r#""op":"Replace""#) || write.body.contains(r#""op":"Add""#));
}
