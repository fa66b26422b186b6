//! What comes over the socket and is no HTTP as it should be (RFC 9112): answered as a SCIM error
//! (RFC 7644 §3.12) and written down, like any other mistake.

use crate::scene::{ERROR, Scene};
use acceptance::harness::wire::send_raw;
use sandbox::{StoredExchange, TrafficQuery};
use serde_json::{Value, json};

/// Status and body of an answer as it came over the socket.
#[track_caller]
fn read(answer: &str) -> (u16, Value) {
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {answer:?}"));
    let status = head
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3))
        .and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("no status: {head}"));
    (status, serde_json::from_str(body).unwrap_or_default())
}

/// Sends bytes, checks that the answer is this SCIM error, and returns its detail.
#[track_caller]
fn assert_refused(answer: &str, status: u16) -> String {
    let (answered, body) = read(answer);
    assert_eq!(answered, status, "{answer}");
    assert!(
        answer.contains("content-type: application/scim+json"),
        "{answer}"
    );
    assert!(answer.contains("\r\ndate: "), "{answer}");
    assert_eq!(body["schemas"], json!([ERROR]), "{answer}");
    assert_eq!(body["status"], json!(status.to_string()), "{answer}");
    body["detail"].as_str().unwrap_or_default().to_owned()
}

/// The newest exchange, of whatever connection.
fn newest(scene: &Scene) -> StoredExchange {
    assert!(
        scene.bench.recorded(&scene.door).len() <= 1000,
        "all are written"
    );
    let page = scene.bench.workspace.traffic(&TrafficQuery {
        limit: Some(1),
        ..TrafficQuery::default()
    });
    let number = page.unwrap().rows[0].number;
    scene.bench.workspace.exchange(number).unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_unreadable_request_is_told_what_is_wrong_with_it() {
    let scene = Scene::empty().await;
    let cases: [(&[u8], u16, &str); 11] = [
        (b"hello\r\n\r\n", 400, "does not end in HTTP/1.1"),
        (
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            400,
            "TLS",
        ),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "HTTP/2"),
        (
            b"GET /scim/v2/Users?filter=userName eq \"ada\" HTTP/1.1\r\nHost: x\r\n\r\n",
            400,
            "blank",
        ),
        (
            b"GET /scim/v2/Users?filter=userName+eq+\"ada\" HTTP/1.1\r\nHost: x\r\n\r\n",
            400,
            "percent-encoded",
        ),
        (
            b"GET /scim/v2/Users HTTP/3.0\r\nHost: x\r\n\r\n",
            400,
            "HTTP/3.0",
        ),
        (b"GET /scim/v2/Users\r\n\r\n", 400, "does not end"),
        (
            b"GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n",
            400,
            "Line 3",
        ),
        (
            b"GET /scim/v2/Users HTTP/1.1\r\nHost : x\r\n\r\n",
            400,
            "Line 2",
        ),
        (
            b"POST /scim/v2/Users HTTP/1.1\r\nContent-Length: many\r\n\r\n{}",
            400,
            "Content-Length",
        ),
        (
            b"POST /scim/v2/Users HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n{}",
            400,
            "Transfer-Encoding",
        ),
    ];
    for (bytes, status, word) in cases {
        let sent = String::from_utf8_lossy(bytes);
        let detail = assert_refused(&send_raw(scene.door.address, bytes).await, status);
        assert!(detail.contains(word), "{sent:?}: {detail}");
        let row = newest(&scene).exchange;
        assert_eq!(row.status, status, "{sent:?}");
        assert_eq!(
            row.error.map(|error| error.detail),
            Some(detail),
            "{sent:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_row_shows_what_could_be_read_and_no_secret() {
    let scene = Scene::empty().await;
    let request = format!(
        "PATCH /scim/v2/Users/7?a=b c HTTP/1.1\r\nHost: x\r\nUser-Agent: curl/8\r\nAuthorization : Bearer {}\r\n\r\n",
        scene.door.token
    );
    assert_refused(&send_raw(scene.door.address, request.as_bytes()).await, 400);
    let row = newest(&scene);
    let exchange = &row.exchange;
    assert_eq!(
        exchange.connection_id.as_ref(),
        Some(&scene.door.connection_id)
    );
    assert_eq!(exchange.method, "PATCH");
    assert_eq!(exchange.path, "/scim/v2/Users/7");
    assert_eq!(exchange.query.as_deref(), Some("a=b c"));
    assert_eq!(exchange.user_agent.as_deref(), Some("curl/8"));
    let answered: Value = serde_json::from_slice(&exchange.response.body).unwrap();
    assert_eq!(answered["status"], json!("400"));
    assert!(!format!("{row:?}").contains(&scene.door.token));
    let token = scene.door.token.clone();
    for (path, bytes) in scene.bench.stop().await.files() {
        let found = bytes
            .windows(token.len())
            .any(|window| window == token.as_bytes());
        assert!(!found, "the token is in {}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_at_all_is_in_the_log_without_a_path() {
    let scene = Scene::empty().await;
    assert_refused(
        &send_raw(scene.door.address, b"\x00\x01\x02\r\n\r\n").await,
        400,
    );
    let row = newest(&scene).exchange;
    assert_eq!((row.method.as_str(), row.path.as_str()), ("?", ""));
    assert_eq!(row.connection_id, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_in_broken_chunks_is_a_400_and_creates_nobody() {
    let scene = Scene::empty().await;
    for chunks in [
        "zz\r\n{}\r\n0\r\n\r\n",
        "5\r\n{\"us",
        "FFFFFFFFFFFFFFFFFF\r\n{}",
    ] {
        let request = format!(
            "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/scim+json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}",
            scene.door.token
        );
        let answer = half_closed(&scene, request.as_bytes()).await;
        assert_eq!(read(&answer).0, 400, "{chunks:?}: {answer}");
        assert_eq!(read(&answer).1["scimType"], json!("invalidSyntax"));
        assert_eq!(scene.bench.recorded(&scene.door)[0].exchange.status, 400);
    }
    let list = scene.door.get("/Users").await.json();
    assert_eq!(list["totalResults"], json!(0));
}

/// Sends bytes, closes the sending side, and reads the answer.
async fn half_closed(scene: &Scene, bytes: &[u8]) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let stream = tokio::net::TcpStream::connect(scene.door.address).await;
    let mut stream = stream.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_stops_in_the_middle_is_a_400_when_the_client_stops() {
    let scene = Scene::empty().await;
    let answer = half_closed(&scene, b"GET /scim/v2/Users HTTP/1.1\r\nHost: x").await;
    let detail = assert_refused(&answer, 400);
    assert!(detail.contains("middle of its headers"), "{detail}");
    assert_eq!(newest(&scene).exchange.path, "/scim/v2/Users");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_connects_and_says_nothing_leaves_no_row() {
    let scene = Scene::empty().await;
    assert_eq!(half_closed(&scene, b"").await, "");
    assert_eq!(half_closed(&scene, b"\r\n\r\n").await, "");
    scene.door.get("/Users").await;
    assert_eq!(scene.bench.recorded(&scene.door).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_in_a_row_are_answered_in_their_order() {
    let scene = Scene::start().await;
    let one = |path: &str, more: &str| {
        format!(
            "GET /scim/v2{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n{more}\r\n",
            scene.door.token
        )
    };
    let requests = [
        one(&scene.user("ada"), ""),
        one("/Users/none", ""),
        one(&scene.user("bram"), "Connection: close\r\n"),
    ];
    let answers = send_raw(scene.door.address, requests.concat().as_bytes()).await;
    let places: Vec<Option<usize>> = ["ada.okafor@", "\"status\":\"404\"", "bram.visser@"]
        .map(|word| answers.find(word))
        .into();
    assert!(places.iter().all(Option::is_some), "{answers}");
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_request_is_answered_even_if_the_next_cannot_be_read() {
    let scene = Scene::start().await;
    let good = format!(
        "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n",
        scene.door.token
    );
    let bad = "DELETE /scim/v2/Users/a b HTTP/1.1\r\nHost: x\r\n\r\n";
    let answers = send_raw(scene.door.address, format!("{good}{bad}").as_bytes()).await;
    assert!(answers.starts_with("HTTP/1.1 200"), "{answers}");
    let (_, second) = answers.rsplit_once("HTTP/1.1 ").unwrap();
    assert_refused(&format!("HTTP/1.1 {second}"), 400);
    let row = newest(&scene).exchange;
    assert_eq!(
        (row.method.as_str(), row.path.as_str()),
        ("DELETE", "/scim/v2/Users/a b")
    );
}
