//! Connections and tokens by command, and what that does at the SCIM door.

use crate::desk::{Desk, assert_states};
use acceptance::harness::bench::Door;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shown_once_in_both_forms_and_never_again() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    let minted = desk
        .ask(
            "mintToken",
            json!({"connection": connection, "label": "Okta"}),
        )
        .await;
    let secret = minted["secret"].as_str().unwrap();
    assert!(secret.starts_with("scimbox_"), "it is recognisable");
    let expected = json!({"headerValue": format!("Bearer {secret}"), "kept": "missing", "token": {"label": "Okta"}});
    assert_states(&minted, &expected);
    let hint = minted["token"]["hint"].as_str().unwrap();
    assert!(secret.ends_with(hint) && hint.len() == 4, "{hint}");
    let listed = desk.ask("tokens", json!({"connection": connection})).await;
    assert!(!listed.to_string().contains(secret), "{listed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn switching_a_connection_off_and_on_counts_at_once() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    for (enabled, status) in [(false, 403), (true, 200)] {
        let change = json!({"connection": door.connection_id, "enabled": enabled});
        assert_states(
            &desk.ask("changeConnection", change).await,
            &json!({"enabled": enabled}),
        );
        assert_eq!(door.get("/Users").await.status, status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_refused_at_once() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    assert_eq!(door.get("/Users").await.status, 200);
    let of = json!({"connection": door.connection_id, "token": door.token_id});
    let view = desk.ask("revokeToken", of).await;
    assert_states(&view, &json!({"revokedAt": "<integer>"}));
    assert_eq!(door.get("/Users").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_added_connection_has_its_own_address_and_can_be_deleted() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let added = desk
        .ask(
            "addConnection",
            json!({"name": "Second app", "idp": "okta"}),
        )
        .await;
    let id = added["id"].as_str().unwrap();
    let url = format!("http://{}/scim/v2/{id}", door.address);
    assert_states(
        &added,
        &json!({"name": "Second app", "enabled": true, "isDefault": false, "baseUrl": url}),
    );
    let minted = desk
        .ask("mintToken", json!({"connection": id, "label": "x"}))
        .await;
    let second = Door {
        base: format!("/scim/v2/{id}"),
        token: minted["secret"].as_str().unwrap().to_owned(),
        ..door.clone()
    };
    assert_eq!(
        second
            .post("/Users", &json!({"userName": "ada"}))
            .await
            .status,
        201
    );
    let preview = desk.ask("deletionPreview", json!({"connection": id})).await;
    assert_states(&preview, &json!({"people": 1, "tokens": 1}));
    desk.ask("deleteConnection", json!({"connection": id}))
        .await;
    assert_eq!(second.get("/Users").await.status, 404);
    assert_eq!(door.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_connection_is_emptied_and_stays() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    assert_eq!(
        door.post("/Users", &json!({"userName": "ada"}))
            .await
            .status,
        201
    );
    let refused = desk
        .console
        .rpc(
            "deleteConnection",
            json!({"connection": door.connection_id}),
        )
        .await;
    assert!(refused.is_err(), "{refused:?}");
    desk.ask(
        "emptyConnection",
        json!({"connection": door.connection_id, "people": true, "traffic": false}),
    )
    .await;
    assert_eq!(door.get("/Users").await.json()["totalResults"], json!(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_command_fails_with_a_sentence() {
    let desk = Desk::start().await;
    for (command, request) in [
        ("dropEverything", json!({})),
        ("mintToken", json!({"label": 7})),
        ("people", json!("everybody")),
    ] {
        let failure = desk.console.rpc(command, request).await.unwrap_err();
        let failure = serde_json::to_value(&failure).unwrap();
        assert_states(&failure, &json!({"code": "invalid", "message": "<string>"}));
    }
}
