//! A look at a server before anybody is sent there: what a good one and what bad ones show.

use simulator::door::{Look, Seen as Shown, look};

use crate::recorder::{Recorder, Seen};

const LOCKED: (u16, &str) = (401, r#"{"detail":"No token.","status":"401"}"#);
const EMPTY: &str = r#"{"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}"#;

/// Looks at a server; `answers` says what it answers to whoever has a token.
async fn shown(
    answers: impl Fn(&Seen) -> (u16, String) + Send + Sync + 'static,
) -> (Vec<Shown>, Recorder) {
    let recorder = Recorder::start(move |seen| match has_token(seen) {
        true => answers(seen),
        false => (LOCKED.0, LOCKED.1.to_owned()),
    })
    .await;
    let all = look(&recorder.base_url, "token", 7).await.unwrap();
    let order: Vec<Look> = all.iter().map(|(what, _)| *what).collect();
    assert_eq!(
        order,
        [Look::Locked, Look::Opens, Look::Nobody, Look::Pages]
    );
    (all.into_iter().map(|(_, seen)| seen).collect(), recorder)
}

fn has_token(seen: &Seen) -> bool {
    seen.head.contains("Authorization: Bearer token")
}

/// A page of five people.
fn page(seen: &Seen) -> (u16, String) {
    let line = seen.line();
    if line.contains("filter=") {
        return (200, EMPTY.to_owned());
    }
    let start = if line.contains("startIndex=3") { 3 } else { 1 };
    let body = format!(
        r#"{{"totalResults":5,"startIndex":{start},"itemsPerPage":2,"Resources":[{{"id":"{start}"}},{{"id":"{}"}}]}}"#,
        start + 1
    );
    (200, body)
}

/// Why it is wrong; nothing when it is not.
fn reason(seen: &Shown) -> &str {
    match seen {
        Shown::Wrong(why) => why,
        Shown::Right | Shown::Hidden => "",
    }
}

#[tokio::test]
async fn a_good_server_shows_all_of_it_and_is_only_read() {
    let (seen, recorder) = shown(page).await;
    assert_eq!(seen, vec![Shown::Right; 4]);
    let all = recorder.seen();
    assert!(all.iter().all(|seen| seen.line().starts_with("GET ")));
    let own = all
        .iter()
        .filter(|seen| seen.head.contains("X-Scimbox-Origin: door"));
    assert_eq!(
        own.count(),
        all.len(),
        "none looks like an identity provider"
    );
}

#[tokio::test]
async fn an_empty_server_is_as_good() {
    let (seen, _) = shown(|_| (200, EMPTY.to_owned())).await;
    assert_eq!(seen, vec![Shown::Right; 4]);
}

#[tokio::test]
async fn a_server_that_lets_anybody_in_is_told() {
    let recorder = Recorder::start(page).await;
    let seen = look(&recorder.base_url, "token", 7).await.unwrap();
    assert_eq!(
        reason(&seen[0].1),
        "GET /Users was answered with 200, but it lets in who has no token."
    );
}

#[tokio::test]
async fn without_a_way_in_the_rest_cannot_be_seen() {
    let (seen, _) = shown(|_| (403, r#"{"detail":"Provisioning is off."}"#.to_owned())).await;
    assert_eq!(
        reason(&seen[1]),
        "The server refuses this client with 403: Provisioning is off."
    );
    assert_eq!(seen[2..], [Shown::Hidden, Shown::Hidden]);
}

#[tokio::test]
async fn a_search_or_a_page_that_no_identity_provider_could_use_is_told() {
    let (seen, _) = shown(|seen| match seen.line().contains("filter=") {
        true => (404, r#"{"detail":"Nobody."}"#.to_owned()),
        false => (200, EMPTY.replace('0', "\"0\"")),
    })
    .await;
    assert_eq!(
        reason(&seen[2]),
        "GET /Users was answered with 404: Nobody."
    );
    assert_eq!(
        reason(&seen[3]),
        "GET /Users was answered with 200, but totalResults is not a number."
    );
    let (seen, _) = shown(|seen| match seen.line().contains("startIndex=3") {
        true => (200, page(seen).1.replace("\"3\"", "\"1\"")),
        false => page(seen),
    })
    .await;
    assert_eq!(
        reason(&seen[3]),
        "GET /Users was answered with 200, but the second page has somebody of the first one."
    );
    let (seen, _) = shown(|seen| (200, page(seen).1.replace("Page\":2", "Page\":3"))).await;
    assert!(reason(&seen[3]).contains("itemsPerPage 3, and has 2 of 5"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_and_no_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
    drop(listener);
    let seen = look(&url, "token", 7).await.unwrap();
    assert!(reason(&seen[0].1).starts_with("Nothing answers at"));
}
