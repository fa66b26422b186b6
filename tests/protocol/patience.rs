//! Clients that take too long (RFC 9110 §15.5.9): nobody is waited for without end, and whoever is
//! cut off is told so where that is still possible.

use crate::lone::Lone;
use acceptance::harness::wire::{Request, send};
use sandbox::clock::System;
use serde_json::json;
use server::Patience;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

const LONG: Duration = Duration::from_secs(300);
const SHORT: Duration = Duration::from_millis(200);

fn start(patience: Patience) -> Lone {
    Lone::start(Arc::new(System), patience)
}

fn patient() -> Patience {
    Patience {
        head: LONG,
        body: LONG,
        answer: LONG,
    }
}

async fn begin(lone: &Lone, bytes: &str) -> String {
    let mut stream = TcpStream::connect(lone.address()).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_head_is_a_408_with_a_scim_body_and_a_row() {
    let lone = start(Patience {
        head: SHORT,
        ..patient()
    });
    let answer = begin(&lone, "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX-Slow").await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("\"status\":\"408\""), "{answer}");
    assert_eq!(lone.statuses(1).await, [408]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_nothing_is_hung_up_on_without_a_word_or_a_row() {
    let lone = start(Patience {
        head: SHORT,
        ..patient()
    });
    assert_eq!(begin(&lone, "").await, "");
    let request = Request::new("GET", "/scim/v2/Users").bearer(&lone.token);
    send(lone.address(), &request).await;
    assert_eq!(lone.statuses(1).await, [200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_body_is_a_408_and_creates_nobody() {
    let lone = start(Patience {
        body: SHORT,
        ..patient()
    });
    let half = format!(
        "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/scim+json\r\nContent-Length: 1000\r\n\r\n{{\"userName\": \"dina\"}}",
        lone.token
    );
    let answer = begin(&lone, &half).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let request = Request::new("GET", "/scim/v2/Users").bearer(&lone.token);
    let list = send(lone.address(), &request).await.json();
    assert_eq!(list["totalResults"], json!(0));
    assert_eq!(lone.statuses(2).await, [200, 408]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_its_answers_is_hung_up_on() {
    let lone = start(Patience {
        answer: SHORT,
        ..patient()
    });
    let large = json!({"userName": "large", "displayName": "n".repeat(500_000)});
    let create = Request::new("POST", "/scim/v2/Users").bearer(&lone.token);
    assert_eq!(send(lone.address(), &create.json(&large)).await.status, 201);
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(lone.address()).await.unwrap();
    let get = format!(
        "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n",
        lone.token
    );
    stream.write_all(get.repeat(40).as_bytes()).await.unwrap();
    // Nothing is read until the server has given up, which shows when it takes nothing more either.
    loop {
        match stream.try_write(b"\r\n") {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
        tokio::task::yield_now().await;
    }
    let answered = lone.statuses(2).await.len();
    assert!(answered < 41, "{answered} were answered though nobody read");
}
