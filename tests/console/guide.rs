//! Setup guides by command: which one is given, what stands in its fields, which page may be opened, and
//! the look at the own address.

use crate::desk::{Desk, assert_states};
use console::wire::{Idp, OfGuideStep};
use serde_json::{Value, json};

async fn follow(desk: &Desk, connection: &str, twin: &str) {
    let request = json!({"connection": connection, "twin": twin});
    desk.ask("changeTwin", request).await;
}

async fn guide(desk: &Desk, request: Value) -> Value {
    desk.ask("guide", request).await
}

/// The value of the first field of this kind.
fn field<'a>(view: &'a Value, kind: &str) -> &'a Value {
    let steps = view["guide"]["steps"].as_array().unwrap().iter();
    let mut fields = steps.flat_map(|step| step["fields"].as_array().unwrap());
    fields.find(|field| field["kind"] == kind).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_has_the_address_in_the_shape_of_its_application_and_never_a_secret() {
    let desk = Desk::start().await;
    let first = desk.default_connection().await;
    let added = desk.ask("addConnection", json!({"name": "Second", "idp": null}));
    let second = added.await["id"].as_str().unwrap().to_owned();
    for (connection, twin, named) in [
        (&first, "ransomleak", false),
        (&first, "21risk", true),
        (&second, "ransomleak", true),
    ] {
        follow(&desk, connection, twin).await;
        let (door, minted) = desk.generate(connection).await;
        let view = guide(
            &desk,
            json!({"connection": connection, "provider": "entra"}),
        )
        .await;
        let url = field(&view, "url")["value"].as_str().unwrap().to_owned();
        assert_eq!(url.ends_with(connection), named, "{twin}: {url}");
        assert!(
            url.starts_with(&format!("http://{}/scim/v2", door.address)),
            "{url}"
        );
        assert!(field(&view, "token")["value"].is_null());
        assert!(
            !view.to_string().contains(&door.token),
            "shown once means once"
        );
        let hint = &minted["token"]["hint"];
        assert_eq!(&view["guide"]["token"]["hint"], hint);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_added_for_an_application_and_an_identity_provider_and_keeps_its_guide() {
    let desk = Desk::start().await;
    let new = json!({"name": "Go-live", "twin": "ransomleak", "idp": "okta"});
    let added = desk.ask("addConnection", new).await;
    assert_states(
        &added,
        &json!({"twin": "ransomleak", "application": "RansomLeak", "idp": "okta"}),
    );
    let of = json!({"connection": added["id"]});
    let view = guide(&desk, of.clone()).await;
    assert_states(
        &view,
        &json!({"app": "RansomLeak", "guide": {"provider": "okta", "firstPerson": null}}),
    );
    let rows = view["guide"]["attributes"].as_array().unwrap();
    assert!(
        rows.iter()
            .any(|row| row["to"] == "userName" && row["required"] == true)
    );
    let chosen = json!({"connection": added["id"], "idp": "entra"});
    desk.ask("changeConnection", chosen).await;
    let view = guide(&desk, of).await;
    assert_states(&view, &json!({"guide": {"provider": "entra"}}));
    let unknown = json!({"name": "Other", "twin": "nobody", "idp": null});
    let refused = desk.console.rpc("addConnection", unknown).await;
    assert!(refused.is_err(), "it names no twin");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_guides_that_the_application_has_are_offered() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    follow(&desk, &connection, "unleash").await;
    let view = guide(&desk, json!({"connection": connection, "provider": "okta"})).await;
    let entra = json!({"app": "Unleash", "known": true, "providers": ["entra"], "guide": {"provider": "entra"}});
    assert_states(&view, &entra);
    let request = json!({"connection": connection, "provider": "okta"});
    let refused = desk.console.rpc("guideAttributes", request).await;
    let refused = serde_json::to_value(refused.unwrap_err()).unwrap();
    let said = "There is no setup guide of Unleash for Okta.";
    assert_states(&refused, &json!({"code": "notFound", "message": said}));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_page_that_stands_in_the_file_of_the_twin_comes_out() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    follow(&desk, &connection, "ransomleak").await;
    let page = async |provider, step: &str| {
        let of = OfGuideStep {
            connection: connection.clone(),
            provider,
            step: step.to_owned(),
        };
        desk.console.guide_page(of).await
    };
    let opens = "Open provisioning on the enterprise application";
    let found = page(Idp::Entra, opens).await.unwrap();
    assert!(found.starts_with("https://entra.microsoft.com/"), "{found}");
    let okta = page(Idp::Okta, "Paste the address and the token").await;
    assert_eq!(okta.unwrap(), "https://login.okta.com/");
    for (provider, step) in [
        (Idp::Okta, opens),
        (Idp::Other, opens),
        (Idp::Entra, "Test the connection"),
        (Idp::Entra, "https://evil.example/"),
        (Idp::Entra, "/etc/passwd"),
    ] {
        let refused = page(provider, step).await.unwrap_err();
        assert_eq!(refused.code, console::FailureCode::NotFound, "{step}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_the_door_says_when_provisioning_is_off_and_leaves_no_token() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    let of = json!({"connection": connection});
    let seen = desk.ask("checkDoor", of.clone()).await;
    for check in seen["checks"].as_array().unwrap() {
        assert_states(check, &json!({"result": "right", "detail": null}));
    }
    let off = json!({"connection": connection, "enabled": false});
    desk.ask("changeConnection", off).await;
    let seen = desk.ask("checkDoor", of.clone()).await;
    let locked = &seen["checks"][1];
    assert_eq!(locked["result"], "wrong", "403 comes before 401");
    assert!(locked["detail"].as_str().unwrap().contains("switched off"));
    assert_eq!(seen["checks"][4]["result"], "hidden");
    let tokens = desk.ask("tokens", of).await;
    assert_eq!(tokens, json!([]), "what it was let in with is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_attribute_table_has_the_last_value_and_the_request_that_brought_it() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    follow(&desk, &door.connection_id, "unleash").await;
    let of = json!({"connection": door.connection_id, "provider": "entra"});
    let empty = desk.ask("guideAttributes", of.clone()).await;
    assert_states(&empty, &json!({"people": 0}));
    let ada = json!({"userName": "ada@contoso.com", "displayName": "Ada", "active": true});
    assert_eq!(door.post("/Users", &ada).await.status, 201);
    let seen = desk.ask("guideAttributes", of).await;
    let row = |to: &str| {
        let mut rows = seen["rows"].as_array().unwrap().iter();
        rows.find(|row| row["to"] == to).unwrap()
    };
    let there = json!({"people": 1, "required": true, "example": "ada@contoso.com", "exchange": 1});
    assert_states(row("userName"), &there);
    let missing = json!({"people": 0, "required": true, "example": null, "exchange": null});
    assert_states(row("externalId"), &missing);
}
