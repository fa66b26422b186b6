//! How a connection goes on besides its requests (RFC 9112 §9, RFC 9110 §10.1.1): waiting for
//! permission, hanging up, sending too slowly, saying nothing.

use crate::scene::Scene;
use acceptance::harness::wire::send_raw;
use sandbox::TrafficQuery;
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

fn post(scene: &Scene, length: usize, more: &str) -> String {
    format!(
        "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/scim+json\r\nContent-Length: {length}\r\n{more}\r\n",
        scene.door.token
    )
}

async fn read_some(stream: &mut TcpStream) -> String {
    let mut buffer = vec![0; 64 * 1024];
    let length = stream.read(&mut buffer).await.unwrap();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_100_continue_gets_it_before_the_body() {
    let scene = Scene::empty().await;
    let body = json!({"userName": "dina"}).to_string();
    let mut stream = TcpStream::connect(scene.door.address).await.unwrap();
    let head = post(
        &scene,
        body.len(),
        "Expect: 100-continue\r\nConnection: close\r\n",
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let first = read_some(&mut stream).await;
    assert_eq!(first, "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).await.unwrap();
    let answer = read_some(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_before_sending_too_much_is_refused_without_sending_it() {
    let scene = Scene::empty().await;
    let mut stream = TcpStream::connect(scene.door.address).await.unwrap();
    let head = post(&scene, server::LARGEST_BODY + 1, "Expect: 100-continue\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = read_some(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert_eq!(scene.bench.recorded(&scene.door)[0].exchange.status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_body_that_is_too_large_arrives_while_it_is_still_being_sent() {
    let scene = Scene::empty().await;
    let length = 4 * server::LARGEST_BODY;
    let mut request = post(&scene, length, "").into_bytes();
    request.resize(request.len() + length, b' ');
    let answer = send_raw(scene.door.address, &request).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_after_a_complete_request_is_served_and_recorded() {
    let scene = Scene::empty().await;
    let body = json!({"userName": "dina"}).to_string();
    let mut stream = TcpStream::connect(scene.door.address).await.unwrap();
    let request = post(&scene, body.len(), "") + &body;
    stream.write_all(request.as_bytes()).await.unwrap();
    drop(stream);
    let statuses = || {
        let page = scene.bench.workspace.traffic(&TrafficQuery::default());
        let rows = page.unwrap().rows;
        rows.iter().map(|row| row.status).collect::<Vec<u16>>()
    };
    let recorded = async {
        while statuses().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(10), recorded).await;
    assert!(waited.is_ok(), "there is a row");
    assert_eq!(statuses(), [201]);
    let list = scene.door.get("/Users").await.json();
    assert_eq!(list["totalResults"], json!(1), "the write has happened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_stays_open_for_the_next_request_and_closes_when_asked() {
    let scene = Scene::start().await;
    let mut stream = TcpStream::connect(scene.door.address).await.unwrap();
    let get = |more: &str| {
        format!(
            "GET /scim/v2/Users?count=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n{more}\r\n",
            scene.door.token
        )
    };
    for _ in 0..3 {
        stream.write_all(get("").as_bytes()).await.unwrap();
        let answer = read_some(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let last = get("Connection: close\r\n");
    stream.write_all(last.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn http_1_0_is_answered_and_closed() {
    let scene = Scene::start().await;
    let request = format!(
        "GET /scim/v2/Users?count=0 HTTP/1.0\r\nAuthorization: Bearer {}\r\n\r\n",
        scene.door.token
    );
    let answer = send_raw(scene.door.address, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    let findings = &scene.bench.recorded(&scene.door)[0].findings;
    assert!(findings.is_empty(), "HTTP/1.0 needs no Host: {findings:?}");
}
