//! Our own mistakes (RFC 7644 table 8, 500): a panic on the way is a SCIM error, a row in the log,
//! and no harm to anybody else.

use crate::lone::Lone;
use acceptance::harness::wire::{Request, send};
use jiff::Timestamp;
use sandbox::clock::{Clock, System};
use serde_json::json;
use server::Patience;
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
    let lone = Lone::start(clock.clone(), Patience::default());
    let request = Request::new("GET", "/scim/v2/Users").bearer(&lone.token);

    clock.armed.store(true, Ordering::SeqCst);
    let broken = send(lone.address(), &request).await;
    clock.armed.store(false, Ordering::SeqCst);
    assert_eq!(broken.status, 500, "{}", broken.text());
    assert_eq!(broken.json()["status"], json!("500"));
    assert!(!broken.text().contains("clock"), "{}", broken.text());

    let after = send(lone.address(), &request).await;
    assert_eq!(after.status, 200, "the server goes on: {}", after.text());
    assert_eq!(lone.statuses(2).await, [200, 500]);
}
