//! Methods (RFC 7644 §3.2 table 2, RFC 9110 §9): which an endpoint knows, and what is said of the
//! others.

use crate::scene::{Scene, assert_error};
use acceptance::harness::wire::Request;

async fn endpoints(scene: &Scene) -> Vec<(String, Vec<&'static str>)> {
    let read = vec!["GET", "HEAD"];
    let one = vec!["GET", "HEAD", "PUT", "PATCH", "DELETE"];
    vec![
        ("/".to_owned(), read.clone()),
        ("/Users".to_owned(), vec!["GET", "HEAD", "POST"]),
        (scene.user("ada"), one.clone()),
        ("/Groups".to_owned(), vec!["GET", "HEAD", "POST"]),
        (scene.group(), one),
        ("/.search".to_owned(), vec!["POST"]),
        ("/Users/.search".to_owned(), vec!["POST"]),
        ("/Bulk".to_owned(), vec!["POST"]),
        (
            "/Me".to_owned(),
            vec!["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        ),
        ("/ServiceProviderConfig".to_owned(), read.clone()),
        ("/ResourceTypes".to_owned(), read.clone()),
        ("/ResourceTypes/User".to_owned(), read.clone()),
        ("/Schemas".to_owned(), read),
    ]
}

fn allowed(answer: &acceptance::harness::wire::Answer) -> Vec<String> {
    let allow = answer.header("allow").unwrap_or_default();
    allow
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_2_options_lists_what_each_endpoint_knows() {
    let scene = Scene::start().await;
    for (path, mut known) in endpoints(&scene).await {
        let answer = scene.door.send(&scene.door.request("OPTIONS", &path)).await;
        known.push("OPTIONS");
        assert_eq!((answer.status, answer.body.len()), (204, 0), "{path}");
        assert_eq!(allowed(&answer), known, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_15_5_6_every_other_method_is_a_405_with_the_same_list() {
    let scene = Scene::start().await;
    let methods = [
        "GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "get", "PROPFIND",
    ];
    for (path, mut known) in endpoints(&scene).await {
        let others = methods.iter().filter(|method| !known.contains(method));
        for method in others.collect::<Vec<_>>() {
            let answer = scene.door.send(&scene.door.request(method, &path)).await;
            assert_error(&answer, 405, None);
            known.push("OPTIONS");
            assert_eq!(allowed(&answer), known, "{method} {path}");
            known.pop();
        }
    }
    assert_eq!(scene.door.get(&scene.user("ada")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc9110_9_3_2_head_says_what_get_says_without_a_body() {
    let scene = Scene::start().await;
    for (path, known) in endpoints(&scene).await {
        if path == "/Me" || !known.contains(&"HEAD") {
            continue;
        }
        let get = scene.door.get(&path).await;
        let head = scene.door.send(&scene.door.request("HEAD", &path)).await;
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        for name in ["content-type", "content-length", "etag"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {path}");
        }
        let recorded = scene.bench.recorded(&scene.door);
        assert_eq!(recorded[0].exchange.response.body, b"", "{path}");
    }
    let missing = scene.door.request("HEAD", "/Users/none");
    assert_eq!(scene.door.send(&missing).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_of_the_whole_server_needs_no_token_and_of_an_endpoint_does() {
    let scene = Scene::start().await;
    let whole = scene.door.send(&Request::new("OPTIONS", "*")).await;
    assert_eq!(whole.status, 204, "{}", whole.text());
    assert!(allowed(&whole).contains(&"PATCH".to_owned()));
    let users = scene
        .door
        .send(&Request::new("OPTIONS", "/scim/v2/Users"))
        .await;
    assert_error(&users, 401, None);
    let nowhere = scene
        .door
        .send(&scene.door.request("OPTIONS", "/Robots"))
        .await;
    assert_error(&nowhere, 404, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_is_not_opened() {
    let scene = Scene::start().await;
    let request = format!(
        "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        scene.door.token
    );
    let answer = acceptance::harness::wire::send_raw(scene.door.address, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains("\"status\":\"404\""), "{answer}");
}
