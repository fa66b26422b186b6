//! Our own mistakes (RFC 7644 table 8, 500): a panic on the way is a SCIM error, a row in the log,
//! and no harm to anybody else.

use acceptance::harness::wire::{Request, send};
use jiff::Timestamp;
use sandbox::clock::{Clock, System};
use sandbox::ids::Random;
use sandbox::{Capture, Location, NewToken, Options, TrafficQuery, Workspace};
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A clock that breaks when it is asked for the second time, which is while a request is carried out.
#[derive(Debug, Default)]
struct Brittle {
    armed: AtomicBool,
    asked: AtomicU32,
}

impl Clock for Brittle {
    fn now(&self) -> Timestamp {
        let on_the_way = std::thread::current()
            .name()
            .is_some_and(|name| name.starts_with("tokio"));
        if on_the_way && self.armed.load(Ordering::SeqCst) {
            let asked = self.asked.fetch_add(1, Ordering::SeqCst);
            assert_ne!(asked, 1, "the clock is broken");
        }
        System.now()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rfc7644_3_12_a_panic_is_a_500_with_a_scim_body_and_a_row() {
    let clock = Arc::new(Brittle::default());
    let workspace = Workspace::open(Options {
        location: Location::Memory,
        clock: clock.clone(),
        ids: Arc::new(Random),
        capture: Capture::On,
    });
    let workspace = workspace.unwrap();
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let bound = server::bind(&server::Options {
        listen,
        may_move: false,
    })
    .unwrap();
    let server = server::Server::start(bound, server::App::new(workspace.clone())).unwrap();
    let connection = workspace.default_connection().unwrap();
    let new = NewToken {
        label: "test".to_owned(),
        created_by: "cli".to_owned(),
        expires_at: None,
    };
    let minted = workspace.mint_token(&connection.id, new).unwrap();
    let request = Request::new("GET", "/scim/v2/Users").bearer(minted.secret.expose());

    clock.armed.store(true, Ordering::SeqCst);
    let broken = send(server.address(), &request).await;
    clock.armed.store(false, Ordering::SeqCst);
    assert_eq!(broken.status, 500, "{}", broken.text());
    assert_eq!(broken.json()["status"], json!("500"));
    assert!(!broken.text().contains("clock"), "{}", broken.text());

    let after = send(server.address(), &request).await;
    assert_eq!(after.status, 200, "the server goes on: {}", after.text());
    let recorded = || {
        let page = workspace.traffic(&TrafficQuery::default()).unwrap();
        page.rows.iter().map(|row| row.status).collect::<Vec<u16>>()
    };
    while recorded().len() < 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(recorded(), [200, 500]);
}
