//! The download route of the web console: behind the same session, host and origin as the rest.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::desk::{Desk, provision};
use acceptance::harness::wire::{Answer, Request, send};
use console::web::{Asset, Assets, Web, WebOptions};
use serde_json::json;

#[derive(Debug)]
struct NoAssets;

impl Assets for NoAssets {
    fn find(&self, _: &str) -> Option<Asset> {
        None
    }
}

struct Browser {
    address: SocketAddr,
    cookie: String,
    _web: Web,
}

impl Browser {
    async fn logged_in(desk: &Desk) -> Self {
        let web = Web::start(
            desk.console.clone(),
            WebOptions {
                listen: SocketAddr::from(([127, 0, 0, 1], 0)),
                assets: Arc::new(NoAssets),
                new_link: |_| (),
            },
        );
        let web = web.await.unwrap();
        let link = web.login_link();
        let (_, path) = link.split_once("/login").unwrap();
        let answer = send(web.address(), &Request::new("GET", format!("/login{path}"))).await;
        let cookie = answer.header("set-cookie").unwrap();
        Self {
            address: web.address(),
            cookie: cookie.split(';').next().unwrap().to_owned(),
            _web: web,
        }
    }

    fn request(&self, method: &str, path: &str) -> Request {
        Request::new(method, path).header("Cookie", &self.cookie)
    }

    async fn get(&self, path: &str) -> Answer {
        send(self.address, &self.request("GET", path)).await
    }
}

async fn made(desk: &Desk, format: &str) -> (String, serde_json::Value) {
    let connection = desk.default_connection().await;
    let view = desk
        .ask(
            "export",
            json!({"connection": connection, "kind": "people", "format": format}),
        )
        .await;
    (format!("/export/{}", view["id"].as_str().unwrap()), view)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_file_to_save_that_nothing_keeps_and_nothing_runs() {
    let desk = Desk::start().await;
    provision(&desk.door().await, true).await;
    let browser = Browser::logged_in(&desk).await;
    for (format, media_type) in [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("json", "application/json"),
    ] {
        let (path, view) = made(&desk, format).await;
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, 200);
        let name = view["name"].as_str().unwrap();
        let disposition = answer.header("content-disposition").unwrap();
        assert!(
            disposition.starts_with(&format!("attachment; filename=\"{name}\"; ")),
            "{disposition}"
        );
        assert_eq!(answer.header("content-type"), Some(media_type));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            Some("same-origin")
        );
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("sandbox"),
            "{policy}"
        );
        assert_eq!(json!(answer.body.len()), view["bytes"]);
        assert_eq!(
            answer.header("content-length"),
            Some(view["bytes"].to_string().as_str())
        );
        assert!(answer.text().contains("person07@example.com"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_fetched_once_and_head_does_not_use_it_up() {
    let desk = Desk::start().await;
    let browser = Browser::logged_in(&desk).await;
    let (path, _) = made(&desk, "csv").await;
    let head = send(browser.address, &browser.request("HEAD", &path)).await;
    assert_eq!(head.status, 405);
    assert_eq!(browser.get(&path).await.status, 200);
    let again = browser.get(&path).await;
    assert_eq!(again.status, 404);
    assert!(
        again.text().contains("can be fetched once"),
        "{}",
        again.text()
    );
    assert_eq!(again.header("content-disposition"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_or_from_elsewhere_there_is_no_file() {
    let desk = Desk::start().await;
    provision(&desk.door().await, true).await;
    let browser = Browser::logged_in(&desk).await;
    let (path, _) = made(&desk, "csv").await;
    let stranger = Request::new("GET", path.as_str());
    let forged = stranger.clone().header(
        "Cookie",
        format!(
            "scimbox_session_{}={}",
            browser.address.port(),
            "0".repeat(64)
        ),
    );
    let foreign = browser
        .request("GET", &path)
        .header("Origin", "http://evil.example");
    let null = browser.request("GET", &path).header("Origin", "null");
    for (request, status) in [(stranger, 401), (forged, 401), (foreign, 403), (null, 403)] {
        let answer = send(browser.address, &request).await;
        assert_eq!(answer.status, status, "{request:?}");
        assert!(!answer.text().contains("person07"), "{}", answer.text());
    }
    let rebound = format!(
        "GET {path} HTTP/1.1\r\nHost: evil.example\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        browser.cookie
    );
    let answer = acceptance::harness::wire::send_raw(browser.address, rebound.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 421"), "{answer}");
    assert!(!answer.contains("person07"));
    assert_eq!(
        browser.get(&path).await.status,
        200,
        "nobody else used it up"
    );
}
