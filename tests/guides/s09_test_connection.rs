//! S9 (all): *Test Connection* and *Test API Credentials* are answered as the identity provider wants
//! them, and recognised.

use crate::tenant::{Tenant, assert_states};
use serde_json::json;

const OKTA: &str = "Okta SCIM Client 1.0.0";
const NOBODY: &str = "7d420df3-9995-4831-a406-ecf8166f5f6a";

#[tokio::test(flavor = "multi_thread")]
async fn entra_looks_for_nobody_gets_an_empty_list_and_is_recognised() {
    for twin in ["ransomleak", "unleash", "21risk", "whistleblower"] {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        let asked = format!("/Users?filter=userName+eq+%22{NOBODY}%22");
        let answer = door.get(&asked).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let empty = json!({"totalResults": 0, "Resources": []});
        assert_states(&answer.json(), &empty);
        let kind = answer.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/scim+json"), "{kind}");
        let log = tenant.log(1).await;
        assert_states(&log[0], &json!({"story": {"type": "probe"}}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn okta_reads_a_page_of_two_with_numbers_in_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let test = door.request("GET", "/Users?startIndex=1&count=2");
    let answer = door.send(&test.header("User-Agent", OKTA)).await;
    assert_eq!(answer.status, 200);
    let page = json!({"totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": []});
    assert_states(&answer.json(), &page);
    let log = tenant.log(1).await;
    let recognised = json!({"actor": "Okta", "story": {"type": "probe"}});
    assert_states(&log[0], &recognised);
    // Anybody else who asks for two people does not test.
    door.get("/Users?startIndex=1&count=2").await;
    let log = tenant.log(2).await;
    assert_states(&log[0], &json!({"story": {"type": "listed"}}));
}
