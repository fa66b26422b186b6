//! `/Me` (RFC 7644 §3.11): a token stands for an application, so there is nobody to answer with.

use crate::scene::{Scene, assert_error, detail};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_11_me_is_a_501_that_says_why() {
    let scene = Scene::start().await;
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        let request = scene
            .door
            .request(method, "/Me")
            .json(&json!({"userName": "me"}));
        let answer = scene.door.send(&request).await;
        assert_error(&answer, 501, None);
        assert!(detail(&answer).contains("/Users"), "{}", detail(&answer));
    }
    let list = scene.door.get("/Users").await.json();
    assert_eq!(
        list["totalResults"],
        json!(3),
        "nobody was created or deleted"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn me_needs_a_token_like_everything_else() {
    let scene = Scene::start().await;
    let request = acceptance::harness::wire::Request::new("GET", "/scim/v2/Me");
    assert_error(&scene.door.send(&request).await, 401, None);
}
