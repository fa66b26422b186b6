//! Tokens that no longer work, and connections that are switched off.

use crate::scene::{Scene, assert_error, detail};
use acceptance::harness::bench::Door;
use jiff::{SignedDuration, Timestamp};
use sandbox::{ConnectionChange, NewToken};

async fn refused(door: &Door) -> String {
    let answer = door.get("/Users").await;
    assert_error(&answer, 401, None);
    assert!(
        !answer.text().contains(&door.token),
        "the token is not repeated"
    );
    detail(&answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_token_says_when_it_was_replaced_and_the_new_one_works() {
    let scene = Scene::start().await;
    scene.bench.advance(SignedDuration::from_hours(2));
    let minted = scene
        .bench
        .workspace
        .rotate_token(&scene.door.token_id)
        .unwrap();
    let sentence = refused(&scene.door).await;
    assert!(
        sentence.contains("replaced") && sentence.contains("2026-11-23T11:00:00Z"),
        "{sentence}"
    );
    let renewed = Door {
        token: minted.secret.expose().to_owned(),
        ..scene.door.clone()
    };
    assert_eq!(renewed.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_says_when() {
    let scene = Scene::start().await;
    scene
        .bench
        .workspace
        .revoke_token(&scene.door.token_id, "revoked")
        .unwrap();
    let sentence = refused(&scene.door).await;
    assert!(
        sentence.contains("revoked") && sentence.contains("2026-11-23T09:00:00Z"),
        "{sentence}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_says_when() {
    let scene = Scene::start().await;
    let until: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    let new = NewToken {
        label: "short".to_owned(),
        created_by: "cli".to_owned(),
        expires_at: Some(until),
    };
    let minted = scene
        .bench
        .workspace
        .mint_token(&scene.door.connection_id, new)
        .unwrap();
    let door = Door {
        token: minted.secret.expose().to_owned(),
        ..scene.door.clone()
    };
    assert_eq!(door.get("/Users").await.status, 200);
    scene.bench.advance(SignedDuration::from_mins(61));
    let sentence = refused(&door).await;
    assert!(
        sentence.contains("expired") && sentence.contains("2026-11-23T10:00:00Z"),
        "{sentence}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_token_keeps_working_when_the_first_is_revoked() {
    let scene = Scene::start().await;
    let new = NewToken {
        label: "second".to_owned(),
        created_by: "cli".to_owned(),
        expires_at: None,
    };
    let minted = scene
        .bench
        .workspace
        .mint_token(&scene.door.connection_id, new)
        .unwrap();
    scene
        .bench
        .workspace
        .revoke_token(&scene.door.token_id, "revoked")
        .unwrap();
    let second = Door {
        token: minted.secret.expose().to_owned(),
        ..scene.door.clone()
    };
    assert_eq!(second.get("/Users").await.status, 200);
    refused(&scene.door).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adopted_token_works_like_a_minted_one() {
    let scene = Scene::start().await;
    let secret = "an-old-token-that-the-identity-provider-already-has";
    scene
        .bench
        .workspace
        .adopt_token(&scene.door.connection_id, secret, "from the environment")
        .unwrap();
    let door = Door {
        token: secret.to_owned(),
        ..scene.door.clone()
    };
    assert_eq!(door.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_switched_off_answers_403_and_says_so() {
    let scene = Scene::start().await;
    let off = ConnectionChange {
        enabled: Some(false),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, off);
    for path in ["/Users", "/ServiceProviderConfig", "/Groups/1"] {
        let answer = scene.door.get(path).await;
        assert_error(&answer, 403, None);
        assert!(
            detail(&answer).contains("switched off"),
            "{path}: {}",
            detail(&answer)
        );
    }
    let on = ConnectionChange {
        enabled: Some(true),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, on);
    assert_eq!(scene.door.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switched_off_connection_takes_no_writes() {
    let scene = Scene::start().await;
    let off = ConnectionChange {
        enabled: Some(false),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, off);
    assert_error(&scene.door.delete(&scene.user("ada")).await, 403, None);
    let on = ConnectionChange {
        enabled: Some(true),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, on);
    assert_eq!(scene.door.get(&scene.user("ada")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn above_the_limit_of_a_connection_the_answer_is_429_until_the_clock_moves() {
    let scene = Scene::start().await;
    let limit = ConnectionChange {
        rate_limit: Some(Some(2)),
        ..ConnectionChange::default()
    };
    scene.bench.change(&scene.door, limit);
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(scene.door.get("/Users").await.status);
    }
    assert_eq!(
        statuses,
        [200, 200, 429, 429, 429],
        "two per second are let in"
    );
    let answer = scene.door.get("/Users").await;
    assert_error(&answer, 429, None);
    let wait: i64 = answer.header("retry-after").unwrap().parse().unwrap();
    scene.bench.advance(SignedDuration::from_secs(wait));
    assert_eq!(
        scene.door.get("/Users").await.status,
        200,
        "it is open again after Retry-After"
    );
}
