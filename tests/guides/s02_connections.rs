//! S2 (21RISK): the Tenant URL carries the id of the connection, and several connections are side by
//! side, each with its own token, directory and application.

use crate::tenant::{Tenant, assert_states, entra, provision};
use acceptance::harness::bench::Door;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn each_connection_has_an_address_with_its_id_and_people_of_its_own() {
    let tenant = Tenant::of("ransomleak").await;
    let mut doors = Vec::new();
    for name in ["Denmark", "Norway"] {
        let added = tenant
            .ask("addConnection", json!({"name": name, "idp": "entra"}))
            .await;
        let id = added["id"].as_str().unwrap().to_owned();
        assert!(id.starts_with("scim_conn_"), "{id}");
        tenant.follow(&id, "21risk").await;
        let url = added["baseUrl"].as_str().unwrap();
        assert!(url.ends_with(&format!("/scim/v2/{id}")), "{url}");
        doors.push(tenant.generate(&id).await.0);
    }
    let (denmark, norway) = (&doors[0], &doors[1]);
    let ada = provision(denmark, &entra("Ada", "o-1", json!({}))).await;
    let other = provision(norway, &entra("Ada", "o-1", json!({}))).await;
    assert_ne!(ada, other, "the same person twice, in two directories");
    assert_eq!(norway.get(&format!("/Users/{ada}")).await.status, 404);
    assert_eq!(
        tenant.about("people").await["total"],
        json!(0),
        "nobody came to the first"
    );
    for (door, twin) in [(denmark, "21risk"), (norway, "21risk")] {
        let view = tenant.connection(&door.connection_id).await;
        assert_states(
            &view,
            &json!({"twin": twin, "isDefault": false, "activeTokens": 1}),
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_one_connection_does_not_open_another() {
    let tenant = Tenant::of("21risk").await;
    let added = tenant
        .ask("addConnection", json!({"name": "Norway", "idp": "entra"}))
        .await;
    let (norway, _) = tenant.generate(added["id"].as_str().unwrap()).await;
    let mixed = Door {
        token: tenant.door().await.token,
        ..norway.clone()
    };
    assert_eq!(mixed.get("/Users").await.status, 401);
    assert_eq!(norway.get("/Users").await.status, 200);
}
