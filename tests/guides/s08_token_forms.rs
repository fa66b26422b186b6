//! S8 (RansomLeak): Entra's *Secret Token* takes the token alone, Okta's HTTP header takes `Bearer`, a
//! blank and the token. With Whistleblower's trap: the header value pasted into Entra.

use crate::tenant::{Tenant, refused};
use acceptance::harness::bench::Door;
use acceptance::harness::wire::Request;

async fn with_header(door: &Door, value: &str) -> acceptance::harness::wire::Answer {
    let request = Request::new("GET", format!("{}/Users", door.base));
    door.send(&request.header("Authorization", value)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_identity_provider_finds_the_form_that_it_takes() {
    let tenant = Tenant::of("ransomleak").await;
    let (door, minted) = tenant.generate(&tenant.connection).await;
    let secret = minted["secret"].as_str().unwrap();
    let header = minted["headerValue"].as_str().unwrap();
    assert_eq!(header, format!("Bearer {secret}"));
    // Entra writes Bearer before what stands in the field; Okta sends the field as it is.
    assert_eq!(
        with_header(&door, &format!("Bearer {secret}")).await.status,
        200
    );
    assert_eq!(with_header(&door, header).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_form_is_refused_with_what_to_do() {
    let tenant = Tenant::of("whistleblower").await;
    let (door, minted) = tenant.generate(&tenant.connection).await;
    let header = minted["headerValue"].as_str().unwrap();
    let twice = refused(&with_header(&door, &format!("Bearer {header}")).await, 401);
    assert!(twice.contains("Bearer twice"), "{twice}");
    let bare = with_header(&door, minted["secret"].as_str().unwrap()).await;
    assert!(
        !refused(&bare, 401).contains(&door.token),
        "it is not repeated"
    );
}
