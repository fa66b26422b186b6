//! `attributes` and `excludedAttributes` (RFC 7644 §3.4.2.5, §3.9; RFC 7643 §7 `returned`).

use crate::scene::{Scene, assert_absent, assert_answer};
use acceptance::harness::population::{ENTERPRISE, group, patch};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_asked_for_comes_back_besides_the_id() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .get(&format!("{}?attributes=userName", scene.user("ada")))
        .await;
    assert_answer(
        &answer,
        200,
        &json!({"id": scene.id("ada"), "userName": "ada.okafor@example.com"}),
    );
    assert_absent(
        &answer,
        &[
            "/name",
            "/emails",
            "/title",
            "/groups",
            &format!("/{ENTERPRISE}"),
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sub_attribute_comes_without_its_siblings() {
    let scene = Scene::start().await;
    let query = format!("?attributes=name.givenName,emails.value,{ENTERPRISE}:department");
    let answer = scene
        .door
        .get(&format!("{}{query}", scene.user("ada")))
        .await;
    let expected = json!({
        "name": {"givenName": "Ada"},
        "emails": [{"value": "ada.okafor@example.com"}],
        ENTERPRISE: {"department": "Platform"},
    });
    assert_answer(&answer, 200, &expected);
    let number = format!("/{ENTERPRISE}/employeeNumber");
    assert_absent(
        &answer,
        &["/name/familyName", "/emails/0/type", &number, "/userName"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn excluded_attributes_are_left_out_but_never_the_id() {
    let scene = Scene::start().await;
    let query = "?excludedAttributes=id,NAME.familyName,emails";
    let answer = scene
        .door
        .get(&format!("{}{query}", scene.user("ada")))
        .await;
    let expected =
        json!({"id": scene.id("ada"), "name": {"givenName": "Ada"}, "title": "Platform Engineer"});
    assert_answer(&answer, 200, &expected);
    assert_absent(&answer, &["/name/familyName", "/emails"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_left_out_of_lists_and_single_groups() {
    let scene = Scene::start().await;
    let list = scene.door.get("/Groups?excludedAttributes=members").await;
    assert_answer(
        &list,
        200,
        &json!({"totalResults": 1, "Resources": [{"displayName": "Platform Team"}]}),
    );
    assert_absent(&list, &["/Resources/0/members"]);
    let one = scene
        .door
        .get(&format!("{}?excludedAttributes=members", scene.group()))
        .await;
    assert_eq!(one.json().get("members"), None, "not even an empty list");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_extension_can_be_asked_for_by_its_urn() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .get(&format!("{}?attributes={ENTERPRISE}", scene.user("ada")))
        .await;
    let enterprise = json!({"department": "Platform", "employeeNumber": "E-1001"});
    assert_answer(&answer, 200, &json!({ENTERPRISE: enterprise}));
    assert_absent(&answer, &["/userName"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_are_projected_as_well() {
    let scene = Scene::start().await;
    let created = scene
        .door
        .post(
            "/Groups?excludedAttributes=members",
            &group("Finance", &[scene.id("ada")]),
        )
        .await;
    assert_eq!((created.status, created.json().get("members")), (201, None));
    let body = patch(json!([{"op": "replace", "path": "title", "value": "Lead"}]));
    let patched = scene
        .door
        .patch(&format!("{}?attributes=title", scene.user("ada")), &body)
        .await;
    assert_answer(&patched, 200, &json!({"title": "Lead"}));
    assert_absent(&patched, &["/userName", "/emails"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_attribute_asks_for_nothing() {
    let scene = Scene::start().await;
    let answer = scene
        .door
        .get(&format!("{}?attributes=shoeSize", scene.user("ada")))
        .await;
    assert_answer(&answer, 200, &json!({"id": scene.id("ada")}));
    assert_absent(&answer, &["/userName", "/shoeSize"]);
}
