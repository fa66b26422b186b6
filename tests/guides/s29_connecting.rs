//! S29: the rows of the troubleshooting tables about connecting. *Test Connection fails*, *401 after it
//! worked*, *the token is lost or has expired*, *every request is answered with 403*.

use acceptance::harness::bench::Door;
use acceptance::harness::wire::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::faults::{knock, knock_at, okta, test_connection};
use crate::tenant::{Tenant, entra, provision};

const TOKEN: &str = "Provisioning > Admin Credentials > Secret Token";
const ADDRESS: &str = "Provisioning > Admin Credentials > Tenant URL";
/// The applications whose guides have a row for it.
const ALL: [&str; 4] = ["ransomleak", "21risk", "whistleblower", "unleash"];

#[tokio::test(flavor = "multi_thread")]
async fn a_test_without_a_token_is_diagnosed_and_closed_by_one_with_it() {
    for twin in ALL {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        assert_eq!(knock(&door, None).await.status, 401);
        let card = tenant
            .found_with("CONN-03", TOKEN, "without the word Bearer")
            .await;
        assert_eq!(card["row"]["sentence"], "Entra ID called without a token");
        assert_eq!(card["exchanges"][0]["status"], 401, "the evidence is there");
        assert_eq!(test_connection(&door).await.status, 200);
        tenant.closed("CONN-03").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bearer_twice_is_diagnosed_and_closed() {
    for twin in ALL {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        for _ in 0..2 {
            let twice = format!("Bearer Bearer {}", door.token);
            assert_eq!(knock(&door, Some(&twice)).await.status, 401);
        }
        let card = tenant
            .found_with("CONN-04", TOKEN, "what stands behind Bearer")
            .await;
        let told = "Entra ID sent the word Bearer twice, in 2 calls so far";
        assert_eq!(card["row"]["sentence"], told);
        test_connection(&door).await;
        tenant.closed("CONN-04").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn blanks_and_quotes_around_the_token_are_diagnosed_and_closed() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    for value in [
        format!("Bearer \"{}\"", door.token),
        format!("Bearer {}\t", door.token),
        format!("Bearer '{}'", door.token),
    ] {
        knock(&door, Some(&value)).await;
    }
    let card = tenant
        .found_with("CONN-04", TOKEN, "nothing around it")
        .await;
    assert_eq!(card["guide"]["symptom"], "Test Connection fails");
    test_connection(&door).await;
    tenant.closed("CONN-04").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_that_entra_makes_itself_is_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let claims = json!({
        "iss": "https://sts.windows.net/9c1f/",
        "aud": "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
    });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let own = format!("{}.{}.c2ln", part(&json!({"alg": "RS256"})), part(&claims));
    assert_eq!(
        knock(&door, Some(&format!("Bearer {own}"))).await.status,
        401
    );
    tenant
        .found_with("CONN-05", TOKEN, "token of this connection")
        .await;
    tenant.clean("SBX-02").await;
    test_connection(&door).await;
    tenant.closed("CONN-05").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_of_the_connection_is_diagnosed_and_closed() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let short = door.token.get(..door.token.len() - 3).unwrap();
    knock(&door, Some(&format!("Bearer {short}"))).await;
    let card = tenant
        .found_with("SBX-02", TOKEN, "token of this connection")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(told.contains("cut off"), "{told}");
    test_connection(&door).await;
    tenant.closed("SBX-02").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_its_path_is_diagnosed_and_closed() {
    for twin in ALL {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        let bearer = format!("Bearer {}", door.token);
        assert_eq!(knock_at(&door, "", Some(&bearer)).await.status, 404);
        let card = tenant.found_with("CONN-06", ADDRESS, "/scim/v2").await;
        let told = card["row"]["sentence"].as_str().unwrap();
        assert!(
            told.contains("is calling past the address: /scim/v2 is missing"),
            "{told}"
        );
        assert!(
            told.contains("its token is one of this connection"),
            "{told}"
        );
        test_connection(&door).await;
        tenant.closed("CONN-06").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_past_the_address_stands_with_the_connection_of_its_token() {
    let tenant = Tenant::of("ransomleak").await;
    let added = tenant.ask("addConnection", json!({"name": "Second"})).await;
    let second = added["id"].as_str().unwrap();
    let (door, _) = tenant.generate(second).await;
    let bearer = format!("Bearer {}", door.token);
    knock_at(&door, "/scim", Some(&bearer)).await;
    tenant.clean("CONN-06").await;
    let view = tenant.ask("diagnoses", json!({"connection": second})).await;
    assert_eq!(view["diagnoses"][0]["rule"], "CONN-06");
    // One that names nothing known stands with the default connection, and says so.
    knock_at(&door, "/scim", None).await;
    let card = tenant.found("CONN-06").await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(told.contains("shown with the default one"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_too_much_is_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let bearer = format!("Bearer {}", door.token);
    let base = format!("{}/", door.base);
    assert_eq!(knock_at(&door, &base, Some(&bearer)).await.status, 200);
    tenant
        .found_with("CONN-06", ADDRESS, "slash at the end")
        .await;
    test_connection(&door).await;
    tenant.closed("CONN-06").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_with_half_an_id_is_diagnosed_and_closed() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let cut = tenant.connection.get(..20).unwrap();
    let answer = knock_at(&door, &format!("/scim/v2/{cut}"), None).await;
    assert_eq!(answer.status, 404);
    let card = tenant.found_with("SBX-04", ADDRESS, "whole").await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(told.contains("nearly that of this connection"), "{told}");
    test_connection(&door).await;
    tenant.closed("SBX-04").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_to_a_deleted_connection_are_diagnosed_with_its_name_and_closed_when_they_end() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let named = json!({"name": "Go-live", "idp": "entra"});
    let added = tenant.ask("addConnection", named).await;
    let id = added["id"].as_str().unwrap();
    tenant.follow(id, "21risk").await;
    let gone = tenant.generate(id).await.0;
    provision(&gone, &entra("Ada", "o-1", json!({}))).await;
    tenant.settled();
    let of = json!({"connection": id});
    tenant.ask("deleteConnection", of).await;
    tenant.pass(3);
    assert_eq!(test_connection(&gone).await.status, 404);
    let card = tenant
        .found_with(
            "SBX-04",
            "Provisioning > Overview",
            "Set provisioning to Off",
        )
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    let which = "\u{201c}Go-live\u{201d} answered, which was deleted at 2026-11-23T09:00:00Z.";
    assert!(told.ends_with(which), "{told}");
    // Another job that works says nothing about this one.
    assert_eq!(test_connection(&door).await.status, 200);
    tenant.found("SBX-04").await;
    tenant.pass(25 * 60);
    assert_eq!(test_connection(&door).await.status, 200);
    tenant.closed("SBX-04").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_okta_header_without_bearer_is_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let probe = format!("{}/Users?startIndex=1&count=2", door.base);
    let bare = Request::new("GET", probe)
        .header("Authorization", &door.token)
        .header("User-Agent", "Okta SCIM Client 1.0.0");
    assert_eq!(door.send(&bare).await.status, 401);
    let place = "Provisioning > Integration";
    let card = tenant.found_with("SBX-03", place, "HTTP Header").await;
    assert_eq!(card["fixes"][0]["portal"], "Okta");
    assert_eq!(card["guide"]["symptom"], "Test API Credentials fails");
    let good = okta(&door, "GET", "/Users?startIndex=1&count=2");
    assert_eq!(door.send(&good).await.status, 200);
    tenant.closed("SBX-03").await;
}

/// A token that ended in one of three ways, with the sentence for it.
async fn ended(how: &str) {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let of = json!({"connection": tenant.connection, "token": door.token_id});
    let next = match how {
        "replaced" => {
            let rotated = tenant.ask("rotateToken", of).await;
            rotated["secret"].as_str().unwrap().to_owned()
        }
        _ => {
            tenant.ask("revokeToken", of).await;
            tenant.door().await.token
        }
    };
    tenant.pass(3);
    assert_eq!(test_connection(&door).await.status, 401);
    let card = tenant
        .found_with("CONN-20", TOKEN, "Generate a token here")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    let when = format!("It was {how} at 2026-11-23T09:00:00Z.");
    assert!(told.ends_with(&when), "{told}");
    let says = "401, although it worked before";
    assert_eq!(card["guide"]["symptom"], says);
    let new = Door {
        token: next,
        ..door
    };
    assert_eq!(test_connection(&new).await.status, 200);
    let fixed = tenant.closed("CONN-20").await;
    assert!(fixed["closedAt"].as_i64() > fixed["openedAt"].as_i64().map(|at| at - 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_replaced_is_diagnosed_with_when_and_closed() {
    ended("replaced").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_revoked_is_diagnosed_with_when_and_closed() {
    ended("revoked").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_has_expired_is_diagnosed_before_and_after_and_closed() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door_until(30 * 60).await;
    assert_eq!(test_connection(&door).await.status, 200);
    tenant.clean("CONN-20").await;
    tenant.pass(7 * 60);
    assert_eq!(test_connection(&door).await.status, 200);
    let soon = tenant
        .found_with("CONN-20", TOKEN, "before that time")
        .await;
    assert!(
        soon["row"]["sentence"]
            .as_str()
            .unwrap()
            .contains("It ends at")
    );
    tenant.pass(24 * 60);
    assert_eq!(test_connection(&door).await.status, 401);
    let card = tenant.found("CONN-20").await;
    assert!(
        card["row"]["sentence"]
            .as_str()
            .unwrap()
            .contains("It expired at")
    );
    assert_eq!(card["guide"]["symptom"], "Test Connection fails");
    let new = tenant.door().await;
    assert_eq!(test_connection(&new).await.status, 200);
    tenant.closed("CONN-20").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_switched_off_is_diagnosed_and_closed() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let switch = |on: bool| json!({"connection": tenant.connection, "enabled": on});
    tenant.ask("changeConnection", switch(false)).await;
    assert_eq!(test_connection(&door).await.status, 403);
    let card = tenant
        .found_with("SBX-01", "Provisioning > Overview", "Behaviour")
        .await;
    assert_eq!(
        card["guide"]["symptom"],
        "Every request is answered with 403"
    );
    tenant.ask("changeConnection", switch(true)).await;
    assert_eq!(test_connection(&door).await.status, 200);
    tenant.closed("SBX-01").await;
}
