//! How a run takes what a server should not do.

use std::sync::atomic::{AtomicU64, Ordering};

use simulator::{Company, Dialect, Ending, Error, Outcome, Pace, Phase, Plan, Progress, run};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::recorder::{HANG_UP, Recorder, Seen};

const NOBODY: &str = r#"{"totalResults":0,"Resources":[]}"#;

fn plan(base_url: &str) -> Plan {
    Plan::new(
        base_url,
        "token",
        Company::sample().unwrap(),
        Dialect::EntraLegacy,
        Pace::Instant,
        1,
    )
}

async fn play(plan: Plan) -> Result<Outcome, Error> {
    run(
        plan,
        watch::Sender::new(Progress::default()),
        CancellationToken::new(),
    )
    .await
}

/// A target that stores nothing but hands out ids.
fn obliging(seen: &Seen, number: u64) -> (u16, String) {
    match seen.line().split(' ').next() {
        Some("GET") => (200, NOBODY.to_owned()),
        Some("POST") => (201, format!(r#"{{"id":"id-{number}"}}"#)),
        _ => (204, String::new()),
    }
}

async fn obliging_except(
    other: impl Fn(&Seen) -> Option<(u16, String)> + Send + Sync + 'static,
) -> Recorder {
    let number = AtomicU64::new(0);
    Recorder::start(move |seen| {
        other(seen).unwrap_or_else(|| obliging(seen, number.fetch_add(1, Ordering::Relaxed)))
    })
    .await
}

#[tokio::test]
async fn a_run_that_nobody_answers_says_where_it_knocked() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
    drop(listener);
    let error = play(plan(&url)).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
    assert!(
        error
            .to_string()
            .starts_with(&format!("Nothing answers at {url} (Connection refused")),
        "{error}"
    );
}

#[tokio::test]
async fn a_refused_token_ends_the_run_with_the_servers_reason() {
    let detail = r#"{"detail":"This token was rotated.","status":"401"}"#;
    let recorder = Recorder::start(move |_| (401, detail.to_owned())).await;
    let error = play(plan(&recorder.base_url)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "The server refuses this client with 401: This token was rotated."
    );
    assert_eq!(recorder.seen().len(), 1, "nothing more is sent");
}

#[tokio::test]
async fn a_connection_switched_off_in_the_middle_ends_the_run() {
    let recorder = obliging_except(|seen| {
        seen.body
            .contains("Lindgren")
            .then(|| (403, r#"{"detail":"Provisioning is off."}"#.to_owned()))
    })
    .await;
    let plan = Plan {
        concurrency: 1,
        ..plan(&recorder.base_url)
    };
    let error = play(plan).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "The server refuses this client with 403: Provisioning is off."
    );
    assert!(
        recorder.seen().last().unwrap().body.contains("Lindgren"),
        "that was the last request"
    );
}

#[tokio::test]
async fn an_unusable_answer_is_counted_with_its_reason_and_the_run_goes_on() {
    let recorder = obliging_except(|seen| {
        let post = seen.line().starts_with("POST");
        match &seen.body {
            body if post && body.contains("Boateng") => Some((
                409,
                r#"{"scimType":"uniqueness","detail":"userName is taken."}"#.to_owned(),
            )),
            body if post && body.contains("Haddad") => Some((201, "{}".to_owned())),
            body if post && body.contains("Farouk") => {
                Some((200, "<html>Sign in</html>".to_owned()))
            }
            _ => None,
        }
    })
    .await;
    let outcome = play(plan(&recorder.base_url)).await.unwrap();
    assert_eq!(outcome.ending, Ending::Finished);
    assert_eq!((outcome.progress.people, outcome.progress.failed), (57, 3));
    let mut reasons: Vec<String> = outcome
        .failures
        .iter()
        .map(|failure| format!("{}: {}", failure.subject, failure.reason))
        .collect();
    reasons.sort();
    insta::assert_snapshot!(reasons.join("\n"), @r#"
    Ahmed Farouk: POST /Users was answered with 200, but its body is not JSON (expected value at line 1 column 1).
    Kwame Boateng: POST /Users was answered with 409: userName is taken.
    Noor Haddad: POST /Users was answered with 201, but the resource has no id.
    "#);
}

#[tokio::test]
async fn reports_of_a_manager_who_could_not_be_created_get_none() {
    let recorder = obliging_except(|seen| {
        (seen.line().starts_with("POST") && seen.body.contains("Boateng"))
            .then(|| (500, String::new()))
    })
    .await;
    let outcome = play(plan(&recorder.base_url)).await.unwrap();
    let managers = recorder
        .seen()
        .iter()
        .filter(|seen| seen.body.contains("User:manager"))
        .count();
    assert_eq!(
        managers,
        58 - 1 - 3,
        "his own line and those of three reports"
    );
    assert_eq!(outcome.progress.failed, 1);
    assert_eq!(outcome.progress.planned, outcome.progress.sent);
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let recorder = obliging_except(|seen| {
        (seen.line().starts_with("POST") && seen.body.contains("Salazar"))
            .then(|| (302, String::new()))
    })
    .await;
    let outcome = play(plan(&recorder.base_url)).await.unwrap();
    assert_eq!(
        outcome.failures[0].reason,
        "POST /Users was answered with 302, but identity providers do not follow redirections."
    );
}

#[tokio::test]
async fn a_connection_that_breaks_costs_one_person_and_not_the_run() {
    let recorder = obliging_except(|seen| {
        (seen.line().starts_with("POST") && seen.body.contains("Salazar"))
            .then(|| (HANG_UP, String::new()))
    })
    .await;
    let outcome = play(plan(&recorder.base_url)).await.unwrap();
    assert_eq!((outcome.progress.people, outcome.progress.failed), (59, 1));
    assert_eq!(outcome.failures[0].subject, "Diego Salazar");
    assert!(
        outcome.failures[0]
            .reason
            .starts_with("POST /Users was not answered: "),
        "{:?}",
        outcome.failures
    );
}

#[tokio::test]
async fn more_than_one_match_is_left_alone() {
    let recorder = obliging_except(|seen| {
        seen.line().contains("priya").then(|| {
            (
                200,
                r#"{"totalResults":2,"Resources":[{"id":"a"},{"id":"b"}]}"#.to_owned(),
            )
        })
    })
    .await;
    let outcome = play(plan(&recorder.base_url)).await.unwrap();
    assert_eq!(
        outcome.failures[0].reason,
        "GET /Users was answered with 200, but more than one resource matches."
    );
    assert!(
        !recorder
            .seen()
            .iter()
            .any(|seen| seen.body.contains("Raghunathan")),
        "never created"
    );
}

#[tokio::test]
async fn stopping_ends_the_run_before_the_next_request() {
    let stop = CancellationToken::new();
    let trigger = stop.clone();
    let recorder = obliging_except(move |seen| {
        if seen.body.contains("Lindgren") {
            trigger.cancel();
        }
        None
    })
    .await;
    let plan = Plan {
        concurrency: 1,
        ..plan(&recorder.base_url)
    };
    let outcome = run(plan, watch::Sender::new(Progress::default()), stop)
        .await
        .unwrap();
    assert_eq!(outcome.ending, Ending::Stopped);
    assert_eq!(outcome.progress.phase, Phase::People);
    assert_eq!(outcome.progress.sent, recorder.seen().len() as u64);
    assert_eq!(
        outcome.progress.last.as_deref(),
        Some("Created Zoë Lindgren."),
        "what was sent still counts"
    );
}

#[tokio::test]
async fn a_run_can_be_moved_to_another_thread() {
    let recorder = obliging_except(|_| None).await;
    let outcome = tokio::spawn(play(plan(&recorder.base_url)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(outcome.progress.people, 60);
}

#[test]
fn a_plan_never_shows_its_token() {
    let plan = Plan {
        token: "sehrgeheim".to_owned(),
        ..plan("http://127.0.0.1:1/scim/v2")
    };
    assert!(!format!("{plan:?}").contains("sehrgeheim"));
}
