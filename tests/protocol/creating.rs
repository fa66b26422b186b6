//! POST (RFC 7644 §3.3).

use crate::scene::{Scene, assert_absent, assert_answer, assert_error, detail};
use acceptance::harness::bench::START;
use acceptance::harness::population::{ENTERPRISE, group, person};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_created_user_is_answered_whole_with_its_place_and_times() {
    let scene = Scene::empty().await;
    let answer = scene.door.post("/Users", &person("ada")).await;
    let instant = format!("<instant {START}>");
    let expected = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "id": "<string>",
        "userName": "ada.okafor@example.com",
        "name": {"givenName": "Ada", "familyName": "Okafor"},
        "emails": [{"type": "work", "primary": true, "value": "ada.okafor@example.com"}],
        ENTERPRISE: {"department": "Platform"},
        "meta": {"resourceType": "User", "created": instant, "lastModified": instant, "version": "<string>"},
    });
    assert_answer(&answer, 201, &expected);
    let body = answer.json();
    let location = format!(
        "http://{}/scim/v2/Users/{}",
        scene.door.address,
        body["id"].as_str().unwrap()
    );
    assert_eq!(answer.header("location"), Some(location.as_str()));
    assert_eq!(body["meta"]["location"], json!(location));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_smallest_user_has_a_user_name_and_nothing_else() {
    let scene = Scene::empty().await;
    let body =
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "solo"});
    let answer = scene.door.post("/Users", &body).await;
    assert_answer(&answer, 201, &json!({"userName": "solo"}));
    assert_absent(&answer, &["/name", "/emails", "/groups"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_without_a_user_name_is_refused() {
    let scene = Scene::empty().await;
    let body =
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "Ada"});
    let answer = scene.door.post("/Users", &body).await;
    assert_error(&answer, 400, Some("invalidValue"));
    assert!(detail(&answer).contains("userName"), "{}", detail(&answer));
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 0}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_user_name_is_a_conflict_in_any_spelling() {
    let scene = Scene::start().await;
    for name in ["ada.okafor@example.com", "ADA.OKAFOR@EXAMPLE.COM"] {
        let answer = scene.door.post("/Users", &json!({"userName": name})).await;
        assert_error(&answer, 409, Some("uniqueness"));
    }
    assert_answer(
        &scene.door.get("/Users").await,
        200,
        &json!({"totalResults": 3}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_name_is_free_again_once_its_owner_is_deleted() {
    let scene = Scene::start().await;
    assert_eq!(scene.door.delete(&scene.user("ada")).await.status, 204);
    let answer = scene.door.post("/Users", &person("ada")).await;
    assert_answer(&answer, 201, &json!({"userName": "ada.okafor@example.com"}));
    assert_ne!(
        answer.json()["id"],
        json!(scene.id("ada")),
        "an id is never used twice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn read_only_attributes_of_the_client_are_not_taken() {
    let scene = Scene::start().await;
    let body = json!({
        "userName": "dina",
        "id": "chosen-by-the-client",
        "meta": {"created": "1999-01-01T00:00:00Z", "resourceType": "Nonsense"},
        "groups": [{"value": scene.id("platform")}],
    });
    let answer = scene.door.post("/Users", &body).await;
    let meta = json!({"created": format!("<instant {START}>"), "resourceType": "User"});
    assert_answer(&answer, 201, &json!({"userName": "dina", "meta": meta}));
    assert_ne!(answer.json()["id"], json!("chosen-by-the-client"));
    assert_absent(&answer, &["/groups"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn attribute_names_are_not_case_sensitive() {
    let scene = Scene::empty().await;
    let body = json!({"USERNAME": "dina", "DisplayName": "Dina", "NAME": {"GIVENNAME": "Dina"}});
    let answer = scene.door.post("/Users", &body).await;
    let expected =
        json!({"userName": "dina", "displayName": "Dina", "name": {"givenName": "Dina"}});
    assert_answer(&answer, 201, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_created_with_its_members() {
    let scene = Scene::start().await;
    let members = [scene.id("ada"), scene.id("chidi")];
    let answer = scene
        .door
        .post("/Groups", &group("Finance", &members))
        .await;
    let values = json!([{"value": members[0]}, {"value": members[1]}]);
    assert_answer(
        &answer,
        201,
        &json!({"displayName": "Finance", "members": values}),
    );
    let ada = scene.door.get(&scene.user("ada")).await;
    let groups = json!([{"display": "Platform Team"}, {"display": "Finance"}]);
    assert_answer(&ada, 200, &json!({"groups": groups}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_without_a_name_is_refused() {
    let scene = Scene::empty().await;
    let body =
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "externalId": "g"});
    assert_error(
        &scene.door.post("/Groups", &body).await,
        400,
        Some("invalidValue"),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn values_are_stored_as_they_were_sent() {
    let scene = Scene::empty().await;
    let body = json!({
        "userName": "Žofie.Nováková@Example.com",
        "displayName": "  Žofie \u{1F33B} 王 \"x\" \\ ",
        "phoneNumbers": [{"type": "work", "value": "+44 (20) 7946-0111"}],
    });
    let answer = scene.door.post("/Users", &body).await;
    assert_answer(&answer, 201, &body);
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    assert_answer(&scene.door.get(&format!("/Users/{id}")).await, 200, &body);
}
