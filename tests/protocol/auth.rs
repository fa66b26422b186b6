//! Who may come in (RFC 7644 §2, RFC 6750 §2.1 and §3): every kind of 401 says which it is, and
//! none of them tells a stranger anything.

use crate::scene::{ERROR, Scene, assert_error, detail};
use acceptance::harness::wire::{Answer, Request};
use serde_json::json;

async fn knock(scene: &Scene, authorization: Option<&[u8]>) -> Answer {
    let mut request = Request::new("GET", "/scim/v2/Users");
    if let Some(value) = authorization {
        request = request.header("Authorization", value);
    }
    scene.door.send(&request).await
}

#[track_caller]
fn assert_denied(answer: &Answer, words: &[&str]) {
    assert_error(answer, 401, None);
    let challenge = answer.header("www-authenticate").unwrap_or_default();
    assert!(
        challenge.starts_with("Bearer"),
        "RFC 6750 §3 wants a challenge, not {challenge:?}"
    );
    let detail = detail(answer);
    for word in words {
        assert!(detail.contains(word), "{word:?} is not in {detail:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_the_connection_opens_the_door() {
    let scene = Scene::start().await;
    let value = format!("Bearer {}", scene.door.token);
    assert_eq!(knock(&scene, Some(value.as_bytes())).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scheme_is_spelled_in_any_case() {
    let scene = Scene::start().await;
    for scheme in ["bearer", "BEARER", "BeArEr"] {
        let value = format!("{scheme} {}", scene.door.token);
        assert_eq!(
            knock(&scene, Some(value.as_bytes())).await.status,
            200,
            "{scheme}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_header_is_named() {
    let scene = Scene::start().await;
    assert_denied(&knock(&scene, None).await, &["no Authorization header"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_scheme_is_named() {
    let scene = Scene::start().await;
    let answer = knock(&scene, Some(b"Basic YWRhOnNlY3JldA==")).await;
    assert_denied(&answer, &["Basic", "Bearer"]);
    assert!(
        !detail(&answer).contains("YWRh"),
        "credentials are not repeated"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn bearer_written_twice_is_named() {
    let scene = Scene::start().await;
    let value = format!("Bearer Bearer {}", scene.door.token);
    assert_denied(
        &knock(&scene, Some(value.as_bytes())).await,
        &["Bearer twice"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn blanks_and_quotes_around_the_token_are_named() {
    let scene = Scene::start().await;
    let token = &scene.door.token;
    for value in [format!("Bearer \"{token}\""), format!("Bearer \t{token}")] {
        assert_denied(
            &knock(&scene, Some(value.as_bytes())).await,
            &["around the token"],
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_11_4_more_than_one_blank_may_stand_behind_the_scheme() {
    let scene = Scene::start().await;
    let value = format!("Bearer   {}", scene.door.token);
    assert_eq!(knock(&scene, Some(value.as_bytes())).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_token_without_a_scheme_is_refused_without_repeating_it() {
    let scene = Scene::start().await;
    let answer = knock(&scene, Some(scene.door.token.as_bytes())).await;
    assert_denied(&answer, &[]);
    assert!(
        !answer.text().contains(&scene.door.token),
        "the token is not repeated"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_token_is_unknown() {
    let scene = Scene::start().await;
    let answer = knock(&scene, Some(b"Bearer eyJhbGciOiJub25lIn0.e30.")).await;
    assert_denied(&answer, &["not one of Scimbox's"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_with_a_typing_error_is_told_from_an_unknown_one() {
    let scene = Scene::start().await;
    let mut letters: Vec<char> = scene.door.token.chars().collect();
    letters[20] = if letters[20] == 'a' { 'b' } else { 'a' };
    let value = format!("Bearer {}", letters.into_iter().collect::<String>());
    assert_denied(
        &knock(&scene, Some(value.as_bytes())).await,
        &["typing error"],
    );
    let short = scene.door.token.chars().take(30).collect::<String>();
    let cut = knock(&scene, Some(format!("Bearer {short}").as_bytes())).await;
    assert_denied(&cut, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_text_are_refused_like_any_other_token() {
    let scene = Scene::start().await;
    assert_denied(&knock(&scene, Some(b"Bearer \xff\xfe\xfd")).await, &[]);
    let bare = knock(&scene, Some(b"Bearer")).await;
    assert_denied(&bare, &["header holds no token"]);
    assert_denied(&knock(&scene, Some(b"")).await, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_401_has_a_scim_body_on_every_endpoint_and_method() {
    let scene = Scene::start().await;
    let targets = [
        ("GET", "/scim/v2/Users"),
        ("POST", "/scim/v2/Users"),
        ("PUT", "/scim/v2/Users/1"),
        ("PATCH", "/scim/v2/Groups/1"),
        ("DELETE", "/scim/v2/Groups/1"),
        ("GET", "/scim/v2/Schemas"),
        ("GET", "/scim/v2/ServiceProviderConfig"),
        ("GET", "/scim/v2/ResourceTypes"),
    ];
    for (method, target) in targets {
        let answer = scene.door.send(&Request::new(method, target)).await;
        assert_denied(&answer, &["no Authorization header"]);
        assert_eq!(
            answer.json()["schemas"],
            json!([ERROR]),
            "{method} {target}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_learns_nothing_about_what_is_here() {
    let scene = Scene::start().await;
    let wrong = "Bearer nonsense";
    let there = format!("/scim/v2{}", scene.user("ada"));
    let known = scene
        .door
        .send(&Request::new("GET", there).header("Authorization", wrong))
        .await;
    let unknown = Request::new("GET", "/scim/v2/Users/none").header("Authorization", wrong);
    let unknown = scene.door.send(&unknown).await;
    assert_denied(&known, &[]);
    assert_eq!(
        known.json(),
        unknown.json(),
        "a 401 does not depend on whether somebody is here"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denied_write_changes_nothing() {
    let scene = Scene::start().await;
    let target = format!("/scim/v2{}", scene.user("ada"));
    let answer = scene
        .door
        .send(&Request::new("DELETE", target).bearer("wrong"))
        .await;
    assert_denied(&answer, &[]);
    assert_eq!(scene.door.get(&scene.user("ada")).await.status, 200);
}
